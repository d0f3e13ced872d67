// What the tests of the data library share: a folder of their own, whole files, expected errors.
#ifndef AICC_TEST_UNIT_DATA_SCRATCH_H
#define AICC_TEST_UNIT_DATA_SCRATCH_H

#include "compiler/Data/Array.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>

namespace aicc::data {

/// An array of `type` with `values` rounded into it.
inline Array makeArray(ElementType type, llvm::ArrayRef<int64_t> shape,
                       llvm::ArrayRef<double> values = {}) {
  Array array = llvm::cantFail(Array::create(type, shape));
  for (size_t i = 0; i != values.size(); ++i)
    array.set(i, values[i]);
  return array;
}

/// The elements of `array` as doubles.
inline std::vector<double> valuesOf(const Array &array) {
  std::vector<double> values;
  for (int64_t i = 0; i != array.size(); ++i)
    values.push_back(array.get(i));
  return values;
}

/// The message of an error that must have occurred.
template <typename T> std::string messageOf(llvm::Expected<T> result) {
  if (result)
    return "no error";
  return llvm::toString(result.takeError());
}

/// A folder that is removed with everything in it after the test.
class Scratch : public testing::Test {
protected:
  void SetUp() override {
    ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("aicc-data", folder));
  }
  void TearDown() override { llvm::sys::fs::remove_directories(folder); }

  std::string pathOf(llvm::StringRef name) const { return (folder + "/" + name).str(); }

  std::string write(llvm::StringRef name, llvm::StringRef bytes) const {
    std::error_code error;
    llvm::raw_fd_ostream os(pathOf(name), error);
    EXPECT_FALSE(error);
    os << bytes;
    return pathOf(name);
  }

  std::string read(llvm::StringRef name) const {
    auto buffer = llvm::MemoryBuffer::getFile(pathOf(name));
    return buffer ? (*buffer)->getBuffer().str() : "unreadable";
  }

  /// Number of entries in the folder.
  int countFiles() const {
    std::error_code error;
    int count = 0;
    for (llvm::sys::fs::directory_iterator it(folder, error), end; it != end && !error;
         it.increment(error))
      ++count;
    return count;
  }

  llvm::SmallString<64> folder;
};

} // namespace aicc::data

#endif // AICC_TEST_UNIT_DATA_SCRATCH_H
