"""Holds a report of gpu-check.py against what an NVIDIA GPU answered to the same instructions (matrix-instructions.json).

    same-as-hardware.py GOLDEN.json REPORT.json

Integers, moved bits, infinities and the places of NaN are equal. A finite sum may differ by a few roundings: hardware adds the
products of an instruction exactly or nearly, cuts, and rounds once; the emulator rounds after each."""
import json
import struct
import sys

# Largest difference of a finite sum, which is at most 66, by the type of the accumulator.
MOST = {"f32": 2.0**-18, "f16": 0}


def accumulator(instruction):
    return instruction.split(".")[-1] if instruction.startswith("mma") else "bits"


def numbers(words, kind):
    """The values of the registers of all lanes."""
    bits = "".join(words).replace(" ", "")
    data = b"".join(struct.pack("<I", int(bits[at : at + 8], 16)) for at in range(0, len(bits), 8))
    return struct.unpack("<%d%s" % (len(data) // (4 if kind == "f32" else 2), "f" if kind == "f32" else "e"), data)


def is_near(found, expected, kind):
    if found != found or expected != expected:
        return found != found and expected != expected
    if found in (float("inf"), float("-inf")) or expected in (float("inf"), float("-inf")):
        return found == expected
    return abs(found - expected) <= MOST[kind]


def compare(golden, found):
    """The number of differing values; what goes in has to be the same."""
    assert found["instruction"] == golden["instruction"], (found["instruction"], golden["instruction"])
    assert [" ".join(lane) for lane in found["in"]] == golden["in"], f"{golden['instruction']}: other inputs"
    outs, kind = [" ".join(lane) for lane in found["out"]], accumulator(golden["instruction"])
    if kind not in MOST:
        return sum(a != b for a, b in zip(outs, golden["out"]))
    return sum(not is_near(a, b, kind) for a, b in zip(numbers(outs, kind), numbers(golden["out"], kind)))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        golden = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        report = json.load(file)
    assert not golden["device"]["emulated"] and len(report["instructions"]) == len(golden["instructions"]) > 0
    bad = 0
    for one, other in zip(golden["instructions"], report["instructions"]):
        differing = compare(one, other)
        bad += differing
        if differing:
            print(f"{one['instruction']}: {differing} values differ")
    print(f"{len(golden['instructions'])} instructions as on {golden['device']['name']}, {bad} values differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
