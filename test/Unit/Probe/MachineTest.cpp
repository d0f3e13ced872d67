// What is read of the system's files, from files made by hand.
#include "compiler/Probe/Machine.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

using namespace aicc::probe;

namespace {
class CachesTest : public ::testing::Test {
protected:
  CachesTest() { EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("cpu", folder)); }
  ~CachesTest() override { llvm::sys::fs::remove_directories(folder); }

  void write(const llvm::Twine &name, llvm::StringRef text) {
    std::string path = (folder + "/" + name).str();
    EXPECT_FALSE(llvm::sys::fs::create_directories(llvm::sys::path::parent_path(path)));
    std::error_code code;
    llvm::raw_fd_ostream(path, code) << text << "\n";
    EXPECT_FALSE(code);
  }

  void writeCache(int index, llvm::StringRef level, llvm::StringRef type, llvm::StringRef size, llvm::StringRef sharers) {
    std::string cache = "cache/index" + std::to_string(index) + "/";
    write(cache + "level", level);
    write(cache + "type", type);
    write(cache + "size", size);
    write(cache + "shared_cpu_list", sharers);
    write(cache + "coherency_line_size", "64");
  }

  llvm::SmallString<64> folder;
};

TEST_F(CachesTest, OutermostFirstWithoutInstructionCaches) {
  write("topology/thread_siblings_list", "0,4");
  writeCache(0, "1", "Data", "48K", "0,4");
  writeCache(1, "1", "Instruction", "32K", "0,4");
  writeCache(2, "2", "Unified", "1024K", "0,4");
  writeCache(3, "3", "Unified", "32M", "0-7");
  std::vector<Cache> caches = readCaches(folder);
  ASSERT_EQ(caches.size(), 3u);
  EXPECT_EQ(caches[0].level, 3u);
  EXPECT_EQ(caches[0].capacity, 32 << 20);
  EXPECT_TRUE(caches[0].isShared);
  EXPECT_EQ(caches[2].capacity, 48 << 10);
  EXPECT_EQ(caches[2].line, 64);
  EXPECT_FALSE(caches[2].isShared) << "the threads of one core are not others";
}

TEST_F(CachesTest, ACacheWithoutASizeIsLeftOut) {
  writeCache(0, "1", "Data", "", "0");
  writeCache(1, "2", "Unified", "lots", "0");
  EXPECT_TRUE(readCaches(folder).empty());
  EXPECT_TRUE(readCaches("/nowhere").empty());
}

TEST(MachineTest, TheChosenWordIsInBrackets) {
  EXPECT_EQ(chosenWord("always [madvise] never"), "madvise");
  EXPECT_EQ(chosenWord("always madvise"), "");
}

TEST(MachineTest, CpuinfoGivesTheFirstProcessorsValue) {
  llvm::StringRef info = "processor\t: 0\nmodel name\t: First: of two\n\nprocessor\t: 1\nmodel name\t: Second\n";
  EXPECT_EQ(cpuinfoValue(info, "model name"), "First: of two");
  EXPECT_EQ(cpuinfoValue(info, "vendor_id"), "");
}
} // namespace
