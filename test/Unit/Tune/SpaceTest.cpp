// Points, schedules and what forbids them.
#include "test/Unit/Tune/Kernels.h"

using namespace aicc;
using namespace aicc::autotune;
using target::Point;
using test::OneKernel;

static Point at(llvm::StringRef text) { return *Point::parse(text); }

// The default schedule is a point, whatever the device, the team, and whether weights are packed
// beforehand.
TEST(Space, HoldsTheDefault) {
  for (llvm::StringRef device : {"amd-zen5", "x86-64-avx512", "x86-64-avx2", "aarch64-neon"})
    for (const std::string &text :
         {test::matmul(512, 768, 1024), test::matmul(1, 4096, 1024), test::matmul(64, 64, 64),
          test::matmul(130, 70, 3000, ""), test::matmul(4096, 4096, 4096),
          test::matmul(4096, 4096, 4096, "{aicc.weight}", "bf16"), test::matmul(1, 4096, 1024, "{aicc.weight}", "bf16"),
          test::matmul(130, 70, 3000, "", "bf16"), test::matmulOfCodes(1, 4096, 1024),
          test::matmulOfCodes(8, 512, 1024), test::matmulOfCodes(128, 512, 4096), test::rowSum(),
          test::decode(32, 8, 512, 128), test::decode(32, 8, 4096, 128), test::decode(4, 1, 2048, 64),
          test::decode(64, 1, 4096, 128)})
      for (int64_t threads : {1, 2}) {
        OneKernel one(text, device, threads);
        const Candidate &standard = one.space->getDefault();
        EXPECT_EQ(one.space->getSpace().write(standard.point), standard.tree) << device.str() << " " << text;
        EXPECT_EQ(one.space->whyNot(standard.point), "");
      }
}

// The blockings of the known libraries are points.
TEST(Space, HoldsTheKnownBlockings) {
  OneKernel one(test::matmul(512, 768, 1024));
  for (llvm::StringRef tiles : {"tile.m=6 tile.n=64", "tile.m=12 tile.n=32", "tile.m=16 tile.n=16"})
    EXPECT_EQ(one.space->whyNot(at((tiles + " columns=1 unroll=4 threads.n=2").str())), "") << tiles.str();
}

// A point that was stored before a knob was added names it not, and means what it meant.
TEST(Space, AMissingKnobIsNeutral) {
  OneKernel one(test::matmul(512, 768, 1024));
  const target::Space &space = one.space->getSpace();
  Point old = at("tile.m=6 tile.n=64 columns=1");
  auto tree = space.write(old);
  EXPECT_EQ(space.read(tree), old);
  for (const target::Knob &knob : space.knobs) {
    Point named = old;
    named.set(knob.name, old.get(knob.name, knob.neutral), knob.neutral);
    EXPECT_EQ(space.write(named), tree) << knob.name;
  }
}

// Random candidates are legal, and their trees lead back to their points.
TEST(Space, CandidatesLeadBack) {
  for (const std::string &text : {test::matmul(130, 257, 300), test::matmul(64, 96, 200, ""),
                                  test::matmulOfCodes(5, 256, 512), test::rowSum()}) {
    OneKernel one(text);
    std::mt19937_64 random(7);
    for (int number = 0; number < 50; ++number) {
      std::optional<Candidate> candidate = one.space->draw(random);
      ASSERT_TRUE(candidate);
      EXPECT_EQ(one.space->getSpace().pointOf(candidate->tree), candidate->point);
      EXPECT_EQ(one.space->whyNot(candidate->point), "");
      EXPECT_EQ(Point::parse(candidate->point.text()), candidate->point);
    }
  }
}

// Where the instruction reads a wider type, rows are packed in it, all at once or by blocks.
TEST(Space, RowsArePackedByBlocks) {
  OneKernel one(test::matmul(512, 768, 1024, "{aicc.weight}", "bf16"), "x86-64-avx2");
  const target::Space &space = one.space->getSpace();
  for (llvm::StringRef rows :
       {"rows=1", "rows=1 block.m=4", "rows=2 block.m=4", "rows=2 block.m=4 block.n=2 block.k=512 order=1"}) {
    Point point = at(("tile.m=6 tile.n=16 columns=1 " + rows).str());
    EXPECT_EQ(one.space->whyNot(point), "") << rows.str();
    EXPECT_EQ(space.read(space.write(point)), point) << rows.str();
    std::string text;
    llvm::raw_string_ostream(text) << space.write(point);
    EXPECT_NE(text.find("type = f32"), std::string::npos) << text;
  }
  EXPECT_EQ(one.space->whyNot(at("tile.m=6 tile.n=16 columns=1 rows=2")), "rows-have-blocks");
  EXPECT_EQ(one.space->whyNot(at("tile.m=6 tile.n=16 columns=1 rows=2 block.m=4 order=2")), "rows-have-blocks");
}

