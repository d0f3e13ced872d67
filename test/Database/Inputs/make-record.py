"""Prints a record of the kernel of gemm.mlir as a line of JSON, as another machine's tuner would have stored it.

make-record.py [--target ID] [--threads N] [--rows N] [--ns N] [--origin TEXT] [--set PATH JSON]...

--rows is the height of the register tile. --set replaces a member before the id is computed: --set timing/ns "[1, 2]".
"""
import argparse
import hashlib
import json
import subprocess

parser = argparse.ArgumentParser()
parser.add_argument("--target", default="x86-64-avx2")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--rows", type=int, default=4)
parser.add_argument("--m", type=int, default=64)
parser.add_argument("--ns", type=int, default=1000000)
parser.add_argument("--origin", default="another machine")
parser.add_argument("--set", nargs=2, action="append", default=[], metavar=("PATH", "JSON"))
options = parser.parse_args()


def dump(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def silicon():
    shown = subprocess.run(["aicc", "device", "show", options.target], check=True, capture_output=True, text=True).stdout
    return next(line.split("keyed by ")[1] for line in shown.splitlines() if "keyed by " in line)


def schedule(rows):
    return (
        '#schedule.tree<bands = [<name = "memory", tile = <>, stages = [<operand = "arg1", how = prepacked, '
        'layout = <outer = ["d1", "d2"], block = <d1 = 16>>>]>], computations = [<name = "c0", '
        f'registers = <d1 = 16, d0 = {rows}>, unroll = 4, instruction = "vfmadd231ps">]>'
    )


def timing(ns):
    return {"cache": "warm", "count": len(ns), "median_ns": sorted(ns)[(len(ns) - 1) // 2], "min_ns": min(ns), "ns": ns,
            "threads": options.threads}


kernel = (
    f"aicc-kernel/1\ndim d0 {options.m}\ndim d1 256\ndim d2 128\nin a0 f32 [{options.m}, 128]\nin a1 f32 [256, 128] weight\n"
    "c0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]\nout c0\n"
)
record = {
    "schema": "aicc-record/1",
    "kernel": {"text": kernel, "digest": sha256(kernel), "layouts": ["dense", "dense"]},
    "silicon": silicon(),
    "threads": options.threads,
    "device": {"id": options.target, "rates": {"clock_hz": 3500000000}},
    "schedule": {
        "text": schedule(options.rows),
        "knobs": {"memory.arg1": "prepacked", "memory.arg1.layout": '#schedule.layout<outer = ["d1", "d2"], block = <d1 = 16>>',
                  "c0.d0": str(options.rows), "c0.d1": "16", "c0.unroll": "4", "c0.instruction": "vfmadd231ps"},
    },
    "timing": timing([options.ns, options.ns + 4, options.ns - 4]),
    "default": {"schedule": schedule(6), "timing": timing([options.ns * 3 // 2])},
    "check": {"reference": "oracle-f64", "absolute": 1e-05, "relative": 1e-06, "max_error": 0.125, "seeds": [0, 1]},
    "toolchain": {"compiler": "aicc 0.1.0", "vocabulary": "aicc-schedule/1"},
    "origin": options.origin,
}
for path, value in options.set:
    *parents, name = path.split("/")
    place = record
    for parent in parents:
        place = place[parent]
    place[name] = json.loads(value)
record["id"] = sha256(dump(record))
print(dump(record))
