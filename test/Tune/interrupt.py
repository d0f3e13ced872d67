# Rule: an interrupt ends a search with exit code 130 and keeps what was measured; a kill at any moment loses at most the
# candidate in flight, and --resume goes on behind it. No worker outlives its tuner.
# REQUIRES: host-x86_64
# RUN: %python %s %t %S/Inputs/small.mlir
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

folder, module = sys.argv[1:3]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
database = os.path.join(folder, "tuning.db")
command = ["aicc", "tune", module, "--threads", "1", "--database", database]


def count_trials():
    """Rows that the tuners have committed."""
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as connection:
            return connection.execute("SELECT count(*) FROM trials").fetchone()[0]
    except sqlite3.OperationalError:  # there is no database yet
        return 0


def finish(moment, number, *words):
    """Starts a tuner that would go on, lets it measure some candidates, sends it `number` a moment later, and returns its
    exit code and output."""
    before = count_trials()
    tuner = subprocess.Popen(command + ["--trials", "1000", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, start_new_session=True)
    lines = [tuner.stdout.readline()]
    while count_trials() < before + 3:
        time.sleep(0.02)
    time.sleep(moment)
    # To the whole group, as a terminal does it.
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
    return tuner.returncode, "".join(lines) + rest


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
done = subprocess.run(command + ["--trials", str(taken + 3), "--resume", "--json"], stdout=subprocess.PIPE,
                      stderr=subprocess.DEVNULL, text=True, check=True)
kernel = json.loads(done.stdout)["kernels"][0]
assert kernel["trials"] >= taken, kernel
assert len(kernel["record"]) == 64, kernel
