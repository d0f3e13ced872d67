// Batches, sessions and records; see KernelSearch.h.
#include "autotune/Tuner/KernelSearch.h"
#include "autotune/Database/CanonicalSchedule.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <cmath>

using namespace aicc;
using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

/// Candidates that take part in the final.
constexpr size_t kFinalists = 4;
/// A finalist's time was at most so many times the best one's.
constexpr double kFinalShare = 1.1;
/// Near records that are looked at, and those with which a search begins.
constexpr size_t kNearRecords = 16, kHints = 3;
/// What is expected of a batch before two have shown it.
constexpr double kFirstGain = 0.1;
/// Begin the lines of the batch and of a hint in a search's state.
constexpr llvm::StringLiteral kBatchWord = "batch", kHintWord = "hint";

KernelSearch::KernelSearch(const LegalSpace &space, Laboratory &laboratory, Database *database, SearchOptions options)
    : space(space), laboratory(laboratory), database(database), options(std::move(options)),
      search(*findSearch(this->options.search)) {}

double KernelSearch::getBestMs() const {
  double best = std::numeric_limits<double>::infinity();
  for (const Tried &tried : history)
    best = std::min(best, tried.ms);
  return best;
}

/// Whether a candidate with this outcome has a time.
static bool hasTime(Outcome outcome) { return outcome == Outcome::Timed || outcome == Outcome::Dropped; }

void KernelSearch::note(const Candidate &candidate, int64_t number, double ms, Outcome outcome) {
  history.push_back({candidate, ms}), numbers.push_back(number);
  if (!hasTime(outcome))
    ++losses[outcome];
}

void KernelSearch::noteFinal(size_t place, Outcome outcome) {
  if (hasTime(outcome))
    return;
  history[place].ms = std::numeric_limits<double>::infinity();
  ++losses[outcome];
}

//===-- Sessions
//------------------------------------------------------------------------------------------------===//

/// The state of a search, a line each: the number with which its last batch began, and its hints.
SearchState KernelSearch::state() const {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << kBatchWord << " " << (batchStart < numbers.size() ? numbers[batchStart] : nextNumber) << "\n";
  for (const std::string &text : hintTexts)
    os << kHintWord << " " << text << "\n";
  return {session, text, stored};
}

Error KernelSearch::openSession() {
  if (!database)
    return Error::success();
  Expected<Key> made = keyOf(space.getKernel(), space.getDevice(), space.getThreads());
  if (!made)
    return made.takeError();
  key = std::move(*made);
  std::string what = key.digest() + "\n" + options.search + "\n" + std::to_string(options.seed) + "\n" + options.cache;
  auto digest = llvm::SHA256::hash(llvm::arrayRefFromStringRef(what));
  std::string base = llvm::toHex(digest, /*LowerCase=*/true).substr(0, 24);
  using Last = Expected<std::optional<SearchState>>;
  Last last = options.isResumed ? database->lastSearch(base) : Last(std::nullopt);
  if (!last)
    return last.takeError();
  if (*last)
    return resume(**last);
  Expected<std::string> begun = database->beginSearch(base);
  if (!begun)
    return begun.takeError();
  session = std::move(*begun);
  return findHints();
}

/// Takes the schedule of a record, if it is one of this kernel's and legal here.
void KernelSearch::addHint(StringRef text) {
  Expected<schedule::TreeAttr> tree = scheduleFor(space.getKernel(), text);
  if (!tree)
    return llvm::consumeError(tree.takeError());
  std::optional<Candidate> candidate = space.candidate(space.getSpace().read(*tree));
  auto isSame = [&](const Candidate &other) { return other.tree == candidate->tree; };
  if (!candidate || isSame(space.getDefault()) || llvm::any_of(hints, isSame))
    return;
  hints.push_back(std::move(*candidate)), hintTexts.push_back(text.str());
}

Error KernelSearch::findHints() {
  Expected<std::vector<Near>> near = database->nearest(key, Trust::Verified, kNearRecords);
  if (!near)
    return near.takeError();
  for (const Near &each : *near)
    if (hints.size() < kHints)
      addHint(each.stored.record.schedule.text);
  return Error::success();
}

