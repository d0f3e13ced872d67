// What is no PTX, or not of the subset, is an error that names the line; no text crashes the parser or the launch.
#include "compiler/Target/NVIDIA/Emulator/Subset.h"
#include "test/Unit/PTXEmulator/Kernels.h"
#include "llvm/Support/MemoryBuffer.h"
#include <random>

using namespace aicc::ptx;

namespace {
std::string errorOf(llvm::StringRef text) {
  llvm::Expected<Module> module = parsePTX(text, "t.ptx");
  return module ? "" : llvm::toString(module.takeError());
}
void expectError(llvm::StringRef text, llvm::StringRef part) {
  std::string error = errorOf(text);
  EXPECT_NE(error.find(part.str()), std::string::npos) << "expected: " << part.str() << "\nfound: " << error;
}
void expectBodyError(llvm::StringRef body, llvm::StringRef part) { expectError(kernelText(body), part); }

TEST(Parser, NotPTX) {
  expectError("", "there is no '.version' directive");
  expectError("hello", "t.ptx:1: directive 'hello' is outside the emulator's subset");
  expectError(".version 8.0\n.entry k(", "expected '.param'");
  expectError(".version 8.0\n.entry k() {", "has no closing '}'");
  expectError(".version 8.0\n\"abc", "no closing quote");
  expectError(".version 8.0\n\x01", "expected PTX, found the character '01' (hex)");
}

// Instructions and modifiers that the emulator does not have are named with their line.
TEST(Parser, OutsideTheSubset) {
  expectBodyError("\n\nwgmma.fence.sync.aligned;",
                  "t.ptx:19: 'wgmma.fence.sync.aligned': the instruction is outside the emulator's");
  expectBodyError("call f;", "'call': the instruction is outside");
  expectBodyError("cp.async.bulk.commit_group;", "bulk copies and mbarriers are outside");
  expectBodyError("add.rz.f64 %d1, %d2, %d3;", "roundings other than '.rn'");
  expectBodyError("add.foo.u32 %r1, %r2, %r3;", "modifier '.foo' is outside the emulator's subset");
  expectBodyError("add.u8 %r1, %r2, %r3;", "type '.u8' is outside");
  expectBodyError("mma.sync.aligned.m16n8k16.row.col.f32.f16.bf16.f32 {%r1}, {%r1}, {%r1}, {%r1};",
                  "this shape with these types");
  expectBodyError("mov.u32 %r1, %envreg3;", "unknown name '%envreg3'");
  expectBodyError("mov.u32 %r1, %cluster_ctaid.x;", "special register '%cluster_ctaid.x' is outside");
  expectBodyError(".reg .v4 .f32 %v;", "registers of type '.v4' are outside");
}

TEST(Parser, Operands) {
  expectBodyError("add.u32 %r1, %r2;", "expected 3 operands, found 2");
  expectBodyError("add.u32 %r1, %r2, %q3;", "'%q3' has 64 bits (a predicate: 0), '.u32' needs 32");
  expectBodyError("add.u32 1, %r2, %r3;", "expected a register as destination");
  expectBodyError("add.f32 %f1, %f2, 1;", "expected a floating-point constant");
  expectBodyError("add.u32 %r1, %r2, _;", "'_' cannot be read");
  expectBodyError("ld.global.v4.u32 {%r1, %r2}, [%q1];", "expected 4 elements, found 2");
  expectBodyError("ld.global.u32 %r1, %q1;", "expected an address in brackets");
  expectBodyError("ld.global.v4.u64 {%q1, %q2, %q3, %q4}, [%q1];", "accesses of up to 16 bytes");
  expectBodyError("bra NOWHERE;", "branch to the unknown label 'NOWHERE'");
  expectBodyError("A: A: ret;", "defined twice");
  expectBodyError("@%r1 ret;", "'%r1' is no predicate register");
  expectBodyError("mov.b64 %q1, {%r1, %r2, %r3};", "does not make '.b64'");
  expectBodyError("mov.u32 %r100, 1;", "unknown name '%r100'");
}

// What surrounds kernels in real files: comments, sections, functions, scopes with names and labels of their own.
TEST(Parser, Surroundings) {
  EXPECT_EQ(errorOf(kernelText(
                "/* a\ncomment */ { .reg .u32 t; L: mov.u32 t, 1; bra M; M: } { .reg .u64 t; M: mov.u64 t, 1; bra M; }"
                ".pragma \"nounroll\";",
                ".func (.param .b32 r) f(.param .b32 a) { ret; }\n.section .debug_str { .b8 1, 2 }\n"
                ".weak .func g;\n.visible .global .align 8 .b8 x[2][3] = {1, 2, 3};\n")),
            "");
  Module module = llvm::cantFail(parsePTX(kernelText(".shared .b8 s[40];"), "t.ptx"));
  EXPECT_EQ(module.kernelNames(), std::vector<std::string>{"k"});
  EXPECT_EQ(module.staticSharedBytes("k"), 40u);
}

/// A kernel that has a bit of everything, as material for the mutations.
std::string material() {
  return kernelText(R"(
.shared .align 16 .b8 s[1024];
.local .align 8 .b8 l[16];
mov.u32 %r1, s;
shl.b32 %r2, %r0, 4;
add.u32 %r3, %r1, %r2;
mul.wide.u32 %q2, %r0, 16;
add.s64 %q3, %q1, %q2;
cp.async.cg.shared.global.L2::128B [%r3], [%q3], 16, %r0;
cp.async.commit_group;
cp.async.wait_group 0;
bar.sync 0;
ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r4, %r5, %r6, %r7}, [%r3];
mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%f1, %f2, %f3, %f4}, {%r4, %r5, %r6, %r7}, {%r4, %r5}, {%f5, %f6, %f7, %f8};
setp.lt.and.f32 %p1|%p2, %f1, 0f3F800000, !%p3;
@%p1 bra L;
shfl.sync.bfly.b32 %r8|%p4, %r4, 1, 31, -1;
L: cvt.rn.bf16x2.f32 %r9, %f1, %f2;
mov.b64 {%r10, _}, %q2;
st.local.v2.f32 [l+8], {%f1, %f2};
atom.global.add.f32 %f9, [%q0+-16], %f1;
and.b32 %r11, %r0, 1;
T: .branchtargets N, M;
brx.idx %r11, T;
M: st.global.v4.b32 [%q0], {%r4, %r5, %r6, %r7};
N:
)",
                    ".const .align 4 .f32 c[2] = {0f3F800000, 2.0};\n.extern .shared .align 128 .b8 d[];\n");
}

