// See Meter.h. Rounds are doubled until the device says that a launch takes a few milliseconds, so that what a launch
// costs beside its loop is below one in a hundred.
#include "compiler/Target/NVIDIA/Host/Meter.h"
#include "compiler/Target/Execution.h"
#include "compiler/Target/NVIDIA/Host/CudaDevice.h"
#include "compiler/Target/NVIDIA/Host/MeterKernels.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <random>

using namespace aicc;
using namespace aicc::nvidia;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

/// Milliseconds that a launch should take.
constexpr double kLeastMs = 2;
/// Threads of a block that multiplies: two warps for each of a multiprocessor's parts.
constexpr uint32_t kRateThreads = 256;
/// The largest integer up to which f32 counts.
constexpr int64_t kLargestExact = int64_t(1) << 24;
/// Bytes from one pointer of a chain to the next line that it may be in.
constexpr int64_t kChaseLine = 256;
/// The least that counts as memory, in bytes, and as times the largest cache: of four times, an H200 reads more a second
/// than its memory gives.
constexpr int64_t kLeastMemory = int64_t(64) << 20, kBeyondCache = 16;
constexpr uint8_t kFill = 1;

static target::DeviceFacts factsOf(const CudaDevice &device) {
  target::DeviceFacts facts;
  facts.isEmulated = device.isEmulated();
  facts.name = device.name();
  int64_t major = device.attribute(AICC_CUDA_MAJOR).value_or(0), minor = device.attribute(AICC_CUDA_MINOR).value_or(0);
  facts.architecture = "sm_" + std::to_string(10 * major + minor);
  facts.driver = "CUDA " + device.version();
  facts.units = device.attribute(AICC_CUDA_MULTIPROCESSORS).value_or(1);
  facts.levels["memory"].capacity = device.memoryBytes();
  facts.levels["L2"].capacity = device.attribute(AICC_CUDA_L2_BYTES);
  facts.levels["shared"] = {device.attribute(AICC_CUDA_SHARED_OPTIN), device.attribute(AICC_CUDA_SHARED_UNIT)};
  facts.unitRegisters = device.attribute(AICC_CUDA_UNIT_REGISTERS);
  if (std::optional<int64_t> threads = device.attribute(AICC_CUDA_UNIT_THREADS))
    facts.unitLimits["warp"] = *threads / 32;
  return facts;
}

namespace {
/// What is started again and again: `work` launches so many rounds, and `check` looks at what they left.
struct Experiment {
  std::function<Error(int64_t rounds, void *stream)> work;
  std::function<Error(int64_t rounds)> check;
  int64_t rounds = 1, mostRounds = int64_t(1) << 40;
};

class CudaMeter : public target::DeviceMeter {
public:
  explicit CudaMeter(std::unique_ptr<CudaDevice> opened) : device(std::move(opened)), known(factsOf(*device)) {}

  const target::DeviceFacts &facts() const override { return known; }
  std::optional<std::string> whyUnfit(const device::Device &device) const override;
  Expected<std::vector<target::RateSample>> sampleRate(StringRef instruction, unsigned repetitions) override;
  Expected<std::vector<double>> sampleRead(StringRef level, int64_t bytes, bool oneUnit, unsigned repetitions) override;
  Expected<std::vector<double>> sampleLatency(StringRef level, unsigned repetitions) override;

private:
  /// A kernel of this file and the memory that its results lie in.
  struct Loaded {
    void *function = nullptr;
    aicc_cuda_pointer out = 0;
  };
  Expected<Loaded> load(const std::string &text, int64_t resultBytes);
  Expected<aicc_cuda_pointer> provide(int64_t bytes);
  Expected<double> timeOnce(const Experiment &experiment);
  Error calibrate(Experiment &experiment);
  Expected<std::vector<double>> secondsOf(Experiment &experiment, unsigned repetitions);
  int64_t bytesOf(StringRef level) const;
  Error checkWords(const Loaded &kernel, int64_t count, uint32_t expected);
  Error checkRates(const Loaded &loaded, const RateKernel &kernel, int64_t rounds);
  Error writeCircle(aicc_cuda_pointer at, int64_t bytes, std::vector<uint32_t> &next);

