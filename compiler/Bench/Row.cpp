// From problems to rows; see Row.h.
#include "compiler/Bench/Row.h"
#include "compiler/Probe/Team.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Regex.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

StringRef bench::nameOf(Mode mode) { return mode == Mode::Prepacked ? "prepacked" : "unpacked"; }
StringRef bench::nameOf(Layout layout) { return layout == Layout::NK ? "nk" : "kn"; }
StringRef bench::nameOf(State state) { return state == State::Warm ? "warm" : "cold"; }

template <typename T> static std::optional<T> parse(StringRef name, T first, T second) {
  if (name == nameOf(first))
    return first;
  return name == nameOf(second) ? std::optional<T>(second) : std::nullopt;
}

std::optional<Mode> bench::parseMode(StringRef name) { return parse(name, Mode::Prepacked, Mode::Unpacked); }
std::optional<Layout> bench::parseLayout(StringRef name) { return parse(name, Layout::NK, Layout::KN); }
std::optional<State> bench::parseState(StringRef name) { return parse(name, State::Warm, State::Cold); }

int64_t Row::flops() const {
  return attention ? attention->flops() : (graph == Graph::SwiGLU ? 6 : 2) * m * n * k;
}

namespace {
/// The product of what is wanted, outermost first: type, mode, layout, state, threads.
class Expansion {
public:
  explicit Expansion(const Selection &selection) : selection(selection) {}

  void add(const Problem &problem) {
    Row row;
    row.id = problem.id, row.graph = problem.graph;
    row.m = problem.m, row.n = problem.n, row.k = problem.k, row.attention = problem.attention;
    row.module = problem.module, row.modulePath = problem.module ? problem.module->path : "";
    for (Dtype dtype : problem.dtypes)
      if (row.dtype = dtype; isWanted(selection.dtypes, dtype))
        addModes(row);
  }
  std::vector<Row> take() { return std::move(rows); }

private:
  template <typename T> static bool isWanted(const std::vector<T> &list, T value) {
    return list.empty() || llvm::is_contained(list, value);
  }
  void addModes(Row row);
  void addLayouts(Row row);
  void addStates(Row row);
  void addThreads(Row row);

  const Selection &selection;
  std::vector<Row> rows;
};
} // namespace

void Expansion::addModes(Row row) {
  // Keys and values arrive as they are with every call.
  bool isAttention = row.graph == Graph::Attention;
  // int8 and 4-bit weights, and the weights of fused graphs, are constants of a model: packed once.
  bool isConstant = row.graph != Graph::Gemm || row.dtype == Dtype::I8 || row.dtype == Dtype::W4;
  std::vector<Mode> possible = {Mode::Prepacked, Mode::Unpacked};
  if (isAttention || isConstant)
    possible = {isAttention ? Mode::Unpacked : Mode::Prepacked};
  for (Mode mode : possible)
    if (row.mode = mode; isWanted(selection.modes, mode))
      addLayouts(row);
}

void Expansion::addLayouts(Row row) {
  bool isFixed = row.graph != Graph::Gemm || row.dtype == Dtype::W4;
  std::vector<Layout> both = {Layout::NK, Layout::KN}, one = {Layout::NK};
  bool wantsBoth = row.mode == Mode::Unpacked && !isFixed;
  for (Layout layout : !selection.layouts.empty() ? selection.layouts : wantsBoth ? both : one)
    if (row.layout = layout; layout == Layout::NK || !isFixed)
      addStates(row);
}

void Expansion::addStates(Row row) {
  std::vector<State> both = {State::Warm, State::Cold}, one = {State::Warm};
  bool isDecode = row.attention ? row.attention->isDecode() : row.graph == Graph::Gemm && row.m < 16;
  for (State state : !selection.states.empty() ? selection.states : isDecode ? both : one) {
    row.state = state;
    addThreads(row);
  }
}

void Expansion::addThreads(Row row) {
  std::vector<int64_t> all = {1};
  if (probe::countProcessors() > 1)
    all.push_back(probe::countProcessors());
  for (int64_t threads : selection.threads.empty() ? all : selection.threads) {
    row.threads = threads;
    rows.push_back(row);
  }
}

static Error checkThreads(const Selection &selection) {
  for (int64_t threads : selection.threads)
    if (threads < 1 || threads > int64_t(probe::countProcessors()))
      return llvm::createStringError("--threads: expected numbers from 1 to " + llvm::Twine(probe::countProcessors()) +
                                     ", the processors that may be used here, found " + llvm::Twine(threads));
  return Error::success();
}

Expected<std::vector<Row>> bench::selectRows(llvm::ArrayRef<Problem> problems, const Selection &selection) {
  if (Error error = checkThreads(selection))
    return error;
  llvm::Regex filter(selection.filter.empty() ? ".*" : selection.filter);
  std::string fault;
  if (!filter.isValid(fault))
    return llvm::createStringError("--filter: expected a regular expression, found '" + selection.filter +
                                   "': " + fault);
  Expansion expansion(selection);
  for (const Problem &problem : problems)
    if ((problem.isFast || !selection.fastOnly) && filter.match(problem.id))
      expansion.add(problem);
  std::vector<Row> rows = expansion.take();
  if (rows.empty())
    return llvm::createStringError("no row is left: expected a --filter, --dtype, --mode, --layout and --fast that "
                                   "some row of the file meets");
  return rows;
}