/// Cuts, doubles, swaps or overwrites a few pieces of `text`.
std::string mutate(std::string text, std::mt19937 &random) {
  static constexpr llvm::StringLiteral kPieces[] = {"{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    ";",
                                                    ",",
                                                    "%r1",
                                                    "0x7fffffffffffffff",
                                                    "-1",
                                                    ".v4",
                                                    "@",
                                                    "|",
                                                    "<4000000000>",
                                                    ".reg .b32 %z",
                                                    "%q1",
                                                    "%p1",
                                                    "_",
                                                    ".trans",
                                                    "\"",
                                                    "/*",
                                                    ".x1",
                                                    "16"};
  for (unsigned edits = 1 + random() % 4; edits; --edits) {
    size_t at = random() % text.size(), length = random() % 12;
    switch (random() % 4) {
    case 0:
      text.erase(at, length);
      break;
    case 1:
      text.insert(at, text.substr(random() % text.size(), length));
      break;
    case 2:
      text.insert(at, kPieces[random() % std::size(kPieces)].str());
      break;
    default:
      text[at] = char(random() % 128);
    }
    if (text.empty())
      text = " ";
  }
  return text;
}

/// Changes a few digits: other registers, offsets and sizes, most of which still parse.
std::string mutateDigits(std::string text, std::mt19937 &random) {
  for (unsigned edits = 1 + random() % 6; edits;) {
    char &c = text[random() % text.size()];
    if (c < '0' || c > '9')
      continue;
    c = char('0' + random() % 10);
    --edits;
  }
  return text;
}

// Mutated text gives a module or a message, and a launch of what still parses gives a report or a message.
TEST(Parser, MutatedTextNeverCrashes) {
  std::mt19937 random(1);
  std::string text = material();
  ASSERT_EQ(errorOf(text), "");
  unsigned parsed = 0;
  for (unsigned i = 0; i < 4000; ++i) {
    KernelRun run;
    run.config.limits.warpInstructions = 2000;
    run.config.dynamicSharedBytes = 64;
    run.launch(i % 2 ? mutate(text, random) : mutateDigits(text, random));
    parsed += run.error.empty();
  }
  EXPECT_GT(parsed, 400u);
}

// docs/PTXEmulator.md lists exactly the families of the table, with their forms.
TEST(Subset, Documented) {
  auto buffer = llvm::MemoryBuffer::getFile(AICC_EMULATOR_PAGE);
  ASSERT_TRUE(bool(buffer)) << AICC_EMULATOR_PAGE;
  llvm::StringRef page = (*buffer)->getBuffer();
  for (const Family &family : subset()) {
    std::string row = ("| `" + family.name + "` | " + family.forms + " |").str();
    EXPECT_TRUE(page.contains(row)) << "docs/PTXEmulator.md lacks the row\n" << row;
  }
  EXPECT_EQ(page.split("## Instructions").second.count("\n| `"), subset().size())
      << "a row of an instruction that is not there";
}
} // namespace
