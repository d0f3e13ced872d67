// Reports: from tables to lists, and to text for people.
#include "compiler/Target/NVIDIA/Emulator/Recorder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <tuple>

namespace aicc::ptx {
namespace {
/// The list of what one instruction each did to shared (global) memory.
template <typename Row, typename Get>
std::vector<Row> listTraffic(const Recorder &recorder, const std::vector<Traffic> &table, Get set) {
  std::vector<Row> rows;
  for (uint32_t i = 0; i < table.size(); ++i) {
    if (!table[i].accesses)
      continue;
    Row row;
    row.at = recorder.locate(i);
    row.accesses = table[i].accesses;
    row.minimum = table[i].minimum;
    set(row, table[i].units);
    rows.push_back(std::move(row));
  }
  return rows;
}

void printPlace(llvm::raw_ostream &os, const Location &at) {
  os << at.kernel << ":" << at.line;
  if (!at.source.empty())
    os << " (" << at.source << ")";
  os << ": " << at.text;
}

void print(llvm::raw_ostream &os, const Finding &finding) {
  os << nameOf(finding.check) << ": ";
  printPlace(os, finding.at);
  os << "\n  " << finding.message << "\n  CTA (" << finding.cta.x << ", " << finding.cta.y << ", " << finding.cta.z
     << "), thread (" << finding.thread.x << ", " << finding.thread.y << ", " << finding.thread.z << ")";
  if (finding.count > 1)
    os << "; " << finding.count << " times in all";
  os << "\n";
}

/// A line of traffic beyond what is needed.
struct Excess {
  const Location *at;
  uint64_t found, minimum;
};

/// The worst few, and how many more there are: an unrolled epilogue alone has a hundred.
void printExcess(llvm::raw_ostream &os, std::vector<Excess> rows, llvm::StringRef kind, llvm::StringRef unit) {
  constexpr size_t kShown = 8;
  llvm::erase_if(rows, [](const Excess &row) { return row.found <= row.minimum; });
  llvm::sort(rows, [](const Excess &a, const Excess &b) {
    return std::tuple(b.found - b.minimum, a.at->line) < std::tuple(a.found - a.minimum, b.at->line);
  });
  for (const Excess &row : llvm::ArrayRef(rows).take_front(kShown)) {
    os << kind << ": ";
    printPlace(os, *row.at);
    os << "\n  " << row.found << " " << unit << " where " << row.minimum << " do ("
       << llvm::format("%.2f", double(row.found) / double(std::max<uint64_t>(1, row.minimum))) << "x)\n";
  }
  if (rows.size() > kShown)
    os << kind << ": " << rows.size() - kShown << " more instructions\n";
}
} // namespace

llvm::StringRef nameOf(Check check) {
  static constexpr llvm::StringLiteral kNames[] = {
      "out-of-bounds", "misaligned", "read-only", "uninitialised-register", "uninitialised-memory", "race",
      "async-race",    "divergence", "trap"};
  return kNames[unsigned(check)];
}

Recorder::Recorder(const Program &program, const Kernel &kernel)
    : executed(kernel.code.size()), shared(kernel.code.size()), global(kernel.code.size()), program(program),
      kernel(kernel) {}

void Recorder::find(Check check, uint32_t instr, Dim3 cta, Dim3 thread, llvm::function_ref<std::string()> message) {
  auto [entry, isNew] = known.try_emplace({instr, unsigned(check)}, findings.size());
  if (isNew) {
    Finding finding;
    finding.check = check;
    finding.at = locate(instr);
    finding.message = message();
    finding.cta = cta;
    finding.thread = thread;
    findings.push_back(std::move(finding));
  }
  ++findings[entry->second].count;
}

Location Recorder::locate(uint32_t index) const {
  const Instr &instr = kernel.code[index];
  Location at;
  at.kernel = kernel.name;
  at.line = instr.line;
  if (instr.line >= 1 && instr.line <= program.lines.size())
    at.text = program.lines[instr.line - 1];
  if (instr.location != kNone)
    at.source = program.locations[instr.location];
  return at;
}

Report Recorder::report() const {
  Report report;
  report.findings = findings;
  llvm::sort(report.findings, [](const Finding &a, const Finding &b) {
    return std::tie(a.at.line, a.check) < std::tie(b.at.line, b.check);
  });
  report.shared = listTraffic<SharedTraffic>(*this, shared, [](SharedTraffic &row, uint64_t n) { row.wavefronts = n; });
  report.global = listTraffic<GlobalTraffic>(*this, global, [](GlobalTraffic &row, uint64_t n) { row.sectors = n; });
  for (uint32_t i = 0; i < executed.size(); ++i) {
    if (!executed[i])
      continue;
    report.opcodes[program.opcodes[kernel.code[i].opcode]] += executed[i];
    report.warpInstructions += executed[i];
  }
  return report;
}

uint64_t Report::bankConflicts() const {
  uint64_t sum = 0;
  for (const SharedTraffic &row : shared)
    sum += row.wavefronts - row.minimum;
  return sum;
}

uint64_t Report::extraSectors() const {
  uint64_t sum = 0;
  for (const GlobalTraffic &row : global)
    sum += row.sectors - row.minimum;
  return sum;
}

uint64_t Report::count(Check check) const {
  uint64_t sum = 0;
  for (const Finding &finding : findings)
    sum += finding.check == check ? finding.count : 0;
  return sum;
}

uint64_t Report::executed(llvm::StringRef prefix) const {
  uint64_t sum = 0;
  for (const auto &[opcode, count] : opcodes)
    sum += llvm::StringRef(opcode).starts_with(prefix) ? count : 0;
  return sum;
}

void Report::print(llvm::raw_ostream &os) const {
  for (const Finding &finding : findings)
    ptx::print(os, finding);
  std::vector<Excess> conflicts, sectors;
  for (const SharedTraffic &row : shared)
    conflicts.push_back({&row.at, row.wavefronts, row.minimum});
  for (const GlobalTraffic &row : global)
    sectors.push_back({&row.at, row.sectors, row.minimum});
  printExcess(os, std::move(conflicts), "bank-conflicts", "wavefronts");
  printExcess(os, std::move(sectors), "uncoalesced", "sectors of 32 bytes");
  os << warpInstructions << " warp instructions, " << sharedBytes << " bytes of shared memory a CTA, "
     << bankConflicts() << " bank conflicts, " << extraSectors() << " extra sectors, " << findings.size()
     << " findings\n";
  for (const auto &[opcode, count] : opcodes)
    os << "  " << llvm::right_justify(std::to_string(count), 10) << "  " << opcode << "\n";
}
} // namespace aicc::ptx
