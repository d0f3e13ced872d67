// What holds for every file in devices/, and facts that later parts build on.
#include "compiler/Device/DeviceFile.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/TargetParser/Triple.h"
#include "llvm/TargetParser/X86TargetParser.h"
#include <gtest/gtest.h>

using namespace aicc::device;

namespace {
class ShippedDevicesTest : public ::testing::Test {
protected:
  ShippedDevicesTest() : context(mlir::MLIRContext::Threading::DISABLED) {
    auto read = readShippedDevices(&context);
    if (read)
      devices = std::move(*read);
    else
      ADD_FAILURE() << llvm::toString(read.takeError());
  }
  mlir::MLIRContext context;
  std::vector<Device> devices;
};

TEST_F(ShippedDevicesTest, TheFileIsNamedAfterTheId) {
  ASSERT_EQ(devices.size(), embeddedDevices().size());
  EXPECT_EQ(devices.size(), 19u);
  for (size_t index = 0; index < devices.size(); ++index)
    EXPECT_EQ(devices[index].id, embeddedDevices()[index].id.str());
}

TEST_F(ShippedDevicesTest, LevelsStartAtMemoryAndNeverGrowInwards) {
  for (const Device &device : devices) {
    EXPECT_EQ(device.levels.front().kind, MemoryKind::Memory) << device.id;
    for (size_t index = 1; index < device.levels.size(); ++index)
      EXPECT_NE(device.levels[index].kind, MemoryKind::Memory) << device.id;
    if (device.backend != "cpu")
      continue;
    for (size_t index = 2; index < device.levels.size(); ++index)
      if (device.levels[index].capacity && device.levels[index - 1].capacity)
        EXPECT_LT(*device.levels[index].capacity, *device.levels[index - 1].capacity) << device.id;
  }
}

TEST_F(ShippedDevicesTest, ScratchpadsHaveACapacityBecauseItIsAHardRule) {
  for (const Device &device : devices)
    for (const MemoryLevel &level : device.levels)
      if (level.kind == MemoryKind::Scratchpad)
        EXPECT_TRUE(level.capacity.has_value()) << device.id << " " << level.name;
}

TEST_F(ShippedDevicesTest, VectorInstructionsFillARegister) {
  const llvm::StringMap<int64_t> bits = {{"f64", 64}, {"f32", 32}, {"s32", 32}, {"f16", 16}};
  for (const Device &device : devices)
    for (const Instruction &instruction : device.instructions)
      if (instruction.kind == InstructionKind::Vector && device.backend == "cpu")
        EXPECT_EQ(instruction.m * instruction.n * bits.lookup(instruction.acc), device.registers->bits)
            << device.id << " " << instruction.name;
}

TEST_F(ShippedDevicesTest, PeakIsRateTimesClockTimesUnits) {
  for (const Device &device : devices)
    for (const Instruction &instruction : device.instructions) {
      if (!instruction.peakFlops || !instruction.flopsPerCycle || instruction.kind != InstructionKind::Matrix)
        continue;
      double product = *instruction.flopsPerCycle * *device.clockHz * static_cast<double>(*device.silicon.units);
      EXPECT_NEAR(product / *instruction.peakFlops, 1.0, 0.02) << device.id << " " << instruction.name;
    }
}

TEST_F(ShippedDevicesTest, X86TargetsUseNoFeatureThatIsNotChecked) {
  for (const Device &device : devices) {
    if (device.backend != "cpu" || !llvm::Triple(device.target.triple).isX86())
      continue;
    llvm::StringSet<> isa;
    for (const std::string &feature : device.silicon.isa)
      isa.insert(feature);
    llvm::SmallVector<llvm::StringRef> used;
    llvm::X86::getFeaturesForCPU(device.target.cpu, used);
    llvm::SmallVector<llvm::StringRef> extra;
    llvm::StringRef(device.target.features).split(extra, ',', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef feature : extra)
      if (feature.consume_front("+"))
        used.push_back(feature);
    // Every x86-64 has x87; xsave belongs to the system, not to kernels.
    for (llvm::StringRef feature : used)
      if (feature != "x87" && feature != "xsave")
        EXPECT_TRUE(isa.contains(feature)) << device.id << " " << feature.str();
  }
}

TEST_F(ShippedDevicesTest, CodeForAvx512RunsOnZen4AndSapphireRapids) {
  const Device &device = *llvm::find_if(devices, [](const Device &it) { return it.id == "x86-64-avx512"; });
  for (const char *cpu : {"znver4", "sapphirerapids"}) {
    llvm::SmallVector<llvm::StringRef> has;
    llvm::X86::getFeaturesForCPU(cpu, has);
    for (const std::string &feature : device.silicon.isa) {
      // What LLVM leaves out of its lists, as other features bring it along.
      bool implied = llvm::StringRef("cmov sse sse2 sse3 ssse3 sse4.1 avx").contains(feature);
      EXPECT_TRUE(implied || llvm::is_contained(has, feature)) << cpu << " " << feature;
    }
  }
  // Otherwise x86-64-v4 prefers 256-bit vectors in what the compiler vectorises by itself.
  EXPECT_NE(device.target.features.find("-prefer-256-bit"), std::string::npos);
}

TEST_F(ShippedDevicesTest, H20HasAQuarterOfTheTensorRateButTheSameVectorRate) {
  auto rate = [&](llvm::StringRef id, llvm::StringRef name) {
    const Device &device = *llvm::find_if(devices, [&](const Device &it) { return it.id == id; });
    return *device.instruction(name)->flopsPerCycle;
  };
  EXPECT_NEAR(rate("nvidia-h100", "wgmma.m64n256k16.bf16") / rate("nvidia-h20", "wgmma.m64n256k16.bf16"), 4, 0.05);
  EXPECT_EQ(rate("nvidia-h100", "fma.rn.f32"), rate("nvidia-h20", "fma.rn.f32"));
}
} // namespace
