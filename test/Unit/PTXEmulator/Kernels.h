// Small kernels for the tests: a body of PTX with the usual declarations around it, launched on arrays.
#ifndef AICC_TEST_UNIT_PTXEMULATOR_KERNELS_H
#define AICC_TEST_UNIT_PTXEMULATOR_KERNELS_H

#include "compiler/Target/NVIDIA/Emulator/PTXEmulator.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

namespace aicc::ptx {
/// A module with the kernel `k`, which has the parameters `out` and `in` (pointers) and `n` (u32). `body` may use
/// %p0-99, %h0-99 (16 bits), %r0-99, %f0-99, %d0-99, %q0-99 (64 bits); %q0 and %q1 hold out and in, %r0 holds %tid.x.
/// `outside` is at module scope.
inline std::string kernelText(llvm::StringRef body, llvm::StringRef outside = "") {
  return (llvm::Twine(R"(
.version 8.0
.target sm_80
.address_size 64
)") + outside +
          R"(
.visible .entry k(.param .u64 out, .param .u64 in, .param .u32 n)
{
.reg .pred %p<100>;
.reg .b16 %h<100>;
.reg .b32 %r<100>;
.reg .f32 %f<100>;
.reg .b64 %q<100>;
.reg .f64 %d<100>;
ld.param.u64 %q0, [out];
ld.param.u64 %q1, [in];
mov.u32 %r0, %tid.x;
)" + body +
          "\nret;\n}\n")
      .str();
}

/// What a test launches with, and what came of it.
struct KernelRun {
  std::vector<uint32_t> out = std::vector<uint32_t>(1024, 0xdeadbeef);
  std::vector<uint32_t> in = std::vector<uint32_t>(1024);
  LaunchConfig config;
  bool outInitialised = true, inWritable = false;
  Report report;
  /// Empty where parsing and launching went well.
  std::string error;

  explicit KernelRun(uint32_t threads = 32) { config.block.x = threads; }

  void launch(llvm::StringRef text, uint32_t n = 0) {
    llvm::Expected<Module> module = parsePTX(text, "test.ptx");
    if (!module) {
      error = llvm::toString(module.takeError());
      return;
    }
    Machine machine;
    uint64_t outAddress = llvm::cantFail(machine.addRegion({"out", out.data(), 4 * out.size(), true, outInitialised}));
    uint64_t inAddress = llvm::cantFail(machine.addRegion({"in", in.data(), 4 * in.size(), inWritable, true}));
    llvm::Expected<Report> result = machine.launch(
        *module, "k", config,
        {Argument::of<uint64_t>(outAddress), Argument::of<uint64_t>(inAddress), Argument::of<uint32_t>(n)});
    if (!result) {
      error = llvm::toString(result.takeError());
      return;
    }
    report = std::move(*result);
  }

  void body(llvm::StringRef body, llvm::StringRef outside = "") { launch(kernelText(body, outside)); }

  /// The report's text, for messages.
  std::string text() const {
    std::string text;
    llvm::raw_string_ostream os(text);
    report.print(os);
    return text;
  }
};

/// Runs `body` and expects no finding.
inline KernelRun runClean(llvm::StringRef body, std::vector<uint32_t> in = {}, uint32_t threads = 32) {
  KernelRun run(threads);
  std::copy(in.begin(), in.end(), run.in.begin());
  run.body(body);
  EXPECT_EQ(run.error, "");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
  return run;
}

/// Computes `instructions` on each of `values` (one lane each, in %r1) and returns %r2 of each lane.
inline std::vector<uint32_t> computeWords(llvm::StringRef instructions, std::vector<uint32_t> values) {
  KernelRun run =
      runClean(("mul.wide.u32 %q2, %r0, 4; add.s64 %q3, %q1, %q2; add.s64 %q4, %q0, %q2; ld.global.b32 %r1, [%q3];" +
                instructions + "st.global.b32 [%q4], %r2;")
                   .str(),
               values);
  run.out.resize(values.size());
  return run.out;
}

/// Computes `instructions` once, for %r2.
inline uint32_t computeWord(llvm::StringRef instructions) { return computeWords(instructions, {0})[0]; }
} // namespace aicc::ptx

#endif // AICC_TEST_UNIT_PTXEMULATOR_KERNELS_H
