"""Matrix instructions one by one: PTX that loads a fragment a lane, executes one instruction and stores what came out.
What a device answers is golden data for the emulator, whose tables were written from the PTX ISA documentation alone."""
import numpy

LANES = 32

# Instruction, registers of 32 bits a lane of A, B, C and D, whether C and D are f32, and how operands are drawn.
MMA = [
    ("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", 4, 2, 4, 4, True, "f16"),
    ("mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32", 2, 1, 4, 4, True, "f16"),
    ("mma.sync.aligned.m16n8k16.row.col.f16.f16.f16.f16", 4, 2, 2, 2, False, "f16"),
    ("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", 4, 2, 4, 4, True, "bf16"),
    ("mma.sync.aligned.m16n8k8.row.col.f32.bf16.bf16.f32", 2, 1, 4, 4, True, "bf16"),
    ("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", 4, 2, 4, 4, True, "tf32"),
    ("mma.sync.aligned.m16n8k4.row.col.f32.tf32.tf32.f32", 2, 1, 4, 4, True, "tf32"),
    ("mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32", 4, 2, 4, 4, False, "s8"),
    ("mma.sync.aligned.m16n8k16.row.col.s32.s8.s8.s32", 2, 1, 4, 4, False, "s8"),
]
LDMATRIX = [(f"ldmatrix.sync.aligned.m8n8.x{count}{trans}.shared.b16", count)
            for count in (1, 2, 4) for trans in ("", ".trans")]

HEAD = """.version 7.0
.target sm_80
.address_size 64
{globals}
.visible .entry vector(.param .u64 in, .param .u64 out)
{{
  .reg .b64 %p<4>;
  .reg .b32 %t, %s, %a<4>, %b<2>, %x<4>;
  .reg .{kind} %c<4>, %d<4>;
  mov.u32 %t, %tid.x;
  ld.param.u64 %p0, [in];
  ld.param.u64 %p1, [out];
  cvta.to.global.u64 %p0, %p0;
  cvta.to.global.u64 %p1, %p1;
  mul.wide.u32 %p2, %t, {in_bytes};
  add.u64 %p0, %p0, %p2;
  mul.wide.u32 %p3, %t, {out_bytes};
  add.u64 %p1, %p1, %p3;
"""


def registers(name, count):
    return "{" + ", ".join(f"%{name}{index}" for index in range(count)) + "}"


def mma_text(instruction, a, b, c, d, is_float):
    """One lane's words: A, then B, then C; what comes out is D."""
    kind = "f32" if is_float else "b32"
    text = HEAD.format(globals="", kind=kind, in_bytes=4 * (a + b + c), out_bytes=4 * d)
    offset = 0
    for name, count, load in (("a", a, "b32"), ("b", b, "b32"), ("c", c, kind)):
        for index in range(count):
            text += f"  ld.global.{load} %{name}{index}, [%p0+{offset}];\n"
            offset += 4
    text += f"  {instruction} {registers('d', d)}, {registers('a', a)}, {registers('b', b)}, {registers('c', c)};\n"
    for index in range(d):
        text += f"  st.global.{kind} [%p1+{4 * index}], %d{index};\n"
    return text + "  ret;\n}\n"


def ldmatrix_text(instruction, count):
    """Four words a lane go to shared memory, lane after lane; lane i gives the address of row i of 16 bytes."""
    text = HEAD.format(globals=".shared .align 16 .b8 tile[512];", kind="b32", in_bytes=16, out_bytes=4 * count)
    text += "  mov.u32 %s, tile;\n  shl.b32 %t, %t, 4;\n  add.u32 %s, %s, %t;\n"
    for index in range(4):
        text += f"  ld.global.b32 %x{index}, [%p0+{4 * index}];\n  st.shared.b32 [%s+{4 * index}], %x{index};\n"
    text += f"  bar.sync 0;\n  {instruction} {registers('d', count)}, [%s];\n"
    for index in range(count):
        text += f"  st.global.b32 [%p1+{4 * index}], %d{index};\n"
    return text + "  ret;\n}\n"


def draw(random, kind, words):
    """Random words of LANES x `words`: numbers of the kind in [-2, 2), now and then a denormal, an infinity or NaN."""
    if kind in ("s8", "bits"):
        return random.integers(0, 1 << 32, (LANES, words), dtype=numpy.uint32)
    if kind in ("f32", "tf32"):
        values = random.uniform(-2, 2, (LANES, words)).astype(numpy.float32).view(numpy.uint32)
        special = numpy.array([0, 0x80000000, 0x00000123, 0x7F800000, 0xFF800000, 0x7FC00000], numpy.uint32)
    elif kind == "bf16":
        halves = random.uniform(-2, 2, (LANES, 2 * words)).astype(numpy.float32).view(numpy.uint32) >> 16
        values = halves.astype(numpy.uint16).view(numpy.uint32)
        special = numpy.array([0x3F803F80, 0x00010001, 0x7F803F80, 0x7FC03F80], numpy.uint32)
    else:
        values = random.uniform(-2, 2, (LANES, 2 * words)).astype(numpy.float16).view(numpy.uint32)
        special = numpy.array([0x3C003C00, 0x00010001, 0x7C003C00, 0x7E003C00], numpy.uint32)
    chosen = random.random(values.shape) < 0.01
    return numpy.where(chosen, random.choice(special, values.shape), values)


def vectors(random):
    """(instruction, PTX, words that go in, number of words that come out a lane); two draws of each instruction."""
    for instruction, a, b, c, d, is_float, kind in MMA:
        for _ in range(2):
            accumulators = "f32" if is_float else "f16" if kind == "f16" else "bits"
            words = numpy.concatenate([draw(random, kind, a + b), draw(random, accumulators, c)], axis=1)
            yield instruction, mma_text(instruction, a, b, c, d, is_float), words, d
    for instruction, count in LDMATRIX:
        yield instruction, ldmatrix_text(instruction, count), draw(random, "bits", 4), count


def record(device, random):
    """What the device answers, a record an instruction: words as hexadecimal numbers, a list a lane."""
    records = []
    for instruction, text, words, outs in vectors(random):
        function = device.load(text, "vector")
        words = numpy.ascontiguousarray(words, numpy.uint32)
        source, target = device.upload(words), device.upload(numpy.zeros((LANES, outs), numpy.uint32))
        device.launch(function, 1, LANES, [source, target])
        device.wait()
        found = device.download(target, numpy.zeros((LANES, outs), numpy.uint32))
        records.append({"instruction": instruction, "in": [[f"{word:08x}" for word in lane] for lane in words.tolist()],
                        "out": [[f"{word:08x}" for word in lane] for lane in found.tolist()]})
        device.free(source)
        device.free(target)
    return records


if __name__ == "__main__":
    # One file an instruction, for assemblers.
    import sys

    for number, (_, ptx, _, _) in enumerate(vectors(numpy.random.default_rng(0))):
        with open(f"{sys.argv[1]}/{number}.ptx", "w", encoding="utf-8") as output:
            output.write(ptx)