  std::unique_ptr<CudaDevice> device;
  target::DeviceFacts known;
  llvm::StringMap<Loaded> loaded;              ///< by text
  std::pair<aicc_cuda_pointer, int64_t> block; ///< memory for reads, and its bytes
  std::vector<uint64_t> cycles;                ///< of each thread of the last arithmetic
};
} // namespace

static Error wrong(StringRef what, uint64_t found, uint64_t expected) {
  return llvm::make_error<target::DeviceError>(
      /*isFault=*/true,
      llvm::formatv("a kernel that measures {0} left {1:x} on the NVIDIA device, expected {2:x}", what, found, expected)
          .str());
}

/// 80 of "sm_80" or "sm_80a".
static int64_t capabilityOf(StringRef architecture) {
  int64_t number = 0;
  return architecture.consume_front("sm_") && !architecture.consumeInteger(10, number) ? number : 0;
}

std::optional<std::string> CudaMeter::whyUnfit(const device::Device &wanted) const {
  StringRef chip = wanted.target.chip;
  int64_t here = capabilityOf(known.architecture), needed = capabilityOf(chip);
  bool isExact = chip.ends_with("a");
  if (here < needed || (isExact && here != needed))
    return "device " + wanted.id + " needs " + (isExact ? "exactly " : "at least ") + "sm_" + std::to_string(needed) +
           "; " + known.name + ", which is here, has " + known.architecture + ": choose another --target";
  return std::nullopt;
}

//===-- Launches and times --------------------------------------------------------------------------------------===//

Expected<CudaMeter::Loaded> CudaMeter::load(const std::string &text, int64_t resultBytes) {
  if (Error error = device->enter())
    return error;
  auto [found, isNew] = loaded.try_emplace(text);
  Loaded &kernel = found->second;
  if (!isNew && kernel.function && kernel.out)
    return kernel;
  Expected<void *> function = device->load(text.c_str(), kMeterEntry);
  if (!function)
    return function.takeError();
  Expected<aicc_cuda_pointer> out = device->allocate(resultBytes);
  if (!out)
    return out.takeError();
  kernel = {*function, *out};
  return kernel;
}

/// At least `bytes` bytes of `kFill`: the block of the last call where that is large enough.
Expected<aicc_cuda_pointer> CudaMeter::provide(int64_t bytes) {
  if (block.second < bytes) {
    Expected<aicc_cuda_pointer> larger = device->allocate(bytes);
    if (!larger)
      return larger.takeError();
    block = {*larger, bytes};
  }
  if (Error error = device->fill(block.first, kFill, bytes))
    return error;
  return block.first;
}

/// Seconds of one launch, which has left what it should.
Expected<double> CudaMeter::timeOnce(const Experiment &experiment) {
  Expected<double> ms = device->time([&](void *stream) { return experiment.work(experiment.rounds, stream); });
  if (!ms)
    return ms.takeError();
  if (Error error = experiment.check(experiment.rounds))
    return error;
  return std::max(*ms, 1e-6) * 1e-3;
}

/// Multiplies the rounds until a launch lasts long enough; the first launches also wake the clock.
Error CudaMeter::calibrate(Experiment &experiment) {
  for (;;) {
    Expected<double> seconds = timeOnce(experiment);
    if (!seconds)
      return seconds.takeError();
    if (*seconds >= kLeastMs * 1e-3 || experiment.rounds >= experiment.mostRounds)
      return Error::success();
    experiment.rounds = std::min(experiment.mostRounds, 2 * experiment.rounds);
  }
}

Expected<std::vector<double>> CudaMeter::secondsOf(Experiment &experiment, unsigned repetitions) {
  if (Error error = calibrate(experiment))
    return error;
  std::vector<double> all;
  for (unsigned repetition = 0; repetition < repetitions; ++repetition) {
    Expected<double> seconds = timeOnce(experiment);
    if (!seconds)
      return seconds.takeError();
    all.push_back(*seconds);
  }
  return all;
}

//===-- Arithmetic ----------------------------------------------------------------------------------------------===//

