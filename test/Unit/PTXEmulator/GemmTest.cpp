// A hand-written GEMM: 64x64 tiles of four warps, two cp.async stages, swizzled shared memory, ldmatrix, mma. Right on
// several grids, clean under every check, and each planted mistake is found.
#include "compiler/Target/NVIDIA/Emulator/Floats.h"
#include "test/Unit/PTXEmulator/Kernels.h"

using namespace aicc::ptx;

namespace {
/// What the text of the kernel is made with; the defaults are right.
struct Choices {
  bool swizzled = true, waits = true, barriers = true;
};

/// Lines for one lane's share of a tile: two 16-byte chunks each of A (64 rows of 32) and B (stored as 64 columns of
/// 32). Row r of the tile has four chunks; chunk c lies at r * 64 + 16 * (c ^ (r / 2 % 4)).
std::string copyTile(const Choices &choices) {
  std::string swizzle =
      choices.swizzled ? "shr.u32 %r4, %r2, 1; and.b32 %r4, %r4, 3; xor.b32 %r4, %r3, %r4;" : "mov.u32 %r4, %r3;";
  // %r2 = tid / 4 (row, 32 a pass), %r3 = tid % 4 (chunk), %r20 = stage offset, %r21 = k, %r22 and %r23: first rows.
  std::string text = "shr.u32 %r2, %r0, 2; and.b32 %r3, %r0, 3;" + swizzle +
                     "shl.b32 %r5, %r2, 6; shl.b32 %r6, %r4, 4; add.u32 %r7, %r5, %r6; add.u32 %r7, %r7, %r20;"
                     "shl.b32 %r8, %r3, 3; add.u32 %r8, %r8, %r21;";
  for (const char *pass : {"0", "32"}) {
    for (const char *matrix : {"A", "B"}) {
      bool isA = *matrix == 'A';
      text += std::string("add.u32 %r9, %r2, ") + (isA ? "%r22" : "%r23") + "; add.u32 %r9, %r9, " + pass +
              "; mad.lo.u32 %r10, %r9, %r1, %r8; mul.wide.u32 %q4, %r10, 2; add.s64 %q5, " + (isA ? "%q1" : "%q2") +
              ", %q4; add.u32 %r11, %r7, " + std::to_string((isA ? 0 : 4096) + (*pass == '3' ? 2048 : 0)) +
              "; cp.async.cg.shared.global [%r11], [%q5], 16;";
    }
  }
  return text + "cp.async.commit_group;\n";
}

/// Loads one ldmatrix.x4 into %r`first`…: 16 rows from `row`, chunks `chunk` and `chunk` + 1, of the tile at `base`.
/// `byColumns`: the halves of 8 rows alternate slower than chunks (for B).
std::string loadTile(const Choices &choices, unsigned first, const char *row, unsigned chunk, unsigned base,
                     bool byColumns) {
  std::string rowBits =
      byColumns ? "shr.u32 %r40, %r12, 4; shl.b32 %r40, %r40, 3; and.b32 %r41, %r12, 7; or.b32 %r40, %r40, %r41;"
                  "shr.u32 %r42, %r12, 3; and.b32 %r42, %r42, 1;"
                : "and.b32 %r40, %r12, 15; shr.u32 %r42, %r12, 4;";
  std::string swizzle =
      choices.swizzled ? "shr.u32 %r43, %r40, 1; and.b32 %r43, %r43, 3; xor.b32 %r42, %r42, %r43;" : "";
  std::string text = rowBits + "add.u32 %r40, %r40, " + row + "; add.u32 %r42, %r42, " + std::to_string(chunk) + ";" +
                     swizzle +
                     "shl.b32 %r40, %r40, 6; shl.b32 %r42, %r42, 4; add.u32 %r44, %r40, %r42; add.u32 %r44, %r44, %r24;"
                     "ldmatrix.sync.aligned.m8n8.x4.shared.b16 {";
  for (unsigned i = 0; i < 4; ++i)
    text += (i ? ", %r" : "%r") + std::to_string(first + i);
  return text + "}, [%r44+" + std::to_string(base) + "];\n";
}

/// Warp w computes rows 16w of the tile, all 64 columns: four ldmatrix of B and eight mma for each 16 of k.
std::string multiplyTile(const Choices &choices) {
  std::string text;
  for (unsigned chunk : {0u, 2u}) {
    text += loadTile(choices, 50, "%r13", chunk, 0, false);
    for (unsigned n = 0; n < 4; ++n) {
      text += loadTile(choices, 54, std::to_string(16 * n).c_str(), chunk, 4096, true);
      for (unsigned half = 0; half < 2; ++half) {
        std::string sums = "{";
        for (unsigned i = 0; i < 4; ++i)
          sums += (i ? ", %f" : "%f") + std::to_string(8 * n + 4 * half + i);
        sums += "}";
        text += "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 " + sums + ", {%r50, %r51, %r52, %r53}, {%r" +
                std::to_string(54 + 2 * half) + ", %r" + std::to_string(55 + 2 * half) + "}, " + sums + ";\n";
      }
    }
  }
  return text;
}

std::string storeTile() {
  std::string text =
      "shr.u32 %r60, %r12, 2; add.u32 %r60, %r60, %r13; add.u32 %r60, %r60, %r22; and.b32 %r61, %r12, 3; shl.b32 %r61, "
      "%r61, 1;"
      "add.u32 %r61, %r61, %r23; mad.lo.u32 %r62, %r60, %r14, %r61; mul.wide.u32 %q6, %r62, 4; add.s64 %q7, %q0, %q6;"
      "shl.b32 %r63, %r14, 5; cvt.u64.u32 %q8, %r63; add.s64 %q9, %q7, %q8;";
  for (unsigned n = 0; n < 8; ++n)
    for (unsigned half = 0; half < 2; ++half)
      text += "st.global.v2.f32 [%q" + std::to_string(half ? 9 : 7) + "+" + std::to_string(32 * n) + "], {%f" +
              std::to_string(4 * n + 2 * half) + ", %f" + std::to_string(4 * n + 2 * half + 1) + "};\n";
  return text;
}

/// C[m][n] = sum of A[m][k] B[n][k], in f16 and f32; extents are multiples of 64 (k: 32).
std::string gemmText(const Choices &choices) {
  std::string text = R"(
.version 8.0
.target sm_80
.address_size 64
.shared .align 128 .b8 tiles[16384];
.visible .entry gemm(.param .u64 c, .param .u64 a, .param .u64 b, .param .u32 n, .param .u32 k)
{
.reg .pred %p<8>;
.reg .b32 %r<100>;
.reg .f32 %f<40>;
.reg .b64 %q<16>;
ld.param.u64 %q0, [c]; ld.param.u64 %q1, [a]; ld.param.u64 %q2, [b]; ld.param.u32 %r14, [n]; ld.param.u32 %r1, [k];
mov.u32 %r0, %tid.x; and.b32 %r12, %r0, 31; shr.u32 %r13, %r0, 5; shl.b32 %r13, %r13, 4;
mov.u32 %r22, %ctaid.y; shl.b32 %r22, %r22, 6; mov.u32 %r23, %ctaid.x; shl.b32 %r23, %r23, 6;
mov.u32 %r25, tiles; mov.u32 %r20, %r25; mov.u32 %r24, %r25; mov.u32 %r21, 0;
)";
  for (unsigned i = 0; i < 32; ++i)
    text += "mov.f32 %f" + std::to_string(i) + ", 0f00000000;";
  text += copyTile(choices) + R"(
LOOP:
add.u32 %r21, %r21, 32;
setp.ge.u32 %p1, %r21, %r1;
xor.b32 %r20, %r24, 8192;
@%p1 bra LAST;
)" + copyTile(choices) +
          (choices.waits ? "cp.async.wait_group 1;\n" : "") + R"(bra READY;
LAST:
cp.async.wait_all;
READY:
)" + (choices.barriers ? "bar.sync 0;\n" : "") +
          multiplyTile(choices) + (choices.barriers ? "bar.sync 0;\n" : "") + R"(
