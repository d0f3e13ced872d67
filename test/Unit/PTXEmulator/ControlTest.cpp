// Branches, divergence, collectives, and kernels that do not end.
#include "test/Unit/PTXEmulator/Kernels.h"

using namespace aicc::ptx;
using Words = std::vector<uint32_t>;

namespace {
// Both sides of a branch run, and the lanes meet after it: the shuffle sees all of them.
TEST(Divergence, IfThenElse) {
  KernelRun run =
      runClean("setp.lt.u32 %p1, %r0, 10; @%p1 bra THEN; mov.u32 %r1, 100; bra JOIN; THEN: mov.u32 %r1, 200; JOIN:"
               "shfl.sync.idx.b32 %r2, %r1, 31, 31, -1; add.u32 %r3, %r1, %r2; mul.wide.u32 %q2, %r0, 4;"
               "add.s64 %q3, %q0, %q2; st.global.u32 [%q3], %r3; bar.sync 0;");
  EXPECT_EQ(run.out[9], 300u);
  EXPECT_EQ(run.out[10], 200u);
}

// Loops whose lanes leave one by one, with a loop inside; the exit's code stands before the loop's.
TEST(Divergence, Loops) {
  KernelRun run =
      runClean("mov.u32 %r1, 0; mov.u32 %r2, 0; bra LOOP; DONE: mul.wide.u32 %q2, %r0, 4; add.s64 %q3, %q0, %q2;"
               "st.global.u32 [%q3], %r1; bar.sync 0; bra END;"
               "LOOP: mov.u32 %r3, 0; INNER: add.u32 %r1, %r1, 1; add.u32 %r3, %r3, 1; setp.lt.u32 %p1, %r3, %r0;"
               "@%p1 bra INNER; add.u32 %r2, %r2, 1; setp.gt.u32 %p2, %r2, %r0; @%p2 bra DONE; bra LOOP; END:");
  for (uint32_t lane = 0; lane < 32; ++lane)
    EXPECT_EQ(run.out[lane], (lane + 1) * std::max(lane, 1u)) << lane;
}

// Lanes may return early; those that stay go through barriers.
TEST(Divergence, EarlyReturn) {
  KernelRun run =
      runClean("setp.ge.u32 %p1, %r0, 40; @%p1 ret; bar.sync 0; mul.wide.u32 %q2, %r0, 4; add.s64 %q3, %q0, %q2;"
               "st.global.u32 [%q3], 1;",
               {}, 64);
  EXPECT_EQ(run.out[39], 1u);
  EXPECT_EQ(run.out[40], 0xdeadbeef);
}

// Indexed branches.
TEST(Divergence, Switch) {
  KernelRun run =
      runClean("and.b32 %r1, %r0, 3; T: .branchtargets A, B, A, C; brx.idx %r1, T;"
               "A: mov.u32 %r2, 1; bra J; B: mov.u32 %r2, 2; bra J; C: mov.u32 %r2, 3; J: mul.wide.u32 %q2, %r0, 4;"
               "add.s64 %q3, %q0, %q2; st.global.u32 [%q3], %r2; bar.warp.sync -1;");
  run.out.resize(4);
  EXPECT_EQ(run.out, (Words{1, 2, 1, 3}));
}

// A barrier, a shuffle, an ldmatrix or an mma that only some lanes reach is found.
TEST(Divergence, Barriers) {
  for (const char *body : {"bar.sync 0;", "shfl.sync.idx.b32 %r1, %r0, 0, 31, -1;", "bar.warp.sync -1;",
                           "vote.sync.ballot.b32 %r1, %p1, -1;"}) {
    KernelRun run;
    run.body(std::string("setp.lt.u32 %p1, %r0, 4; @!%p1 bra END; ") + body + "END:");
    EXPECT_EQ(run.error, "");
    EXPECT_EQ(run.report.count(Check::Divergence) > 0, true) << body << "\n" << run.text();
  }
  runClean("setp.lt.u32 %p1, %r0, 4; @!%p1 bra END; shfl.sync.idx.b32 %r1, %r0, 0, 31, 15; END:");
}

// Shuffles: modes, clamping, segments, the predicate.
TEST(Collective, Shuffle) {
  auto lanes = [](const char *instruction) {
    KernelRun run = runClean(std::string(instruction) +
                             "selp.b32 %r3, 100, 0, %p1; add.u32 %r4, %r2, %r3; mul.wide.u32 %q2, %r0, 4;"
                             "add.s64 %q3, %q0, %q2; st.global.u32 [%q3], %r4;");
    return run.out;
  };
  EXPECT_EQ(lanes("shfl.sync.bfly.b32 %r2|%p1, %r0, 1, 31, -1;")[6], 107u);
  EXPECT_EQ(lanes("shfl.sync.up.b32 %r2|%p1, %r0, 4, 0, -1;")[3], 3u);
  EXPECT_EQ(lanes("shfl.sync.up.b32 %r2|%p1, %r0, 4, 0, -1;")[9], 105u);
  EXPECT_EQ(lanes("shfl.sync.down.b32 %r2|%p1, %r0, 4, 31, -1;")[30], 30u);
  EXPECT_EQ(lanes("shfl.sync.down.b32 %r2|%p1, %r0, 4, 31, -1;")[1], 105u);
  EXPECT_EQ(lanes("shfl.sync.idx.b32 %r2|%p1, %r0, 2, 0x181f, -1;")[13], 110u); // segments of 8 lanes
}

TEST(Collective, VotesAndReductions) {
  KernelRun run =
      runClean("setp.lt.u32 %p1, %r0, 5; vote.sync.ballot.b32 %r1, %p1, -1; vote.sync.any.pred %p2, %p1, -1;"
               "vote.sync.all.pred %p3, %p1, -1; selp.b32 %r2, 1, 0, %p2; selp.b32 %r3, 1, 0, %p3;"
               "redux.sync.add.u32 %r4, %r0, -1; redux.sync.min.s32 %r5, %r0, -1; activemask.b32 %r6;"
               "setp.eq.u32 %p4, %r0, 0; @%p4 st.global.v4.u32 [%q0], {%r1, %r2, %r3, %r4};"
               "@%p4 st.global.v2.u32 [%q0+16], {%r5, %r6};");
  run.out.resize(6);
  EXPECT_EQ(run.out, (Words{31, 1, 0, 496, 0, 0xffffffff}));
}

TEST(Special, Registers) {
  KernelRun run;
  run.config.block = {4, 3, 2};
  run.config.grid = {2, 1, 1};
  run.body(
      "mov.u32 %r1, %tid.y; mov.u32 %r2, %tid.z; mov.u32 %r3, %ntid.x; mov.u32 %r4, %laneid; mov.u32 %r5, %nctaid.x;"
      "mov.u32 %r6, %ctaid.x; mov.u32 %r7, %warpid; setp.eq.u32 %p1, %r4, 17; setp.eq.u32 %p2, %r6, 1;"
      "and.pred %p3, %p1, %p2; @%p3 st.global.v4.u32 [%q0], {%r0, %r1, %r2, %r3}; @%p3 st.global.v2.u32 [%q0+16], "
      "{%r5, %r7};");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
  run.out.resize(6);
  EXPECT_EQ(run.out, (Words{1, 1, 1, 4, 2, 0}));
}

// A loop without end is stopped, and the message names its line.
TEST(Containment, EndlessLoop) {
  KernelRun run;
  run.config.limits.warpInstructions = 10000;
  run.launch(kernelText("\nLOOP:\nadd.u32 %r1, %r0, 1;\nbra LOOP;"));
  EXPECT_NE(run.error.find("did not end within 10000 warp instructions"), std::string::npos) << run.error;
  EXPECT_NE(run.error.find("test.ptx:20: "), std::string::npos) << run.error;
  EXPECT_NE(run.error.find("warp 0 of CTA (0, 0, 0) was at: bra LOOP;"), std::string::npos) << run.error;
  run.config.limits = {uint64_t(1) << 60, 0.05};
  run.body("LOOP: add.u32 %r1, %r0, 1; bra LOOP;");
  EXPECT_NE(run.error.find("seconds"), std::string::npos) << run.error;
}

// Warps that wait for a barrier that others never reach.
TEST(Containment, Deadlock) {
  KernelRun run(64);
  run.body("setp.lt.u32 %p1, %r0, 32; @%p1 bra A; bar.sync 1; bra END; A: bar.sync 2; END:");
  EXPECT_NE(run.error.find("waits for ever: warp 0 at barrier 2"), std::string::npos) << run.error;
}

// Warps may wait for each other through memory.
TEST(Containment, SpinBetweenWarps) {
  KernelRun run(64);
  run.out[0] = 0;
  run.body(
      "setp.lt.u32 %p1, %r0, 32; @!%p1 bra STORE; WAIT: ld.volatile.global.u32 %r1, [%q0]; setp.eq.u32 %p2, %r1, 0;"
      "@%p2 bra WAIT; bra END; STORE: setp.ne.u32 %p3, %r0, 32; @%p3 bra END; st.volatile.global.u32 [%q0], 1; END:");
  EXPECT_EQ(run.error, "");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
}

TEST(Containment, Trap) {
  KernelRun run;
  run.body("trap;");
  EXPECT_EQ(run.report.count(Check::Trap), 1u);
}

// Launches that cannot be: each with a message that says why.
TEST(Launch, Refused) {
  auto refused = [](LaunchConfig config, llvm::StringRef part) {
    KernelRun run;
    run.config = config;
    run.body("");
    EXPECT_NE(run.error.find(part.str()), std::string::npos) << run.error;
  };
  LaunchConfig config;
  config.block.x = 2048;
  refused(config, "expected 1 to 1024");
  config.block.x = 32;
  config.grid.y = 0;
  refused(config, "a grid of 1 x 0 x 1");
  config.grid.y = 1;
  config.dynamicSharedBytes = 300000;
  refused(config, "at most 232448 are possible");
}

TEST(Launch, Arguments) {
  Module module = llvm::cantFail(parsePTX(kernelText(""), "test.ptx"));
  Machine machine;
  auto error = [&](llvm::StringRef kernel, std::vector<Argument> arguments) {
    llvm::Expected<Report> report = machine.launch(module, kernel, {}, arguments);
    return report ? "" : llvm::toString(report.takeError());
  };
  EXPECT_NE(error("x", {}).find("no kernel 'x'"), std::string::npos);
  EXPECT_NE(error("k", {}).find("has 3 parameters, found 0"), std::string::npos);
  EXPECT_NE(error("k", {Argument::of(1), Argument::of(2), Argument::of(3)}).find("'out' of 'k' has 8 bytes"),
            std::string::npos);
}
} // namespace
