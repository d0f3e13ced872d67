// Opening and closing a call: the context's checks and where scratch memory comes from.
#include "runtime/Artifact.h"

#include <cstdlib>
#include <gtest/gtest.h>

extern "C" int public_header_default_is_zero(void);

namespace {

bool isAligned(const void *pointer) {
  return reinterpret_cast<uintptr_t>(pointer) % AICC_RT_ALIGNMENT == 0;
}

// An allocator that counts what is out.
struct Counter {
  int outstanding = 0;
  size_t lastBytes = 0;
  bool empty = false;
  size_t shift = 0;
};
void *countedAllocate(void *data, size_t bytes, size_t alignment) {
  auto *counter = static_cast<Counter *>(data);
  EXPECT_EQ(alignment, size_t(AICC_RT_ALIGNMENT));
  counter->lastBytes = bytes;
  if (counter->empty)
    return nullptr;
  ++counter->outstanding;
  return static_cast<char *>(std::aligned_alloc(64, (bytes + 127) / 64 * 64)) + counter->shift;
}
void countedRelease(void *data, void *block) {
  auto *counter = static_cast<Counter *>(data);
  --counter->outstanding;
  std::free(static_cast<char *>(block) - counter->shift);
}
aicc_context countedContext(Counter &counter) {
  aicc_context context = aicc_context_default();
  context.allocate = countedAllocate;
  context.release = countedRelease;
  context.allocate_data = &counter;
  return context;
}

// The default context is all zeros but for version and size.
TEST(Context, defaultIsZero) { EXPECT_TRUE(public_header_default_is_zero()); }

// Every status has its own text, and a value from the future has one too.
TEST(Context, statusString) {
  EXPECT_STREQ(aicc_status_string(AICC_OK), "ok");
  EXPECT_STREQ(aicc_status_string(AICC_OUT_OF_MEMORY), "out of memory");
  EXPECT_STREQ(aicc_status_string(static_cast<aicc_status>(9)), "unknown status");
}

// NULL means the default: memory from the C library, aligned, of the size asked for.
TEST(Arena, nullContext) {
  for (int64_t bytes : {int64_t(1), int64_t(4096), int64_t(5) << 20}) {
    void *arena = nullptr;
    ASSERT_EQ(aicc_rt_enter(nullptr, nullptr, bytes, &arena), AICC_OK);
    ASSERT_NE(arena, nullptr);
    EXPECT_TRUE(isAligned(arena));
    memset(arena, 0xab, size_t(bytes));
    aicc_rt_leave(nullptr, arena);
  }
}

// A function without intermediates allocates nothing, also when an arena is lent.
TEST(Arena, zeroBytes) {
  Counter counter;
  aicc_context context = countedContext(counter);
  void *arena = &context;
  EXPECT_EQ(aicc_rt_enter(&context, "", 0, &arena), AICC_OK);
  EXPECT_EQ(arena, nullptr);
  aicc_rt_leave(&context, arena);
  char byte;
  context.arena = &byte;
  EXPECT_EQ(aicc_rt_enter(&context, "", 0, &arena), AICC_OK);
  aicc_rt_leave(&context, arena);
  EXPECT_EQ(counter.lastBytes, 0u);
}

// A lent arena is used where it lies, up to its last byte, and not returned to any allocator.
TEST(Arena, lent) {
  alignas(64) static char storage[256];
  Counter counter;
  aicc_context context = countedContext(counter);
  context.arena = storage;
  context.arena_bytes = sizeof storage;
  void *arena = nullptr;
  ASSERT_EQ(aicc_rt_enter(&context, nullptr, sizeof storage, &arena), AICC_OK);
  EXPECT_EQ(arena, storage);
  aicc_rt_leave(&context, arena);
  EXPECT_EQ(counter.outstanding, 0);
}

// A lent arena that is not aligned loses the bytes before its first aligned one.
TEST(Arena, lentUnaligned) {
  alignas(64) static char storage[256];
  aicc_context context = aicc_context_default();
  context.arena = storage + 1;
  context.arena_bytes = 128 + 63;
  void *arena = nullptr;
  ASSERT_EQ(aicc_rt_enter(&context, nullptr, 128, &arena), AICC_OK);
  EXPECT_EQ(arena, storage + 64);
  aicc_rt_leave(&context, arena);
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 129, &arena), AICC_INVALID_ARGUMENT);
  context.arena_bytes = 62; // Less than the padding itself.
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 1, &arena), AICC_INVALID_ARGUMENT);
}

