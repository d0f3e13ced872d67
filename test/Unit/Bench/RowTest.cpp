// Which rows a selection makes of a problem.
#include "compiler/Bench/Row.h"

#include <gtest/gtest.h>
#include <set>

using namespace aicc::bench;

static Problem makeProblem(int64_t m, std::vector<Dtype> dtypes, Graph graph = Graph::Gemm) {
  Problem problem;
  problem.id = "problem", problem.graph = graph, problem.m = m, problem.n = problem.k = 64, problem.dtypes = dtypes;
  return problem;
}

/// "f32 prepacked nk warm", … of the rows with one thread.
static std::set<std::string> describe(const Problem &problem, Selection selection = {}) {
  selection.threads = {1};
  std::set<std::string> texts;
  for (const Row &row : llvm::cantFail(selectRows({problem}, selection)))
    texts.insert(
        (nameOf(row.dtype) + " " + nameOf(row.mode) + " " + nameOf(row.layout) + " " + nameOf(row.state)).str());
  return texts;
}

using Texts = std::set<std::string>;

TEST(SelectRows, RunsFloatsPackedAndInBothLayoutsUnpacked) {
  EXPECT_EQ(describe(makeProblem(128, {Dtype::F32})),
            (Texts{"f32 prepacked nk warm", "f32 unpacked nk warm", "f32 unpacked kn warm"}));
}

TEST(SelectRows, RunsConstantWeightsPackedOnly) {
  EXPECT_EQ(describe(makeProblem(128, {Dtype::I8, Dtype::W4})),
            (Texts{"i8 prepacked nk warm", "w4 prepacked nk warm"}));
  EXPECT_EQ(describe(makeProblem(128, {Dtype::BF16}, Graph::SwiGLU)), (Texts{"bf16 prepacked nk warm"}));
}

TEST(SelectRows, RunsDecodeColdToo) {
  EXPECT_EQ(describe(makeProblem(1, {Dtype::I8})), (Texts{"i8 prepacked nk warm", "i8 prepacked nk cold"}));
}

TEST(SelectRows, TakesWhatIsAskedFor) {
  Selection selection;
  selection.modes = {Mode::Prepacked}, selection.layouts = {Layout::KN}, selection.states = {State::Cold};
  EXPECT_EQ(describe(makeProblem(128, {Dtype::F32}), selection), (Texts{"f32 prepacked kn cold"}));
}

TEST(SelectRows, RefusesASelectionThatNothingMeets) {
  Selection selection;
  selection.filter = "other";
  auto rows = selectRows({makeProblem(1, {Dtype::F32})}, selection);
  ASSERT_FALSE(bool(rows));
  EXPECT_NE(llvm::toString(rows.takeError()).find("no row is left"), std::string::npos);
}

TEST(Flops, CountThreeProductsOfAnMLP) {
  Row row;
  row.m = 2, row.n = 3, row.k = 5;
  EXPECT_EQ(row.flops(), 60);
  row.graph = Graph::SwiGLU;
  EXPECT_EQ(row.flops(), 180);
}
