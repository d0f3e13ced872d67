# kill.py FOLDER MODULE KILLS SEED: kills tuners at KILLS random moments and checks after each that the database opens and is
# whole, that everything that was in it is there unchanged, that --resume has every trial but the one in flight, and that no
# worker is left.
#
# Two tuners at a time use one database, each for a kernel of its own. What a tuner has measured is read from a terminal, which
# shows every trial just before it is committed.
#
# A commit that was under way when its tuner was killed may be found late: its frames are in SQLite's log, and whoever opens the
# file when nobody else has it open takes up what is whole there. So one trial more than was seen after a kill is no fault.
import ctypes
import os
import pty
import random
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

folder, template, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(os.path.join(folder, "tmp"))
database = os.path.join(folder, "tuning.db")
lanes = 2
runs_a_search = 10


def committed(query, *values):
    """Rows that are in the file; none where there is no file or no table yet."""
    if not os.path.exists(database):
        return []
    connection = sqlite3.connect(database, timeout=60)
    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return []
        raise
    finally:
        connection.close()


class Kept:
    """What was seen in the database, by all lanes."""

    def __init__(self):
        self.lock, self.rows = threading.Lock(), set()

    def check(self):
        """Everything that was seen is there as it was; what is new counts as seen from now on."""
        with self.lock:
            whole = committed("PRAGMA integrity_check")
            assert whole in ([], [("ok",)]), whole
            trials = committed("SELECT 'trial', number, key, session, place, schedule, outcome, timing FROM trials")
            records = committed("SELECT 'record', id, key, line FROM records")
            lost = self.rows - set(trials) - set(records)
            assert not lost, lost
            self.rows |= set(trials) | set(records)


class Tuner:
    """One run on a terminal of its own."""

    def __init__(self, module, words):
        self.text, self.ended = "", False
        self.terminal, end = pty.openpty()
        self.process = subprocess.Popen(["aicc", "tune", module, "--threads", "1", "--database", database, *words],
                                        stdout=end, stderr=end, start_new_session=True,
                                        env=dict(os.environ, TMPDIR=os.path.join(folder, "tmp")))
        os.close(end)

    def read_until(self, moment, text=None):
        """Reads what it shows until `moment`, until it has shown `text`, or until it ends."""
        while not self.ended and not (text and text in self.text):
            ready, _, _ = select.select([self.terminal], [], [], max(0, moment - time.monotonic()))
            if not ready:
                return
            try:
                self.text += os.read(self.terminal, 65536).decode()
            except OSError:  # the other end is closed
                self.ended = True

    def kill(self, is_alone):
        """Kills the tuner, alone or with its workers, and waits until none of them is left."""
        if is_alone:
            self.process.kill()
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.read_until(time.monotonic() + 60)
        code = self.process.wait()
        os.close(self.terminal)
        for _ in range(6000):
            try:
                os.waitpid(-self.process.pid, os.WNOHANG)
            except ChildProcessError:  # there is nobody left
                return code
            time.sleep(0.01)
        raise AssertionError("a worker outlived its tuner")

    def shown(self, pattern):
        """The numbers that it showed, in order."""
        return [int(number) for number in re.findall(pattern, self.text)]


class Lane:
    """One kernel, whose tuners are killed one after the other."""

    def __init__(self, number):
        self.number, self.random = number, random.Random(2 * seed + number)
        self.module = os.path.join(folder, f"kernel{number}.mlir")
        with open(template, encoding="utf-8") as source, open(self.module, "w", encoding="utf-8") as copy:
            copy.write(source.read().replace("4x", f"{4 + number}x"))
        self.killed, self.runs, self.moments, self.error = 0, 0, {}, None
        self.start, self.rest = 60, 0  # seconds until the default is timed, and from there to the end

    def taken(self):
        """Trials of the last search of this kernel, the default among them. Rows of its final repeat their places."""
        places = committed("SELECT place, session FROM trials JOIN tasks USING (key) WHERE kernel LIKE ? ORDER BY number",
                           f"%dim d0 {4 + self.number}\n%")
        last = sorted({place for place, session in places if session == places[-1][1]})
        assert last == list(range(len(last))), last
        return len(last)

    def run(self):
        is_new = self.runs % runs_a_search == 0
        before = 0 if is_new else self.taken()
        goal = max(0, before - 1) + self.random.randint(1, 8)
        words = ["--trials", str(goal)] + ([] if is_new else ["--resume"])
        tuner, begin = Tuner(self.module, words), time.monotonic()
        share = self.random.random()
        if self.runs == 0:  # says how long a run takes
            tuner.read_until(begin + self.start, ": default")
            self.start, begin = time.monotonic() - begin, time.monotonic()
            tuner.read_until(begin + 60)
            self.rest = time.monotonic() - begin
        elif self.random.random() < 0.4:
            tuner.read_until(begin + share * self.start)
        else:
            tuner.read_until(begin + 60, ": default")
            tuner.read_until(time.monotonic() + share * self.rest)
        possible = [0] if tuner.ended else [0, -signal.SIGKILL]
        code = tuner.kill(is_alone=self.random.random() < 0.5)
        assert code in possible, (code, tuner.text)
        self.runs += 1
        self.killed += code != 0
        self.judge(tuner, before, goal, is_new, code)

    def judge(self, tuner, before, goal, is_new, code):
        kept.check()
        begun = re.search(r"kernel @main_k0, digest .*\n", tuner.text)
        if begun and before > 1:
            assert tuner.shown(r"(\d+) trials taken up") in ([before - 1], [before]), (before, tuner.text)
        shown, now = tuner.shown(r"trial (\d+) "), self.taken() - 1
        if shown:  # the last one may have been in flight
            assert shown[-1] - 1 <= now <= shown[-1], (now, tuner.text)
        elif not is_new:
            assert now <= max(0, before - 1) + 1, (now, tuner.text)
        for record in re.findall(r"% +([0-9a-f]{12})", tuner.text):
            assert committed("SELECT 1 FROM records WHERE id LIKE ?", record + "%"), tuner.text
        where = ("after the end" if code == 0 else "before the default was timed" if not begun else
                 "in the final" if shown and shown[-1] == goal else "among the trials")
        self.moments[where] = self.moments.get(where, 0) + 1

    def work(self):
        try:
            while self.killed < kills // lanes:
                self.run()
        except BaseException as error:  # told by the main thread
            self.error = error


# Workers whose tuner is gone become children of this process, so that it sees them end.
PR_SET_CHILD_SUBREAPER = 36
assert ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
kept = Kept()
works = [Lane(number) for number in range(lanes)]
threads = [threading.Thread(target=lane.work) for lane in works]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for lane in works:
    if lane.error:
        raise lane.error
    print(f"kernel {lane.number}: {lane.killed} kills in {lane.runs} runs: {lane.moments}")
trials = sum(row[0] == "trial" for row in kept.rows)
records = sum(row[0] == "record" for row in kept.rows)
print(f"{trials} trials and {records} records kept")
assert trials > kills // 4 and records > 0, "too few commits to say anything"