/// Looks at the sum of every thread, and keeps the cycles.
Error CudaMeter::checkRates(const Loaded &loaded, const RateKernel &kernel, int64_t rounds) {
  struct Record {
    uint32_t sum, nothing;
    uint64_t cycles;
  };
  std::vector<Record> records(known.units * kRateThreads);
  if (Error error = device->read(records.data(), loaded.out, records.size() * sizeof(Record)))
    return error;
  int64_t value = kernel.gain * kernel.sums * rounds;
  uint32_t expected = kernel.isFloat ? llvm::bit_cast<uint32_t>(float(value)) : uint32_t(value);
  cycles.clear();
  for (const Record &record : records) {
    if (record.sum != expected)
      return wrong("arithmetic", record.sum, expected);
    cycles.push_back(record.cycles);
  }
  return Error::success();
}

Expected<std::vector<target::RateSample>> CudaMeter::sampleRate(StringRef instruction, unsigned repetitions) {
  std::optional<RateKernel> kernel = rateKernel(instruction);
  if (!kernel)
    return std::vector<target::RateSample>();
  int64_t threads = known.units * kRateThreads;
  Expected<Loaded> loaded = load(kernel->text, threads * 16);
  if (!loaded)
    return loaded.takeError();
  Experiment experiment;
  experiment.work = [&](int64_t rounds, void *stream) {
    uint64_t arguments[] = {loaded->out, uint64_t(rounds), kernel->factor};
    return device->launch(loaded->function, {uint32_t(known.units), kRateThreads, arguments}, stream);
  };
  experiment.check = [&](int64_t rounds) { return checkRates(*loaded, *kernel, rounds); };
  experiment.rounds = 16;
  if (kernel->isFloat)
    experiment.mostRounds = kLargestExact / (kernel->gain * kernel->sums);
  if (Error error = calibrate(experiment))
    return error;
  std::vector<target::RateSample> samples;
  while (samples.size() < repetitions) {
    Expected<double> seconds = timeOnce(experiment);
    if (!seconds)
      return seconds.takeError();
    double longest = double(*llvm::max_element(cycles));
    samples.push_back({double(kernel->threadFlops * experiment.rounds * threads) / *seconds, longest / *seconds});
  }
  return samples;
}

//===-- Reads and chains ----------------------------------------------------------------------------------------===//

Error CudaMeter::checkWords(const Loaded &kernel, int64_t count, uint32_t expected) {
  std::vector<uint32_t> words(count);
  if (Error error = device->read(words.data(), kernel.out, count * 4))
    return error;
  for (uint32_t word : words)
    if (word != expected)
      return wrong("reads", word, expected);
  return Error::success();
}

/// Bytes, a power of two, that lie in `level` and nowhere nearer; 0 where that is not known.
int64_t CudaMeter::bytesOf(StringRef level) const {
  int64_t cache = known.levels.lookup("L2").capacity.value_or(0);
  if (level == "memory")
    return llvm::PowerOf2Ceil(std::max(kLeastMemory, kBeyondCache * cache));
  // A quarter: the rest is the system's, and of some parts each half serves its own multiprocessors.
  return level == "L2" ? llvm::bit_floor(uint64_t(cache / 4)) : 0;
}

Expected<std::vector<double>> CudaMeter::sampleRead(StringRef level, int64_t bytes, bool oneUnit,
                                                    unsigned repetitions) {
  bool isShared = level == "shared";
  int64_t size = bytes ? int64_t(llvm::bit_floor(uint64_t(std::max<int64_t>(bytes, 16)))) : bytesOf(level);
  if (!isShared && !size)
    return std::vector<double>();
  // Two blocks live on a multiprocessor; of shared memory one is enough to keep it busy.
  int64_t blocks = oneUnit ? 1 : isShared ? known.units : 2 * known.units;
  Expected<Loaded> loaded = load(isShared ? sharedReadText() : readText(), 2 * known.units * kReadThreads * 4);
  if (!loaded)
    return loaded.takeError();
  Expected<aicc_cuda_pointer> from = isShared ? Expected<aicc_cuda_pointer>(aicc_cuda_pointer(0)) : provide(size);
  if (!from)
    return from.takeError();
  Experiment experiment;
  experiment.work = [&](int64_t rounds, void *stream) {
    uint64_t shared[] = {uint64_t(rounds), loaded->out};
    uint64_t global[] = {*from, uint64_t(size - 1), uint64_t(rounds), loaded->out};
    llvm::ArrayRef<uint64_t> arguments = isShared ? llvm::ArrayRef<uint64_t>(shared) : llvm::ArrayRef<uint64_t>(global);
    return device->launch(loaded->function, {uint32_t(blocks), kReadThreads, arguments}, stream);
  };
  experiment.check = [&](int64_t rounds) {
    uint32_t word = isShared ? 1 : kFill * 0x01010101u;
    return checkWords(*loaded, blocks * kReadThreads, uint32_t(rounds * kReadBytes / 4) * word);
  };
  Expected<std::vector<double>> seconds = secondsOf(experiment, repetitions);
  if (!seconds)
    return seconds.takeError();
  std::vector<double> rates;
  for (double each : *seconds)
    rates.push_back(double(experiment.rounds * kReadBytes * int64_t(kReadThreads) * blocks) / each);
  return rates;
}