// A lent arena that is too small is an error, never silently replaced by an allocation.
TEST(Arena, lentTooSmall) {
  alignas(64) static char storage[64];
  Counter counter;
  aicc_context context = countedContext(counter);
  context.arena = storage;
  context.arena_bytes = sizeof storage;
  void *arena = storage;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 65, &arena), AICC_INVALID_ARGUMENT);
  EXPECT_EQ(arena, nullptr);
  EXPECT_EQ(counter.lastBytes, 0u);
}

// The host's allocator is asked for exactly the bytes, and gets them back.
TEST(Arena, hostAllocator) {
  Counter counter;
  aicc_context context = countedContext(counter);
  void *arena = nullptr;
  ASSERT_EQ(aicc_rt_enter(&context, nullptr, 1000, &arena), AICC_OK);
  EXPECT_EQ(counter.lastBytes, 1000u);
  EXPECT_EQ(counter.outstanding, 1);
  aicc_rt_leave(&context, arena);
  EXPECT_EQ(counter.outstanding, 0);
}

// The host's allocator may fail, or break its promise; neither leaks.
TEST(Arena, hostAllocatorFails) {
  Counter counter;
  aicc_context context = countedContext(counter);
  void *arena = nullptr;
  counter.empty = true;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 1000, &arena), AICC_OUT_OF_MEMORY);
  EXPECT_EQ(arena, nullptr);
  counter.empty = false;
  counter.shift = 8;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 1000, &arena), AICC_INVALID_ARGUMENT);
  EXPECT_EQ(arena, nullptr);
  EXPECT_EQ(counter.outstanding, 0);
}

// More bytes than there can be.
TEST(Arena, impossibleSize) {
  void *arena = nullptr;
  EXPECT_EQ(aicc_rt_enter(nullptr, nullptr, INT64_MAX, &arena), AICC_OUT_OF_MEMORY);
  EXPECT_EQ(aicc_rt_enter(nullptr, nullptr, -1, &arena), AICC_INTERNAL);
  EXPECT_EQ(arena, nullptr);
}

// A context of another version, or one never initialised, is refused before anything is read from it.
TEST(Context, versionMismatch) {
  aicc_context context = aicc_context_default();
  void *arena = &context;
  context.abi_version = AICC_ABI_VERSION + 1;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 64, &arena), AICC_VERSION_MISMATCH);
  EXPECT_EQ(arena, nullptr);
  context.abi_version = 0;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 64, &arena), AICC_VERSION_MISMATCH);
}

// A context with fields appended later is accepted; one cut short is not.
TEST(Context, structSize) {
  struct {
    aicc_context context;
    void *appended;
  } later = {aicc_context_default(), nullptr};
  void *arena = nullptr;
  later.context.struct_size = sizeof later;
  EXPECT_EQ(aicc_rt_enter(&later.context, nullptr, 0, &arena), AICC_OK);
  later.context.struct_size = sizeof(aicc_context) - 1;
  EXPECT_EQ(aicc_rt_enter(&later.context, nullptr, 0, &arena), AICC_INVALID_ARGUMENT);
}

// Fields that contradict each other or the documentation.
TEST(Context, invalidFields) {
  void *arena = nullptr;
  aicc_context context = aicc_context_default();
  context.threads = -1;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 0, &arena), AICC_INVALID_ARGUMENT);
  context = aicc_context_default();
  context.allocate = countedAllocate;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 0, &arena), AICC_INVALID_ARGUMENT);
  context = aicc_context_default();
  context.release = countedRelease;
  EXPECT_EQ(aicc_rt_enter(&context, nullptr, 0, &arena), AICC_INVALID_ARGUMENT);
}

} // namespace
