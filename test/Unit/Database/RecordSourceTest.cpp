// Records as a source of schedules: names on the way there and back, and that asking neither writes nor measures.
#include "autotune/Database/RecordSource.h"
#include "autotune/Database/CanonicalSchedule.h"
#include "compiler/Device/DeviceFile.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Parser/Parser.h"
#include "test/Unit/Database/Examples.h"
#include <gtest/gtest.h>

using namespace aicc;
using namespace aicc::autotune;
using namespace mlir;

namespace {
/// The product of `exampleKey(64)` with names of its own and its dimensions in another order.
constexpr const char *kModule = R"mlir(
  kernel.kernel @other dims [red = 128, col = 256, row = 64] (%w: tensor<256x128xf32> {aicc.weight}, %x: tensor<64x128xf32>) -> tensor<64x256xf32> {
    %0 = kernel.contract "product" over [col, row, red] (%w[col, red], %x[row, red]) -> [row, col]
        : (tensor<256x128xf32>, tensor<64x128xf32>) -> tensor<64x256xf32>
    kernel.yield %0 : tensor<64x256xf32>
  })mlir";
constexpr const char *kOwn =
    "#schedule.tree<bands = [<name = \"memory\", tile = <col = 64, red = 64>, stages = [<operand = \"arg0\", how = prepacked, "
    "layout = <outer = [\"col\", \"red\"], block = <col = 16>>>]>], computations = [<name = \"product\", registers = <col = "
    "16, row = 4>, unroll = 4, instruction = \"vfmadd231ps\">]>";
constexpr const char *kCanonical =
    "#schedule.tree<bands = [<name = \"memory\", tile = <d1 = 64, d2 = 64>, order = [\"d2\", \"d1\"], stages = [<operand = "
    "\"arg1\", how = prepacked, layout = <outer = [\"d1\", \"d2\"], block = <d1 = 16>>>]>], computations = [<name = \"c0\", "
    "registers = <d1 = 16, d0 = 4>, unroll = 4, instruction = \"vfmadd231ps\">]>";

/// Holds one record and counts what it is asked.
class CountingDatabase : public Database {
public:
  int lookups = 0, writes = 0;
  std::optional<StoredRecord> record;

  llvm::Error write() {
    ++writes;
    return llvm::Error::success();
  }
  llvm::Error addTrial(const Key &, const Trial &, const SearchState *) override { return write(); }
  llvm::Expected<std::vector<Trial>> trials(const Key &, llvm::StringRef) override { return std::vector<Trial>(); }
  llvm::Expected<std::string> commit(const Record &, const Provenance &) override {
    ++writes;
    return "";
  }
  llvm::Expected<int64_t> commitAll(llvm::ArrayRef<Record>, const Provenance &) override { return ++writes; }
  llvm::Expected<bool> hasRecords() override { return true; }
  llvm::Expected<std::optional<StoredRecord>> lookup(const Key &, Trust) override {
    ++lookups;
    return record;
  }
  llvm::Expected<std::vector<Near>> nearest(const Key &, Trust, size_t) override { return std::vector<Near>(); }
  llvm::Expected<StoredRecord> find(llvm::StringRef) override { return *record; }
  llvm::Expected<std::vector<StoredRecord>> list(const Filter &) override { return std::vector<StoredRecord>(); }
  llvm::Error setVerified(llvm::StringRef, bool) override { return write(); }
  llvm::Error remove(llvm::StringRef) override { return write(); }
  llvm::Expected<std::string> beginSearch(llvm::StringRef) override {
    ++writes;
    return "";
  }
  llvm::Expected<std::optional<SearchState>> lastSearch(llvm::StringRef) override { return std::nullopt; }
  llvm::Expected<Garbage> collectGarbage(const GarbagePolicy &) override {
    ++writes;
    return Garbage();
  }
  llvm::Expected<Stats> stats() override { return Stats(); }
};