mov.u32 %r24, %r20;
@!%p1 bra LOOP;
)" + storeTile() +
          "ret;\n}\n";
  return text;
}

struct Product {
  Report report;
  double error = 0;
  std::string message;
};

Product multiply(uint32_t m, uint32_t n, uint32_t k, const Choices &choices = {}) {
  std::vector<uint16_t> a(m * k), b(n * k);
  std::vector<float> c(m * n);
  auto value = [](size_t i, uint32_t seed) { return float(int((i * 2654435761u + seed) >> 8 & 15) - 8) / 4; };
  for (size_t i = 0; i < a.size(); ++i)
    a[i] = floatToF16(value(i, 1));
  for (size_t i = 0; i < b.size(); ++i)
    b[i] = floatToF16(value(i, 2));
  Product product;
  llvm::Expected<Module> module = parsePTX(gemmText(choices), "gemm.ptx");
  if (!module) {
    product.message = llvm::toString(module.takeError());
    return product;
  }
  Machine machine;
  uint64_t ca = llvm::cantFail(machine.addRegion({"C", c.data(), 4 * c.size(), true, false}));
  uint64_t aa = llvm::cantFail(machine.addRegion({"A", a.data(), 2 * a.size(), false}));
  uint64_t ba = llvm::cantFail(machine.addRegion({"B", b.data(), 2 * b.size(), false}));
  LaunchConfig config;
  config.grid = {n / 64, m / 64, 1};
  config.block = {128, 1, 1};
  llvm::Expected<Report> report =
      machine.launch(*module, "gemm", config,
                     {Argument::of(ca), Argument::of(aa), Argument::of(ba), Argument::of(n), Argument::of(k)});
  if (!report) {
    product.message = llvm::toString(report.takeError());
    return product;
  }
  product.report = std::move(*report);
  for (size_t i = 0; i < m; ++i)
    for (size_t j = 0; j < n; ++j) {
      double sum = 0;
      for (size_t l = 0; l < k; ++l)
        sum += double(value(i * k + l, 1)) * double(value(j * k + l, 2));
      product.error = std::max(product.error, std::abs(sum - double(c[i * n + j])));
    }
  return product;
}

