#!/usr/bin/env python3
"""Checks and times compiled artifacts on the NVIDIA GPU of this machine and records what its matrix instructions answer.

Needs the driver, Python and numpy; with PyTorch all elements are checked and times stand beside cuBLAS, without it 16 rows
are checked and nothing is compared. A kernel that faults or hangs costs its row: a new process goes on behind it. Writes one
JSON file.

    python3 gpu-check.py                      everything, into gpu-check.json
    python3 gpu-check.py --filter qwen --no-instructions

Artifacts for other parts than this GPU's (rows whose `timed` is false) run to exercise their limits: smaller shared memory,
other waves. They are checked and never timed: this chip's times would not be theirs."""
import argparse
import json
import os
import subprocess
import sys
import time

try:
    import numpy
except ModuleNotFoundError:
    sys.exit("gpu-check: Python has no numpy here; install it: python3 -m pip install numpy")

import instructions
from artifact import Artifact, ArtifactError
from driver import CudaError, Device

EPS = {"f32": 2.0**-23, "f16": 2.0**-10, "bf16": 2.0**-7}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", default="gpu-check.json")
    parser.add_argument("--filter", default="", help="only rows whose name contains this")
    parser.add_argument("--seconds", type=float, default=540, help="when to stop")
    parser.add_argument("--row-seconds", type=float, default=60, help="after which a row that does not answer is given up")
    parser.add_argument("--no-torch", action="store_true", help="do without PyTorch")
    parser.add_argument("--no-instructions", action="store_true", help="do not record instructions")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def find_torch(options):
    if options.no_torch:
        return None
    try:
        import torch
    except ImportError:
        return None
    torch.backends.cuda.matmul.allow_tf32 = False
    return torch if torch.cuda.is_available() else None


def draw(random, dtype, shape):
    """Random elements in [-1, 1), or of the whole range of i8, as the bits that artifacts take."""
    if dtype == "i8":
        return random.integers(-128, 128, shape, dtype=numpy.int8)
    values = random.random(shape, dtype=numpy.float32) * 2 - 1
    if dtype == "f16":
        return values.astype(numpy.float16)
    return (values.view(numpy.uint32) >> 16).astype(numpy.uint16) if dtype == "bf16" else values


def widen(bits, dtype):
    """Bits as f64."""
    if dtype == "bf16":
        bits = (bits.astype(numpy.uint32) << 16).view(numpy.float32)
    return bits.astype(numpy.float64)


def compare(found, expected, row):
    """The largest difference as a share of docs/Numerics.md's tolerance; integers must be equal. Not finite: infinity."""
    if row["result"] == "i32":
        return 0.0 if numpy.array_equal(found, expected) else float("inf")
    if not numpy.isfinite(found).all():
        return float("inf")
    share = 4 * EPS["f32"] * row["K"] ** 0.5
    scale = float(numpy.sqrt(numpy.mean(expected**2)))
    tolerance = share * scale + 1e-37 + (share + EPS[row["result"]]) * numpy.abs(expected)
    return float(numpy.max(numpy.abs(found - expected) / tolerance))