class RecordSourceTest : public ::testing::Test {
protected:
  RecordSourceTest() : context(MLIRContext::Threading::DISABLED) {
    context.loadDialect<kernel::KernelDialect, schedule::ScheduleDialect, arith::ArithDialect>();
    module = parseSourceString<ModuleOp>(kModule, &context);
    kernel = *module->getOps<kernel::KernelOp>().begin();
    auto attr = llvm::cantFail(device::readDevice(&context, "x86-64-avx2"));
    device = *device::fromAttr(attr, [&] { return emitError(UnknownLoc::get(&context)); });
  }
  /// A source whose one record has the schedule `text`; `database` counts.
  RecordSource sourceOf(const char *text, Tuned tuned = Tuned::Cached) {
    auto counting = std::make_unique<CountingDatabase>();
    database = counting.get();
    StoredRecord stored;
    stored.record = exampleRecord(exampleKey(64));
    stored.record.schedule.text = text;
    stored.id = std::string(64, 'a');
    stored.provenance = {"local", true};
    counting->record = stored;
    SourceOptions options;
    options.tuned = tuned;
    return RecordSource(options, std::move(counting));
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  kernel::KernelOp kernel;
  device::Device device;
  CountingDatabase *database = nullptr;
};
} // namespace

// A schedule travels under the numbers of the kernel's print, with orders spelt out, and comes back under the kernel's names.
TEST_F(RecordSourceTest, Names) {
  auto own = llvm::cantFail(parseSchedule(&context, kOwn));
  Schedule canonical = llvm::cantFail(canonicalSchedule(kernel, own));
  EXPECT_EQ(canonical.text, kCanonical);
  EXPECT_EQ(canonical.knobs.at("memory.d1"), "64");
  EXPECT_EQ(canonical.knobs.at("memory.order"), "d2,d1");
  EXPECT_EQ(canonical.knobs.at("memory.arg1"), "prepacked");
  EXPECT_EQ(canonical.knobs.at("c0.unroll"), "4");
  auto back = llvm::cantFail(scheduleFor(kernel, kCanonical));
  EXPECT_EQ(llvm::cantFail(canonicalSchedule(kernel, back)).text, kCanonical);
  EXPECT_EQ(back.getBands().front().getStages().front().getOperand(), "arg0");
  EXPECT_EQ(back.getComputations().front().getName(), "product");
}

// No field of a schedule is lost on the way, and each that is not at its default is a knob: the language as it is today.
TEST_F(RecordSourceTest, EveryField) {
  constexpr const char *kEverything =
      "#schedule.tree<bands = [<name = \"grid\", parallel = \"cta\", tile = <d1 = 64, d2 = 64>, order = [\"d2\", \"d1\"], "
      "raster = 8, workers = 78, stages = [<operand = \"arg1\", how = packed, layout = <outer = [\"d1\", \"d2\"], block = <d1 = 16, d2 "
      "= 4>, swizzle = 128, shift = 128, split = 16>, buffers = 3, type = f16, ahead = 1>]>], computations = [<name = \"c0\", "
      "registers = <d1 = 16, d0 = 4>, unroll = 4, prefetch = 8, instruction = \"vfmadd231ps\", attach = \"grid\", swap = true>]>";
  auto canonical = llvm::cantFail(parseSchedule(&context, kEverything));
  auto own = llvm::cantFail(scheduleFor(kernel, kEverything));
  Schedule again = llvm::cantFail(canonicalSchedule(kernel, own));
  EXPECT_EQ(again.text, kEverything);
  EXPECT_EQ(again.knobs, knobsOf(canonical));
  for (const char *knob : {"grid.d1", "grid.d2", "grid.order", "grid.raster", "grid.workers", "grid.arg1", "grid.arg1.layout",
                           "grid.arg1.buffers", "grid.arg1.type", "grid.arg1.ahead", "c0.d1", "c0.d0", "c0.unroll",
                           "c0.prefetch", "c0.instruction", "c0.attach", "c0.swap"})
    EXPECT_TRUE(again.knobs.count(knob)) << knob;
}

