// The search of one kernel on recorded timings: what is kept, what a kill costs, what is recorded.
#include "autotune/Tuner/KernelSearch.h"
#include "autotune/Database/CanonicalSchedule.h"
#include "autotune/Database/Sqlite.h"
#include "autotune/Measure/MachineLaboratory.h"
#include "autotune/Model/Analytic.h"
#include "compiler/Driver/TemporaryFolder.h"
#include "test/Unit/Tune/Kernels.h"
#include <cmath>

using namespace aicc;
using namespace aicc::autotune;
using test::OneKernel;

namespace {
/// Timings by a formula; candidates with an odd number of rows in a tile crash.
class RecordedLaboratory : public Laboratory {
public:
  explicit RecordedLaboratory(const LegalSpace &space) : space(space) {}

  llvm::Expected<Measured> measureDefault() override { return time(space.getDefault()); }

  llvm::Error measure(llvm::ArrayRef<Candidate> batch, int64_t,
                      llvm::function_ref<llvm::Error(size_t, Measured)> done) override {
    for (auto [index, candidate] : llvm::enumerate(batch)) {
      Measured measured = time(candidate);
      if (candidate.point.get("tile.m", 1) % 2)
        measured = {{Outcome::Crashed, "odd"}, {}, std::numeric_limits<double>::infinity()};
      else
        measured.reference = time(space.getDefault()).timing;
      if (llvm::Error error = done(index, measured))
        return error;
    }
    return llvm::Error::success();
  }

  llvm::Expected<Decision> decide(llvm::ArrayRef<Candidate> finalists) override {
    Decision decision;
    decision.timing = decision.defaultTiming = decision.standard = time(space.getDefault()).timing;
    decision.verdict = {"oracle-f64", 1e-6, 1e-6, {0, 1, 2}, 0.5};
    for (const Candidate &finalist : finalists)
      decision.finals.push_back(time(finalist));
    if (!finalists.empty())
      decision.winner = 0, decision.timing = decision.finals.front().timing;
    if (finalists.size() > 1 && isLastLost)
      decision.finals.back() = {{Outcome::Wrong, "spoilt"}, {}};
    return decision;
  }

  bool isLastLost = false; ///< the last of several finalists computes wrong numbers

private:
  Measured time(const Candidate &candidate) {
    double ms = predictSeconds(space, {candidate}).front() * 1e3 * (1 + 0.3 * double(candidate.point.get("walk", 0)));
    Timing timing;
    timing.ns.assign(21, int64_t(ms * 1e6));
    timing.policy.threads = 2;
    return {{}, timing, ms};
  }

  const LegalSpace &space;
};

/// A kernel, its laboratory and a database on disk.
class KernelSearchTest : public testing::Test {
public:
  KernelSearchTest() : one(test::matmul(128, 512, 256), "amd-zen5", 2), laboratory(*one.space) {
    database = llvm::cantFail(openDatabase(folder.file("tuning.db"), Access::Create));
  }

  std::unique_ptr<KernelSearch> open(bool isResumed, Database *where) {
    SearchOptions options;
    options.isResumed = isResumed, options.poolSize = 200, options.seed = 3;
    auto search = std::make_unique<KernelSearch>(*one.space, laboratory, where, options);
    EXPECT_EQ(llvm::toString(search->begin()), "");
    return search;
  }

  /// Measures up to `trials` candidates in all; the process is killed where the last one would be
  /// kept if `isKilled`.
  static void advance(KernelSearch &search, size_t trials, bool isKilled = false) {
    while (search.getTrials() < trials) {
      auto done = [&](const Tried &, const Measured &) -> llvm::Error {
        bool isLast = isKilled && search.getTrials() + 1 == trials;
        return isLast ? llvm::createStringError("killed") : llvm::Error::success();
      };
      auto measured = search.step(trials - search.getTrials(), done);
      if (!measured) {
        EXPECT_EQ(llvm::toString(measured.takeError()), "killed");
        return;
      }
      ASSERT_GT(*measured, 0u);
    }
  }

  static std::vector<std::string> pointsOf(const KernelSearch &search) {
    std::vector<std::string> points;
    for (const Tried &tried : search.getHistory())
      points.push_back(tried.candidate.point.text() + (std::isfinite(tried.ms) ? "" : " lost"));
    return points;
  }

  driver::TemporaryFolder folder;
  OneKernel one;
  RecordedLaboratory laboratory;
  std::unique_ptr<Database> database;
};
} // namespace

