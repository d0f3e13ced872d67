# Rule: a database that is locked for a while, deleted, on a full disk or read-only costs a running tuner at most the search, with
# a message that says what to do; what was committed before is there.
# REQUIRES: host-x86_64
# RUN: %python %s %t %S/Inputs/tiny.mlir
import ctypes
import os
import shutil
import signal
import sqlite3
import resource
import subprocess
import sys
import time

folder, module = sys.argv[1:3]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)


def path(name):
    return os.path.join(folder, name)


def start(database, **how):
    """A tuner that would go on for long; how it is started otherwise."""
    command = ["aicc", "tune", module, "--threads", "1", "--database", database, "--trials", "500"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **how)


def trials(database):
    """Trials that are committed."""
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as connection:
            return connection.execute("SELECT count(*) FROM trials").fetchone()[0]
    except sqlite3.OperationalError:  # there is no database yet
        return 0


def wait_for(database, count, tuner):
    while trials(database) < count:
        assert tuner.poll() is None, tuner.communicate()
        time.sleep(0.02)


def expect_end(tuner, *parts):
    text, _ = tuner.communicate(timeout=120)
    assert tuner.returncode == 1, (tuner.returncode, text)
    for part in parts:
        assert part in text, (part, text)


def deleted():
    tuner = start(path("deleted.db"))
    wait_for(path("deleted.db"), 3, tuner)
    os.remove(path("deleted.db"))
    expect_end(tuner, "error: database", "deleted.db: cannot store a trial: the file was removed or replaced while it was in use",
               "start again")


def locked():
    database = path("locked.db")
    tuner = start(database)
    wait_for(database, 3, tuner)
    other = sqlite3.connect(database, isolation_level=None, timeout=30)
    other.execute("BEGIN IMMEDIATE")
    before = trials(database)
    time.sleep(1)
    assert trials(database) == before and tuner.poll() is None
    other.execute("ROLLBACK")
    other.close()
    wait_for(database, before + 3, tuner)
    tuner.send_signal(signal.SIGINT)
    text, _ = tuner.communicate(timeout=120)
    assert tuner.returncode == 130, (tuner.returncode, text)


def full():
    """A limit on the size of files is the full disk: the log of the database is what grows."""
    database = path("full.db")
    limit = 192 << 10

    def restrict():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    # Python ignores the limit's signal, and so does the tuner then, which sees an error as on a full disk.
    tuner = start(database, preexec_fn=restrict, restore_signals=False)
    expect_end(tuner, "error: database", "full.db: cannot store a trial", "what was stored before is kept")
    assert trials(database) >= 3, trials(database)
    whole = sqlite3.connect(database).execute("PRAGMA integrity_check").fetchall()
    assert whole == [("ok",)], whole


def obey_modes():
    """Root, too, is kept out by the modes of files once it has lost the capability to override them."""
    PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) != 0:
        raise OSError("cannot give up CAP_DAC_OVERRIDE")


def read_only():
    place = path("fixed")
    os.makedirs(place)
    database = os.path.join(place, "tuning.db")
    subprocess.run(["aicc", "tune", module, "--threads", "1", "--database", database, "--trials", "1"], check=True,
                   stdout=subprocess.DEVNULL)
    before = trials(database)
    os.chmod(database, 0o444)
    os.chmod(place, 0o555)
    expect_end(start(database, preexec_fn=obey_modes), "error: database",
               "expected a file and a folder that may be written: choose another")
    os.chmod(place, 0o755)
    assert trials(database) == before


deleted()
locked()
full()
read_only()
