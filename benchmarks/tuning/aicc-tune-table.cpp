// How good are the searches? A table of one row's candidates with their times is recorded once;
// then every search is replayed on it, with several seeds, as if it had measured: what it proposes
// beside the table does not count.
//
//   aicc-tune-table WORKLOADS.json FILTER DTYPE THREADS CANDIDATES TRIALS [DEVICE] > table.json
//
// writes one JSON object: the row, the default's time, the number of candidates, how many were
// lost, for each search and seed the best time after each trial, and the table: a pair of time and
// schedule for each candidate, null for the time of a lost one. Times are milliseconds; those of the
// table are relative to `standard_ms`, the default's at the beginning.
#include "autotune/Measure/MachineLaboratory.h"
#include "autotune/Model/Features.h"
#include "autotune/Search/Search.h"
#include "compiler/Bench/Machine.h"
#include "compiler/Bench/RowModule.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/Support/JSON.h"
#include <chrono>
#include <cmath>
#include <csignal>

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;

/// Seeds of the replays.
constexpr uint64_t kSeeds = 5;
/// Of the candidates, the fastest so many take turns with the default at the end, as those of a search
/// do: the best of many noisy times is not a fast schedule.
constexpr size_t kFinalists = 16;

namespace {
/// A row with its candidates and their times.
struct Table {
  bench::Row row;
  std::unique_ptr<LegalSpace> space;
  Pool pool;
  double standardMs = 0; ///< the default's at the beginning, which `ms` are relative to
  double defaultMs = 0, bestMs = 0; ///< in the final
  double seconds = 0;               ///< that all candidates took, without the final
  std::vector<double> ms;           ///< one for each candidate of the pool; infinite where it was lost

  /// Of a candidate, as the machine was in the final. What seems faster than the winner there is noise.
  double finalMs(size_t number) const { return std::max(bestMs, ms[number] * defaultMs / standardMs); }
};
} // namespace

static double secondsNow() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Measures `candidates`; `take` gets the times.
static Error measureSome(Laboratory &laboratory, llvm::ArrayRef<Candidate> candidates,
                         llvm::function_ref<void(size_t, double)> take) {
  for (size_t begin = 0; begin < candidates.size(); begin += 8) {
    llvm::ArrayRef<Candidate> batch = candidates.slice(begin, std::min<size_t>(8, candidates.size() - begin));
    auto done = [&](size_t index, Measured measured) {
      take(begin + index, measured.ms);
      return Error::success();
    };
    if (Error error = laboratory.measure(batch, int64_t(begin) + 1, done))
      return error;
  }
  return Error::success();
}

/// Lets the fastest take turns with the default: `bestMs` is the winner's time, the default's where
/// nothing is faster beyond noise.
static Error settle(Table &table, Laboratory &laboratory) {
  auto numbers = llvm::to_vector(llvm::seq<size_t>(0, table.ms.size()));
  llvm::sort(numbers, [&](size_t a, size_t b) { return std::pair(table.ms[a], a) < std::pair(table.ms[b], b); });
  std::vector<Candidate> finalists;
  for (size_t number : llvm::ArrayRef(numbers).take_front(kFinalists))
    finalists.push_back(table.pool.candidates[number]);
  llvm::Expected<Decision> decision = laboratory.decide(finalists);
  if (!decision)
    return decision.takeError();
  table.defaultMs = double(decision->defaultTiming.medianNs()) * 1e-6;
  table.bestMs = table.defaultMs * decision->ofDefault.mean;
  return Error::success();
}

/// Times every candidate once, and the fastest in turns with the default.
static Error record(Table &table, Laboratory &laboratory) {
  double begin = secondsNow();
  table.ms.assign(table.pool.candidates.size(), 0);
  if (Error error = measureSome(laboratory, table.pool.candidates,
                                [&](size_t number, double ms) { table.ms[number] = ms; }))
    return error;
  table.seconds = secondsNow() - begin;
  return settle(table, laboratory);
}

/// The best time after each of `trials` trials of `search`, which sees only what the table has.
static std::vector<double> replay(const Table &table, Search search, uint64_t seed, size_t trials) {
  llvm::MapVector<mlir::Attribute, double> times;
  for (auto [number, candidate] : llvm::enumerate(table.pool.candidates))
    times[candidate.tree] = table.finalMs(number);
  std::vector<Tried> history = {{table.space->getDefault(), table.defaultMs}};
  std::vector<double> best;
  while (best.size() < trials) {
    size_t before = best.size();
    // Many are asked for, since most that a search thinks of beside the pool are not in the table.
    for (const Candidate &candidate : search({*table.space, table.pool, history, seed}, table.pool.candidates.size())) {
      auto found = times.find(candidate.tree);
      if (found == times.end() || best.size() >= trials || best.size() >= before + 8)
        continue;
      history.push_back({candidate, found->second});
      best.push_back(std::min(best.empty() ? table.defaultMs : best.back(), found->second));
    }
    if (best.size() == before)
      break;
  }
  return best;
}

