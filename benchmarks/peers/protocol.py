"""What contestants written in Python speak; Protocol.h has the words. Standard output is for answers alone: what a library
prints goes to standard error."""
import os
import sys
import time


class Refusal(Exception):
    """The library cannot do this row."""


def read_request():
    """The words `key=value` that this program was started with."""
    return dict(word.split("=", 1) for word in sys.argv[1:] if "=" in word)


def path_of_result(path, number):
    """The file of result `number` where the first one goes to `path`."""
    return f"{path}.{number}" if number else path


def take_answers():
    """The stream for answers; file 1 becomes standard error, for code that is not Python, too."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return answers


def run_calls(call, warm_ups, calls):
    """Milliseconds of each call after `warm_ups`."""
    for _ in range(warm_ups):
        call()
    times = []
    for _ in range(calls):
        begin = time.perf_counter()
        call()
        times.append(1e3 * (time.perf_counter() - begin))
    return times


def obey(work, line):
    """The answer to one command."""
    words = line.split(maxsplit=1)
    if words[:1] == ["run"]:
        counts = words[1].split() if len(words) == 2 else []
        if len(counts) == 2 and all(count.isdigit() for count in counts):
            return "ms " + " ".join(f"{ms:.9g}" for ms in run_calls(work.call, int(counts[0]), int(counts[1])))
    if words[:1] == ["write"] and len(words) == 2:
        work.write(words[1])
        return "written"
    return f"error expected 'run W N', 'write FILE' or 'quit', found '{line}'"


def answer(stream, text):
    print(text.replace("\n", " "), file=stream, flush=True)


def serve(prepare):
    """Prepares, obeys until the end, and returns the exit status. `prepare(request)` gives what has `name`, `version`,
    `call()` and `write(path)`; it raises Refusal where the library cannot do the row."""
    stream = take_answers()
    try:
        work = prepare(read_request())
    except Refusal as refusal:
        answer(stream, f"unsupported {refusal}")
        return 0
    except Exception as error:  # Whatever a library raises is the contestant's answer.
        answer(stream, f"error {type(error).__name__}: {error}")
        return 1
    answer(stream, f"ready {work.name} {work.version}")
    for line in sys.stdin:
        line = line.strip()
        if line == "quit":
            break
        try:
            answer(stream, obey(work, line))
        except Exception as error:
            answer(stream, f"error {type(error).__name__}: {error}")
    return 0
