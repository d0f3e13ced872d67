// Files that are not what they should be: each gives an error that names the file, what was expected,
// what was found and what to do.
#include "NumpyFiles.h"
#include "Scratch.h"
#include "compiler/Data/Npy.h"
#include "compiler/Data/NpyHeader.h"

using namespace aicc::data;

namespace {

class NpyErrorTest : public Scratch {
protected:
  // The message without the path that it must begin with.
  std::string errorOf(const std::string &bytes, ElementType type, llvm::ArrayRef<int64_t> shape) {
    std::string path = write("a.npy", bytes);
    std::string message = messageOf(readNpy(path, type, shape));
    EXPECT_EQ(message.substr(0, path.size() + 2), path + ": ");
    return message.substr(std::min(message.size(), path.size() + 2));
  }
};

// A file with `dictionary` and two elements of i8.
std::string fileWith(const std::string &dictionary) {
  std::string length{char(dictionary.size() & 0xff), char(dictionary.size() >> 8)};
  return std::string("\x93NUMPY\1\0", 8) + length + dictionary + "\1\2";
}

TEST_F(NpyErrorTest, MissingFileAndFolder) {
  std::string message = messageOf(readNpy(pathOf("none.npy"), ElementType::F32, {1}));
  EXPECT_EQ(message, pathOf("none.npy") + ": expected a readable .npy file, found: No such file or "
                                          "directory; check the path");
  EXPECT_NE(messageOf(readNpy(folder, ElementType::F32, {1})).find("directory"), std::string::npos);
}

TEST_F(NpyErrorTest, WrongType) {
  EXPECT_EQ(errorOf(numpy::float64, ElementType::F32, {2}),
            "expected elements of type f32, written '<f4', found '<f8'; convert with "
            "numpy.save(path, a.astype('<f4'))");
  EXPECT_EQ(errorOf(numpy::float16, ElementType::BF16, {2}),
            "expected elements of type bf16, written '|V2', found '<f2'; convert with "
            "numpy.save(path, a.astype(ml_dtypes.bfloat16))");
  // Two bytes without an order are bf16 and nothing else; bf16 bits are not f16.
  EXPECT_NE(errorOf(numpy::opaque16, ElementType::F16, {2}).find("found '|V2'"), std::string::npos);
  EXPECT_NE(errorOf(numpy::unsigned32, ElementType::I32, {2}).find("'<u4'"), std::string::npos);
  EXPECT_NE(errorOf(numpy::structured, ElementType::F32, {2}).find("structured array"),
            std::string::npos);
}

TEST_F(NpyErrorTest, BigEndian) {
  EXPECT_EQ(errorOf(numpy::bigEndian, ElementType::F32, {2}),
            "expected elements of type f32, written '<f4', found big-endian '>f4'; convert with "
            "numpy.save(path, a.astype('<f4'))");
}

TEST_F(NpyErrorTest, WrongShape) {
  EXPECT_EQ(errorOf(numpy::float32, ElementType::F32, {3, 2}),
            "expected shape [3, 2], found [2, 3]; give an array of that shape, or compile for this "
            "one");
  EXPECT_NE(errorOf(numpy::float32, ElementType::F32, {6}).find("expected shape [6]"),
            std::string::npos);
  EXPECT_NE(errorOf(numpy::float32, ElementType::F32, {-1, 4}).find("expected shape [?, 4]"),
            std::string::npos);
}

TEST_F(NpyErrorTest, WrongMagicVersionAndLength) {
  EXPECT_NE(errorOf("PK\3\4 a zip file", ElementType::F32, {1}).find("expected the magic bytes"),
            std::string::npos);
  EXPECT_NE(errorOf("", ElementType::F32, {1}).find("expected the magic bytes"), std::string::npos);
  for (auto [major, minor] : {std::pair(0, 0), {4, 0}, {1, 1}}) {
    std::string file = numpy::float32;
    file[6] = char(major), file[7] = char(minor);
    EXPECT_NE(errorOf(file, ElementType::F32, {2, 3}).find("expected format version"),
              std::string::npos);
  }
  std::string file = numpy::int8Version2;
  file[10] = 1;
  EXPECT_NE(errorOf(file, ElementType::I8, {2}).find("at most 65535 bytes, found 65652"),
            std::string::npos);
}

// Cut anywhere, in the header or in the data, a file gives an error.
TEST_F(NpyErrorTest, TruncationAtEveryByte) {
  for (const std::string &whole : {numpy::int8, numpy::int8Version2, numpy::int8Version3})
    for (size_t size = 0; size != whole.size(); ++size)
      EXPECT_NE(errorOf(whole.substr(0, size), ElementType::I8, {2}).find("expected"),
                std::string::npos);
}

// The same for a header whose length field was cut too, which leaves the dictionary incomplete.
TEST_F(NpyErrorTest, DictionaryCutAtEveryByte) {
  std::string dictionary = "{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }";
  for (size_t size = 0; size != dictionary.size(); ++size) {
    std::string file = fileWith(dictionary.substr(0, size));
    EXPECT_NE(errorOf(file, ElementType::I8, {2}).find("expected"), std::string::npos) << size;
  }
}

// Whatever one byte of the header becomes, the answer is an array or an error.
TEST_F(NpyErrorTest, AnyByteOfTheHeaderReplaced) {
  for (size_t i = 0; i != 80; ++i)
    for (int value = 0; value != 256; ++value) {
      std::string file = numpy::fortran;
      file[i] = char(value);
      llvm::consumeError(parseNpyHeader(file).takeError());
    }
}

TEST_F(NpyErrorTest, TruncatedAndTrailingData) {
  std::string shorter = numpy::float32.substr(0, numpy::float32.size() - 1);
  EXPECT_EQ(errorOf(shorter, ElementType::F32, {2, 3}),
            "expected 24 bytes after the header for shape [2, 3] of f32, found 23: the file is "
            "truncated; write it again with numpy.save");
  EXPECT_EQ(errorOf(numpy::float32 + "x", ElementType::F32, {2, 3}),
            "expected 24 bytes after the header for shape [2, 3] of f32, found 25: data follows; "
            "write it again with numpy.save");
}

// What the header claims is compared with the file before memory is asked for.
TEST_F(NpyErrorTest, HugeShapeOfASmallFile) {
  std::string start = "{'descr': '|i1', 'fortran_order': False, 'shape': ";
  EXPECT_NE(errorOf(fileWith(start + "(1099511627776,)}"), ElementType::I8, {-1}).find("truncated"),
            std::string::npos);
  EXPECT_NE(errorOf(fileWith(start + "(4294967296, 4294967296)}"), ElementType::I8, {-1, -1})
                .find("more than 2^63 - 1 bytes"),
            std::string::npos);
}

struct BadDictionary {
  const char *text;
  const char *message;
};

TEST_F(NpyErrorTest, MalformedDictionary) {
  const BadDictionary cases[] = {
      {"", "expected '{' at byte 0 of the header's dictionary, found its end"},
      {"['descr']", "expected '{' at byte 0"},
      {"{'descr': '|i1', 'fortran_order': False}", "expected the key 'shape'"},
      {"{'descr': '|i1', 'shape': (2,)}", "expected the key 'fortran_order'"},
      {"{'fortran_order': False, 'shape': (2,)}", "expected the key 'descr'"},
      {"{'descr': '|i1', 'descr': '|i1'}", "expected each key once, not 'descr' again"},
      {"{'descr': '|i1', 'order': 1}", "'shape' only, not 'order'"},
      {"{'descr' '|i1'}", "expected ':'"},
      {"{'descr': '|i1' 'shape': (2,)}", "expected ',' or '}'"},
      {"{'descr': '|i1}", "expected a string closed by '"},
      {"{'descr': 3}", "expected a string"},
      {"{'fortran_order': 1}", "expected True or False"},
      {"{'shape': 2}", "expected a tuple"},
      {"{'shape': (2)}", "expected ','"},
      {"{'shape': (2, 3", "expected ',' or ')'"},
      {"{'shape': (-2,)}", "expected an extent"},
      {"{'shape': (9223372036854775808,)}", "expected an extent from 0 to 2^63 - 1"},
      {"{'shape': (,)}", "expected an extent"},
      {"{'descr': '|i1', 'fortran_order': False, 'shape': (2,)} x", "expected nothing after '}'"}};
  for (const BadDictionary &bad : cases) {
    std::string message = errorOf(fileWith(bad.text), ElementType::I8, {2});
    EXPECT_NE(message.find(bad.message), std::string::npos) << bad.text << "\n" << message;
    EXPECT_NE(message.find("numpy.save"), std::string::npos) << message;
  }
}

TEST_F(NpyErrorTest, BooleansAreZeroOrOne) {
  std::string file = numpy::boolean;
  file.back() = 2;
  EXPECT_EQ(errorOf(file, ElementType::I1, {3}),
            "expected 0 or 1 in each element of type i1, found 2 at element 2; convert with "
            "numpy.save(path, a.astype(bool))");
}

} // namespace
