"""Assembles every .ptx file of a folder for several parts. Arguments: the folder, how many files are expected, the parts."""
import glob
import os
import subprocess
import sys


def main():
    folder, count, parts = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    files = sorted(glob.glob(os.path.join(folder, "*.ptx")))
    if len(files) != count:
        sys.exit(f"expected {count} kernels, found {len(files)}")
    for path in files:
        for part in parts:
            done = subprocess.run(["ptxas", "-v", "-arch", part, path, "-o", os.devnull], capture_output=True, text=True,
                                  check=False)
            if done.returncode or "0 bytes spill stores, 0 bytes spill loads" not in done.stderr:
                sys.exit(f"{path} for {part}: {done.stderr}")
    print(f"{count} kernels for {' '.join(parts)}, no spills")


main()