/// A circle of pointers through all lines of the `bytes` bytes at `at`, in random order; `next` by line.
Error CudaMeter::writeCircle(aicc_cuda_pointer at, int64_t bytes, std::vector<uint32_t> &next) {
  std::vector<uint32_t> order(bytes / kChaseLine);
  for (size_t line = 0; line < order.size(); ++line)
    order[line] = line;
  std::mt19937_64 random(0);
  std::shuffle(order.begin() + 1, order.end(), random);
  next.resize(order.size());
  for (size_t step = 0; step < order.size(); ++step)
    next[order[step]] = order[(step + 1) % order.size()];
  std::vector<uint64_t> words(bytes / 8);
  for (size_t line = 0; line < order.size(); ++line)
    words[line * kChaseLine / 8] = at + next[line] * kChaseLine;
  return device->write(at, words.data(), bytes);
}

/// The line that `rounds` steps from `line` of a circle lead to; `next` by line.
static uint64_t lineBehind(llvm::ArrayRef<uint32_t> next, uint64_t line, int64_t rounds) {
  for (int64_t step = 0; step < rounds; ++step)
    line = next[line];
  return line;
}

Expected<std::vector<double>> CudaMeter::sampleLatency(StringRef level, unsigned repetitions) {
  bool isShared = level == "shared";
  int64_t size = bytesOf(level);
  if (!isShared && size < 2 * kChaseLine)
    return std::vector<double>();
  Expected<Loaded> loaded = load(isShared ? sharedChaseText() : chaseText(), 8);
  if (!loaded)
    return loaded.takeError();
  Expected<aicc_cuda_pointer> from = isShared ? Expected<aicc_cuda_pointer>(aicc_cuda_pointer(0)) : provide(size);
  if (!from)
    return from.takeError();
  std::vector<uint32_t> next;
  if (!isShared)
    if (Error error = writeCircle(*from, size, next))
      return error;
  Experiment experiment;
  experiment.rounds = 1024;
  // Each walk through memory begins where the last one ended: what was walked through before is in L2.
  uint64_t line = 0;
  experiment.work = [&](int64_t rounds, void *stream) {
    uint64_t shared[] = {uint64_t(rounds), loaded->out};
    uint64_t global[] = {*from + line * kChaseLine, uint64_t(rounds), loaded->out};
    llvm::ArrayRef<uint64_t> arguments = isShared ? llvm::ArrayRef<uint64_t>(shared) : llvm::ArrayRef<uint64_t>(global);
    return device->launch(loaded->function, {1, 1, arguments}, stream);
  };
  experiment.check = [&](int64_t rounds) -> Error {
    uint64_t found = 0;
    if (Error error = device->read(&found, loaded->out, isShared ? 4 : 8))
      return error;
    uint64_t end = isShared ? 0 : lineBehind(next, line, rounds);
    line = level == "memory" ? end : 0;
    uint64_t expected = isShared ? uint64_t(rounds) * kSharedStep % kSharedWords * 4 : *from + end * kChaseLine;
    return found == expected ? Error::success() : wrong("latency", found, expected);
  };
  Expected<std::vector<double>> seconds = secondsOf(experiment, repetitions);
  if (!seconds)
    return seconds.takeError();
  for (double &each : *seconds)
    each /= double(experiment.rounds);
  return seconds;
}

Expected<std::unique_ptr<target::DeviceMeter>> nvidia::openMeter() {
  Expected<std::unique_ptr<CudaDevice>> device = CudaDevice::open();
  if (!device)
    return device.takeError();
  return std::make_unique<CudaMeter>(std::move(*device));
}
