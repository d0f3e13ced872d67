"""Rule: the aicc commands that README.md shows run, and print the lines that it shows, but for numbers.

RUN: %python %s %aicc_src
"""

import re
import subprocess
import sys


def blocks(text):
    """The console blocks of a page: (command, output lines)."""
    for body in re.findall(r"```console\n\$ (.*?)```", text, re.S):
        command, _, output = body.partition("\n")
        yield command, output.splitlines()


def without_numbers(line):
    return re.sub(r"\s+", " ", re.sub(r"[0-9a-f]{12}|[0-9][0-9.]*( ms)?", "N", line)).strip()


def main(source):
    with open(f"{source}/README.md", encoding="utf-8") as page:
        shown = [block for block in blocks(page.read()) if block[0].startswith("build/bin/aicc ")]
    assert shown, "README.md shows no aicc command"
    for command, expected in shown:
        words = command.replace("build/bin/aicc", "aicc", 1).split()
        result = subprocess.run(words, cwd=source, capture_output=True, text=True, check=True)
        found = [without_numbers(line) for line in result.stdout.splitlines()]
        for line in expected:
            if without_numbers(line) not in found:
                sys.exit(f"{command} no longer prints: {line}")


main(sys.argv[1])