/// Draws of the table, which is what independent draws see of it.
static std::vector<Candidate> drawFromTable(const SearchProblem &problem, size_t count) {
  std::mt19937_64 random(problem.seed);
  std::vector<Candidate> candidates = problem.pool.candidates;
  for (size_t number = candidates.size(); number > 1; --number)
    std::swap(candidates[number - 1], candidates[size_t(random() % number)]);
  Batch batch(problem, count);
  for (const Candidate &candidate : candidates)
    batch.add(candidate);
  return batch.take();
}

static void writeCandidate(llvm::json::OStream &json, const Candidate &candidate, double ms) {
  std::string text;
  llvm::raw_string_ostream(text) << candidate.tree;
  json.array([&] {
    json.value(std::isfinite(ms) ? llvm::json::Value(ms) : llvm::json::Value(nullptr));
    json.value(text);
  });
}

static void write(llvm::raw_ostream &os, const Table &table, size_t trials) {
  llvm::json::OStream json(os, 1);
  const bench::Row &row = table.row;
  json.object([&] {
    json.attribute("row", row.id + " " + bench::nameOf(row.dtype).str());
    json.attribute("m", row.m), json.attribute("n", row.n), json.attribute("k", row.k);
    json.attribute("threads", row.threads);
    json.attribute("device", table.space->getDevice().id);
    json.attribute("processor", bench::describeMachine().processor);
    json.attribute("date", bench::currentTime());
    json.attribute("candidates", int64_t(table.ms.size()));
    json.attribute("lost", int64_t(llvm::count_if(table.ms, [](double ms) { return !std::isfinite(ms); })));
    json.attribute("seconds", table.seconds);
    json.attribute("standard_ms", table.standardMs);
    json.attribute("default_ms", table.defaultMs);
    json.attribute("best_ms", table.bestMs);
    json.attributeObject("searches", [&] {
      for (auto [name, search] :
           {std::pair("guided", Search(searchGuided)), std::pair("random", Search(drawFromTable))})
        json.attributeArray(name, [&, search = search] {
          for (uint64_t seed = 0; seed < kSeeds; ++seed)
            json.array([&] {
              for (double ms : replay(table, search, seed, trials))
                json.value(ms);
            });
        });
    });
    json.attributeArray("table", [&] {
      for (auto [candidate, ms] : llvm::zip_equal(table.pool.candidates, table.ms))
        writeCandidate(json, candidate, ms);
    });
  });
  os << "\n";
}

/// The row that the words name.
static llvm::Expected<bench::Row> findRow(llvm::ArrayRef<std::string> words) {
  llvm::Expected<std::vector<bench::Problem>> problems = bench::readWorkload(words[1]);
  if (!problems)
    return problems.takeError();
  bench::Selection selection;
  selection.filter = words[2], selection.modes = {bench::Mode::Prepacked}, selection.states = {bench::State::Warm};
  selection.layouts = {bench::Layout::NK}, selection.threads = {std::max(1, std::atoi(words[4].c_str()))};
  if (std::optional<bench::Dtype> dtype = bench::parseDtype(words[3]))
    selection.dtypes = {*dtype};
  llvm::Expected<std::vector<bench::Row>> rows = bench::selectRows(*problems, selection);
  return rows ? llvm::Expected<bench::Row>(rows->front()) : rows.takeError();
}

static Error run(mlir::MLIRContext &context, llvm::ArrayRef<std::string> words) {
  llvm::Expected<bench::Row> row = findRow(words);
  if (!row)
    return row.takeError();
  Table table;
  table.row = *row;
  MeasureOptions options;
  options.compile.threads = row->threads;
  if (words.size() > 7)
    options.compile.target = words[7];
  driver::Compilation compilation(context, options.compile);
  if (Error error = bench::readRow(compilation, context, *row))
    return error;
  if (Error error = compilation.runUntil(Phase::Graph))
    return error;
  kernel::KernelOp kernel = *compilation.getModule().getOps<kernel::KernelOp>().begin();
  table.space = std::make_unique<LegalSpace>(kernel, compilation.getDevice(), compilation.getTarget(), row->threads);
  MachineLaboratory laboratory(*table.space, "table", options);
  if (Error error = laboratory.prepare())
    return error;
  llvm::Expected<Measured> standard = laboratory.measureDefault();
  if (!standard)
    return standard.takeError();
  table.standardMs = standard->ms;
  table.pool = drawPool(*table.space, size_t(std::atoi(words[5].c_str())), /*seed=*/20);
  if (Error error = record(table, laboratory))
    return error;
  write(llvm::outs(), table, size_t(std::atoi(words[6].c_str())));
  return Error::success();
}

int main(int argc, char **argv) {
  std::vector<std::string> words(argv, argv + argc);
  if (words.size() != 7 && words.size() != 8) {
    llvm::errs() << "expected: aicc-tune-table WORKLOADS.json FILTER DTYPE THREADS CANDIDATES TRIALS [DEVICE]\n";
    return 1;
  }
  signal(SIGPIPE, SIG_IGN);
  mlir::DialectRegistry registry;
  registerPipelineDialects(registry);
  mlir::MLIRContext context(registry, mlir::MLIRContext::Threading::DISABLED);
  Error error = run(context, words);
  if (!error)
    return 0;
  llvm::errs() << "error: " << llvm::toString(std::move(error)) << "\n";
  return 1;
}
