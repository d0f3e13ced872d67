#!/usr/bin/env python3
"""Turns lit's XUnit report into the slowest tests, the skipped and failed ones, and one line of counts.

The XUnit report, since lit's JSON report leaves out the tests that skipped themselves.
"""
import collections
import sys
import xml.etree.ElementTree as tree


def read_tests(path):
    """(name, seconds, outcome, reason) of each selected test; none where lit has written no report."""
    try:
        cases = list(tree.parse(path).iter("testcase"))
    except (OSError, tree.ParseError) as error:
        print(f"no usable report of lit at '{path}': {error}")
        return
    for case in cases:
        outcome, reason = "passed", ""
        skipped = case.find("skipped")
        if case.find("failure") is not None:
            outcome = "failed"
        elif skipped is not None:
            outcome, reason = "skipped", skipped.get("message", "")
            if reason.startswith("Test not selected"):
                continue
            # lit has one word for a GoogleTest that skipped itself and for a run that was cut short.
            reason = reason.replace("User interrupt", "skipped itself, or not reached")
        yield f"{case.get('classname')} :: {case.get('name')}", float(case.get("time", 0)), outcome, reason


def main():
    tests = list(read_tests(sys.argv[1]))
    count = collections.Counter(outcome for _, _, outcome, _ in tests)
    for name, seconds, _, _ in sorted(tests, key=lambda test: -test[1])[:5]:
        print(f"slowest: {seconds:7.2f} s  {name}")
    for wanted in ("skipped", "failed"):
        for name, _, outcome, reason in tests:
            if outcome == wanted:
                print(f"{wanted}: {name}" + (f" ({reason})" if reason else ""))

    line = f"{count['passed']} passed, {count['failed']} failed"
    if count["skipped"]:
        line += f", {count['skipped']} skipped"
    print(line)
    return 0 if count["passed"] and not count["failed"] else 1


sys.exit(main())