// Keys know neither names nor order: the same product has one key, and the team counts.
TEST_F(RecordSourceTest, Keys) {
  Key key = llvm::cantFail(keyOf(kernel, device, 1));
  EXPECT_EQ(key.kernelText, exampleKey(64).kernelText);
  EXPECT_EQ(key.layouts, (std::vector<std::string>{"dense", "dense"}));
  EXPECT_EQ(key.silicon, device.siliconKey());
  EXPECT_EQ(llvm::cantFail(keyOf(kernel, device, 0)).threads, 2) << "the device's own team";
}

// A hit is one lookup; nothing is written, and nothing is run.
TEST_F(RecordSourceTest, HitsWriteNothing) {
  RecordSource source = sourceOf(kCanonical);
  schedule::Selection found = *source.find(kernel, device, 1);
  EXPECT_TRUE(found.schedule) << found.note;
  EXPECT_EQ(found.from, "record");
  EXPECT_DOUBLE_EQ(found.speedup, 2);
  EXPECT_EQ(database->lookups, 1);
  EXPECT_EQ(database->writes, 0);
}

// A record that does not fit makes way for the next one of its key, whatever may be near; without another one its
// reason is said.
TEST_F(RecordSourceTest, TheNextRecordOfTheKey) {
  constexpr const char *kIllegal = "#schedule.tree<computations = [<name = \"c0\", registers = <d0 = 64, d1 = 256>>]>";
  ScratchFolder folder;
  std::string path = folder.file("tuning.db");
  auto commit = [&](const Key &key, const char *text, int64_t ns) {
    Record record = exampleRecord(key, ns);
    record.schedule.text = text;
    return llvm::cantFail(create(path)->commit(record, {"local", true}));
  };
  auto find = [&](Tuned tuned) {
    SourceOptions options;
    options.tuned = tuned, options.database = path;
    FailureOr<schedule::Selection> found = RecordSource(options).find(kernel, device, 1);
    return succeeded(found) ? *found : schedule::Selection();
  };
  Key key = llvm::cantFail(keyOf(kernel, device, 1)), other = llvm::cantFail(keyOf(kernel, device, 2));
  commit(key, kIllegal, 900);
  for (Tuned tuned : {Tuned::Cached, Tuned::Near}) {
    schedule::Selection found = find(tuned);
    EXPECT_FALSE(found.schedule);
    EXPECT_NE(found.note.find("is not applied: its schedule violates rule"), std::string::npos) << found.note;
  }
  std::string near = commit(other, kCanonical, 500);
  EXPECT_FALSE(find(Tuned::Cached).schedule);
  EXPECT_EQ(find(Tuned::Near).record, near);
  std::string legal = commit(key, kCanonical, 1000);
  for (Tuned tuned : {Tuned::Cached, Tuned::Near, Tuned::Require}) {
    schedule::Selection found = find(tuned);
    EXPECT_EQ(found.record, legal) << found.note;
    EXPECT_EQ(found.from, "record");
  }
}

// What does not parse, names what is not there, or is not legal is a miss with the reason, and an error where required.
TEST_F(RecordSourceTest, MissesHaveReasons) {
  for (auto [text, reason] :
       {std::pair("#schedule.tree<computations = []> trailing", "expected a schedule"),
        std::pair("[[[[", "expected a schedule"),
        std::pair("#schedule.tree<computations = [<name = \"c7\", registers = <d0 = 1>>]>", "names 'c7'"),
        std::pair("#schedule.tree<computations = [<name = \"c0\", registers = <d0 = 64, d1 = 256>>]>", "violates rule")}) {
    RecordSource source = sourceOf(text);
    schedule::Selection found = *source.find(kernel, device, 1);
    EXPECT_FALSE(found.schedule);
    EXPECT_NE(found.note.find(reason), std::string::npos) << found.note;
    EXPECT_EQ(database->writes, 0);
    std::string said;
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      said += diagnostic.str();
      return success();
    });
    RecordSource strict = sourceOf(text, Tuned::Require);
    EXPECT_TRUE(failed(strict.find(kernel, device, 1)));
    EXPECT_NE(said.find("kernel @other: a record is required"), std::string::npos) << said;
  }
}
