"""Rule: the aicc commands that README.md shows run, and print the lines that it shows, but for numbers.

RUN: %python %s %aicc_src
"""

import re
import subprocess
import sys
import tempfile


def blocks(text):
    """The console blocks of a page: (command, output lines)."""
    for body in re.findall(r"```console\n\$ (.*?)```", text, re.S):
        command, _, output = body.partition("\n")
        yield command, output.splitlines()


def without_numbers(line):
    return re.sub(r"\s+", " ", re.sub(r"[0-9a-f]{12}|[0-9][0-9.]*( ms)?", "N", line)).strip()


def form(line):
    """What stays of a line of aicc tune whatever the machine does; nothing of a candidate's line."""
    if line.startswith("  trial "):
        return ""
    words = without_numbers(re.sub(r"(kernel @\w+:).*", r"\1", line))
    # A table's row: what was lost, and whether there is an interval, are the machine's.
    return re.sub(r"^(\w+) N N N Nx.*", r"\1 row", words)


def check_tuning(source, command, expected):
    """Runs a short search in a database of its own: numbers, candidates and who wins are the machine's."""
    with tempfile.TemporaryDirectory() as folder:
        short = re.sub(r"--trials \d+", "--trials 2", command)
        words = short.replace("build/bin/aicc", "aicc", 1).split() + ["--database", folder + "/tuning.db"]
        result = subprocess.run(words, cwd=source, capture_output=True, text=True, check=True)
    found = [form(line) for line in result.stdout.splitlines()]
    for line in expected:
        if form(line) and form(line) not in found:
            sys.exit(f"{command} no longer prints a line like: {line}")


def main(source):
    with open(f"{source}/README.md", encoding="utf-8") as page:
        shown = [block for block in blocks(page.read()) if block[0].startswith("build/bin/aicc ")]
    assert shown, "README.md shows no aicc command"
    for command, expected in shown:
        if " tune " in command:
            check_tuning(source, command, expected)
            continue
        words = command.replace("build/bin/aicc", "aicc", 1).split()
        result = subprocess.run(words, cwd=source, capture_output=True, text=True, check=True)
        found = [without_numbers(line) for line in result.stdout.splitlines()]
        for line in expected:
            if without_numbers(line) not in found:
                sys.exit(f"{command} no longer prints: {line}")


main(sys.argv[1])
