// aicc-fuzz-records: mutated lines of records through everything that an import checks. Nothing may crash or hang, what is
// refused has a reason, and what is accepted is stored under its own digest and is accepted again.
#include "autotune/Database/Import.h"
#include "autotune/Database/RecordLine.h"
#include "compiler/Device/DeviceFile.h"
#include "dialects/Kernel/Identity.h"
#include "test/Fuzz/Random.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace aicc;
using namespace aicc::autotune;
namespace cl = llvm::cl;

static cl::opt<std::string> input(cl::Positional, cl::desc("<file of good lines>"), cl::Required);
static cl::opt<uint64_t> seed("seed", cl::desc("Seed of the run"), cl::init(1));
static cl::opt<int64_t> cases("cases", cl::desc("Number of lines"), cl::init(1000));
static cl::opt<bool> print("print", cl::desc("Print each line before it is checked"));

static const char *const kTokens[] = {
    "0", "1", "-1", "64", "4611686018427387904", "9223372036854775807", "99999999999999999999", "1e400", "0.5", "null",
    "true", "\"\"", "[", "]", "{", "}", "<", ">", "(", ")", "d0", "d9", "a0", "c0", "arg7", "f32", "i1", "i64", "bf16",
    "weight", "map", "contract", "reduce add", "unsigned ", "exp(", "select(", "lookup.f32{", "cmpf.olt(", "#", "0x",
    "/", "%", "*", "+", ", ", " = ", "\n", "memory", "L1", "threads", "parallel = \"threads\", ", "in_place", "packed",
    "async", "step", "root", "registers", "vpdpbusd", "split = 16", "shift = 128", "ahead = 1", "type = f32", "\\u0000",
    "../../etc/passwd", "!llvm.ptr", "tensor<4xf32>", "\xff"};

/// Numbers change to others, which keeps the rest of a text as it is.
static void changeNumber(std::string &text, fuzz::Random &random) {
  std::vector<size_t> places;
  for (size_t at = 0; at < text.size(); ++at)
    if (llvm::isDigit(text[at]) && (at == 0 || !llvm::isDigit(text[at - 1])))
      places.push_back(at);
  if (places.empty())
    return;
  size_t at = places[random.below(places.size())], end = at;
  while (end < text.size() && llvm::isDigit(text[end]))
    ++end;
  text.replace(at, end - at, random.chance(50) ? std::to_string(random.below(600)) : kTokens[random.below(9)]);
}

/// One change to a text: bytes, tokens, numbers, pieces dropped or doubled.
static void changeText(std::string &text, fuzz::Random &random) {
  size_t at = text.empty() ? 0 : random.below(text.size());
  size_t length = std::min<size_t>(text.size() - at, 1 + random.below(12));
  switch (random.below(7)) {
  case 0:
    return (void)text.insert(at, kTokens[random.below(std::size(kTokens))]);
  case 1:
    return (void)text.replace(at, length, kTokens[random.below(std::size(kTokens))]);
  case 2:
    return (void)text.erase(at, length);
  case 3:
    return (void)text.insert(at, text.substr(at, length));
  case 4:
    return text.empty() ? void() : void(text[at] ^= char(1 << random.below(8)));
  case 5:
    return random.chance(10) ? text.resize(at) : void();
  default:
    return changeNumber(text, random);
  }
}

/// Changes the record behind the line and signs it anew, so that checks behind that of the id are reached.
static void changeRecord(Record &record, fuzz::Random &random) {
  switch (random.below(6)) {
  case 0:
  case 1:
    changeText(record.key.kernelText, random);
    record.key.kernelDigest = kernel::digest(record.key.kernelText);
    return;
  case 2:
  case 3:
    return changeText(record.schedule.text, random);
  case 4:
    return changeText(record.defaultSchedule, random);
  default:
    record.timing.ns[random.below(record.timing.ns.size())] = int64_t(random.next() >> random.below(64));
    return;
  }
}

static std::string mutated(const std::string &line, fuzz::Random &random) {
  std::string result = line;
  Record record = llvm::cantFail(parseLine(line));
  bool isDeep = random.chance(70);
  for (int64_t changes = 1 + random.below(3); changes > 0; --changes)
    isDeep ? changeRecord(record, random) : changeText(result, random);
  return isDeep ? lineOf(record) : result;
}

/// What is wrong with how `line` was judged; empty where nothing is. `isAccepted` says how.
static std::string judge(const std::string &line, RecordCheck &check, bool &isAccepted) {
  llvm::Expected<Record> record = parseLine(line);
  llvm::Error wrong = record ? check.check(*record) : record.takeError();
  isAccepted = !wrong;
  if (wrong)
    return llvm::toString(std::move(wrong)).empty() ? "refused without a reason" : "";
  llvm::Expected<Record> again = parseLine(lineOf(*record));
  if (!again)
    return "accepted, but its own line is not: " + llvm::toString(again.takeError());
  return idOf(*again) == idOf(*record) ? "" : "accepted under two ids";
}

int main(int argc, char **argv) {
  cl::ParseCommandLineOptions(argc, argv, "Mutated lines of records through the checks of an import\n");
  std::vector<Rejected> rejected;
  llvm::Expected<std::vector<Record>> records = readRecords(input, rejected);
  if (!records || records->empty() || !rejected.empty()) {
    llvm::errs() << "error: expected a file of good lines\n";
    return 1;
  }
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  RecordCheck check(llvm::cantFail(device::readShippedDevices(&context)));
  fuzz::Random random(seed);
  int64_t accepted = 0, failures = 0;
  for (int64_t number = 0; number < cases; ++number) {
    std::string line = mutated(lineOf((*records)[random.below(records->size())]), random);
    if (print)
      llvm::errs() << line << "\n";
    bool isAccepted = false;
    std::string fault = judge(line, check, isAccepted);
    accepted += isAccepted;
    failures += !fault.empty();
    if (!fault.empty())
      llvm::errs() << "case " << number << ": " << fault << "\n" << line << "\n";
  }
  llvm::outs() << cases << " lines, " << accepted << " accepted, " << failures << " failures\n";
  return failures ? 1 : 0;
}
