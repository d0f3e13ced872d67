// Memory and its checks: each detector on a faulty kernel and on the mended one.
#include "test/Unit/PTXEmulator/Kernels.h"

using namespace aicc::ptx;

namespace {
/// Runs `body` and expects findings of `check` only, whose message contains `part`.
void expectFinding(KernelRun &run, llvm::StringRef body, Check check, llvm::StringRef part,
                   llvm::StringRef outside = "") {
  run.body(body, outside);
  ASSERT_EQ(run.error, "");
  ASSERT_FALSE(run.report.findings.empty()) << "nothing was found";
  for (const Finding &finding : run.report.findings)
    EXPECT_EQ(nameOf(finding.check), nameOf(check)) << run.text();
  EXPECT_NE(run.report.findings[0].message.find(part.str()), std::string::npos) << run.text();
}
void expectFinding(llvm::StringRef body, Check check, llvm::StringRef part, llvm::StringRef outside = "") {
  KernelRun run;
  expectFinding(run, body, check, part, outside);
}

// Vectors, narrow elements with either extension, and generic addresses of every space.
TEST(Memory, Accesses) {
  KernelRun run =
      runClean("ld.global.v4.u32 {%r1, %r2, %r3, %r4}, [%q1]; add.u32 %r5, %r1, %r4; st.global.u32 [%q0], %r5;"
               "ld.global.s8 %r6, [%q1+8]; ld.global.u8 %r7, [%q1+8]; st.global.v2.u32 [%q0+8], {%r6, %r7};",
               {1, 2, 0x80, 4}, 1);
  EXPECT_EQ(run.out[0], 5u);
  EXPECT_EQ(run.out[2], 0xffffff80u);
  EXPECT_EQ(run.out[3], 0x80u);
}

TEST(Memory, GenericAddresses) {
  KernelRun run =
      runClean(".shared .align 4 .b8 s[128]; .local .align 4 .b8 l[8]; mov.u64 %q2, s; cvta.shared.u64 %q3, %q2;"
               "mov.u64 %q4, l; cvta.local.u64 %q5, %q4; st.u32 [%q3], 11; st.local.u32 [%q4+4], 22;"
               "ld.shared.u32 %r1, [s]; ld.u32 %r2, [%q5+4]; add.u32 %r3, %r1, %r2; st.u32 [%q0], %r3;",
               {}, 1);
  EXPECT_EQ(run.out[0], 33u);
}

// Variables of the module have their initial values, and each launch has its own copy.
TEST(Memory, ModuleVariables) {
  KernelRun run(1);
  std::string text = kernelText("ld.const.f32 %f1, [c+4]; mov.b32 %r1, %f1; st.global.u32 [%q0], %r1;"
                                "atom.global.add.u32 %r2, [g], 1; st.global.u32 [%q0+4], %r2;",
                                ".const .align 4 .f32 c[2] = {0f3F800000, 2.0};\n.global .align 4 .u32 g = 7;\n");
  run.launch(text);
  run.launch(text);
  ASSERT_EQ(run.error, "");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
  EXPECT_EQ(run.out[0], 0x40000000u);
  EXPECT_EQ(run.out[1], 7u);
}

// Static and dynamic shared memory, more than 48 KB of it.
TEST(Memory, DynamicShared) {
  KernelRun run(1);
  run.config.dynamicSharedBytes = 98304;
  run.body(
      "st.shared.u32 [s], 3; mov.u32 %r1, d; add.u32 %r2, %r1, 98300; st.shared.u32 [%r2], 4; ld.shared.u32 %r3, [%r2];"
      "ld.shared.u32 %r4, [s]; add.u32 %r5, %r3, %r4; st.global.u32 [%q0], %r5; st.global.u32 [%q0+4], %r1;",
      ".shared .align 4 .b8 s[4];\n.extern .shared .align 128 .b8 d[];\n");
  ASSERT_EQ(run.error, "");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
  EXPECT_EQ(run.out[0], 7u);
  EXPECT_EQ(run.out[1], 128u);
  EXPECT_EQ(run.report.sharedBytes, 128u + 98304u);
}

TEST(Memory, OutOfBounds) {
  expectFinding("st.global.u32 [%q0+4096], 1;", Check::OutOfBounds,
                "offset 4096 of the region 'out', which has 4096 bytes");
  expectFinding("ld.global.u32 %r1, [%q1+-4];", Check::OutOfBounds, "region");
  expectFinding(".shared .b8 s[8]; st.shared.u32 [s+8], 1;", Check::OutOfBounds, "of shared memory, which has 8 bytes");
  expectFinding(".local .b8 s[8]; st.local.u32 [s+8], 1;", Check::OutOfBounds, "of local memory");
  expectFinding("ld.param.u64 %q5, [in+16];", Check::OutOfBounds, "of parameter memory");
  expectFinding("ld.global.u32 %r1, [64];", Check::OutOfBounds, "below every region");
}

TEST(Memory, Misaligned) {
  expectFinding("st.global.u32 [%q0+2], 1;", Check::Misaligned, "no multiple of 4");
  expectFinding("ld.global.v4.u32 {%r1, %r2, %r3, %r4}, [%q1+8];", Check::Misaligned, "16 bytes");
}

TEST(Memory, ReadOnly) { expectFinding("st.global.u32 [%q1], 1;", Check::ReadOnly, "'in'"); }

TEST(Memory, UninitialisedRegister) {
  expectFinding("add.u32 %r2, %r1, 1;", Check::UninitialisedRegister, "%r1");
  // Written by some lanes only.
  expectFinding("setp.lt.u32 %p1, %r0, 4; @%p1 mov.u32 %r1, 1; add.u32 %r2, %r1, 1;", Check::UninitialisedRegister,
                "%r1");
  runClean("mov.u32 %r1, 0; add.u32 %r2, %r1, 1;");
}

TEST(Memory, UninitialisedMemory) {
  expectFinding(".shared .b32 s; ld.shared.u32 %r1, [s];", Check::UninitialisedMemory, "shared memory");
  expectFinding(".local .b32 s; ld.local.u32 %r1, [s];", Check::UninitialisedMemory, "local memory");
  KernelRun run;
  run.outInitialised = false;
  expectFinding(run, "ld.global.u32 %r1, [%q0];", Check::UninitialisedMemory, "'out'");
}

/// Each thread stores its number, and reads its neighbour's.
std::string exchange(llvm::StringRef between) {
  return (".shared .align 4 .b8 s[512]; mov.u32 %r1, s; shl.b32 %r2, %r0, 2; add.u32 %r3, %r1, %r2; xor.b32 %r4, %r2, "
          "128;"
          "add.u32 %r5, %r1, %r4; st.shared.u32 [%r3], %r0;" +
          between + "ld.shared.u32 %r6, [%r5]; cvt.u64.u32 %q2, %r2; add.s64 %q3, %q0, %q2; st.global.u32 [%q3], %r6;")
      .str();
}

// Store and load by different warps: a race without a barrier between, none with one.
TEST(Races, Barrier) {
  KernelRun faulty(64);
  faulty.body(exchange(""));
  EXPECT_GT(faulty.report.count(Check::Race), 0u) << faulty.text();
  KernelRun mended(64);
  mended.body(exchange("bar.sync 0;"));
  EXPECT_TRUE(mended.report.findings.empty()) << mended.text();
  EXPECT_EQ(mended.out[5], 37u);
}

// Overwriting what another warp may still read.
TEST(Races, WriteAfterRead) {
  std::string again = "st.shared.u32 [%r3], 0;";
  KernelRun faulty(64), mended(64);
  faulty.body(exchange("bar.sync 0;") + again);
  EXPECT_GT(faulty.report.count(Check::Race), 0u) << faulty.text();
  mended.body(exchange("bar.sync 0;") + "bar.sync 0;" + again);
  EXPECT_TRUE(mended.report.findings.empty()) << mended.text();
}

// Lanes of one warp are ordered by bar.warp.sync only.
TEST(Races, WithinAWarp) {
  auto body = [](llvm::StringRef between) {
    return (".shared .align 4 .b8 s[128]; mov.u32 %r1, s; shl.b32 %r2, %r0, 2; add.u32 %r3, %r1, %r2; xor.b32 %r4, "
            "%r2, 4;"
            "add.u32 %r5, %r1, %r4; st.shared.u32 [%r3], %r0;" +
            between + "ld.shared.u32 %r6, [%r5]; st.global.u32 [%q0], %r6;")
        .str();
  };
  KernelRun faulty, mended;
  faulty.body(body(""));
  EXPECT_EQ(faulty.report.findings.size(), 2u) << faulty.text(); // The store to out by all lanes is one, too.
  mended.body(body("bar.warp.sync -1;"));
  EXPECT_EQ(mended.report.findings.size(), 1u) << mended.text();
}

// Named barriers: a producer warp arrives, a consumer warp waits.
TEST(Races, NamedBarriers) {
  auto body = [](llvm::StringRef arrive, llvm::StringRef wait) {
    return (".shared .align 4 .b8 s[128]; mov.u32 %r1, s; and.b32 %r7, %r0, 31; shl.b32 %r2, %r7, 2; add.u32 %r3, %r1, "
            "%r2;"
            "setp.lt.u32 %p1, %r0, 32; @!%p1 bra READ; st.shared.u32 [%r3], %r0;" +
            arrive + "bra END; READ:" + wait +
            "ld.shared.u32 %r6, [%r3]; mul.wide.u32 %q2, %r7, 4; add.s64 %q3, %q0, %q2;"
            "st.global.u32 [%q3], %r6; END:")
        .str();
  };
  KernelRun faulty(64), mended(64);
  faulty.body(body("", ""));
  EXPECT_GT(faulty.report.count(Check::Race), 0u) << faulty.text();
  mended.body(body("bar.arrive 1, 64;", "bar.sync 1, 64;"));
  EXPECT_EQ(mended.error, "");
  EXPECT_TRUE(mended.report.findings.empty()) << mended.text();
  EXPECT_EQ(mended.out[9], 9u);
}

// CTAs: storing to one element is a race, atomics on it are not.
TEST(Races, BetweenCtas) {
  KernelRun faulty(1), mended(1);
  faulty.config.grid.x = mended.config.grid.x = 3;
  faulty.body("ld.global.u32 %r1, [%q0]; add.u32 %r2, %r1, 1; st.global.u32 [%q0], %r2;");
  EXPECT_GT(faulty.report.count(Check::Race), 0u) << faulty.text();
  mended.out[0] = 0;
  mended.body("red.global.add.u32 [%q0], 1;");
  EXPECT_TRUE(mended.report.findings.empty()) << mended.text();
  EXPECT_EQ(mended.out[0], 3u);
}

// Split reductions: the last CTA may read what the others released by a fence and an atomic.
TEST(Races, ReleaseByAtomic) {
  auto body = [](llvm::StringRef fence) {
    return ("mov.u32 %r1, %ctaid.x; mul.wide.u32 %q2, %r1, 4; add.s64 %q3, %q0, %q2; st.global.u32 [%q3+64], %r1;" +
            fence +
            "atom.global.add.u32 %r2, [%q0], 1; setp.ne.u32 %p1, %r2, 2; @%p1 ret; ld.global.u32 %r3, [%q0+64];"
            "ld.global.u32 %r4, [%q0+68]; add.u32 %r5, %r3, %r4; st.global.u32 [%q0+4], %r5;")
        .str();
  };
  KernelRun faulty(1), mended(1);
  faulty.config.grid.x = mended.config.grid.x = 3;
  faulty.out[0] = mended.out[0] = 0;
  faulty.body(body(""));
  EXPECT_GT(faulty.report.count(Check::Race), 0u) << faulty.text();
  mended.body(body("membar.gl;"));
  EXPECT_TRUE(mended.report.findings.empty()) << mended.text();
  EXPECT_EQ(mended.out[1], 1u);
}

// Atomics: what was there comes back, by lane; cas, exch, f32 and halves.
TEST(Atomics, Operations) {
  KernelRun run = runClean("atom.global.add.u32 %r1, [%q0], 2; atom.global.max.s32 %r2, [%q0+4], %r0;"
                           "red.global.add.f32 [%q0+8], 0f3F000000; atom.global.cas.b32 %r3, [%q0+12], 0xdeadbeef, %r0;"
                           "red.global.add.noftz.f16x2 [%q0+16], 0x3c003c00; atom.global.exch.b32 %r4, [%q0+20], 5;");
  EXPECT_EQ(run.out[0], 0xdeadbeef + 64u);
  EXPECT_EQ(run.out[1], 31u);
  EXPECT_EQ(run.out[3], 0u);
  EXPECT_EQ(run.out[5], 5u);
}
} // namespace
