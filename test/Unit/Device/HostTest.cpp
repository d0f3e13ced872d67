// The choice of the host's device, from features given by hand and from this processor's.
#include "compiler/Device/DeviceFile.h"
#include "compiler/Device/Host.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include <gtest/gtest.h>

using namespace aicc::device;

namespace {
class HostTest : public ::testing::Test {
protected:
  HostTest() : context(mlir::MLIRContext::Threading::DISABLED) {
    devices = llvm::cantFail(readShippedDevices(&context));
  }

  const Device &shipped(llvm::StringRef id) {
    return *llvm::find_if(devices, [&](const Device &device) { return device.id == id; });
  }

  /// What `bestFit` chooses for a processor with the features of device `id` and without `missing`.
  std::string choose(llvm::StringRef id, llvm::StringRef missing = "") {
    llvm::StringMap<bool> features;
    for (const std::string &feature : shipped(id).silicon.isa)
      features[feature] = feature != missing;
    const Device *best = bestFit(devices, shipped(id).target.triple, features);
    return best ? best->id : "";
  }

  mlir::MLIRContext context;
  std::vector<Device> devices;
};

TEST_F(HostTest, EveryCpuChoosesItself) {
  for (const Device &device : devices)
    if (device.backend == "cpu" && !fixedSveBits(device))
      EXPECT_EQ(choose(device.id), device.id);
}

TEST_F(HostTest, OneLengthOfSveIsTakenOnlyByName) {
  EXPECT_EQ(choose("aarch64-sve256"), "aarch64-sve");
  EXPECT_EQ(fixedSveBits(shipped("aarch64-sve256")), 256);
  EXPECT_EQ(fixedSveBits(shipped("aarch64-sve")), std::nullopt);
  EXPECT_EQ(fixedSveBits(shipped("aarch64-neon")), std::nullopt);
}

TEST_F(HostTest, AMissingFeatureFallsBack) {
  EXPECT_EQ(choose("amd-zen5", "avx512vp2intersect"), "x86-64-avx512") << "Zen4 has no vp2intersect";
  EXPECT_EQ(choose("x86-64-avx512", "avx512bf16"), "x86-64-avx2");
  EXPECT_EQ(choose("x86-64-avx2", "fma"), "");
}

TEST_F(HostTest, FeaturesOfAnotherArchitectureDoNotCount) {
  llvm::StringMap<bool> features;
  for (const std::string &feature : shipped("x86-64-avx512").silicon.isa)
    features[feature] = true;
  EXPECT_EQ(bestFit(devices, "aarch64-unknown-linux-gnu", features), nullptr);
}

TEST_F(HostTest, ThisProcessorRunsWhatIsChosenForIt) {
  llvm::Expected<std::string> id = hostDeviceId();
  if (!id)
    GTEST_SKIP() << llvm::toString(id.takeError());
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  for (const std::string &feature : shipped(*id).silicon.isa)
    EXPECT_TRUE(features.lookup(feature)) << feature;
  if (llvm::Triple(llvm::sys::getProcessTriple()).isX86() && features.lookup("avx512bf16"))
    EXPECT_EQ(*id, features.lookup("avx512fp16")           ? "intel-sapphire-rapids"
                   : features.lookup("avx512vp2intersect") ? "amd-zen5"
                                                           : "x86-64-avx512");
}

TEST_F(HostTest, RequiredFeaturesAreAList) {
  EXPECT_EQ(requiredCpuFeatures(shipped("loongarch64-lasx")), "d,f,lasx,lsx");
  EXPECT_EQ(requiredCpuFeatures(shipped("aarch64-sve256")), "fp-armv8,neon,sve,sve-vector-bits=256");
  EXPECT_EQ(requiredCpuFeatures(shipped("nvidia-h20")), "");
}
} // namespace
