// Searches and their trials in a SQLite file; see SqliteDatabase.h.
#include "autotune/Database/RecordLine.h"
#include "autotune/Database/SqliteDatabase.h"

#include <ctime>

using namespace aicc::autotune;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

//===-- Trials --------------------------------------------------------------------------------------------------===//

/// Inside a transaction. Two processes that go on with one search would mix their times.
Error SqliteDatabase::checkIsAlone(const SearchState &search) {
  Statement select(*connection, "SELECT count(*) FROM trials WHERE session = ?", "count trials");
  Expected<bool> row = select.bind(search.session).next();
  if (!row)
    return row.takeError();
  int64_t found = select.number(0);
  if (found == search.stored)
    return Error::success();
  const char *why = found < search.stored
                        ? ": they were removed, as aicc cache gc does with old ones; start without --resume"
                        : ": another process goes on with it; let that one end, or start without --resume";
  return connection->failure("store a trial", "expected the search to have " + Twine(search.stored) +
                                                  " trials, found " + Twine(found) + why);
}

Error SqliteDatabase::insertTrial(const Key &key, const Trial &trial) {
  Statement insert(
      *connection,
      "INSERT INTO trials (key, session, place, schedule, knobs, outcome, timing, reference, ms, detail, taken_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "store a trial");
  insert.bind(key.digest()).bind(trial.session).bind(trial.number).bind(trial.schedule.text);
  insert.bind(knobsText(trial.schedule.knobs)).bind(stringifyOutcome(trial.outcome)).bind(timingText(trial.timing));
  insert.bind(trial.reference.ns.empty() ? "" : timingText(trial.reference)).bind(trial.ms);
  return insert.bind(trial.detail).bind(trial.takenAt ? trial.takenAt : int64_t(std::time(nullptr))).run();
}

Error SqliteDatabase::addTrial(const Key &key, const Trial &trial, const SearchState *search) {
  return write("store a trial", [&]() -> Error {
    if (Error error = addTask(key))
      return error;
    if (Error error = search ? checkIsAlone(*search) : Error::success())
      return error;
    if (Error error = insertTrial(key, trial))
      return error;
    return search ? saveSearch(*search) : Error::success();
  });
}

Expected<Trial> SqliteDatabase::trialAt(const Statement &row) {
  Trial trial;
  trial.session = row.text(0), trial.number = row.number(1), trial.schedule.text = row.text(2);
  trial.ms = row.real(7), trial.detail = row.text(8), trial.takenAt = row.number(9);
  Expected<std::map<std::string, std::string>> knobs = parseKnobs(row.text(3));
  if (!knobs)
    return knobs.takeError();
  trial.schedule.knobs = std::move(*knobs);
  std::optional<Outcome> outcome = parseOutcome(row.text(4));
  if (!outcome)
    return connection->failure("read a trial", "expected an outcome, found '" + row.text(4) + "'");
  trial.outcome = *outcome;
  Expected<Timing> timing = parseTiming(row.text(5));
  if (!timing)
    return timing.takeError();
  trial.timing = std::move(*timing);
  Expected<Timing> reference = row.text(6).empty() ? Timing() : parseTiming(row.text(6));
  if (!reference)
    return reference.takeError();
  trial.reference = std::move(*reference);
  return trial;
}

Expected<std::vector<Trial>> SqliteDatabase::trials(const Key &key, StringRef session) {
  Statement select(
      *connection,
      "SELECT session, place, schedule, knobs, outcome, timing, reference, ms, detail, taken_at FROM trials "
      "WHERE key = ? AND (? = '' OR session = ?) ORDER BY number",
      "read trials");
  select.bind(key.digest()).bind(session).bind(session);
  return collect<Trial>(select, [&](const Statement &row) { return trialAt(row); });
}

//===-- Searches ------------------------------------------------------------------------------------------------===//

/// Inside a transaction.
Error SqliteDatabase::saveSearch(const SearchState &state) {
  constexpr size_t kLongestState = 1 << 20;
  if (state.state.size() > kLongestState)
    return connection->failure("store a search", "its state has " + Twine(state.state.size()) + " bytes");
  Statement insert(*connection, "INSERT OR REPLACE INTO searches (session, state, saved_at) VALUES (?, ?, ?)",
                   "store a search");
  return insert.bind(state.session).bind(state.state).bind(int64_t(std::time(nullptr))).run();
}

namespace {
/// Which sessions are runs of base ?1 ('.' follows '-'), and the number of the run.
#define AICC_IS_RUN "session > ?1 || '-' AND session < ?1 || '.'"
#define AICC_RUN "CAST(substr(session, length(?1) + 2) AS INTEGER)"
} // namespace

Expected<std::string> SqliteDatabase::beginSearch(StringRef base) {
  std::string session;
  Error error = write("begin a search", [&]() -> Error {
    // The state of a search may be gone and its trials be there.
    Statement select(*connection,
                     "SELECT 1 + coalesce(max(" AICC_RUN "), 0) FROM (SELECT session FROM searches WHERE " AICC_IS_RUN
                     " UNION ALL SELECT session FROM trials WHERE " AICC_IS_RUN ")",
                     "count searches");
    Expected<bool> row = select.bind(base).next();
    if (!row)
      return row.takeError();
    session = (base + "-" + Twine(select.number(0))).str();
    return saveSearch({session, ""});
  });
  return error ? Expected<std::string>(std::move(error)) : Expected<std::string>(std::move(session));
}

Expected<std::optional<SearchState>> SqliteDatabase::lastSearch(StringRef base) {
  Statement select(*connection,
                   "SELECT session, state FROM searches WHERE " AICC_IS_RUN " AND state != '' ORDER BY " AICC_RUN
                   " DESC LIMIT 1",
                   "read a search");
  Expected<bool> row = select.bind(base).next();
  if (!row)
    return row.takeError();
  return *row ? std::optional(SearchState{select.text(0).str(), select.text(1).str()}) : std::nullopt;
}
