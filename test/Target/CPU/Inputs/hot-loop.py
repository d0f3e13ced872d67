"""Prints the innermost loop with the most multiply-adds of some functions, and what it touches beside them.

usage: hot-loop.py FILE.s FUNCTION MULTIPLY_ADD STACK
Regular expressions: FUNCTION for the symbols of the functions (a kernel that runs on one thread is part of its caller),
MULTIPLY_ADD for an instruction that counts, STACK for an access to the stack.
"""
import re
import sys

LABEL = re.compile(r"^(\.L\w+):")
FUNCTION = re.compile(r"^([A-Za-z_][\w.$]*):")


def read_functions(lines, name):
    """The lines of every function whose symbol `name` matches."""
    found, inside = [], False
    for line in lines:
        label = FUNCTION.match(line)
        if label:
            inside = bool(re.search(name, label.group(1)))
        if inside:
            found.append(line)
    return found


def innermost_loops(lines):
    """Runs of lines from a label to a branch back to it, with no other label between."""
    start, name = 0, None
    for index, line in enumerate(lines):
        label = LABEL.match(line)
        if label:
            start, name = index, label.group(1)
        elif name and re.search(re.escape(name) + r"\b", line):
            yield lines[start:index + 1]


path, function, multiply_add, stack = sys.argv[1:]
with open(path, encoding="utf-8") as source:
    body = read_functions(source.read().split("\n"), function)
if not body:
    sys.exit(f"hot-loop.py: expected a function whose symbol matches {function} in {path}, found none")


def count(pattern, lines):
    return sum(bool(re.search(pattern, line)) for line in lines)


hot = max(innermost_loops(body), key=lambda loop: count(multiply_add, loop), default=[])
print("\n".join(hot))
print(f"multiply-adds: {count(multiply_add, hot)}, accesses to the stack: {count(stack, hot)}")