/// The candidate whose schedule has the canonical text `text`, which spells out what a tree may
/// leave open: the knobs are read from it, and what they write has to have the same text.
std::optional<Candidate> KernelSearch::candidateOf(StringRef text) const {
  Expected<schedule::TreeAttr> tree = scheduleFor(space.getKernel(), text);
  if (!tree) {
    llvm::consumeError(tree.takeError());
    return std::nullopt;
  }
  std::optional<Candidate> candidate = space.candidate(space.getSpace().read(*tree));
  if (!candidate)
    return std::nullopt;
  Expected<Schedule> again = canonicalSchedule(space.getKernel(), candidate->tree);
  if (again && again->text == text)
    return candidate;
  if (!again)
    llvm::consumeError(again.takeError());
  return std::nullopt;
}

/// Milliseconds of the trial with the drift taken out; as it was taken where a database of schema 2 has kept it.
static double timeOf(const Trial &trial) {
  if (!hasTime(trial.outcome))
    return std::numeric_limits<double>::infinity();
  return trial.ms.value_or(double(trial.timing.medianNs()) * 1e-6);
}

/// Takes up one trial. The second one of a candidate is of a final, and the default's second one says nothing new.
void KernelSearch::takeUp(const Trial &trial) {
  nextNumber = std::max(nextNumber, trial.number + 1);
  auto known = llvm::lower_bound(numbers, trial.number);
  if (trial.number > 0 && known != numbers.end() && *known == trial.number)
    return noteFinal(size_t(known - numbers.begin()), trial.outcome);
  std::optional<Candidate> candidate = trial.number == 0 ? space.getDefault() : candidateOf(trial.schedule.text);
  // What the compiler does not accept any more is nothing to learn from; the others count.
  if (candidate && history.empty() == (trial.number == 0))
    note(*candidate, trial.number, timeOf(trial), trial.outcome);
}

/// Takes up the trials of `last` and its hints, whatever was recorded since.
Error KernelSearch::resume(const SearchState &last) {
  session = last.session;
  int64_t batchNumber = 1;
  for (StringRef line : llvm::split(last.state, '\n')) {
    auto [word, rest] = line.split(' ');
    if (word == kHintWord)
      addHint(rest);
    if (word == kBatchWord)
      (void)rest.getAsInteger(10, batchNumber);
  }
  Expected<std::vector<Trial>> trials = database->trials(key, session);
  if (!trials)
    return trials.takeError();
  stored = int64_t(trials->size());
  for (const Trial &trial : *trials)
    takeUp(trial);
  auto isBefore = [&](int64_t number) { return number < batchNumber; };
  batchStart = std::max<size_t>(1, llvm::count_if(numbers, isBefore));
  isPartial = batchStart < history.size();
  return Error::success();
}

Error KernelSearch::keep(const Candidate &candidate, const Measured &measured) {
  size_t place = history.size();
  note(candidate, nextNumber++, measured.ms * scale, measured.ending.outcome);
  return store(place, measured);
}

/// Stores what was measured of the candidate at `place` of the history, which knows of it.
Error KernelSearch::store(size_t place, const Measured &measured) {
  if (!database)
    return Error::success();
  Expected<Schedule> schedule = canonicalSchedule(space.getKernel(), history[place].candidate.tree);
  if (!schedule)
    return schedule.takeError();
  Trial trial;
  trial.schedule = std::move(*schedule);
  trial.outcome = measured.ending.outcome, trial.timing = measured.timing, trial.detail = measured.ending.detail;
  trial.reference = measured.reference;
  if (std::isfinite(history[place].ms))
    trial.ms = history[place].ms;
  trial.session = session, trial.number = numbers[place];
  SearchState after = state();
  ++stored;
  return database->addTrial(key, trial, &after);
}

//===-- The search
//----------------------------------------------------------------------------------------------===//

Error KernelSearch::begin() {
  if (Error error = checkSpace(options.search, space))
    return error;
  if (Error error = openSession())
    return error;
  Expected<Measured> measured = laboratory.measureDefault();
  if (!measured)
    return measured.takeError();
  pool = drawPool(space, options.poolSize, options.seed);
  if (history.empty())
    return keep(space.getDefault(), *measured);
  scale = history.front().ms / measured->ms;
  return Error::success();
}

