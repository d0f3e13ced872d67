// Sessions survive what goes wrong and answer with the documented exit code; output files come together or not at all.
#include "compiler/Artifact/OutputFiles.h"
#include "compiler/Driver/Session.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"
#include <csignal>
#include <cstdlib>

using namespace aicc;
using namespace aicc::driver;
namespace fs = llvm::sys::fs;

static std::string read(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  return buffer ? (*buffer)->getBuffer().str() : "absent";
}

/// A folder that goes with the test.
class Folder : public testing::Test {
protected:
  void SetUp() override { ASSERT_FALSE(fs::createUniqueDirectory("aicc-test", folder)); }
  void TearDown() override { fs::remove_directories(folder); }
  std::string path(llvm::StringRef name) { return (folder + "/" + name).str(); }
  llvm::SmallString<128> folder;
};

static int runWith(llvm::function_ref<llvm::Error(Compilation &)> work) {
  Session session({"aicc", "test"}, "", CompileOptions());
  int code = session.run(work);
  if (!session.getReproducer().empty())
    fs::remove_directories(session.getReproducer());
  return code;
}

TEST(Session, KindsOfErrorsHaveExitCodes) {
  EXPECT_EQ(runWith([](Compilation &) { return llvm::Error::success(); }), 0);
  EXPECT_EQ(runWith([](Compilation &) { return llvm::createStringError("wrong"); }), 1);
  EXPECT_EQ(runWith([](Compilation &) { return llvm::make_error<CheckError>("wrong"); }), 2);
  EXPECT_EQ(runWith([](Compilation &) { return llvm::make_error<InternalError>("wrong"); }), 3);
  EXPECT_EQ(runWith([](Compilation &) { return llvm::make_error<HardwareError>("absent"); }), 4);
}

TEST(Session, CrashesBecomeInternalErrors) {
  EXPECT_EQ(runWith([](Compilation &) -> llvm::Error { abort(); }), 3);
  EXPECT_EQ(runWith([](Compilation &) -> llvm::Error {
              raise(SIGSEGV);
              return llvm::Error::success();
            }),
            3);
}

TEST_F(Folder, ReproducerHoldsModuleAndCommand) {
  std::string input = path("in.mlir"), text = "func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> { return %x : tensor<4xf32> }\n";
  llvm::cantFail(artifact::writeFileAtomically(input, text));
  CompileOptions options;
  options.target = "x86-64-avx2";
  Session session({"aicc", "it's"}, input, options);
  int code = session.run([&](Compilation &compilation) -> llvm::Error {
    llvm::cantFail(compilation.parse(input));
    llvm::cantFail(compilation.runUntil(Phase::Graph));
    abort();
  });
  EXPECT_EQ(code, 3);
  std::string reproducer = session.getReproducer().str();
  EXPECT_EQ(read(reproducer + "/input.mlir"), text);
  EXPECT_EQ(read(reproducer + "/command.sh"), "aicc 'it'\\''s'\n");
  EXPECT_NE(read(reproducer + "/pipeline.txt").find("choose-regions"), std::string::npos);
  EXPECT_NE(read(reproducer + "/error.txt").find("phase graph"), std::string::npos);
  fs::remove_directories(reproducer);
}

TEST_F(Folder, FilesAppearTogether) {
  artifact::OutputFiles files;
  files.add(path("a"), "1");
  files.add(path("b"), "2", /*isExecutable=*/true);
  ASSERT_FALSE(files.commit());
  EXPECT_EQ(read(path("a")), "1");
  EXPECT_EQ(read(path("b")), "2");
  EXPECT_TRUE(fs::can_execute(path("b")));
  EXPECT_FALSE(fs::can_execute(path("a")));
}

TEST_F(Folder, FilesThatCannotBePlacedTakeTheOthersBack) {
  llvm::cantFail(artifact::writeFileAtomically(path("old"), "before"));
  artifact::OutputFiles files;
  files.add(path("old"), "after");
  files.add(path("new"), "after");
  files.add("/dev/full", "this fails when everything else is in place");
  llvm::Error error = files.commit();
  EXPECT_TRUE(bool(error));
  EXPECT_NE(llvm::toString(std::move(error)).find("/dev/full"), std::string::npos);
  EXPECT_EQ(read(path("old")), "before");
  EXPECT_EQ(read(path("new")), "absent");
  std::error_code code;
  int count = 0;
  for (fs::directory_iterator entry(folder, code), end; entry != end && !code; entry.increment(code))
    ++count;
  EXPECT_EQ(count, 1);
}
