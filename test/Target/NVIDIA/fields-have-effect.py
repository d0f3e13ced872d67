# Two schedules that differ in one field give different code: each field is obeyed, or a rule refuses it.
# RUN: %python %s %S/Inputs/gemm-bf16.mlir %t
import subprocess
import sys

MODULE, SCRATCH = sys.argv[1:]

# A field of the worked schedule, and what to put in its place.
CHANGES = {
    "tile of a block": [("tile = <m = 128, n = 128>", "tile = <m = 128, n = 64>")],
    "order of blocks": [('order = ["n", "m"]', 'order = ["m", "n"]')],
    "raster": [("raster = 2", "raster = 3")],
    "no raster": [(", raster = 2", "")],
    "workers": [("raster = 2", "raster = 2, workers = 100")],
    "slice": [("tile = <k = 32>", "tile = <k = 64>")],
    "buffers": [("buffers = 3", "buffers = 4")],
    "swizzle of one factor": [("swizzle = 128>, buffers = 3>,\n", "swizzle = 64>, buffers = 3>,\n")],
    "no swizzle": [(", swizzle = 128", "")],
    "copies through registers": [("how = async, layout = <outer = [\"n\"", "how = packed, layout = <outer = [\"n\""),
                                 ("swizzle = 128>, buffers = 3>]", "swizzle = 128>>]")],
    "tile of a warp": [("parallel = \"warp\", tile = <m = 64, n = 64>", "parallel = \"warp\", tile = <m = 64, n = 32>"),
                       ("registers = <m = 64, n = 64", "registers = <m = 64, n = 32")],
    "swap": [('instruction = "mma.m16n8k16.bf16"', 'instruction = "mma.m16n8k16.bf16", swap = true')],
    "place of the map": [('registers = <m = 64, n = 64>, attach = "registers"', 'registers = <m = 1, n = 1>, attach = "root"')],
}
# What has no meaning here is refused.
REFUSED = {
    "groups of all tiles": [("raster = 2", "raster = 4")],
    "unrolling": [('instruction = "mma.m16n8k16.bf16"', 'unroll = 2, instruction = "mma.m16n8k16.bf16"')],
    "prefetching": [('instruction = "mma.m16n8k16.bf16"', 'prefetch = 8, instruction = "mma.m16n8k16.bf16"')],
    "blocks of a layout": [("block = <>, swizzle = 128>, buffers = 3>]", "block = <n = 8>>, buffers = 3>]")],
    "a stage of a result": [("buffers = 3>]>,", "buffers = 3>, <operand = \"round\", how = packed, layout = <outer = [\"m\", \"n\"], block = <>>>]>,")],
    "a register tile that is not the warp's": [("registers = <m = 64, n = 64, k = 16>", "registers = <m = 32, n = 64, k = 16>")],
}


def compile_text(text, name):
    """The PTX, or nothing and the compiler's message."""
    source, target = f"{SCRATCH}.{name}.mlir", f"{SCRATCH}.{name}.ptx"
    with open(source, "w", encoding="utf-8") as file:
        file.write(text)
    done = subprocess.run(
        ["aicc", "compile", source, "-o", target, "--target", "nvidia-a800", "--emit=ptx", "--prefix", "p"],
        capture_output=True, text=True, check=False,
    )
    if done.returncode:
        return None, done.stderr
    with open(target, encoding="utf-8") as file:
        return file.read(), ""


def changed(text, edits):
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def main():
    with open(MODULE, encoding="utf-8") as file:
        base = file.read()
    code, message = compile_text(base, "base")
    assert code, message
    seen, failures = {code: "the worked schedule"}, 0
    for number, (name, edits) in enumerate(CHANGES.items()):
        other, message = compile_text(changed(base, edits), f"change{number}")
        if other is None or other in seen:
            failures += 1
            print(f"{name}: " + (message if other is None else "the same code as " + seen[other]))
        seen.setdefault(other, name)
    for number, (name, edits) in enumerate(REFUSED.items()):
        other, message = compile_text(changed(base, edits), f"refused{number}")
        if other is not None or "error: " not in message:
            failures += 1
            print(f"{name}: expected an error, found code")
    return 1 if failures else 0


sys.exit(main())