// The default packs rows so where they pass many columns, block by block of a weight's; not where all of them would
// have to be packed at once for panels of the other operand, and are larger than L3.
TEST(Space, DefaultsExtendRows) {
  auto extends = [](int64_t m, int64_t n, int64_t k, const std::string &attributes) {
    OneKernel one(test::matmul(m, n, k, attributes, "bf16"), "x86-64-avx2");
    std::string text;
    llvm::raw_string_ostream(text) << one.space->getDefault().tree;
    return text.find("type = f32") != std::string::npos;
  };
  EXPECT_TRUE(extends(512, 768, 1024, "{aicc.weight}"));
  EXPECT_TRUE(extends(32768, 2048, 4096, "{aicc.weight}"));
  EXPECT_FALSE(extends(512, 64, 1024, "{aicc.weight}"));
  EXPECT_TRUE(extends(512, 768, 1024, ""));
  EXPECT_FALSE(extends(32768, 2048, 4096, ""));
}

// Weights of four bits are expanded in the steps, on sums, or by panels, whichever a point says; each knob changes the
// schedule.
TEST(Space, ExpansionIsAKnob) {
  OneKernel one(test::matmulOfCodes(5, 256, 512));
  const target::Space &space = one.space->getSpace();
  EXPECT_EQ(space.form, "product with weights of four bits");
  for (llvm::StringRef point : {"tile.n=32 tile.m=5 unroll=4", "expansion=1 tile.n=32 tile.m=5 unroll=4",
                                "expansion=2 tile.n=32 tile.m=5 unroll=4", "expansion=2 tile.n=64 tile.m=5 block.k=128",
                                "expansion=1 tile.n=32 tile.m=5 unroll=4 prefetch=128",
                                "expansion=1 tile.n=32 tile.m=5 unroll=4 ahead=1", "tile.n=32 tile.m=5 threads.n=2"}) {
    EXPECT_EQ(one.space->whyNot(at(point)), "") << point.str();
    EXPECT_EQ(space.read(space.write(at(point))), at(point)) << point.str();
  }
  EXPECT_EQ(one.space->whyNot(at("expansion=1 tile.n=128 tile.m=5")), "tiles-fit-registers");
  EXPECT_EQ(one.space->whyNot(at("expansion=1 tile.n=32 tile.m=5 unroll=32")), "scaled-sums-stay-in-groups");
}

// Of attention in parts, the keys of a part, how far ahead keys are asked for, and whether threads share out heads or keys are
// knobs. Where a part's sums lie follows.
TEST(Space, PartsOfKeysAreKnobs) {
  OneKernel one(test::decode(32, 8, 4096, 128), "amd-zen5", 2);
  const target::Space &space = one.space->getSpace();
  Point standard = one.space->getDefault().point;
  EXPECT_EQ(standard.get("block.memory.n", 0), 2048);
  for (auto [knob, value] : {std::pair("block.memory.n", 256), std::pair("prefetch.mm", 0), std::pair("unroll", 8)}) {
    Point point = standard;
    point.set(knob, value, 1);
    EXPECT_EQ(one.space->whyNot(point), "") << knob;
    EXPECT_NE(space.write(point), one.space->getDefault().tree) << knob;
    EXPECT_TRUE(space.pointOf(space.write(point))) << knob;
  }
  Point shared = standard;
  shared.set("threads.b", 1, 1), shared.set("threads.n", 2, 1);
  EXPECT_EQ(one.space->whyNot(shared), "");
  EXPECT_EQ(space.pointOf(space.write(shared)), shared);
}

// Keys that are the values, too, are tuned as two operands: what holds for one kernel holds for the other.
TEST(Space, SharedKeysAreTwoOperands) {
  OneKernel two(test::decode(32, 8, 4096, 128), "amd-zen5", 2), one(test::decode(32, 8, 4096, 128, "%k"), "amd-zen5", 2);
  EXPECT_EQ(one.space->getDefault().point, two.space->getDefault().point);
  EXPECT_EQ(one.space->whyNot(one.space->getDefault().point), "");
}

// Each constraint removes what it is for, under its name.
TEST(Space, ConstraintsHaveNames) {
  OneKernel one(test::matmul(512, 768, 1024, ""));
  EXPECT_EQ(one.space->whyNot(at("tile.m=16 tile.n=64 columns=2")), "tiles-fit-registers");
  EXPECT_EQ(one.space->whyNot(at("tile.m=1 tile.n=16 columns=2")), "sums-hide-latency");
  EXPECT_EQ(one.space->whyNot(at("tile.m=6 tile.n=64 columns=3 block.m=4")), "panels-see-all-rows");
  EXPECT_EQ(one.space->whyNot(at("tile.m=6 tile.n=64 columns=2 threads.m=2 threads.n=2")), "team-is-not-exceeded");
  EXPECT_EQ(one.space->whyNot(at("tile.m=6 tile.n=64")), "lanes-read-neighbours");
}

// A small space is counted, schedule by schedule; all of them are different.
TEST(Space, SmallSpacesAreEnumerated) {
  OneKernel one(test::rowSum(), "amd-zen5", 1);
  auto all = one.space->all(1000);
  EXPECT_EQ(one.space->all(1000)->data(), all->data()) << "listed once";
  ASSERT_TRUE(all);
  Census census = one.space->count(1000);
  EXPECT_TRUE(census.isComplete);
  EXPECT_EQ(census.legal, int64_t(all->size()));
  EXPECT_GT(all->size(), 1u);
  EXPECT_FALSE(OneKernel(test::matmul(512, 768, 1024)).space->all(1000));
}
