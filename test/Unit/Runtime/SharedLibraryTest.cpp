// The runtime as it is used: linked into shared libraries, several of which live in one process.
#include "runtime/aicc_runtime.h"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace {

struct Artifact {
  explicit Artifact(const char *path) : handle(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {}
  ~Artifact() {
    if (handle)
      dlclose(handle);
  }
  template <typename Function> Function *get(const char *name) const {
    return reinterpret_cast<Function *>(dlsym(handle, name));
  }
  void *handle;
};

using Double = aicc_status(const aicc_context *, const float *, float *);

// A listener that keeps the names of the kernels and checks that time goes forward.
void keepName(void *names, const char *kernel, int64_t begin, int64_t end) {
  EXPECT_LE(begin, end);
  static_cast<std::vector<std::string> *>(names)->push_back(kernel);
}

// An artifact computes, reports its kernels, and does both with a NULL context and with a full one.
TEST(SharedLibrary, runs) {
  Artifact artifact(RUNTIME_ARTIFACT_PATH);
  ASSERT_NE(artifact.handle, nullptr) << dlerror();
  auto *run = artifact.get<Double>("handmade_double");
  std::vector<float> in(64, 1.5f), out(64);
  EXPECT_EQ(run(nullptr, in.data(), out.data()), AICC_OK);
  EXPECT_EQ(out, std::vector<float>(64, 3.0f));

  std::vector<std::string> names;
  std::vector<char> arena(artifact.get<size_t()>("handmade_double_arena_bytes")() + 63);
  aicc_context context = aicc_context_default();
  context.arena = arena.data();
  context.arena_bytes = arena.size();
  context.trace = keepName;
  context.trace_data = &names;
  in.assign(64, 2.0f);
  EXPECT_EQ(run(&context, in.data(), out.data()), AICC_OK);
  EXPECT_EQ(out, std::vector<float>(64, 4.0f));
  EXPECT_EQ(names, std::vector<std::string>{"double"});
}

// An artifact exports its version and nothing else of the runtime.
TEST(SharedLibrary, exportsOnlyTheAbi) {
  Artifact artifact(RUNTIME_ARTIFACT_PATH);
  ASSERT_NE(artifact.handle, nullptr) << dlerror();
  EXPECT_EQ(artifact.get<int32_t()>("aicc_abi_version")(), AICC_ABI_VERSION);
  for (const char *name : {"aicc_rt_enter", "aicc_rt_leave", "aicc_rt_parallel_for",
                           "aicc_rt_missing_feature", "aicc_rt_required_features"})
    EXPECT_EQ(dlsym(artifact.handle, name), nullptr) << name;
}

// An artifact for another processor loads, answers with a status, writes nothing, and does not
// disturb its neighbour.
TEST(SharedLibrary, refusesBesideANeighbour) {
  Artifact refused(RUNTIME_ARTIFACT_REFUSED_PATH), accepted(RUNTIME_ARTIFACT_PATH);
  ASSERT_NE(refused.handle, nullptr) << dlerror();
  ASSERT_NE(accepted.handle, nullptr) << dlerror();
  std::vector<float> in(64, 1.0f), out(64, 7.0f);
  EXPECT_EQ(refused.get<int32_t()>("aicc_abi_version")(), AICC_ABI_VERSION);
  EXPECT_EQ(refused.get<Double>("handmade_double")(nullptr, in.data(), out.data()),
            AICC_UNSUPPORTED_PROCESSOR);
  EXPECT_EQ(out, std::vector<float>(64, 7.0f));
  EXPECT_EQ(accepted.get<Double>("handmade_double")(nullptr, in.data(), out.data()), AICC_OK);
  EXPECT_EQ(out, std::vector<float>(64, 2.0f));
}

} // namespace