// A search that is killed, wherever, goes on with the same candidates as one that is not; the
// candidate in flight is measured again.
TEST_F(KernelSearchTest, AKillLosesTheCandidateInFlight) {
  auto whole = open(false, nullptr);
  advance(*whole, 30);
  for (size_t moment : {1, 2, 8, 9, 12, 16, 17, 25}) {
    advance(*open(false, database.get()), moment, /*isKilled=*/true);
    auto resumed = open(true, database.get());
    EXPECT_EQ(resumed->getTrials(), moment - 1);
    advance(*resumed, 30);
    EXPECT_EQ(pointsOf(*resumed), pointsOf(*whole)) << "killed at " << moment;
  }
}

// A search begins with the schedules of the nearest records, of other extents too; which ones is kept for a search that is taken
// up, whatever was recorded since.
TEST_F(KernelSearchTest, BeginsWithNearRecords) {
  auto first = open(false, database.get());
  EXPECT_EQ(first->getHints(), 0u);
  advance(*first, 24);
  EXPECT_EQ(llvm::toString(first->finish()), "");
  std::string known = first->getChosen().point.text();

  OneKernel other(test::matmul(256, 512, 256), "amd-zen5", 2);
  RecordedLaboratory otherLaboratory(*other.space);
  auto openOther = [&](bool isResumed, uint64_t seed) {
    SearchOptions options;
    options.poolSize = 200, options.isResumed = isResumed, options.seed = seed;
    auto search = std::make_unique<KernelSearch>(*other.space, otherLaboratory, database.get(), options);
    EXPECT_EQ(llvm::toString(search->begin()), "");
    return search;
  };
  advance(*openOther(false, 1), 1);
  // A record of the second kernel itself, with the schedule of any other candidate.
  auto key = llvm::cantFail(keyOf(one.kernel, one.compilation->getDevice(), 2));
  Record nearer = llvm::cantFail(database->lookup(key, Trust::Verified))->record;
  nearer.key = llvm::cantFail(keyOf(other.kernel, other.compilation->getDevice(), 2));
  std::mt19937_64 random(5);
  nearer.schedule = llvm::cantFail(canonicalSchedule(other.kernel, other.space->draw(random)->tree));
  llvm::cantFail(database->commit(nearer, {"local", true}));
  auto resumed = openOther(true, 1);
  advance(*resumed, 5);
  EXPECT_EQ(resumed->getHints(), 1u);
  EXPECT_EQ(resumed->getHistory()[1].candidate.point.text(), known);
  EXPECT_EQ(openOther(false, 1)->getHints(), 2u);
}

// Without --resume a search begins anew, and both are kept.
TEST_F(KernelSearchTest, ANewSearchBeginsAnew) {
  advance(*open(false, database.get()), 5);
  EXPECT_EQ(open(false, database.get())->getTrials(), 0u);
  auto key = keyOf(one.kernel, one.compilation->getDevice(), 2);
  ASSERT_TRUE(bool(key));
  auto trials = database->trials(*key);
  ASSERT_TRUE(bool(trials));
  EXPECT_EQ(trials->size(), 7u); // the default of each, and five candidates
}

// Two tuners with the same kernel, search and seed at once have a session each; the one that is taken up has its own times. Of two
// that take up the same one, the second is told.
TEST_F(KernelSearchTest, TwoAtOnceDoNotMix) {
  auto other = llvm::cantFail(openDatabase(folder.file("tuning.db"), Access::Create));
  auto first = open(false, database.get()), second = open(false, other.get());
  advance(*first, 5);
  advance(*second, 20);
  advance(*first, 10);
  auto resumed = open(true, database.get());
  EXPECT_EQ(resumed->getTrials(), 20u);
  EXPECT_EQ(pointsOf(*resumed), pointsOf(*second));
  auto key = llvm::cantFail(keyOf(one.kernel, one.compilation->getDevice(), 2));
  std::map<std::string, int64_t> next;
  for (const Trial &trial : llvm::cantFail(database->trials(key)))
    EXPECT_EQ(trial.number, next[trial.session]++) << trial.session;
  EXPECT_EQ(next.size(), 2u);

  auto again = open(true, other.get());
  advance(*resumed, 21);
  auto none = [](const Tried &, const Measured &) { return llvm::Error::success(); };
  std::string said = llvm::toString(again->step(1, none).takeError());
  EXPECT_NE(said.find("expected the search to have 21 trials, found 22: another process goes on with it"), std::string::npos) << said;
}

