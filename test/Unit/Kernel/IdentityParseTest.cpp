// Reading prints of kernels back: what is one, and what is not. aicc-fuzz reads the prints of random modules.
#include "dialects/Kernel/IdentityParse.h"
#include "dialects/Kernel/Identity.h"
#include "mlir/IR/MLIRContext.h"
#include <gtest/gtest.h>

using namespace aicc::kernel;
using namespace mlir;

namespace {
constexpr const char *kGelu =
    "aicc-kernel/1\ndim d0 512\ndim d1 3072\ndim d2 768\nin a0 f32 [512, 768]\nin a1 f32 [3072, 768] weight\n"
    "in a2 f32 [3072]\nc0 contract f32 [d0, d1] = a0[d0, d2] * a1[d1, d2]\n"
    "c1 map f32 [d0, d1] = mulf(addf(a2[d1], c0[d0, d1]), mulf(addf(erf(divf(addf(a2[d1], c0[d0, d1]), "
    "f32:0x3fb504f3)), f32:0x3f800000), f32:0x3f000000))\nout c1\n";
constexpr const char *kSymbol = "aicc-kernel/1\ndim d0 [16, 4096] multiple 16\nin a0 bf16 [?]\n"
                                "c0 map f32 [d0] = extf.f32(a0[d0])\nout c0\n";
constexpr const char *kGrouped = "aicc-kernel/1\ndim d0 8\ndim d1 64\nin a0 f32 [8, 2]\nin a1 i4 [8, 64]\n"
                                 "c0 map f32 [d0, d1] = mulf(a0[d0, (d1/32)], sitofp.f32(a1[d0, d1]))\nout c0\n";
constexpr const char *kBytes = "aicc-kernel/1\ndim d0 8\ndim d1 8\ndim d2 32\nin a0 i8 [8, 32]\nin a1 i8 [8, 32]\n"
                               "c0 contract i32 [d0, d1] = unsigned a0[d0, d2] * a1[d1, d2]\n"
                               "c1 reduce maxsi i32 [d0] = c0[d0, d1]\nout c1\n";

class IdentityParseTest : public ::testing::Test {
protected:
  /// What is wrong with `text`; empty where nothing is.
  std::string problem(llvm::StringRef text) {
    llvm::Expected<OwningOpRef<ModuleOp>> module = parseCanonicalKernel(&context, text);
    return module ? "" : llvm::toString(module.takeError());
  }
  /// `kGelu` with `from` replaced by `to`.
  std::string changed(llvm::StringRef from, llvm::StringRef to) {
    std::string text = kGelu;
    return text.replace(text.find(from.str()), from.size(), to.str());
  }
  MLIRContext context{MLIRContext::Threading::DISABLED};
};
} // namespace

// What the printer prints can be read, and prints alike: contractions, maps, reductions, symbols, groups, casts.
TEST_F(IdentityParseTest, ReadsPrints) {
  for (llvm::StringRef text : {kGelu, kSymbol, kGrouped, kBytes})
    EXPECT_EQ(problem(text), "") << text.str();
}

// Names are those of the print.
TEST_F(IdentityParseTest, NamesAreCanonical) {
  OwningOpRef<ModuleOp> module = llvm::cantFail(parseCanonicalKernel(&context, kGelu));
  CanonicalKernel canonical = *canonicalise(onlyKernel(*module));
  EXPECT_EQ(canonical.dims, (std::vector<std::string>{"d0", "d1", "d2"}));
  EXPECT_EQ(canonical.computations, (std::vector<std::string>{"c0", "c1"}));
  EXPECT_EQ(canonical.operands, (llvm::SmallVector<unsigned>{0, 1, 2}));
}

// What stands twice in an expression is computed once.
TEST_F(IdentityParseTest, SharesValues) {
  OwningOpRef<ModuleOp> module = llvm::cantFail(parseCanonicalKernel(&context, kGelu));
  unsigned additions = 0;
  module->walk([&](Operation *op) { additions += op->getName().getStringRef() == "arith.addf"; });
  EXPECT_EQ(additions, 2u);
}

// Errors name the line and what was expected there.
TEST_F(IdentityParseTest, ErrorsHavePlaces) {
  EXPECT_EQ(problem("aicc-kernel/2\n"), "line 1: expected aicc-kernel/1, found 'aicc-kernel/2'");
  EXPECT_EQ(problem(changed("dim d1 3072", "dim d1 0")), "line 3: expected an extent, or [min, max] multiple q, found ''");
  EXPECT_EQ(problem(changed("in a1 f32", "in a1 f33")), "line 6: expected a type of elements, not 'f33', found ' [3072, 768] weight'");
  EXPECT_EQ(problem(changed("a1[d1, d2]", "a7[d1, d2]")), "line 8: expected an operand listed above, found '[d1, d2]'");
  EXPECT_EQ(problem(changed("erf(", "system(")),
            "line 9: expected an operation of aicc-kernel/1, not 'system', found '(divf(addf(a2[d1], c0[d0'");
}

// A text that means a kernel but is not its print is refused: one kernel has one identity.
TEST_F(IdentityParseTest, OnlyCanonicalPrints) {
  EXPECT_EQ(problem(changed("addf(a2[d1], c0[d0, d1])", "addf(c0[d0, d1], a2[d1])")),
            "expected the canonical print of the kernel: names, order and spelling of aicc-kernel/1");
}

// Hostile texts end in errors: types that do not fit, shapes and extents beyond all bounds, deep nesting, no line break.
TEST_F(IdentityParseTest, HostileTexts) {
  EXPECT_NE(problem(changed("[512, 768]", "[512, 769]")), "");
  EXPECT_NE(problem(changed("f32:0x3f800000", "i64:0x3f800000")), "");
  EXPECT_NE(problem(changed("dim d2 768", "dim d2 1099511627776")), "");
  EXPECT_NE(problem(changed("in a2 f32 [3072]", "in a2 f32 [1099511627776, 1099511627776]")), "");
  EXPECT_NE(problem(changed("erf(", std::string(50000, '('))), "");
  EXPECT_NE(problem(changed("a2[d1]", "a2[" + std::string(50000, '(') + "d1]")), "");
  EXPECT_NE(problem("aicc-kernel/1"), "");
  EXPECT_NE(problem(""), "");
  EXPECT_NE(problem("aicc-kernel/1\n"), "");
  EXPECT_NE(problem(std::string("aicc-kernel/1\n\0\n", 16)), "");
}