class Row:
    """One artifact on random data, on the device."""

    def __init__(self, row, device, torch, folder, random):
        self.row, self.device, self.torch = row, device, torch
        self.x = draw(random, row["dtype"], (row["M"], row["K"]))
        self.w = draw(random, row["dtype"], (row["N"], row["K"]))
        kind = {"f32": numpy.float32, "f16": numpy.float16, "bf16": numpy.uint16, "i32": numpy.int32}[row["result"]]
        self.y = numpy.full((row["M"], row["N"]), 1, kind)
        self.artifact = Artifact(os.path.join(folder, row["file"]), device)
        self.pointers = [device.upload(array) for array in (self.x, self.w, self.y)]

    def close(self):
        for pointer in self.pointers:
            self.device.free(pointer)

    def check(self):
        self.artifact.call(self.pointers)
        self.device.download(self.pointers[2], self.y)
        rows = numpy.arange(self.row["M"])
        if not self.torch and len(rows) > 16:
            rows = numpy.unique(numpy.linspace(0, len(rows) - 1, 16).astype(int))
        found = widen(self.y[rows], self.row["result"])
        return {"checked_rows": len(rows), "reference": "torch" if self.torch else "numpy",
                "of_tolerance": compare(found, self.expected(rows), self.row)}

    def expected(self, rows):
        """The exact products in f64; those of i8 are exact there."""
        if not self.torch:
            return widen(self.x[rows], self.row["dtype"]) @ widen(self.w, self.row["dtype"]).T
        # In slices: f64 copies of the largest weights would not leave much of the memory.
        x, w = self.on_device(self.x[rows]).double(), self.on_device(self.w)
        parts = [(x @ w[at : at + 4096].double().T).cpu().numpy() for at in range(0, len(w), 4096)]
        return numpy.concatenate(parts, axis=1)

    def on_device(self, bits):
        """A tensor of PyTorch's with these elements."""
        is_bf16 = self.row["dtype"] == "bf16"
        tensor = self.torch.from_numpy(bits.view(numpy.int16) if is_bf16 else bits).cuda()
        return tensor.view(self.torch.bfloat16) if is_bf16 else tensor

    def times(self):
        """Turn and turn about, after two calls that are not timed; medians of seven turns."""
        contestants = {"ms": self.ours(), "cublas_ms": self.library()}
        contestants = {name: record for name, record in contestants.items() if record}
        turns, counts, calls = {name: [] for name in contestants}, {}, {}
        for name, record in contestants.items():
            once = record(1)
            once()  # the first launch of a graph uploads it
            counts[name] = max(1, min(100, int(10 / max(self.device.time(once), 1e-3))))
            calls[name] = record(counts[name])
        for _ in range(7):
            for name, work in calls.items():
                turns[name].append(self.device.time(work) / counts[name])
        return {name: float(numpy.median(values)) for name, values in turns.items()}

    def ours(self):
        """What makes a call that enqueues so many calls of the artifact at once."""
        if self.device.is_emulated:
            return lambda count: lambda: [self.artifact.call(self.pointers) for _ in range(count)]
        stream = self.device.stream()
        return lambda count: self.device.record(lambda: self.artifact.call(self.pointers, stream), count, stream)

    def library(self):
        """The same of cuBLAS on the same data, or nothing where PyTorch has no such product."""
        # torch._int_mm wants more rows than 16, and multiples of 8.
        has_product = self.row["dtype"] != "i8" or (self.row["M"] > 16 and self.row["N"] % 8 == 0 and self.row["K"] % 8 == 0)
        if not self.torch or not has_product:
            return None
        torch, x, w = self.torch, self.on_device(self.x), self.on_device(self.w)
        product = torch._int_mm if self.row["dtype"] == "i8" else torch.matmul
        product(x, w.T)  # what the library makes once is not recorded

        def record(count):
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                for _ in range(count):
                    product(x, w.T)
            return graph.replay

        return record


def run_row(row, device, torch, folder, random):
    """The row with what came of it."""
    result = dict(row)
    measured = Row(row, device, torch, folder, random)
    result.update(measured.check())
    result["passed"] = result["of_tolerance"] <= 1
    result["mark"] = "emulated" if device.is_emulated else "measured"
    if row["timed"] and result["passed"]:
        result.update(measured.times())
        result["tflops"] = 2e-9 * row["M"] * row["N"] * row["K"] / result["ms"] if result["ms"] else None
        if result.get("cublas_ms"):
            result["of_cublas"] = result["cublas_ms"] / result["ms"]
    measured.close()
    if result["of_tolerance"] == float("inf"):
        result["of_tolerance"] = None
    return result


def describe(result):
    if "error" in result:
        return result["error"]
    text = "passed" if result["passed"] else "FAILED"
    if "ms" in result:
        text += f", {result['ms']:.4f} ms" + (" (emulated: means nothing)" if result["mark"] == "emulated" else "")
    return text + (f", {result['of_cublas']:.2f} x cuBLAS" if "of_cublas" in result else "")


# The worker: a process that uses the device. It writes one line of JSON a step, and ends where the device is lost.

NO_DEVICE, LOST_DEVICE = 4, 3


def write_line(file, value):
    file.write(json.dumps(value) + "\n")
    file.flush()


