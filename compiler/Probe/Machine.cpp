// See Machine.h.
#include "compiler/Probe/Machine.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace aicc::probe;

std::string aicc::probe::readSystemFile(StringRef path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFileAsStream(path);
  return buffer ? (*buffer)->getBuffer().trim().str() : "";
}

/// Bytes of "48K" or "32M"; 0 where it is no size.
static int64_t parseSize(StringRef text) {
  int64_t unit = text.consume_back("K") ? 1 << 10 : text.consume_back("M") ? 1 << 20 : 1, count = 0;
  return text.getAsInteger(10, count) ? 0 : count * unit;
}

static Cache readCache(const std::string &folder, StringRef siblings) {
  Cache cache;
  (void)StringRef(readSystemFile(folder + "/level")).getAsInteger(10, cache.level);
  (void)StringRef(readSystemFile(folder + "/coherency_line_size")).getAsInteger(10, cache.line);
  cache.capacity = parseSize(readSystemFile(folder + "/size"));
  std::string sharers = readSystemFile(folder + "/shared_cpu_list");
  cache.isShared = !sharers.empty() && sharers != siblings;
  return cache;
}

std::vector<Cache> aicc::probe::readCaches(StringRef cpu) {
  std::vector<Cache> caches;
  std::string siblings = readSystemFile((cpu + "/topology/thread_siblings_list").str());
  for (unsigned index = 0;; ++index) {
    std::string folder = (cpu + "/cache/index" + Twine(index)).str(), type = readSystemFile(folder + "/type");
    if (type.empty())
      break;
    Cache cache = readCache(folder, siblings);
    if (type != "Instruction" && cache.level > 0 && cache.capacity > 0)
      caches.push_back(cache);
  }
  llvm::sort(caches, [](const Cache &a, const Cache &b) { return a.level > b.level; });
  return caches;
}

std::string aicc::probe::chosenWord(StringRef text) { return text.split('[').second.split(']').first.str(); }

std::string aicc::probe::readPagePolicy() {
  std::string word = chosenWord(readSystemFile("/sys/kernel/mm/transparent_hugepage/enabled"));
  return is_contained({"always", "madvise", "never"}, word) ? word : "";
}

std::string aicc::probe::cpuinfoValue(StringRef cpuinfo, StringRef key) {
  while (!cpuinfo.empty()) {
    auto [line, rest] = cpuinfo.split('\n');
    auto [name, value] = line.split(':');
    if (name.trim() == key)
      return value.trim().str();
    cpuinfo = rest;
  }
  return "";
}
