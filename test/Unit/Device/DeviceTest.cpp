// The attribute in modules, and questions to the view.
#include "compiler/Device/DeviceFile.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include <gtest/gtest.h>

using namespace aicc::device;
using namespace mlir;

namespace {
class DeviceTest : public ::testing::Test {
protected:
  DeviceTest() : context(MLIRContext::Threading::DISABLED) {
    module = ModuleOp::create(UnknownLoc::get(&context));
    OpBuilder builder(module->getBodyRegion());
    inner = ModuleOp::create(builder, UnknownLoc::get(&context));
  }

  DeviceAttr read(llvm::StringRef id) { return llvm::cantFail(readDevice(&context, id)); }
  Device view(llvm::StringRef id) {
    return *fromAttr(read(id), [&] { return emitError(UnknownLoc::get(&context)); });
  }

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  ModuleOp inner;
};

TEST_F(DeviceTest, SeveralDevicesInOneModule) {
  attachDevice(*module, read("nvidia-h20"));
  attachDevice(*module, read("nvidia-h100"));
  attachDevice(*module, read("nvidia-h20"));
  EXPECT_TRUE(succeeded(module->verify()));
  EXPECT_EQ(lookupDevice(inner, "nvidia-h20"), read("nvidia-h20"));
  EXPECT_EQ(lookupDevice(inner, "nvidia-h100"), read("nvidia-h100"));
  EXPECT_EQ(lookupDevice(inner, "nvidia-a100"), DeviceAttr());
  auto system = (*module)->getAttrOfType<TargetSystemSpecInterface>(DLTIDialect::kTargetSystemDescAttrName);
  EXPECT_EQ(system.getEntries().size(), 2u) << "attaching again replaces";
}

TEST_F(DeviceTest, TheNearestModuleWins) {
  Device h20 = view("nvidia-h20");
  attachDevice(*module, read("nvidia-h20"));
  Builder builder(&context);
  DictionaryAttr other = builder.getDictionaryAttr(
      {builder.getNamedAttr("backend", builder.getStringAttr("nvidia")),
       builder.getNamedAttr("silicon", builder.getDictionaryAttr(
                                           builder.getNamedAttr("vendor", builder.getStringAttr("other")))),
       builder.getNamedAttr("levels", read("nvidia-h20").getProperties().get("levels"))});
  attachDevice(inner, DeviceAttr::get(&context, "nvidia-h20", other));
  EXPECT_EQ(requireDevice(inner, "nvidia-h20")->silicon.vendor, "other");
  EXPECT_EQ(requireDevice(*module, "nvidia-h20")->silicon.vendor, h20.silicon.vendor);
}

TEST_F(DeviceTest, RequiringAnAbsentDeviceListsThoseThatAreThere) {
  attachDevice(*module, read("nvidia-h20"));
  std::string text;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    text += diagnostic.str();
    return success();
  });
  EXPECT_TRUE(failed(requireDevice(inner, "nvidia-h100")));
  EXPECT_NE(text.find("expects device 'nvidia-h100'"), std::string::npos) << text;
  EXPECT_NE(text.find("found nvidia-h20"), std::string::npos) << text;
}

TEST_F(DeviceTest, DLTIFindsProperties) {
  attachDevice(*module, read("nvidia-h20"));
  FailureOr<Attribute> clock = dlti::query(inner, {"nvidia-h20", "clock"});
  ASSERT_TRUE(succeeded(clock));
  EXPECT_EQ(cast<FloatAttr>(*clock).getValueAsDouble(), 1.853e9);
  EXPECT_TRUE(failed(dlti::query(inner, {"nvidia-h20", "nothing"})));
}

TEST_F(DeviceTest, EveryShippedDeviceRoundTripsAsText) {
  for (const EmbeddedDevice &shipped : embeddedDevices()) {
    DeviceAttr device = read(shipped.id);
    std::string text;
    llvm::raw_string_ostream(text) << device;
    EXPECT_EQ(parseAttribute(text, &context), device) << text;
  }
}

TEST_F(DeviceTest, RecordsAreSharedByEqualSilicon) {
  EXPECT_EQ(view("nvidia-h100").siliconKey(), view("nvidia-h800").siliconKey()) << "they differ in the link only";
  EXPECT_EQ(view("nvidia-a100").siliconKey(), view("nvidia-a800").siliconKey()) << "they differ in the link only";
  EXPECT_NE(view("nvidia-h100").siliconKey(), view("nvidia-h20").siliconKey()) << "both are sm_90a";
  EXPECT_NE(view("x86-64-avx2").siliconKey(), view("x86-64-avx512").siliconKey());
}

TEST_F(DeviceTest, InstructionsAreFoundByTypes) {
  Device device = view("x86-64-avx512");
  std::vector<const Instruction *> found = device.instructionsFor("bf16", "bf16", "f32");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front()->name, "vdpbf16ps");
  EXPECT_EQ(found.front()->n, 16);
  EXPECT_EQ(found.front()->k, 2);
  EXPECT_TRUE(device.instructionsFor("f16", "f16", "f32").empty());
}
} // namespace