// Trials whose schedules are not accepted any more are left out when a search is taken up; all others count, with their own times,
// and what comes after them has numbers of its own.
TEST_F(KernelSearchTest, WhatIsNotAcceptedCostsNothingElse) {
  auto whole = open(false, database.get());
  advance(*whole, 20);
  std::vector<std::string> expected = pointsOf(*whole);
  std::vector<double> times;
  for (const Tried &tried : whole->getHistory())
    times.push_back(tried.ms);
  Connection raw(folder.file("tuning.db"));
  ASSERT_EQ(llvm::toString(raw.openForWriting(1000)), "");
  ASSERT_EQ(llvm::toString(raw.execute("UPDATE trials SET schedule = 'of another vocabulary' WHERE place = 3;", "")), "");
  expected.erase(expected.begin() + 3), times.erase(times.begin() + 3);
  for (size_t trials : {19, 25, 30}) {
    auto resumed = open(true, database.get());
    EXPECT_EQ(resumed->getTrials(), trials);
    auto points = pointsOf(*resumed);
    points.resize(expected.size());
    EXPECT_EQ(points, expected);
    for (size_t place = 0; place < times.size(); ++place)
      EXPECT_EQ(resumed->getHistory()[place].ms, times[place]) << place;
    advance(*resumed, trials == 19 ? 25 : 30);
  }
  auto key = llvm::cantFail(keyOf(one.kernel, one.compilation->getDevice(), 2));
  int64_t next = 0;
  for (const Trial &trial : llvm::cantFail(database->trials(key)))
    EXPECT_EQ(trial.number, next++);
  EXPECT_EQ(next, 32);
}

// Losers are kept too, with what became of them.
TEST_F(KernelSearchTest, KeepsLosers) {
  auto search = open(false, database.get());
  advance(*search, 24);
  auto key = keyOf(one.kernel, one.compilation->getDevice(), 2);
  auto trials = llvm::cantFail(database->trials(*key));
  int64_t crashed = llvm::count_if(trials, [](const Trial &trial) { return trial.outcome == Outcome::Crashed; });
  EXPECT_GT(crashed, 0);
  EXPECT_EQ(search->getLosses().at(Outcome::Crashed), crashed);
  EXPECT_EQ(trials.size(), 25u);
}

// What the default took in turns with a candidate is kept beside it: a drift of the machine can be told from the
// candidate.
TEST_F(KernelSearchTest, KeepsTheDefaultsTurns) {
  advance(*open(false, database.get()), 24);
  auto key = llvm::cantFail(keyOf(one.kernel, one.compilation->getDevice(), 2));
  for (const Trial &trial : llvm::cantFail(database->trials(key)))
    EXPECT_EQ(trial.reference.ns.size(), trial.number > 0 && trial.outcome == Outcome::Timed ? 21u : 0u)
        << trial.number;
}

// What a search stores with each trial does not grow with their number: times are in their trials.
TEST_F(KernelSearchTest, TheStateStaysSmall) {
  advance(*open(false, database.get()), 24);
  Connection raw(folder.file("tuning.db"));
  ASSERT_EQ(llvm::toString(raw.openForReading(1000)), "");
  Statement select(raw, "SELECT state FROM searches", "");
  ASSERT_TRUE(llvm::cantFail(select.next()));
  EXPECT_EQ(select.text(0).str(), "batch 17\n");
}

// A search that a database of schema 2 has kept, with times in its state, goes on with those of its trials.
TEST_F(KernelSearchTest, OlderSearchesGoOn) {
  auto search = open(false, database.get());
  advance(*search, 12);
  Connection raw(folder.file("tuning.db"));
  ASSERT_EQ(llvm::toString(raw.openForWriting(1000)), "");
  ASSERT_EQ(llvm::toString(raw.execute(
                "UPDATE trials SET ms = NULL; UPDATE searches SET state = state || '3 0.5' || char(10);", "")),
            "");
  auto resumed = open(true, database.get());
  EXPECT_EQ(pointsOf(*resumed), pointsOf(*search));
  auto key = llvm::cantFail(keyOf(one.kernel, one.compilation->getDevice(), 2));
  for (const Trial &trial : llvm::cantFail(database->trials(key)))
    if (trial.outcome == Outcome::Timed)
      EXPECT_EQ(resumed->getHistory()[size_t(trial.number)].ms, double(trial.timing.medianNs()) * 1e-6) << trial.number;
  advance(*resumed, 14);
}

