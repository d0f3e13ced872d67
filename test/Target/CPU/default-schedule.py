"""The default schedule follows the device file, in the directions that compiler/Target/CPU/DefaultSchedule.h documents.

RUN: %python %s %devices/x86-64-avx512.json %t | FileCheck %s
"""
import json
import os
import re
import subprocess
import sys

MODULE = """func.func @main(%x: tensor<{m}x{k}xf32>, %w: tensor<{k}x{n}xf32> {{aicc.weight}}) -> tensor<{m}x{n}xf32> {{
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<{m}x{n}xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<{m}x{n}xf32>) -> tensor<{m}x{n}xf32>
  %0 = linalg.matmul ins(%x, %w : tensor<{m}x{k}xf32>, tensor<{k}x{n}xf32>) outs(%init : tensor<{m}x{n}xf32>) -> tensor<{m}x{n}xf32>
  return %0 : tensor<{m}x{n}xf32>
}}
"""


class Proposals:
    """Default schedules for changed copies of a device."""

    def __init__(self, device, folder):
        with open(device, encoding="utf-8") as file:
            self.device = json.load(file)
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def schedule(self, shape, change=lambda device: None, threads=0):
        """The module with its schedule, as text. With `arrives` in the shape, w is no weight that could be packed before."""
        device = json.loads(json.dumps(self.device))
        change(device)
        text = MODULE.format(**shape)
        if shape.get("arrives"):
            text = text.replace(" {aicc.weight}", "")
        paths = [os.path.join(self.folder, name) for name in ("device.json", "module.mlir")]
        for path, text in zip(paths, (json.dumps(device), text)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        run = subprocess.run(["aicc", "compile", paths[1], "--device", paths[0], "--threads", str(threads), "--emit", "mlir",
                              "--stop-after", "schedule", "-o", "-"], check=True, stdout=subprocess.PIPE, text=True)
        return run.stdout

    def tile(self, band, shape, change=lambda device: None, threads=0):
        """The tile of `band` (or of the registers) as a dictionary; empty where the schedule has no such band."""
        text = self.schedule(shape, change, threads)
        where = r"registers = " if band == "registers" else rf'name = "{band}",.*?tile = '
        found = re.search(where + r"<([^>]*)>", text)
        return {name: int(size) for name, size in re.findall(r"(\w+) = (\d+)", found.group(1))} if found else {}


def level(name, key, factor):
    """Multiplies a number of one memory level."""
    def change(device):
        for each in device["levels"]:
            if each["name"] == name:
                each[key]["value"] *= factor
                if key == "capacity":
                    each[key]["value"] = int(each[key]["value"])
    return change


def registers(key, factor):
    def change(device):
        before = device["registers"][key]["value"]
        device["registers"][key]["value"] = int(before * factor)
        if key == "bits":
            for instruction in device["instructions"]:
                instruction["shape"]["value"][1] = int(instruction["shape"]["value"][1] * factor)
    return change


def team(count):
    def change(device):
        device["parallel"][0]["count"]["value"] = count
    return change


def show(what, holds, *numbers):
    print(f"{what}: {'holds' if holds else 'FAILS'}", *([] if holds else numbers))


def is_half(before, after):
    """Halved, up to the rounding that balances blocks."""
    return 0.4 * before <= after <= 0.67 * before


def check_blocks(proposals):
    deep = dict(m=512, n=4096, k=4096)
    before = proposals.tile("memory", deep)
    # CHECK: half the L2 capacity halves the block of the reduced dimension: holds
    after = proposals.tile("memory", deep, level("L2", "capacity", 0.5))
    show("half the L2 capacity halves the block of the reduced dimension", is_half(before["k"], after["k"]), before, after)
    # CHECK: half the L3 capacity halves the block of rows: holds
    tall = dict(m=16384, n=512, k=1024)
    rows = [proposals.tile("memory", tall, level("L3", "capacity", factor), threads=1).get("m", 0) for factor in (1, 0.5)]
    show("half the L3 capacity halves the block of rows", is_half(*rows), rows)
    # CHECK: where the depth is cut, one panel goes through it all: holds
    show("where the depth is cut, one panel goes through it all", before["n"] == proposals.tile("registers", deep)["n"])
    # CHECK: a panel that is read once has its whole depth: holds
    single = [proposals.tile("memory", dict(m=rows, n=4096, k=16384)) for rows in (1, 4)]
    show("a panel that is read once has its whole depth", single == [{}, {}], single)


def check_ahead(proposals):
    def fast(latency):
        def change(device):
            for key in ("bandwidth", "unit_bandwidth"):
                if key in device["levels"][0]:
                    device["levels"][0][key]["value"] *= 2
            device["levels"][0]["latency"] = {"value": latency, "source": "M"}
        return change

    def ahead(shape, latency=150e-9):
        return "ahead = 1" in proposals.schedule(dict(n=4096, k=4096, **shape), fast(latency))

    # CHECK: panels that rows pass more than once are asked for ahead: holds
    show("panels that rows pass more than once are asked for ahead", ahead(dict(m=64)) and ahead(dict(m=1024)))
    # CHECK: a panel that is read once is its own stream: holds
    show("a panel that is read once is its own stream", not ahead(dict(m=1)) and not ahead(dict(m=8)))

    def prefetch(shape, latency=150e-9):
        found = re.search(r"prefetch = (\d+)", proposals.schedule(dict(n=4096, k=4096, **shape), fast(latency)))
        return int(found.group(1)) if found else 0

    # CHECK: one row needs no requests, eight rows of one tile leave too few loads in flight: holds
    show("one row needs no requests, eight rows of one tile leave too few loads in flight",
         not prefetch(dict(m=1)) and prefetch(dict(m=8)) > 0)
    # CHECK: half the latency halves how far ahead weights are asked for: holds
    distances = [prefetch(dict(m=8), latency) for latency in (150e-9, 75e-9)]
    show("half the latency halves how far ahead weights are asked for", is_half(*distances), distances)
    # CHECK: memory that answers in a tenth of the time needs no requests for one tile: holds
    show("memory that answers in a tenth of the time needs no requests for one tile",
         not prefetch(dict(m=8), latency=15e-9) and ahead(dict(m=1024), latency=15e-9))


def check_lines(proposals):
    def lines(shape):
        text = proposals.schedule(dict(n=4096, k=4096, **shape))
        columns = proposals.tile("registers", dict(n=4096, k=4096, **shape))["n"]
        return int(re.search(r"unroll = (\d+)", text).group(1)) * columns * 4 // 64

    # CHECK: an iteration holds a page of slow weights with one row, eight lines with a few: holds
    show("an iteration holds a page of slow weights with one row, eight lines with a few",
         (lines(dict(m=1)), lines(dict(m=4))) == (64, 8), lines(dict(m=1)), lines(dict(m=4)))


def check_registers(proposals):
    shape = dict(m=512, n=4096, k=4096)
    before = proposals.tile("registers", shape)
    # CHECK: half the registers halve the register tile: holds
    few = proposals.tile("registers", shape, registers("count", 0.5))
    show("half the registers halve the register tile", 2 * few["m"] * few["n"] <= before["m"] * before["n"], before, few)
    # CHECK: half the lanes at least halve the columns of the register tile: holds
    narrow = proposals.tile("registers", shape, registers("bits", 0.5))
    show("half the lanes at least halve the columns of the register tile", 2 * narrow["n"] <= before["n"], before, narrow)
    # CHECK: a slower L2 makes the register tile no wider and no lower: holds
    slow = proposals.tile("registers", shape, level("L2", "bandwidth", 0.25))
    show("a slower L2 makes the register tile no wider and no lower",
         slow["n"] <= before["n"] and slow["m"] >= before["m"], before, slow)


def check_threads(proposals):
    shape = dict(m=512, n=4096, k=4096)
    # CHECK: one thread needs no band: holds
    show("one thread needs no band", not proposals.tile("threads", shape, threads=1))
    for threads in (2, 4, 8):
        (dim, size), = proposals.tile("threads", shape, team(threads)).items()
        # CHECK: 2 threads share the longest dimension in register tiles: holds
        # CHECK: 4 threads share the longest dimension in register tiles: holds
        # CHECK: 8 threads share the longest dimension in register tiles: holds
        step = proposals.tile("registers", shape, team(threads))
        fair = shape[dim] / threads
        show(f"{threads} threads share the longest dimension in register tiles",
             fair <= size < fair + step[dim] and size % step[dim] == 0, dim, size, step)
    # CHECK: a smaller team may be asked for: holds
    show("a smaller team may be asked for",
         proposals.tile("threads", shape, team(8), threads=4) == proposals.tile("threads", shape, team(4)))
    # CHECK: a small kernel wakes no team: holds
    show("a small kernel wakes no team", not proposals.tile("threads", dict(m=16, n=32, k=32), threads=2))


def slow_memory(device):
    """Writing one result takes longer than 16 multiply-adds."""
    for each in device["levels"]:
        if each["name"] == "memory":
            each["unit_bandwidth"] = {"value": device["clock"]["value"] / 8, "source": "D"}


def check_writing(proposals):
    short, deep = dict(m=512, n=4096, k=16), dict(m=512, n=4096, k=512)
    # CHECK: results that take longer to write than to compute are shared out by whole rows: holds
    rows, columns = (proposals.tile("threads", shape, slow_memory) for shape in (short, deep))
    show("results that take longer to write than to compute are shared out by whole rows",
         list(rows) == ["m"] and list(columns) == ["n"], rows, columns)
    # CHECK: and written row by row: holds
    along, down = (list(proposals.tile("registers", shape, slow_memory)) for shape in (short, deep))
    show("and written row by row", along == ["m", "n"] and down == ["n", "m"], along, down)
    # CHECK: columns that arrive with the call are packed all at once for them, else panel by panel: holds
    texts = [proposals.schedule(dict(shape, arrives=True), slow_memory) for shape in (short, deep)]
    panels = [proposals.tile("memory", dict(shape, arrives=True), slow_memory) for shape in (short, deep)]
    show("columns that arrive with the call are packed all at once for them, else panel by panel",
         all("how = packed" in text for text in texts) and not panels[0] and list(panels[1]) == ["n"], panels)


def main(device, folder):
    proposals = Proposals(device, folder)
    check_blocks(proposals)
    check_ahead(proposals)
    check_lines(proposals)
    check_registers(proposals)
    check_threads(proposals)
    check_writing(proposals)


main(*sys.argv[1:])
