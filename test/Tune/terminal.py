# Rule: on a terminal one line shows the kernel, the trial, the best time against the default and the roof, and the time left;
# it is cut to the terminal's width, overwritten, and gone at the end. Control-C on that terminal ends the search with code 130 and keeps what was measured.
# REQUIRES: host-x86_64
# RUN: %python %s %t %S/Inputs/small.mlir
import fcntl
import os
import pty
import re
import shutil
import sqlite3
import struct
import sys
import termios

folder, module = sys.argv[1:3]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
database = os.path.join(folder, "tuning.db")
command = ["aicc", "tune", module, "--threads", "1", "--database", database]
control_c = b"\x03"


def show(words, is_enough=lambda text: False, columns=0):
    """Runs on a terminal of `columns` columns (0: it does not say), typing Control-C when `is_enough`; returns the exit code and
    what was shown."""
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.execvp(command[0], command + words)
    text, is_typed = "", False
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the program has ended
            break
        if not more:
            break
        text += more.decode()
        if not is_typed and is_enough(text):
            os.write(terminal, control_c)
            is_typed = True
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), text


def states(text):
    """The changing lines in `text`."""
    return [piece for piece in re.split(r"\r\n|\r\x1b\[K", text) if piece.startswith("@main_k0  trial")]


code, text = show(["--trials", "12"])
assert code == 0, (code, text)
erased = "\r\x1b[K"
lines = states(text)
assert [int(re.match(r"@main_k0  trial (\d+) ", line).group(1)) for line in lines] == list(range(1, 13)), text
form = re.compile(r"@main_k0  trial \d+  best [0-9.]+ ms, [0-9.]+x the default, \d+ % of the predicted roof  "
                  r"(\d+ m )?\d+ s left$")
for line in lines[1:]:
    assert form.match(line), line
assert text.count(erased + "@main_k0  trial") == 11, "not overwritten: " + text
assert erased + "kernel @main_k0: " in text, text
assert re.search(r"main_k0 +12 ", text), text

code, text = show(["--trials", "1000", "--seed", "1"], lambda text: "  trial 3 " in text)
assert code == 130, (code, text)
assert "interrupted; what was measured is kept, and --resume goes on with it" in text, text
with sqlite3.connect(database) as connection:
    taken = connection.execute("SELECT count(*) FROM trials").fetchone()[0]
assert taken >= 13 + 3, taken  # two defaults among them
code, text = show(["--trials", "5", "--seed", "1", "--resume"])
assert code == 0 and re.search(r"\d+ trials taken up", text), (code, text)

code, text = show(["--trials", "6", "--seed", "2"], columns=60)
assert code == 0, (code, text)
assert len(states(text)) == 6, text
assert {len(line) for line in states(text)} == {59}, text
