# Rule: an interrupt ends a tune with exit code 130 and keeps what was measured, among the candidates, while the default is
# measured, and in the final; a kill at any moment loses at most the candidate in flight, and --resume goes on behind it. No
# worker outlives its tuner.
# REQUIRES: host-x86_64
# RUN: %python %s %t %S/Inputs/small.mlir %S/Inputs/large.mlir
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

folder, module, large = sys.argv[1:4]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
database = os.path.join(folder, "tuning.db")
options = ["--threads", "1", "--database", database]


def count(table):
    """Rows that the tuners have committed."""
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as connection:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    except sqlite3.OperationalError:  # there is no database yet
        return 0


def start(what, *words):
    return subprocess.Popen(["aicc", "tune", what, *options, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, start_new_session=True)


def end(tuner, number):
    """Sends `number` to the tuner and its workers, as a terminal does it, and returns its exit code and the rest of its
    output."""
    os.killpg(tuner.pid, number)
    rest, _ = tuner.communicate(timeout=60)
    for _ in range(100):
        try:
            os.killpg(tuner.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        sys.exit("a worker outlived its tuner")
    return tuner.returncode, rest


def finish(moment, number, *words):
    """Starts a tuner that would go on, lets it measure some candidates, sends it `number` a moment later, and returns its
    exit code and output."""
    before = count("trials")
    tuner = start(module, "--trials", "1000", *words)
    first = tuner.stdout.readline()
    while count("trials") < before + 3:
        time.sleep(0.02)
    time.sleep(moment)
    code, rest = end(tuner, number)
    return code, first + rest


def count_defaults(tuner):
    """Processes in the tuner's group that run the default schedule: one from the beginning on, two in the final."""
    count = 0
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline", encoding="utf-8") as file:
                words = file.read().split("\0")
            count += "role=measure" in words and "default.so" in " ".join(words) and os.getpgid(int(process)) == tuner.pid
        except (OSError, UnicodeDecodeError):  # it has ended
            pass
    return count


def interrupt_at(defaults, trials):
    """Interrupts a tuner of `trials` candidates when so many processes run the default, whose calls take milliseconds;
    returns its exit code and output."""
    tuner = start(large, "--trials", str(trials), "--seed", str(defaults))
    while tuner.poll() is None and count_defaults(tuner) < defaults:
        time.sleep(0.005)
    assert tuner.poll() is None, "it has ended before"
    return end(tuner, signal.SIGINT)


for defaults, trials, kept in (1, 1000, 0), (2, 3, 4):
    code, text = interrupt_at(defaults, trials)
    assert code == 130, (defaults, code, text)
    assert "interrupted; what was measured is kept" in text, text
    assert (count("trials"), count("records")) == (kept, 0), text
code, text = finish(0.2, signal.SIGINT)
assert code == 130, (code, text)
assert "interrupted; what was measured is kept" in text, text
taken = -1
for moment in (0.1, 0.33, 0.57):
    code, text = finish(moment, signal.SIGKILL, "--resume")
    assert code == -signal.SIGKILL, (code, text)
    trials = int(re.search(r"(\d+) trials taken up", text).group(1))
    assert trials > taken, text
    taken = trials
assert taken > 0, "nothing was taken up"
done = subprocess.run(["aicc", "tune", module, *options, "--trials", str(taken + 3), "--resume", "--json"],
                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
kernel = json.loads(done.stdout)["kernels"][0]
assert kernel["trials"] >= taken, kernel
assert len(kernel["record"]) == 64, kernel