std::string textOf(const Report &report) {
  std::string text;
  llvm::raw_string_ostream os(text);
  report.print(os);
  return text;
}

TEST(Gemm, RightAndClean) {
  for (auto [m, n, k] : {std::tuple(64u, 64u, 32u), std::tuple(64u, 128u, 96u), std::tuple(256u, 256u, 256u)}) {
    Product product = multiply(m, n, k);
    ASSERT_EQ(product.message, "");
    EXPECT_EQ(product.error, 0) << m << " " << n << " " << k;
    EXPECT_TRUE(product.report.findings.empty()) << textOf(product.report);
    EXPECT_EQ(product.report.bankConflicts(), 0u) << textOf(product.report);
    EXPECT_EQ(product.report.extraSectors(), 0u) << textOf(product.report);
    EXPECT_EQ(product.report.executed("mma.sync"), uint64_t(m / 16) * (n / 8) * (k / 16));
  }
}

TEST(Gemm, WithoutSwizzle) {
  Choices choices;
  choices.swizzled = false;
  Product product = multiply(64, 64, 64, choices);
  EXPECT_EQ(product.error, 0);
  EXPECT_TRUE(product.report.findings.empty()) << textOf(product.report);
  EXPECT_GT(product.report.bankConflicts(), 0u);
}

TEST(Gemm, WithoutWaiting) {
  Choices choices;
  choices.waits = false;
  EXPECT_GT(multiply(64, 64, 64, choices).report.count(Check::AsyncRace), 0u);
}

TEST(Gemm, WithoutBarriers) {
  Choices choices;
  choices.barriers = false;
  Product product = multiply(64, 64, 64, choices);
  EXPECT_GT(product.report.count(Check::Race) + product.report.count(Check::AsyncRace), 0u) << textOf(product.report);
}
} // namespace
