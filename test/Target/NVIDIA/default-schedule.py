"""The default schedule follows the device file, in the directions that compiler/Target/NVIDIA/DefaultSchedule.h documents.

RUN: %python %s %devices/nvidia-a100.json %t | FileCheck %s
"""
import json
import os
import re
import subprocess
import sys

MODULE = """func.func @main(%x: tensor<{m}x{k}x{t}>, %w: tensor<{n}x{k}x{t}>) -> tensor<{m}x{n}xf32> {{
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<{m}x{n}xf32>
  %init = linalg.fill ins(%zero : f32) outs(%e : tensor<{m}x{n}xf32>) -> tensor<{m}x{n}xf32>
  %0 = linalg.contract indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
                                        affine_map<(m, n, k) -> (m, n)>]
      ins(%x, %w : tensor<{m}x{k}x{t}>, tensor<{n}x{k}x{t}>) outs(%init : tensor<{m}x{n}xf32>) -> tensor<{m}x{n}xf32>
  return %0 : tensor<{m}x{n}xf32>
}}
"""


class Schedule:
    """A default schedule, as its text and as the numbers in it."""

    def __init__(self, text, shape):
        self.text = text
        self.shape = shape
        self.grid = self.tile(r'name = "grid",[^>]*?tile = ')
        self.slice = self.tile(r'name = "shared", tile = ')
        buffers = re.search(r"buffers = (\d+)", text)
        self.buffers = int(buffers.group(1)) if buffers else 1
        self.raster = int((re.search(r"raster = (\d+)", text) or [0, 1])[1])
        self.instruction = re.search(r'instruction = "([^"]*)"', text).group(1)
        self.workers = int((re.search(r"workers = (\d+)", text) or [0, 0])[1])
        self.is_swapped = "swap = true" in text

    def tile(self, where):
        found = re.search(where + r"<([^>]*)>", self.text)
        return {name: int(size) for name, size in re.findall(r"(\w+) = (\d+)", found.group(1))} if found else {}

    def splits(self):
        return -(-self.shape["k"] // self.grid.get("k", self.shape["k"]))

    def tiles(self):
        return -(-self.shape["m"] // self.grid["m"]) * -(-self.shape["n"] // self.grid["n"]) * self.splits()

    def shared_bytes(self, element=2):
        return self.buffers * self.slice.get("k", self.shape["k"]) * (self.grid["m"] + self.grid["n"]) * element

    def bytes_on_their_way(self):
        return self.tiles() * self.shared_bytes() * (self.buffers - 1) / self.buffers


class Proposals:
    """Default schedules for changed copies of a device."""

    def __init__(self, device, folder):
        with open(device, encoding="utf-8") as file:
            self.device = json.load(file)
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def schedule(self, change=lambda device: None, element="bf16", flags=(), **shape):
        device = json.loads(json.dumps(self.device))
        change(device)
        paths = [os.path.join(self.folder, name) for name in ("device.json", "module.mlir")]
        for path, text in zip(paths, (json.dumps(device), MODULE.format(t=element, **shape))):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.paths = paths
        run = subprocess.run(["aicc", "compile", paths[1], "--device", paths[0], "--emit", "mlir", "--stop-after",
                              "schedule", "-o", "-", *flags], check=True, stdout=subprocess.PIPE, text=True)
        return Schedule(run.stdout, shape)

    def is_right(self):
        """Whether the code of the last schedule computes what it should, and nothing worse, in the emulator."""
        command = ["aicc", "run", self.paths[1], "--device", self.paths[0], "--emulate", "--check", "--json"]
        report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        return report["check"]["passed"] and not any(found["error"] for found in report["emulation"]["findings"])


def level(name, key, factor):
    """Multiplies a number of one memory level."""
    def change(device):
        for each in device["levels"]:
            if each["name"] == name:
                each[key]["value"] = type(each[key]["value"])(each[key]["value"] * factor)
    return change


def shared(factor):
    def change(device):
        level("shared", "capacity", factor)(device)
        level("shared", "unit_capacity", factor)(device)
    return change


def units(factor):
    """Multiplies the multiprocessors, and what all of them do together."""
    def change(device):
        device["silicon"]["units"]["value"] = int(device["silicon"]["units"]["value"] * factor)
        for instruction in device["instructions"]:
            instruction["peak_flops"]["value"] *= factor
    return change


def show(what, holds, *numbers):
    print(f"{what}: {'holds' if holds else 'FAILS'}", *([] if holds else numbers))


def check_units(proposals):
    deep = dict(m=128, n=512, k=8192)
    before, after = proposals.schedule(**deep), proposals.schedule(units(0.5), **deep)
    # CHECK: few tiles split their sums: holds
    show("few tiles split their sums", before.splits() > 1, before.text)
    # CHECK: half the multiprocessors split them into fewer parts or take larger tiles: holds
    show("half the multiprocessors split them into fewer parts or take larger tiles", after.tiles() <= 0.67 * before.tiles(),
         before.tiles(), after.tiles())
    # CHECK: sums are not split where tiles fill the multiprocessors: holds
    show("sums are not split where tiles fill the multiprocessors", proposals.schedule(m=4096, n=4096, k=4096).splits() == 1)
    # CHECK: tiles of a problem that fills the last wave badly fill it better on another number of multiprocessors: holds
    shares = []
    for factor in (1, 0.75):
        schedule = proposals.schedule(units(factor), m=2048, n=2048, k=4096)
        count = int(108 * factor)
        waves = schedule.tiles() / count
        shares.append(waves / -(-schedule.tiles() // count))
    show("tiles of a problem that fills the last wave badly fill it better on another number of multiprocessors",
         all(share > 0.7 for share in shares), shares)


def check_shared(proposals):
    shape = dict(m=4096, n=4096, k=4096)
    before, after = proposals.schedule(**shape), proposals.schedule(shared(0.5), **shape)
    # CHECK: half the shared memory holds smaller tiles, thinner slices or fewer buffers: holds
    show("half the shared memory holds smaller tiles, thinner slices or fewer buffers",
         after.shared_bytes() < before.shared_bytes() and after.shared_bytes() <= 83456, before.text, after.text)


def check_memory(proposals):
    few = dict(m=8, n=4096, k=4096)
    before, after = proposals.schedule(**few), proposals.schedule(level("memory", "latency", 4), **few)
    # CHECK: memory that answers later has more bytes on their way: holds
    show("memory that answers later has more bytes on their way", after.bytes_on_their_way() > before.bytes_on_their_way(),
         before.text, after.text)
    large = dict(m=16384, n=16384, k=8192)
    before, after = proposals.schedule(level("L2", "capacity", 64), **large), proposals.schedule(**large)
    # CHECK: operands that do not fit L2 are walked in groups, those that fit are not: holds
    show("operands that do not fit L2 are walked in groups, those that fit are not", before.raster == 1 < after.raster,
         before.raster, after.raster)


def check_workers(proposals):
    # CHECK: CTAs take several tiles where sums are short and tiles many: holds
    short = proposals.schedule(m=8192, n=8192, k=512)
    show("CTAs take several tiles where sums are short and tiles many", 0 < short.workers < short.tiles(), short.text)
    # CHECK: and one each where sums are deep, or tiles few: holds
    others = [proposals.schedule(m=4096, n=4096, k=4096), proposals.schedule(m=512, n=512, k=256)]
    show("and one each where sums are deep, or tiles few", all(each.workers == 0 for each in others))
    # CHECK: what they compute on a small part is right: holds
    small = proposals.schedule(units(0.05), m=512, n=1024, k=256)
    show("what they compute on a small part is right", small.workers and proposals.is_right(), small.text)


def check_instructions(proposals):
    # CHECK: 24 rows take the shorter side of the instruction: holds
    slow = proposals.schedule(units(0.25), m=24, n=4096, k=4096)
    show("24 rows take the shorter side of the instruction", slow.is_swapped, slow.text)
    # CHECK: 512 rows do not: holds
    show("512 rows do not", not proposals.schedule(m=512, n=4096, k=4096).is_swapped)
    # CHECK: f16 and bf16 multiply in matrix instructions: holds
    shape = dict(m=512, n=4096, k=4096)
    names = [proposals.schedule(element=element, **shape).instruction for element in ("f16", "bf16")]
    show("f16 and bf16 multiply in matrix instructions", names == ["mma.m16n8k16.f16", "mma.m16n8k16.bf16"], names)
    # CHECK: f32 multiplies lane by lane: holds
    lanes = proposals.schedule(element="f32", **shape)
    show("f32 multiplies lane by lane", lanes.instruction == "fma.rn.f32" and 'parallel = "thread"' in lanes.text, lanes.text)
    # CHECK: where it may be rounded to tf32, in matrix instructions: holds
    rounded = proposals.schedule(element="f32", flags=["--allow-tf32"], **shape)
    show("where it may be rounded to tf32, in matrix instructions", rounded.instruction == "mma.m16n8k8.tf32", rounded.text)
    # CHECK: rows that begin at odd elements are copied and waited for: holds
    odd = proposals.schedule(m=512, n=512, k=1001)
    show("rows that begin at odd elements are copied and waited for", "how = packed" in odd.text and "how = async" not in odd.text)


def main():
    proposals = Proposals(sys.argv[1], sys.argv[2])
    check_units(proposals)
    check_shared(proposals)
    check_memory(proposals)
    check_workers(proposals)
    check_instructions(proposals)


if __name__ == "__main__":
    main()