std::vector<Candidate> KernelSearch::propose(size_t start, size_t count) const {
  return search({space, pool, llvm::ArrayRef(history).take_front(start), options.seed, hints}, count);
}

Expected<size_t> KernelSearch::step(size_t count, llvm::function_ref<Error(const Tried &, const Measured &)> done) {
  if (!isPartial)
    batchStart = history.size();
  std::vector<Candidate> batch = propose(batchStart, kBatch);
  // One that was cut short is proposed again and goes on where it ended.
  auto isNew = [&](const Candidate &candidate) {
    return llvm::none_of(history, [&](const Tried &tried) { return tried.candidate.tree == candidate.tree; });
  };
  llvm::erase_if(batch, [&](const Candidate &candidate) { return !isNew(candidate); });
  if (batch.empty() && isPartial) {
    isPartial = false;
    return step(count, done);
  }
  isPartial = true;
  isExhausted = batch.empty();
  bool isWhole = batch.size() <= count;
  batch.resize(std::min(batch.size(), count));
  size_t measuredOnes = 0;
  auto take = [&](size_t index, Measured measured) -> Error {
    if (Error error = done({batch[index], measured.ms * scale}, measured))
      return error;
    ++measuredOnes;
    return keep(batch[index], measured);
  };
  if (Error error = laboratory.measure(batch, nextNumber, take))
    return std::move(error);
  isPartial = !isWhole;
  return measuredOnes;
}

double KernelSearch::expectedGain() const {
  if (isExhausted)
    return 0;
  if (getTrials() < 2 * kBatch)
    return kFirstGain;
  double before = std::numeric_limits<double>::infinity();
  for (const Tried &tried : llvm::ArrayRef(history).drop_back(2 * kBatch))
    before = std::min(before, tried.ms);
  return std::max(0.0, 1 - getBestMs() / before) / 2;
}

//===-- The end
//-------------------------------------------------------------------------------------------------===//

/// Places in the history of those that enter the final.
std::vector<size_t> KernelSearch::finalists() const {
  std::vector<size_t> places;
  for (const Tried *tried : fastest({space, pool, history, options.seed}, kFinalists + 1))
    if (tried != &history.front() && places.size() < kFinalists && tried->ms < kFinalShare * getBestMs())
      places.push_back(size_t(tried - history.data()));
  return places;
}

Error KernelSearch::finish() {
  std::vector<size_t> places = finalists();
  Expected<Decision> decided =
      laboratory.decide(llvm::map_to_vector(places, [&](size_t place) { return history[place].candidate; }));
  if (!decided)
    return decided.takeError();
  chosen = decided->winner ? history[places[*decided->winner]].candidate : space.getDefault();
  decision = std::move(*decided);
  if (Error error = decision->standard.ns.empty() ? Error::success() : store(0, {{}, decision->standard}))
    return error;
  for (auto [place, measured] : llvm::zip(places, decision->finals)) {
    noteFinal(place, measured.ending.outcome);
    if (Error error = store(place, measured))
      return error;
  }
  return database ? commit() : Error::success();
}

Error KernelSearch::commit() {
  Record record;
  record.key = key;
  Expected<Schedule> schedule = canonicalSchedule(space.getKernel(), chosen.tree);
  if (!schedule)
    return schedule.takeError();
  Expected<Schedule> standard = canonicalSchedule(space.getKernel(), space.getDefault().tree);
  if (!standard)
    return standard.takeError();
  record.schedule = std::move(*schedule), record.defaultSchedule = standard->text;
  record.deviceId = space.getDevice().id, record.rates = ratesOf(space.getDevice());
  record.timing = decision->timing, record.defaultTiming = decision->defaultTiming;
  record.verdict = decision->verdict;
  record.toolchain = thisToolchain();
  record.origin = options.origin;
  Expected<std::string> id = database->commit(record, {kOwnSource.str(), /*isVerified=*/true});
  if (!id)
    return id.takeError();
  recordId = std::move(*id);
  return Error::success();
}
