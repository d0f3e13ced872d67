// Files that numpy.save has written (NumPy 2.4.6, ml_dtypes 0.6.0), byte by byte. Only the blanks
// that pad a header are given as a number.
#ifndef AICC_TEST_UNIT_DATA_NUMPYFILES_H
#define AICC_TEST_UNIT_DATA_NUMPYFILES_H

#include <string>

namespace aicc::data::numpy {

// Keeps the NULs of a literal.
template <size_t n> std::string bytes(const char (&literal)[n]) {
  return std::string(literal, n - 1);
}

template <size_t n, size_t m>
std::string file(const char (&start)[n], const char *dictionary, int blanks,
                 const char (&elements)[m]) {
  return bytes(start) + dictionary + std::string(blanks, ' ') + "\n" + bytes(elements);
}

// [[0.5, -1, 2], [3, -0.0, inf]]
inline const std::string float32 = file("\223NUMPY\001\000v\000",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 58,
    "\000\000\000?\000\000\200\277\000\000\000@\000\000@@\000\000\000\200\000\000"
    "\200\177");

// [1.5, -2.25]
inline const std::string float64 = file("\223NUMPY\001\000v\000",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 60,
    "\000\000\000\000\000\000\370?\000\000\000\000\000\000\002\300");

// [1, -0.5]
inline const std::string float16 = file("\223NUMPY\001\000v\000",
    "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", 60,
    "\000<\000\270");

// [1, -2] of ml_dtypes.bfloat16
inline const std::string bfloat16 = file("\223NUMPY\001\000v\000",
    "{'descr': '<V2', 'fortran_order': False, 'shape': (2,), }", 60,
    "\200?\000\300");

// the same bits viewed as 'V2'
inline const std::string opaque16 = file("\223NUMPY\001\000v\000",
    "{'descr': '|V2', 'fortran_order': False, 'shape': (2,), }", 60,
    "\200?\000\300");

// the same bits as uint16
inline const std::string unsigned16 = file("\223NUMPY\001\000v\000",
    "{'descr': '<u2', 'fortran_order': False, 'shape': (2,), }", 60,
    "\200?\000\300");

// [True, False, True]
inline const std::string boolean = file("\223NUMPY\001\000v\000",
    "{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", 60,
    "\001\000\001");

// [-128, 127]
inline const std::string int8 = file("\223NUMPY\001\000v\000",
    "{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }", 60,
    "\200\177");

// [-300]
inline const std::string int16 = file("\223NUMPY\001\000v\000",
    "{'descr': '<i2', 'fortran_order': False, 'shape': (1,), }", 60,
    "\324\376");

// [-70000, 7]
inline const std::string int32 = file("\223NUMPY\001\000v\000",
    "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }", 60,
    "\220\356\376\377\007\000\000\000");

// -2**40, without dimensions
inline const std::string int64Scalar = file("\223NUMPY\001\000v\000",
    "{'descr': '<i8', 'fortran_order': False, 'shape': (), }", 62,
    "\000\000\000\000\000\377\377\377");

// arange(6).reshape(2, 3), float32, in Fortran order
inline const std::string fortran = file("\223NUMPY\001\000v\000",
    "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", 59,
    "\000\000\000\000\000\000@@\000\000\200?\000\000\200@\000\000\000@\000\000"
    "\240@");

// arange(24).reshape(2, 3, 4), int8, in Fortran order
inline const std::string fortranRank3 = file("\223NUMPY\001\000v\000",
    "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3, 4), }", 56,
    "\000\014\004\020\010\024\001\015\005\021\011\025\002\016\006\022\012\026\003\017\007\023"
    "\013\027");

// [1, 2] of >f4
inline const std::string bigEndian = file("\223NUMPY\001\000v\000",
    "{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", 60,
    "?\200\000\000@\000\000\000");

// zeros((0, 4)), float32
inline const std::string noElements = file("\223NUMPY\001\000v\000",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4), }", 58,
    "");

// zeros(2) of [('a', '<f4')]
inline const std::string structured = file("\223NUMPY\001\000v\000",
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 51,
    "\000\000\000\000\000\000\000\000");

// zeros(2), uint32
inline const std::string unsigned32 = file("\223NUMPY\001\000v\000",
    "{'descr': '<u4', 'fortran_order': False, 'shape': (2,), }", 60,
    "\000\000\000\000\000\000\000\000");

// [-128, 127], version 2.0
inline const std::string int8Version2 = file("\223NUMPY\002\000t\000\000\000",
    "{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }", 58,
    "\200\177");

// [-128, 127], version 3.0
inline const std::string int8Version3 = file("\223NUMPY\003\000t\000\000\000",
    "{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }", 58,
    "\200\177");

} // namespace aicc::data::numpy

#endif // AICC_TEST_UNIT_DATA_NUMPYFILES_H
