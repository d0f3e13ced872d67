"""Runs a command and fails where its exit code is not the first argument; hung ones are killed after a minute."""
import subprocess
import sys

expected = int(sys.argv[1])
found = subprocess.run(sys.argv[2:], timeout=60, check=False).returncode
if found != expected:
    sys.exit(f"expected exit code {expected}, found {found}")
