// Contestants that misbehave are reported; those that behave are timed. The programs here are shell scripts.
#include "compiler/Bench/Contestant.h"

#include <gtest/gtest.h>

using namespace aicc::bench;

static llvm::Expected<std::unique_ptr<Contestant>> start(const char *script, std::string &refusal) {
  Launch launch;
  launch.label = "scripted", launch.program = "/bin/sh", launch.arguments = {"-c", script};
  launch.environment = {{"AICC_TEST_SET", "seen"}, {"HOME", ""}};
  return Contestant::start(launch, refusal);
}

/// The error of starting `script`, or of letting it make two calls.
static std::string errorOf(const char *script) {
  std::string refusal;
  auto contestant = start(script, refusal);
  if (!contestant)
    return llvm::toString(contestant.takeError());
  return llvm::toString((*contestant)->run(0, 2).takeError());
}

TEST(Contestant, IsTimedAndWritesItsResult) {
  std::string refusal;
  const char *script = "echo ready scripted 1.0; read c; [ \"$c\" = 'run 1 3' ] && echo ms 1 2.5 3e-3;"
                       "read c; [ \"$c\" = 'write a b' ] && echo written; read c";
  auto contestant = llvm::cantFail(start(script, refusal));
  ASSERT_TRUE(contestant);
  EXPECT_EQ(contestant->getVersion(), "scripted 1.0");
  EXPECT_EQ(llvm::cantFail(contestant->run(1, 3)), (std::vector<double>{1, 2.5, 3e-3}));
  EXPECT_FALSE(bool(contestant->write("a b")));
}

TEST(Contestant, GetsItsEnvironment) {
  std::string refusal;
  auto contestant = llvm::cantFail(start("echo ready $AICC_TEST_SET ${HOME-unset}; read c", refusal));
  EXPECT_EQ(contestant->getVersion(), "seen unset");
}

TEST(Contestant, MayRefuse) {
  std::string refusal;
  EXPECT_FALSE(llvm::cantFail(start("echo unsupported no such type", refusal)));
  EXPECT_EQ(refusal, "no such type");
}

TEST(Contestant, IsReportedWhereItMisbehaves) {
  EXPECT_NE(errorOf("exit 1").find("ended without an answer"), std::string::npos);
  EXPECT_NE(errorOf("echo error no memory").find("'error no memory'"), std::string::npos);
  EXPECT_NE(errorOf("echo ready; echo ready x y; exit").find("answered 'ready'"), std::string::npos);
  EXPECT_NE(errorOf("echo ready x; read c; exit").find("ended without an answer"), std::string::npos);
  EXPECT_NE(errorOf("echo ready x; read c; echo ms 1").find("answered 1 times; expected 2"), std::string::npos);
  EXPECT_NE(errorOf("echo ready x; read c; echo ms 1 b").find("expected milliseconds"), std::string::npos);
  EXPECT_NE(errorOf("echo ready x; read c; echo error broken").find("'error broken'"), std::string::npos);
}

TEST(Contestant, IsReportedWhereItsProgramIsMissing) {
  Launch launch;
  launch.label = "absent", launch.program = "/nowhere/absent";
  std::string refusal;
  EXPECT_NE(llvm::toString(Contestant::start(launch, refusal).takeError()).find("absent"), std::string::npos);
}