def record_device(options, device, torch, lines):
    write_line(lines, {"device": device.describe(), "torch": torch.__version__ if torch else None})
    if options.no_instructions:
        return
    for answer in instructions.record(device, numpy.random.default_rng(0)):
        write_line(lines, {"instruction": answer})


def work(options, rows, folder):
    """Runs `rows` from number `options.worker` on; the first worker records the device before."""
    with open(options.output + ".lines", "a", encoding="utf-8") as lines:
        try:
            device = Device()
        except CudaError as error:
            print(f"gpu-check: {error}", file=sys.stderr)
            return NO_DEVICE
        torch = find_torch(options)
        if options.worker == 0:
            record_device(options, device, torch, lines)
        for number in range(options.worker, len(rows)):
            try:
                result = run_row(rows[number], device, torch, folder, numpy.random.default_rng(number))
            except (ArtifactError, CudaError) as error:
                write_line(lines, {"row": dict(rows[number], error=str(error))})
                return LOST_DEVICE
            write_line(lines, {"row": result})
    return 0


# The supervisor: starts workers, ends one that makes no progress, and goes on behind the row at which one ended.


def read_lines(path):
    try:
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]
    except FileNotFoundError:
        return []


def finished(path):
    return [line["row"] for line in read_lines(path) if "row" in line]


def watch(process, path, seconds, deadline):
    """Waits for `process`; says why it had to be killed, or nothing."""
    size, since = -1, time.monotonic()
    while process.poll() is None:
        time.sleep(0.1)
        now, found = time.monotonic(), os.path.getsize(path) if os.path.exists(path) else 0
        if found != size:
            size, since = found, now
        reason = f"no answer within {seconds:g} s" if now - since > seconds else "out of time" if now > deadline else None
        if reason:
            process.kill()
            process.wait()
            return reason
    return None


def supervise(options, rows, path):
    """Runs all rows; the exit code where there is no device to run them on."""
    deadline = time.monotonic() + options.seconds
    shown = 0
    while len(finished(path)) < len(rows) or not read_lines(path):
        begin = len(finished(path))
        process = subprocess.Popen([sys.executable, os.path.abspath(__file__), *sys.argv[1:], "--worker", str(begin)])
        reason = watch(process, path, options.row_seconds, deadline)
        if process.returncode == NO_DEVICE:
            return NO_DEVICE
        done = finished(path)
        if process.returncode and process.returncode != LOST_DEVICE and len(done) < len(rows):
            why = reason or f"the process ended with {process.returncode}"
            with open(path, "a", encoding="utf-8") as lines:
                for row in rows[len(done) :] if reason == "out of time" else rows[len(done) : len(done) + 1]:
                    write_line(lines, {"row": dict(row, error=why)})
        for result in finished(path)[shown:]:
            print(f"{result['name']:<44} {result['target']:<16} {describe(result)}", flush=True)
        shown = len(finished(path))
    return 0


def report(compiler, lines, seconds):
    result = {"schema": "aicc-gpu-check/1", "compiler": compiler, "seconds": seconds, "device": None, "torch": None}
    for line in lines:
        result.update({key: line[key] for key in ("device", "torch") if key in line})
    result["instructions"] = [line["instruction"] for line in lines if "instruction" in line]
    result["rows"] = [line["row"] for line in lines if "row" in line]
    return result


def main():
    options = parse_arguments()
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "rows.json"), encoding="utf-8") as file:
        described = json.load(file)
    rows = [row for row in described["rows"] if options.filter in row["name"]]
    if options.worker is not None:
        return work(options, rows, folder)
    path, start = options.output + ".lines", time.monotonic()
    if os.path.exists(path):
        os.remove(path)
    code = supervise(options, rows, path)
    if code:
        return code
    result = report(described["compiler"], read_lines(path), time.monotonic() - start)
    with open(options.output, "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    os.remove(path)
    bad = [row for row in result["rows"] if not row.get("passed")]
    print(f"gpu-check: {len(rows) - len(bad)} rows passed, {len(bad)} did not; "
          f"{len(result['instructions'])} instructions recorded; see {options.output}")
    return 2 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
