// Where: the device dialect, and a plain view of one device. See DeviceAttrs.td for the attribute.
//
// Three rules hold for every number. It is in SI base units: bytes, bytes/s, Hz, FLOP/s. It is absent where nobody
// knows it, never guessed. And it says for whom it counts: a memory level's `sharedBy` names who shares one instance
// of it ("chip", "xcd", "core", "sm", "cta", "cube", "vector"), capacity and bandwidth are those of one instance; the
// `unit…` fields are those of one of the device's `units` (a core, a streaming multiprocessor, a compute unit).
// The capacity of a scratchpad is a hard rule; that of a cache is a cost.
#ifndef AICC_DIALECTS_DEVICE_DEVICE_H
#define AICC_DIALECTS_DEVICE_DEVICE_H

#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Dialect.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include <optional>
#include <string>
#include <vector>

#include "dialects/Device/DeviceDialect.h.inc"
#define GET_ATTRDEF_CLASSES
#include "dialects/Device/DeviceAttrs.h.inc"

namespace aicc::device {
/// What LLVM and the vendor's tools are told; empty where the target has no such word.
struct Target {
  std::string triple;   ///< "x86_64-unknown-linux-gnu"
  std::string cpu;      ///< LLVM's -mcpu
  std::string features; ///< LLVM's -mattr: "+a,-b"
  std::string chip;     ///< "sm_90a", "gfx942"
};

/// What decides whether two devices share records, together with the sizes of caches and scratchpads.
struct Silicon {
  std::string vendor;
  std::vector<std::string> isa;  ///< CPUs: features in LLVM's spelling that the device has and code may use
  std::string architecture;      ///< accelerators: compute capability or architecture
  std::optional<int64_t> units;  ///< cores, streaming multiprocessors, compute units, cube cores
};

/// Memory is the outermost level; a cache decides by itself what it keeps; a scratchpad is filled by the program.
enum class MemoryKind { Memory, Cache, Scratchpad };

/// One level of memory.
struct MemoryLevel {
  std::string name; ///< "memory", "L2", "shared": what a schedule's band calls it
  MemoryKind kind = MemoryKind::Memory;
  std::string sharedBy;                ///< who shares one instance
  std::optional<int64_t> capacity;     ///< bytes of one instance; of a scratchpad, the most one sharer may ask for
  std::optional<double> bandwidth;     ///< bytes/s that one instance delivers to all its sharers together
  std::optional<int64_t> unitCapacity; ///< bytes that one unit holds, for all that live on it
  std::optional<double> unitBandwidth; ///< bytes/s, the most that one unit alone can draw
  std::optional<double> latency;       ///< seconds from a load to its value, while nothing else is on its way
  std::optional<int64_t> line;         ///< bytes: cache line, or required alignment of a scratchpad's transfers
  std::optional<int64_t>
      streamWindow; ///< bytes within which reads may come in any order for hardware to fetch what follows
  std::optional<int64_t> asyncBytes;   ///< bytes of the smallest copy into a scratchpad that runs beside arithmetic
};

/// Something that work is spread over.
struct ParallelResource {
  std::string name;              ///< "threads", "sm", "cta", "warp", "cube": what a schedule's band calls it
  std::string within;            ///< the scope that `count` and `limit` are for: "chip", "sm", "cta"
  std::optional<int64_t> count;  ///< how many there are in hardware within the scope
  std::optional<int64_t> limit;  ///< the most that a program may ask for within the scope
  std::optional<int64_t> width;  ///< lanes that run in step in one (32 for a warp)
  std::optional<int64_t> unitLimit; ///< the most that live on one unit at once, of all programs' parts there
};

/// The vector registers of a CPU thread, or the scalar registers of a GPU lane.
struct RegisterFile {
  int64_t bits = 0;                 ///< of one register; the least possible where `scalable`
  std::optional<int64_t> count;     ///< the most that one thread can name
  std::optional<int64_t> unitCount; ///< how many one unit has for all its threads
  bool scalable = false;            ///< the length is a multiple of `bits`, known at run time
};

enum class InstructionKind { Vector, Matrix };

/// One instruction that multiplies and adds: acc[m, n] += a[m, k] * b[k, n].
struct Instruction {
  std::string name; ///< "vdpbf16ps": what a schedule calls it
  InstructionKind kind = InstructionKind::Vector;
  int64_t m = 1, n = 1, k = 1;         ///< elements; of scalable registers, n for the least length
  std::optional<int64_t> nMultiple;    ///< n may also be any smaller multiple of this
  std::string a, b, acc;               ///< element types: "bf16", "u8", "s32", "f8e4m3"
  std::optional<double> flopsPerCycle; ///< of one unit; a multiplication and an addition are two
  std::optional<double> peakFlops;     ///< FLOP/s of the whole device
};

/// A way to other devices.
struct Link {
  std::string name;                ///< "nvlink", "pcie"
  std::optional<double> bandwidth; ///< bytes/s, both directions together
};

/// One device. A copy of what the attribute says, in plain types.
struct Device {
  std::string id, description;
  std::string backend; ///< "cpu", "nvidia", "amd", "ascend"
  Target target;
  Silicon silicon;
  std::optional<double> clockHz;
  std::vector<MemoryLevel> levels; ///< outermost first, never empty
  std::vector<ParallelResource> parallel;
  std::optional<RegisterFile> registers;
  std::vector<Instruction> instructions;
  std::vector<Link> links;