// What became of finalists is kept beside their trials: all times, the default's too, and losses, which have no time in
// a search that goes on.
TEST_F(KernelSearchTest, KeepsFinals) {
  laboratory.isLastLost = true;
  auto search = open(false, database.get());
  advance(*search, 24);
  auto losses = [](const KernelSearch &of) {
    auto found = of.getLosses().find(Outcome::Wrong);
    return found == of.getLosses().end() ? 0 : found->second;
  };
  EXPECT_EQ(losses(*search), 0);
  EXPECT_EQ(llvm::toString(search->finish()), "");
  size_t finals = search->getDecision().finals.size();
  ASSERT_GT(finals, 1u);
  EXPECT_EQ(losses(*search), 1);
  auto key = llvm::cantFail(keyOf(one.kernel, one.compilation->getDevice(), 2));
  auto trials = llvm::cantFail(database->trials(key));
  ASSERT_EQ(trials.size(), 26 + finals);
  EXPECT_EQ(trials.back().outcome, Outcome::Wrong);
  EXPECT_EQ(trials.back().schedule.text, trials[size_t(trials.back().number)].schedule.text);
  EXPECT_EQ(trials[25].number, 0);
  EXPECT_EQ(trials[25].timing.ns, search->getDecision().standard.ns);
  EXPECT_EQ(trials[26].timing.ns.size(), 21u);
  auto resumed = open(true, database.get());
  EXPECT_EQ(resumed->getTrials(), 24u);
  EXPECT_EQ(losses(*resumed), 1);
  EXPECT_EQ(pointsOf(*resumed), pointsOf(*search));
}

// Who won is a record that a lookup finds, whose schedule is the chosen one.
TEST_F(KernelSearchTest, TheWinnerIsRecorded) {
  auto search = open(false, database.get());
  advance(*search, 24);
  EXPECT_EQ(llvm::toString(search->finish()), "");
  auto key = keyOf(one.kernel, one.compilation->getDevice(), 2);
  auto found = llvm::cantFail(database->lookup(*key, Trust::Verified));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, search->getRecordId());
  EXPECT_EQ(found->record.schedule.text, llvm::cantFail(canonicalSchedule(one.kernel, search->getChosen().tree)).text);
  EXPECT_EQ(found->record.verdict.seeds.size(), 3u);
}

// What a batch is expected to save falls to nothing where nothing is found any more.
TEST_F(KernelSearchTest, TheExpectedGainFalls) {
  auto search = open(false, nullptr);
  EXPECT_GT(search->expectedGain(), 0.05);
  advance(*search, 120);
  EXPECT_LT(search->expectedGain(), 0.05);
}

// On a device that is not the processor a search takes the same course: its candidates run there, and all are kept.
// (The emulated driver says that every call takes as long as the others.) A team of the host's threads, larger than the
// device, counts for nothing.
TEST(KernelSearch, RunsOnADevice) {
  setenv("LD_LIBRARY_PATH", AICC_EMULATED_DRIVER, /*overwrite=*/1);
  OneKernel one(test::matmul(40, 48, 64), "nvidia-a100", 0);
  MeasureOptions measure;
  measure.compile.target = "nvidia-a100", measure.compile.threads = 256, measure.worker = AICC_TUNE_WORKER;
  MachineLaboratory laboratory(*one.space, "k", measure);
  ASSERT_EQ(llvm::toString(laboratory.prepare()), "");
  SearchOptions options;
  options.poolSize = 100;
  driver::TemporaryFolder folder;
  auto database = llvm::cantFail(openDatabase(folder.file("tuning.db"), Access::Create));
  KernelSearch search(*one.space, laboratory, database.get(), options);
  ASSERT_EQ(llvm::toString(search.begin()), "");
  llvm::cantFail(search.step(4, [](const Tried &, const Measured &) { return llvm::Error::success(); }));
  ASSERT_EQ(llvm::toString(search.finish()), "");
  unsetenv("LD_LIBRARY_PATH");
  EXPECT_EQ(search.getTrials(), 4u);
  EXPECT_EQ(search.getLosses().size(), 0u);
  EXPECT_FALSE(search.getDecision().winner);
  EXPECT_EQ(search.getDecision().verdict.seeds.size(), 3u);
  EXPECT_NE(search.getRecordId(), "");
  // A team of the host's threads is nothing to such a device: its records are found whatever the team.
  for (int64_t threads : {0, 1, 4}) {
    auto key = llvm::cantFail(keyOf(one.kernel, one.compilation->getDevice(), threads));
    EXPECT_TRUE(llvm::cantFail(database->lookup(key, Trust::Verified))) << threads;
  }
}
