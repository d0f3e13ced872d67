"""Writes f32 inputs, `functions.py write x.npy`, and compares results with the C library's in double precision,
`functions.py check x.npy exp.npy exp2.npy tanh.npy erf.npy`: at most 4 eps of the value, or 4 of the smallest denormal."""
import math
import random
import struct
import sys

COUNT = 120000
EPS, TINY = 2.0**-23, 2.0**-149


def from_bits(bits):
    return struct.unpack("<f", struct.pack("<I", bits & 0xFFFFFFFF))[0]


def inputs():
    """Special values and their neighbours, random bits, and random numbers where the functions change."""
    special = [0.0, TINY, 2.0**-126, 1.0, 3.7, 8.3, 87.3365, 88.7228, 89.0, 103.278, 103.972, 104.0, 126.0, 128.0, 149.0, 150.0,
               151.0, math.inf]
    values = [math.nan]
    for value in special:
        bits = struct.unpack("<I", struct.pack("<f", value))[0]
        for near in range(max(0, bits - 40), min(bits + 40, 0x7F800000) + 1):
            values += [from_bits(near), from_bits(near | 0x80000000)]
    rng = random.Random(1)
    while len(values) < COUNT // 3:
        values.append(from_bits(rng.getrandbits(32)))
    while len(values) < COUNT:
        values.append(rng.uniform(-1, 1) * rng.choice([0.5, 4, 10, 155]))
    return values[:COUNT]


def write(path):
    header = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }" % COUNT
    header += " " * (-(len(header) + 11) % 64) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        file.write(struct.pack("<%df" % COUNT, *inputs()))


def read(path):
    with open(path, "rb") as file:
        return struct.unpack("<%df" % COUNT, file.read()[-4 * COUNT :])


def exp(x):
    return math.inf if x > 700 else math.exp(x)


def exp2(x):
    return math.inf if x > 1000 else 0.0 if x < -1000 else math.nan if math.isnan(x) else 2.0**x


def largest_error(name, function, xs, found):
    """In eps of the expected value; exits where a NaN, an infinity or a zero's sign is wrong."""
    most = 0
    for x, y in zip(xs, found):
        expected = function(x)
        rounded = math.inf if abs(expected) >= 2.0**128 * (1 - 2.0**-25) else expected
        same = math.isnan(y) if math.isnan(rounded) else y == rounded
        if math.isnan(x) or math.isinf(rounded) or x == 0 or math.isinf(x):
            if not same or math.copysign(1, y) != math.copysign(1, rounded) and not math.isnan(y):
                sys.exit("%s(%r): expected %r, found %r" % (name, x, rounded, y))
        elif math.isnan(y) or math.isinf(y):
            sys.exit("%s(%r): expected %r, found %r" % (name, x, rounded, y))
        else:
            most = max(most, abs(y - expected) / max(abs(expected) * EPS, TINY))
    return most


def check(paths):
    xs = read(paths[0])
    for (name, function), path in zip([("exp", exp), ("exp2", exp2), ("tanh", math.tanh), ("erf", math.erf)], paths[1:]):
        most = largest_error(name, function, xs, read(path))
        print("%s: %s (%.2f eps)" % (name, "within 4 eps" if most <= 4 else "too far", most))


write(sys.argv[2]) if sys.argv[1] == "write" else check(sys.argv[2:])
