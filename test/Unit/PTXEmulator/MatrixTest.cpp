// ldmatrix and mma.sync against naive products, with fragments written out element by element as in the PTX ISA's
// tables.
#include "compiler/Target/NVIDIA/Emulator/Floats.h"
#include "test/Unit/PTXEmulator/Kernels.h"

using namespace aicc::ptx;

namespace {
// Matrix i comes from the rows whose addresses lanes 8i … 8i+7 give; lane l holds row l/4, columns 2(l%4) and the next.
TEST(LoadMatrix, Fragments) {
  for (bool transposed : {false, true}) {
    KernelRun run;
    for (size_t i = 0; i < 128; ++i)
      run.in[i] = uint32_t(2 * i + 1) << 16 | uint32_t(2 * i); // 16-bit element e has the value e
    run.body((".shared .align 16 .b8 s[512]; mov.u32 %r1, s; shl.b32 %r2, %r0, 4; add.u32 %r3, %r1, %r2; cvt.u64.u32 "
              "%q2, %r2;"
              "add.s64 %q3, %q1, %q2; cp.async.cg.shared.global [%r3], [%q3], 16; cp.async.wait_all; bar.sync 0;"
              "ldmatrix.sync.aligned.m8n8.x4" +
              llvm::Twine(transposed ? ".trans" : "") +
              ".shared.b16 {%r4, %r5, %r6, %r7}, [%r3];"
              "add.s64 %q4, %q0, %q2; st.global.v4.u32 [%q4], {%r4, %r5, %r6, %r7};")
                 .str());
    ASSERT_EQ(run.error, "");
    EXPECT_TRUE(run.report.findings.empty()) << run.text();
    EXPECT_EQ(run.report.bankConflicts(), 0u);
    for (uint32_t lane = 0; lane < 32; ++lane)
      for (uint32_t matrix = 0; matrix < 4; ++matrix) {
        uint32_t row = lane / 4, column = 2 * (lane % 4);
        uint32_t low = 64 * matrix + (transposed ? 8 * column + row : 8 * row + column);
        uint32_t high = low + (transposed ? 8 : 1);
        EXPECT_EQ(run.out[4 * lane + matrix], high << 16 | low) << lane << " " << matrix;
      }
  }
}

// stmatrix is the inverse of ldmatrix.
TEST(LoadMatrix, Store) {
  KernelRun run = runClean(
      ".shared .align 16 .b8 s[256]; mov.u32 %r1, s; and.b32 %r2, %r0, 15; shl.b32 %r2, %r2, 4; add.u32 %r3, %r1, %r2;"
      "shl.b32 %r6, %r0, 1; stmatrix.sync.aligned.m8n8.x2.shared.b16 [%r3], {%r0, %r6}; bar.sync 0;"
      "ldmatrix.sync.aligned.m8n8.x2.shared.b16 {%r4, %r5}, [%r3]; mul.wide.u32 %q2, %r0, 8;"
      "add.s64 %q3, %q0, %q2; st.global.v2.u32 [%q3], {%r4, %r5};");
  EXPECT_EQ(run.out[2 * 13], 13u);
  EXPECT_EQ(run.out[2 * 13 + 1], 26u);
}

/// One mma form: how its text reads, and where the ISA's tables put the elements.
struct Form {
  const char *opcode;
  unsigned k, bitsAB;
  bool isFloat, signedA = true, signedB = true;
};

// Rows and columns of the tables "Matrix Fragments for mma.m16n8k…", for elements of 16, 32 and 8 bits.
unsigned rowOfA(const Form &form, unsigned lane, unsigned i) {
  unsigned group = lane >> 2, perRegister = 32 / form.bitsAB;
  bool upper = (i / perRegister) % 2 == 0;
  return upper ? group : group + 8;
}
unsigned columnOfA(const Form &form, unsigned lane, unsigned i) {
  unsigned thread = lane % 4, perRegister = 32 / form.bitsAB;
  unsigned column = thread * perRegister + i % perRegister;
  return i < 2 * perRegister ? column : column + 4 * perRegister;
}
unsigned rowOfB(const Form &form, unsigned lane, unsigned i) {
  unsigned thread = lane % 4, perRegister = 32 / form.bitsAB;
  unsigned row = thread * perRegister + i % perRegister;
  return i < perRegister ? row : row + 4 * perRegister;
}

/// A small number for an element, and its bits in the type that `opcode` names.
int valueAt(unsigned i, unsigned j, unsigned seed) { return int((i * 7 + j * 5 + seed) % 9) - 4; }
uint32_t encode(const Form &form, int value, bool isSignedType) {
  llvm::StringRef opcode = form.opcode;
  if (opcode.contains("e4m3"))
    return roundTo(kE4M3, value);
  if (opcode.contains("e5m2"))
    return roundTo(kE5M2, value);
  if (form.bitsAB == 8)
    return uint8_t(isSignedType ? value : value + 4);
  if (form.bitsAB == 32)
    return bitCast<uint32_t>(float(value)) | 0xfff; // tf32 does not look at the low bits
  return opcode.contains("bf16") ? floatToBF16(float(value)) : floatToF16(float(value));
}

class Mma : public ::testing::TestWithParam<Form> {};

/// Loads `count` words a lane from in + base into %r(first)….
std::string loadWords(unsigned first, unsigned count, unsigned base) {
  std::string text;
  for (unsigned i = 0; i < count; ++i)
    text += "ld.global.u32 %r" + std::to_string(first + i) + ", [%q3+" + std::to_string(4 * 32 * (base + i)) + "];";
  return text;
}
std::string registers(unsigned first, unsigned count) {
  std::string text = "{";
  for (unsigned i = 0; i < count; ++i)
    text += (i ? ", %r" : "%r") + std::to_string(first + i);
  return text + "}";
}

// D = A B + C for the shape and types, elements placed by the tables.
TEST_P(Mma, Product) {
  const Form &form = GetParam();
  unsigned perRegister = 32 / form.bitsAB, elementsA = form.k / 2, elementsB = form.k / 4;
  unsigned wordsA = elementsA / perRegister, wordsB = elementsB / perRegister;
  bool halfSums = llvm::StringRef(form.opcode).ends_with("f16.f16.f16.f16");
  unsigned sums = halfSums ? 2 : 4;
  KernelRun run;
  for (unsigned lane = 0; lane < 32; ++lane) {
    for (unsigned i = 0; i < elementsA; ++i)
      run.in[32 * (i / perRegister) + lane] |=
          encode(form, valueAt(rowOfA(form, lane, i), columnOfA(form, lane, i), 1), form.signedA)
          << (i % perRegister * form.bitsAB);
    for (unsigned i = 0; i < elementsB; ++i)
      run.in[32 * (wordsA + i / perRegister) + lane] |=
          encode(form, valueAt(rowOfB(form, lane, i), lane >> 2, 2), form.signedB) << (i % perRegister * form.bitsAB);
    for (unsigned i = 0; i < 4; ++i) { // c0, c1: row g; c2, c3: row g + 8; columns 2t and 2t + 1
      int value = valueAt(i < 2 ? lane >> 2 : (lane >> 2) + 8, lane % 4 * 2 + (i & 1), 3);
      uint32_t &word = run.in[32 * (wordsA + wordsB + (halfSums ? i / 2 : i)) + lane];
      word |= halfSums       ? uint32_t(floatToF16(float(value))) << (i % 2 * 16)
              : form.isFloat ? bitCast<uint32_t>(float(value))
                             : uint32_t(value);
    }
  }
  std::string body = "mul.wide.u32 %q2, %r0, 4; add.s64 %q3, %q1, %q2; add.s64 %q4, %q0, %q2;" +
                     loadWords(10, wordsA, 0) + loadWords(20, wordsB, wordsA) + loadWords(30, sums, wordsA + wordsB) +
                     "\n" + form.opcode + " " + registers(40, sums) + ", " + registers(10, wordsA) + ", " +
                     registers(20, wordsB) + ", " + registers(30, sums) + ";\n";
  for (unsigned i = 0; i < sums; ++i)
    body += "st.global.u32 [%q4+" + std::to_string(128 * i) + "], %r" + std::to_string(40 + i) + ";";
  run.body(body);
  ASSERT_EQ(run.error, "");
  EXPECT_TRUE(run.report.findings.empty()) << run.text();
  for (unsigned lane = 0; lane < 32; ++lane)
    for (unsigned i = 0; i < 4; ++i) {
      unsigned m = i < 2 ? lane >> 2 : (lane >> 2) + 8, n = lane % 4 * 2 + (i & 1);
      int expected = valueAt(m, n, 3);
      for (unsigned k = 0; k < form.k; ++k)
        expected += (valueAt(m, k, 1) + (form.signedA ? 0 : 4)) * (valueAt(k, n, 2) + (form.signedB ? 0 : 4));
      uint32_t word = run.out[32 * (halfSums ? i / 2 : i) + lane];
      int found = halfSums       ? int(f16ToFloat(uint16_t(word >> (i % 2 * 16))))
                  : form.isFloat ? int(bitCast<float>(word))
                                 : int(word);
      EXPECT_EQ(found, expected) << form.opcode << " row " << m << " column " << n;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Mma,
    ::testing::Values(Form{"mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32", 8, 16, true},
                      Form{"mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32", 16, 16, true},
                      Form{"mma.sync.aligned.m16n8k16.row.col.f16.f16.f16.f16", 16, 16, true},
                      Form{"mma.sync.aligned.m16n8k8.row.col.f32.bf16.bf16.f32", 8, 16, true},
                      Form{"mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", 16, 16, true},
                      Form{"mma.sync.aligned.m16n8k4.row.col.f32.tf32.tf32.f32", 4, 32, true},
                      Form{"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", 8, 32, true},
                      Form{"mma.sync.aligned.m16n8k16.row.col.s32.s8.s8.s32", 16, 8, false},
                      Form{"mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32", 32, 8, false},
                      Form{"mma.sync.aligned.m16n8k32.row.col.satfinite.s32.u8.s8.s32", 32, 8, false, false, true},
                      Form{"mma.sync.aligned.m16n8k32.row.col.s32.s8.u8.s32", 32, 8, false, true, false},
                      Form{"mma.sync.aligned.m16n8k32.row.col.s32.u8.u8.s32", 32, 8, false, false, false},
                      Form{"mma.sync.aligned.m16n8k32.row.col.f32.e4m3.e4m3.f32", 32, 8, true},
                      Form{"mma.sync.aligned.m16n8k32.row.col.f32.e5m2.e5m2.f32", 32, 8, true}));

// Saturation clamps the sum, wrapping does not.
TEST(MmaInteger, Saturation) {
  auto run = [](const char *modifier) {
    return runClean(
               "mov.u32 %r1, 0x7f7f7f7f; mov.u32 %r2, 0x7fffffff; mma.sync.aligned.m16n8k16.row.col" +
               std::string(modifier) +
               ".s32.s8.s8.s32 {%r3, %r4, %r5, %r6}, {%r1, %r1}, {%r1}, {%r2, %r2, %r2, %r2}; mul.wide.u32 %q2, %r0, 4;"
               "add.s64 %q3, %q0, %q2; st.global.u32 [%q3], %r3;")
        .out[0];
  };
  EXPECT_EQ(run(".satfinite"), 0x7fffffffu);
  EXPECT_EQ(run(""), 0x7fffffffu + 16 * 127 * 127);
}

// Part of a warp cannot multiply.
TEST(MmaInteger, Diverged) {
  KernelRun run;
  run.body("setp.lt.u32 %p1, %r0, 8; @!%p1 bra END; mov.u32 %r1, 0; mma.sync.aligned.m16n8k16.row.col.s32.s8.s8.s32 "
           "{%r3, %r4, %r5, %r6}, {%r1, %r1}, {%r1}, {%r1, %r1, %r1, %r1}; END:");
  EXPECT_EQ(run.report.count(Check::Divergence), 1u) << run.text();
}

// m8n8k4 in f64.
TEST(MmaDouble, Identity) {
  KernelRun run =
      runClean("and.b32 %r1, %r0, 3; shr.u32 %r2, %r0, 2; setp.eq.u32 %p1, %r1, %r2; selp.f64 %d1, 0d3FF0000000000000, "
               "0d0000000000000000, %p1; cvt.rn.f64.u32 %d2, %r0; mov.f64 %d3, 0d4059000000000000;"
               "mma.sync.aligned.m8n8k4.row.col.f64.f64.f64.f64 {%d4, %d5}, {%d1}, {%d2}, {%d3, %d3};"
               "cvt.rzi.s32.f64 %r3, %d4; cvt.rzi.s32.f64 %r4, %d5; mul.wide.u32 %q2, %r0, 8; add.s64 %q3, %q0, %q2;"
               "st.global.v2.u32 [%q3], {%r3, %r4};");
  // A is the identity on its first four rows, B[k][n] = 4n + k: D[m][n] = 100 + 4n + m.
  EXPECT_EQ(run.out[2 * 5], 100 + 4 * 2 + 1u);
  EXPECT_EQ(run.out[2 * 5 + 1], 100 + 4 * 3 + 1u);
  EXPECT_EQ(run.out[2 * 20], 100u);
}
} // namespace
