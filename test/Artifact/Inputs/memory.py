"""Checks that the memory of artifacts grows no faster than their sequences, each of which is twice as long as the one before.
Arguments: a module with the words TYPE and SEQ in it, a folder, a type, and lengths, shortest first."""
import json
import subprocess
import sys

ROUNDING = 4096  # of sizes to cache lines and vectors


def build(template, folder, dtype, length):
    """Compiles for a device with shared caches of a size that is known; returns the manifest."""
    stem = f"{folder}/{dtype}.{length}"
    with open(template, encoding="utf-8") as file:
        text = file.read().replace("SEQ", length).replace("TYPE", dtype)
    with open(stem + ".mlir", "w", encoding="utf-8") as file:
        file.write(text)
    subprocess.run(["aicc", "compile", stem + ".mlir", "--target", "x86-64-avx512", "--threads", "2", "-o", stem + ".so"],
                   check=True)
    with open(stem + ".so.json", encoding="utf-8") as file:
        return json.load(file)


def memory(manifest):
    """The arena between kernels, and the scratch of each kernel in each level, in bytes."""
    parts = {"arena": max(entry["arena_bytes"] for entry in manifest["entries"])}
    for kernel in manifest["kernels"]:
        for level, size in kernel["scratch_bytes"].items():
            parts[f"{kernel['name']} {level}"] = size
    return parts


template, folder, dtype, *lengths = sys.argv[1:]
sizes = [memory(build(template, folder, dtype, length)) for length in lengths]
for short, long in zip(sizes, sizes[1:]):
    if set(short) != set(long) and sum(long.values()) > 2 * sum(short.values()) + ROUNDING:
        sys.exit(f"memory: other parts, and more than twice as much: {short}, {long}")
    for part in set(short) & set(long):
        if long[part] > 2 * short[part] + ROUNDING:
            sys.exit(f"memory: {part} grows from {short[part]} to {long[part]} bytes, more than twofold")
print("memory grows no faster than the sequence:", [sum(parts.values()) for parts in sizes])
