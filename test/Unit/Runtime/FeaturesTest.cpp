// Required features against the processor: names, lists, and the state that the system must save.
#include "HostThreads.h"
#include "runtime/Processor.h"

#include <gtest/gtest.h>
#include <string>

namespace {

bool has(const aicc_rt_processor &processor, const std::string &name) {
  return aicc_rt_has_feature(&processor, name.data(), name.size());
}

// A name that every processor of this architecture has.
#if defined(__x86_64__)
#define PRESENT "sse2"
#elif defined(__aarch64__)
#define PRESENT "neon"
#elif defined(__riscv)
#define PRESENT "i"
#endif

// No list, an empty list and empty names ask for nothing.
TEST(Features, nothingRequired) {
  EXPECT_EQ(aicc_rt_missing_feature(nullptr), nullptr);
  EXPECT_EQ(aicc_rt_missing_feature(""), nullptr);
  EXPECT_EQ(aicc_rt_missing_feature(",,"), nullptr);
}

// A name that nobody knows is missing; so are prefixes and extensions of known ones.
TEST(Features, unknownIsMissing) {
  for (const char *name : {"no-such-feature", "avx512", "avx512fx", "sse", "+", "-sse2", " sse2"})
    if (std::string(name) != "sse" || !has(aicc_rt_read_processor(), "sse"))
      EXPECT_EQ(aicc_rt_missing_feature(name), name) << name;
}

#ifdef PRESENT
// The first missing name is returned, where it stands in the list.
TEST(Features, firstMissing) {
  const char *list = PRESENT ",+" PRESENT ",gone,lost," PRESENT;
  EXPECT_STREQ(aicc_rt_missing_feature(list), "gone,lost," PRESENT);
  EXPECT_EQ(aicc_rt_missing_feature(PRESENT ",+" PRESENT), nullptr);
}
#endif

// Entering says it with a status and provides no arena; a complete list is no obstacle afterwards.
TEST(Features, enterRefuses) {
  static const char incomplete[] = "no-such-feature", complete[] = "";
  for (int round = 0; round < 2; ++round) {
    void *arena = &arena;
    EXPECT_EQ(aicc_rt_enter(nullptr, incomplete, 64, &arena), AICC_UNSUPPORTED_PROCESSOR);
    EXPECT_EQ(arena, nullptr);
    EXPECT_EQ(aicc_rt_enter(nullptr, complete, 0, &arena), AICC_OK);
  }
}

// Two artifacts' worth of lists, checked by four threads at once, get the right answers.
TEST(Features, fromFourThreads) {
  static const char incomplete[] = "no-such-feature", complete[] = "", other[] = ",";
  callTogether(4, [&](int caller) {
    for (int round = 0; round < 100; ++round) {
      EXPECT_EQ(aicc_rt_check_features(caller % 2 ? complete : other), AICC_OK);
      EXPECT_EQ(aicc_rt_check_features(incomplete), AICC_UNSUPPORTED_PROCESSOR);
    }
  });
}

#if defined(__x86_64__)

// The compiler's own detection and this one agree.
TEST(FeaturesX86, agreesWithTheCompiler) {
  aicc_rt_processor processor = aicc_rt_read_processor();
  __builtin_cpu_init();
#define EXPECT_AGREES(name) EXPECT_EQ(has(processor, name), !!__builtin_cpu_supports(name)) << name
  EXPECT_AGREES("sse4.2");
  EXPECT_AGREES("popcnt");
  EXPECT_AGREES("avx");
  EXPECT_AGREES("avx2");
  EXPECT_AGREES("fma");
  EXPECT_AGREES("bmi2");
  EXPECT_AGREES("avx512f");
  EXPECT_AGREES("avx512bw");
  EXPECT_AGREES("avx512vl");
  EXPECT_AGREES("avx512vbmi");
  EXPECT_AGREES("avx512vnni");
  EXPECT_AGREES("avx512bf16");
#undef EXPECT_AGREES
}

// A processor that has the instructions under a system that does not save their registers has not.
// Words: 0 is XCR0, the others are CPUID registers.
TEST(FeaturesX86, needsTheSystemsState) {
  aicc_rt_processor processor;
  std::fill(std::begin(processor.words), std::end(processor.words), ~uint64_t(0));
  struct {
    uint64_t xcr0;
    bool avx2, avx512;
  } rows[] = {
      {0x0, false, false}, {0x2, false, false}, {0x3, false, false},
      {0x7, true, false},  {0x67, true, false}, {0xe7, true, true},
  };
  for (const auto &row : rows) {
    processor.words[0] = row.xcr0;
    EXPECT_TRUE(has(processor, "sse2"));
    EXPECT_EQ(has(processor, "avx2"), row.avx2) << std::hex << row.xcr0;
    EXPECT_EQ(has(processor, "fma"), row.avx2) << std::hex << row.xcr0;
    EXPECT_EQ(has(processor, "avx512f"), row.avx512) << std::hex << row.xcr0;
    EXPECT_EQ(has(processor, "avx512bf16"), row.avx512) << std::hex << row.xcr0;
    EXPECT_FALSE(has(processor, "amx-tile")) << std::hex << row.xcr0;
  }
  processor.words[1] = processor.words[4] = 0; // The other way round: state without instructions.
  EXPECT_FALSE(has(processor, "avx512vnni"));
}

#endif

// "sve-vector-bits=256" and "zvl128b": a number between fixed parts, and nothing else.
TEST(Features, numberInName) {
  auto number = [](const std::string &name) {
    return aicc_rt_number_in_name("zvl", "b", name.data(), name.size());
  };
  EXPECT_EQ(number("zvl128b"), 128);
  EXPECT_EQ(number("zvl0b"), 0);
  for (const char *name : {"zvlb", "zvl128", "zvl12x8b", "xvl128b", "zvl-1b", "b", "",
                           "zvl12345678901234567890b"})
    EXPECT_EQ(number(name), -1) << name;
}

} // namespace
