// cp.async: data arrive when their group was waited for, and reading before that is found.
#include "test/Unit/PTXEmulator/Kernels.h"

using namespace aicc::ptx;

namespace {
/// Each of 32 threads copies 16 bytes to shared memory, `between`, and reads word 0 of its neighbour's copy.
std::string copyAndRead(llvm::StringRef copy, llvm::StringRef between) {
  return (".shared .align 16 .b8 s[1024]; mov.u32 %r1, s; shl.b32 %r2, %r0, 4; add.u32 %r3, %r1, %r2; mul.wide.u32 "
          "%q2, %r0, 16;"
          "add.s64 %q3, %q1, %q2; xor.b32 %r4, %r2, 16; add.u32 %r5, %r1, %r4;" +
          copy + between +
          "ld.shared.u32 %r6, [%r5]; mul.wide.u32 %q4, %r0, 4; add.s64 %q5, %q0, %q4; st.global.u32 [%q5], %r6;")
      .str();
}
const char *kCopy = "cp.async.cg.shared.global [%r3], [%q3], 16; cp.async.commit_group;";

KernelRun launch(llvm::StringRef copy, llvm::StringRef between) {
  KernelRun run;
  for (size_t i = 0; i < run.in.size(); ++i)
    run.in[i] = uint32_t(i);
  run.body(copyAndRead(copy, between));
  EXPECT_EQ(run.error, "");
  return run;
}

// Waiting and a barrier make the data everyone's.
TEST(AsyncCopy, WaitAndBarrier) {
  KernelRun run = launch(kCopy, "cp.async.wait_group 0; bar.sync 0;");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
  EXPECT_EQ(run.out[2], 12u);
  EXPECT_EQ(run.out[3], 8u);
}

// Without waiting, a barrier does not help: the data are not there.
TEST(AsyncCopy, MissingWait) {
  KernelRun run = launch(kCopy, "bar.sync 0;");
  EXPECT_GT(run.report.count(Check::AsyncRace), 0u) << run.text();
  EXPECT_NE(run.out[2], 12u);
}

// Without a barrier, the wait makes only the thread's own data visible.
TEST(AsyncCopy, MissingBarrier) {
  KernelRun run = launch(kCopy, "cp.async.wait_group 0;");
  EXPECT_GT(run.report.count(Check::Race), 0u) << run.text();
  EXPECT_EQ(run.report.count(Check::AsyncRace), 0u);
}

// wait_group n leaves the newest n groups in flight; an uncommitted copy is in no group.
TEST(AsyncCopy, Groups) {
  std::string later = "add.u32 %r7, %r3, 512; cp.async.cg.shared.global [%r7], [%q3], 16; cp.async.commit_group;";
  KernelRun old = launch(kCopy + later, "cp.async.wait_group 1; bar.sync 0;");
  EXPECT_TRUE(old.report.findings.empty()) << old.text();
  KernelRun tooNew = launch(later + kCopy, "cp.async.wait_group 1; bar.sync 0;");
  EXPECT_GT(tooNew.report.count(Check::AsyncRace), 0u) << tooNew.text();
  KernelRun uncommitted = launch("cp.async.cg.shared.global [%r3], [%q3], 16;", "cp.async.wait_group 0; bar.sync 0;");
  EXPECT_GT(uncommitted.report.count(Check::AsyncRace), 0u) << uncommitted.text();
  KernelRun all = launch("cp.async.cg.shared.global [%r3], [%q3], 16;", "cp.async.wait_all; bar.sync 0;");
  EXPECT_TRUE(all.report.findings.empty()) << all.text();
}

// A target that another warp's copy is still writing may not be overwritten.
TEST(AsyncCopy, Overwritten) {
  KernelRun run = launch(kCopy, "st.shared.u32 [%r3], 0; cp.async.wait_group 0; bar.sync 0;");
  EXPECT_GT(run.report.count(Check::AsyncRace), 0u) << run.text();
}

// A source size below the copy's fills with zeros, and 0 reads nothing, wherever the address points.
TEST(AsyncCopy, SourceSize) {
  KernelRun run = launch("mov.u32 %r8, 0; add.s64 %q6, %q3, 1000000; cp.async.cg.shared.global [%r3], [%q6], 16, %r8;"
                         "cp.async.commit_group;",
                         "cp.async.wait_group 0; bar.sync 0;");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
  EXPECT_EQ(run.out[2], 0u);
  KernelRun part =
      launch("cp.async.ca.shared.global [%r3], [%q3], 8, 4; cp.async.commit_group;",
             "cp.async.wait_group 0; bar.sync 0; ld.shared.u32 %r9, [%r3+4]; st.global.u32 [%q0+4000], %r9;");
  EXPECT_EQ(part.out[2], 12u);
  EXPECT_EQ(part.out[1000], 0u);
}

// Source addresses are checked like any other.
TEST(AsyncCopy, Bounds) {
  KernelRun run = launch("cp.async.cg.shared.global [%r3], [%q3+4080], 16; cp.async.commit_group;",
                         "cp.async.wait_group 0; bar.sync 0;");
  EXPECT_EQ(run.report.count(Check::OutOfBounds), 31u) << run.text();
}
} // namespace
