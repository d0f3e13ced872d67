// Bank conflicts and coalescing: what the addresses of one instruction cost.
#include "test/Unit/PTXEmulator/Kernels.h"

using namespace aicc::ptx;

namespace {
/// Wavefronts of a load of `type` at lane * `stride` bytes; `minimum` is set.
uint64_t wavefronts(const char *type, unsigned stride, uint64_t &minimum) {
  KernelRun run;
  run.body(".shared .align 16 .b8 s[8192]; mov.u32 %r1, s; mad.lo.u32 %r2, %r0, " + std::to_string(stride) +
           ", %r1; ld.shared." + type + ", [%r2];");
  EXPECT_EQ(run.error, "");
  EXPECT_EQ(run.report.shared.size(), 1u);
  minimum = run.report.shared[0].minimum;
  return run.report.shared[0].wavefronts;
}

// Four bytes a lane: 32 lanes in one wavefront, as many more as words that share a bank.
TEST(BankConflicts, Words) {
  uint64_t minimum = 0;
  EXPECT_EQ(wavefronts("b32 %r3", 4, minimum), 1u);
  EXPECT_EQ(minimum, 1u);
  EXPECT_EQ(wavefronts("b32 %r3", 8, minimum), 2u);
  EXPECT_EQ(wavefronts("b32 %r3", 128, minimum), 32u);
  EXPECT_EQ(wavefronts("b32 %r3", 132, minimum), 1u);
  EXPECT_EQ(wavefronts("b32 %r3", 0, minimum), 1u); // one word for all
  EXPECT_EQ(wavefronts("u16 %h3", 2, minimum), 1u); // two lanes a word
}

// 8 and 16 bytes a lane need two and four wavefronts; conflicts count within a phase.
TEST(BankConflicts, Vectors) {
  uint64_t minimum = 0;
  EXPECT_EQ(wavefronts("v2.b32 {%r3, %r4}", 8, minimum), 2u);
  EXPECT_EQ(minimum, 2u);
  EXPECT_EQ(wavefronts("v4.b32 {%r3, %r4, %r5, %r6}", 16, minimum), 4u);
  EXPECT_EQ(minimum, 4u);
  EXPECT_EQ(wavefronts("v4.b32 {%r3, %r4, %r5, %r6}", 128, minimum), 32u);
  EXPECT_EQ(wavefronts("v4.b32 {%r3, %r4, %r5, %r6}", 144, minimum), 4u);
}

/// ldmatrix.x4 with rows `stride` bytes apart, its 16-byte chunk xored with row % 8 where `swizzled`.
Report loadMatrix(unsigned stride, bool swizzled) {
  KernelRun run;
  run.body(".shared .align 16 .b8 s[8192]; mov.u32 %r1, s; mad.lo.u32 %r2, %r0, " + std::to_string(stride) + ", %r1;" +
           (swizzled ? "and.b32 %r3, %r0, 7; shl.b32 %r3, %r3, 4; xor.b32 %r2, %r2, %r3;" : "") +
           "ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r4, %r5, %r6, %r7}, [%r2];");
  EXPECT_EQ(run.error, "");
  return run.report;
}

// Eight rows of 16 bytes a phase: rows 128 bytes apart conflict eightfold, unless swizzled or padded.
TEST(BankConflicts, LoadMatrix) {
  EXPECT_EQ(loadMatrix(128, false).shared[0].wavefronts, 32u);
  EXPECT_EQ(loadMatrix(128, true).bankConflicts(), 0u);
  EXPECT_EQ(loadMatrix(144, false).bankConflicts(), 0u);
  EXPECT_EQ(loadMatrix(128, false).shared[0].minimum, 4u);
}

/// Sectors of a load of `type` at lane * `stride` bytes.
std::pair<uint64_t, uint64_t> sectors(const char *type, unsigned stride) {
  KernelRun run;
  run.body("mul.wide.u32 %q2, %r0, " + std::to_string(stride) + "; add.s64 %q3, %q1, %q2; ld.global." + type +
           ", [%q3];");
  EXPECT_EQ(run.error, "");
  EXPECT_EQ(run.report.global.size(), 1u) << run.text();
  return {run.report.global[0].sectors, run.report.global[0].minimum};
}

// Sectors touched against those that hold the distinct bytes.
TEST(Coalescing, Sectors) {
  using Pair = std::pair<uint64_t, uint64_t>;
  EXPECT_EQ(sectors("b32 %r3", 4), (Pair{4, 4}));
  EXPECT_EQ(sectors("b32 %r3", 8), (Pair{8, 4}));
  EXPECT_EQ(sectors("b32 %r3", 64), (Pair{32, 4}));
  EXPECT_EQ(sectors("b32 %r3", 0), (Pair{1, 1}));
  EXPECT_EQ(sectors("v4.b32 {%r3, %r4, %r5, %r6}", 16), (Pair{16, 16}));
}

// Counts by opcode, with the line and the text of what costs more than it must.
TEST(Reports, Text) {
  KernelRun run;
  run.launch(kernelText("\n.loc 1 42 3\nmul.wide.u32 %q2, %r0, 64; \nadd.s64 %q3, %q1, %q2;\nld.global.b32 %r3, [%q3];",
                        ".file 1 \"gemm.mlir\"\n"));
  ASSERT_EQ(run.error, "");
  EXPECT_EQ(run.report.executed("ld.global"), 1u);
  EXPECT_EQ(run.report.executed("ld."), 3u);
  EXPECT_EQ(run.report.extraSectors(), 28u);
  ASSERT_EQ(run.report.global.size(), 1u);
  EXPECT_EQ(run.report.global[0].at.text, "ld.global.b32 %r3, [%q3];");
  EXPECT_EQ(run.report.global[0].at.source, "gemm.mlir:42");
  EXPECT_NE(run.text().find(
                "uncoalesced: k:22 (gemm.mlir:42): ld.global.b32 %r3, [%q3];\n  32 sectors of 32 bytes where 4 do "
                "(8.00x)"),
            std::string::npos)
      << run.text();
}
} // namespace
