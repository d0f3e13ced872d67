// Reading what NumPy writes, and writing what it reads.
#include "NumpyFiles.h"
#include "Scratch.h"
#include "compiler/Data/Npy.h"
#include "compiler/Data/NpyHeader.h"
#include "compiler/Data/RandomInput.h"
#include "llvm/Support/Error.h"
#include <cmath>
#include <csignal>
#include <numeric>
#include <sys/resource.h>

using namespace aicc::data;

namespace {

class NpyTest : public Scratch {
protected:
  std::vector<double> readValues(const std::string &bytes, ElementType type,
                                 llvm::ArrayRef<int64_t> shape) {
    llvm::Expected<Array> array = readNpy(write("a.npy", bytes), type, shape);
    if (array)
      return valuesOf(*array);
    ADD_FAILURE() << llvm::toString(array.takeError());
    return {};
  }
};

using Values = std::vector<double>;

TEST_F(NpyTest, ReadsEveryTypeThatNumpyWrites) {
  EXPECT_EQ(readValues(numpy::float32, ElementType::F32, {2, 3}),
            (Values{0.5, -1, 2, 3, -0.0, INFINITY}));
  EXPECT_EQ(readValues(numpy::float64, ElementType::F64, {2}), (Values{1.5, -2.25}));
  EXPECT_EQ(readValues(numpy::float16, ElementType::F16, {2}), (Values{1, -0.5}));
  EXPECT_EQ(readValues(numpy::boolean, ElementType::I1, {3}), (Values{1, 0, 1}));
  EXPECT_EQ(readValues(numpy::int8, ElementType::I8, {2}), (Values{-128, 127}));
  EXPECT_EQ(readValues(numpy::int16, ElementType::I16, {1}), (Values{-300}));
  EXPECT_EQ(readValues(numpy::int32, ElementType::I32, {2}), (Values{-70000, 7}));
  EXPECT_EQ(readValues(numpy::int64Scalar, ElementType::I64, {}), (Values{-0x1p40}));
  EXPECT_EQ(readValues(numpy::noElements, ElementType::F32, {0, 4}), Values{});
}

TEST_F(NpyTest, ReadsTheThreeSpellingsOfBFloat) {
  for (const std::string &file : {numpy::bfloat16, numpy::opaque16, numpy::unsigned16})
    EXPECT_EQ(readValues(file, ElementType::BF16, {2}), (Values{1, -2}));
}

TEST_F(NpyTest, ReadsEveryVersion) {
  for (const std::string &file : {numpy::int8, numpy::int8Version2, numpy::int8Version3})
    EXPECT_EQ(readValues(file, ElementType::I8, {2}), (Values{-128, 127}));
}

TEST_F(NpyTest, MakesFortranOrderRowMajor) {
  Values six(6), many(24);
  std::iota(six.begin(), six.end(), 0);
  std::iota(many.begin(), many.end(), 0);
  EXPECT_EQ(readValues(numpy::fortran, ElementType::F32, {2, 3}), six);
  EXPECT_EQ(readValues(numpy::fortranRank3, ElementType::I8, {2, 3, 4}), many);
}

TEST_F(NpyTest, NegativeExpectedExtentTakesAny) {
  EXPECT_EQ(readValues(numpy::fortran, ElementType::F32, {-1, 3}).size(), 6u);
}

// Any order of keys, any blanks, either quote, with or without the last comma.
TEST_F(NpyTest, HeaderIsTolerantOfSpacing) {
  for (llvm::StringRef dictionary :
       {"{'shape':(2,),'fortran_order':False,'descr':'|i1'}",
        "  { \"descr\" : \"|i1\" ,\n\t'fortran_order' : False , 'shape' : ( 2 , ) , }  \n",
        "{'descr': '<i1', 'fortran_order': True, 'shape': (2L,)}"}) {
    std::string length{char(dictionary.size()), 0};
    std::string file = std::string("\x93NUMPY\1\0", 8) + length + dictionary.str() + "\x80\x7f";
    EXPECT_EQ(readValues(file, ElementType::I8, {2}), (Values{-128, 127}));
  }
}

// NumPy's own bytes, read and written again, are the same bytes.
TEST_F(NpyTest, WritesTheBytesThatNumpyWrites) {
  struct Case {
    const std::string &file;
    ElementType type;
    llvm::SmallVector<int64_t> shape;
  };
  const Case cases[] = {
      {numpy::float32, ElementType::F32, {2, 3}}, {numpy::float64, ElementType::F64, {2}},
      {numpy::float16, ElementType::F16, {2}},    {numpy::opaque16, ElementType::BF16, {2}},
      {numpy::boolean, ElementType::I1, {3}},     {numpy::int8, ElementType::I8, {2}},
      {numpy::int16, ElementType::I16, {1}},      {numpy::int32, ElementType::I32, {2}},
      {numpy::int64Scalar, ElementType::I64, {}}, {numpy::noElements, ElementType::F32, {0, 4}}};
  for (const Case &c : cases) {
    Array array = llvm::cantFail(readNpy(write("in.npy", c.file), c.type, c.shape));
    ASSERT_FALSE(llvm::errorToBool(writeNpy(pathOf("out.npy"), array)));
    EXPECT_EQ(read("out.npy"), c.file) << nameOf(c.type).str();
  }
}

TEST_F(NpyTest, RoundTripsLargeArraysAndLeavesOneFile) {
  Array array = makeArray(ElementType::BF16, {257, 1023});
  fillRandom(array, 1, 0);
  ASSERT_FALSE(llvm::errorToBool(writeNpy(pathOf("a.npy"), array)));
  ASSERT_FALSE(llvm::errorToBool(writeNpy(pathOf("a.npy"), array)));
  Array back = llvm::cantFail(readNpy(pathOf("a.npy"), ElementType::BF16, {257, 1023}));
  EXPECT_EQ(std::memcmp(back.data(), array.data(), array.bytes()), 0);
  EXPECT_EQ(countFiles(), 1);
}

// A percent sign in a path is no placeholder.
TEST_F(NpyTest, WritesToAnyName) {
  ASSERT_FALSE(llvm::sys::fs::create_directory(pathOf("a%20b")));
  Array array = makeArray(ElementType::I8, {2}, {-128, 127});
  EXPECT_EQ(llvm::toString(writeNpy(pathOf("a%20b/%%%.npy"), array)), "");
  EXPECT_EQ(read("a%20b/%%%.npy"), numpy::int8);
}

TEST_F(NpyTest, HeaderOfAnyRankKeepsTheDataAligned) {
  for (size_t rank = 0; rank != 40; ++rank) {
    llvm::SmallVector<int64_t> shape(rank, 1);
    std::string header = llvm::cantFail(printNpyHeader("<f4", shape));
    NpyHeader parsed = llvm::cantFail(parseNpyHeader(header));
    EXPECT_EQ(parsed.dataOffset, header.size());
    EXPECT_EQ(header.size() % 64, 0u);
    EXPECT_EQ(parsed.shape, shape);
  }
}

TEST_F(NpyTest, WriteRefusesRanksThatFitNoHeader) {
  llvm::SmallVector<int64_t> shape(30000, 1);
  EXPECT_NE(messageOf(printNpyHeader("<f4", shape)).find("30000 extents"), std::string::npos);
}

std::string messageOfWrite(const std::string &path) {
  return llvm::toString(writeNpy(path, makeArray(ElementType::F64, {100000})));
}

TEST_F(NpyTest, WriteToAMissingFolderFailsAndLeavesNothing) {
  std::string message = messageOfWrite(pathOf("missing/a.npy"));
  EXPECT_NE(message.find("missing/a.npy: cannot write the array: "), std::string::npos) << message;
  EXPECT_NE(message.find("No such file or directory"), std::string::npos) << message;
  EXPECT_EQ(countFiles(), 0);
}

// A rename would turn the device into a file.
TEST_F(NpyTest, WriteRefusesFoldersAndDevices) {
  EXPECT_NE(messageOfWrite(folder.str().str()).find("not a regular file"), std::string::npos);
  EXPECT_NE(messageOfWrite("/dev/null").find("not a regular file"), std::string::npos);
}

// A disk that is full, played by a limit on the size of files: the earlier file stays as it was.
TEST_F(NpyTest, WriteThatRunsOutOfRoomKeepsTheEarlierFile) {
  write("a.npy", "earlier");
  sigset_t signals, before;
  sigemptyset(&signals);
  sigaddset(&signals, SIGXFSZ);
  sigprocmask(SIG_BLOCK, &signals, &before);
  rlimit limit;
  getrlimit(RLIMIT_FSIZE, &limit);
  rlimit small{4096, limit.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  std::string message = messageOfWrite(pathOf("a.npy"));
  setrlimit(RLIMIT_FSIZE, &limit);
  timespec now{0, 0};
  sigtimedwait(&signals, nullptr, &now);
  sigprocmask(SIG_SETMASK, &before, nullptr);
  EXPECT_NE(message.find("File too large"), std::string::npos) << message;
  EXPECT_EQ(read("a.npy"), "earlier");
  EXPECT_EQ(countFiles(), 1);
}

} // namespace