  /// The memory level called `name`, or null.
  const MemoryLevel *level(llvm::StringRef name) const;
  /// The parallel resource called `name`, or null.
  const ParallelResource *resource(llvm::StringRef name) const;
  /// The instruction called `name`, or null.
  const Instruction *instruction(llvm::StringRef name) const;
  /// The instructions that multiply `a` by `b` into `acc` (types as in `Instruction`), in the file's order.
  std::vector<const Instruction *> instructionsFor(llvm::StringRef a, llvm::StringRef b, llvm::StringRef acc) const;
  /// FLOP/s of the whole device with `instruction`: its peak, else flops per cycle times clock times units.
  std::optional<double> peakFlops(const Instruction &instruction) const;
  /// Bytes of the largest cache; 0 where no size of one is known.
  int64_t largestCacheBytes() const;
  /// What records of this device are keyed by, as one line of text; equal for devices that share records:
  /// `vendor=…;isa=a+b;units=…;L2=…;L1=…`. Rates, names and the size of main memory are not in it.
  std::string siliconKey() const;
};

/// "memory", "cache" or "scratchpad".
llvm::StringRef stringifyMemoryKind(MemoryKind kind);
/// "vector" or "matrix".
llvm::StringRef stringifyInstructionKind(InstructionKind kind);

/// The device that `id` and `properties` describe, or failure after one diagnostic for the first thing wrong.
llvm::FailureOr<Device> fromProperties(llvm::StringRef id, mlir::DictionaryAttr properties,
                                       llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

/// The view of `attr`. Fails only for attributes made without the verifier.
llvm::FailureOr<Device> fromAttr(DeviceAttr attr, llvm::function_ref<mlir::InFlightDiagnostic()> emitError);

/// The device `id` in the `dlti.target_system_spec` of `from` or of the nearest operation around it that holds one
/// with this ID; null where there is none.
DeviceAttr lookupDevice(mlir::Operation *from, llvm::StringRef id);

/// As `lookupDevice`, viewed; where there is none, an error at `from` that lists the devices that are there.
llvm::FailureOr<Device> requireDevice(mlir::Operation *from, llvm::StringRef id);

/// As `lookupDevice`, viewed; nothing, and no error, where `id` is null or there is no such device.
std::optional<Device> findDevice(mlir::Operation *from, mlir::StringAttr id);

/// Adds `device` to the `dlti.target_system_spec` of `module`, in place of one with the same ID.
void attachDevice(mlir::ModuleOp module, DeviceAttr device);
} // namespace aicc::device

#endif // AICC_DIALECTS_DEVICE_DEVICE_H
