// See MeterKernels.h. Written as text: what is measured is what stands here.
#include "compiler/Target/NVIDIA/Host/MeterKernels.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"

using namespace aicc;
using namespace aicc::nvidia;
using llvm::StringRef;
using llvm::Twine;

/// What `text` is once each word `$NAME` has its value.
static std::string filled(StringRef text, llvm::ArrayRef<std::pair<StringRef, std::string>> values) {
  std::string result = text.str();
  for (const auto &[name, value] : values)
    for (size_t at; (at = result.find(name)) != std::string::npos;)
      result.replace(at, name.size(), value);
  return result;
}

/// A kernel with `parameters`, each of 64 bits and loaded into the register of its name.
static std::string kernel(llvm::ArrayRef<StringRef> parameters, StringRef body) {
  std::string declared, loaded;
  for (StringRef name : parameters) {
    declared += ((declared.empty() ? "" : ", ") + Twine(".param .u64 ") + name).str();
    loaded += ("  .reg .b64 %" + name + ";\n  ld.param.u64 %" + name + ", [" + name + "];\n").str();
  }
  return filled(R"(.version 7.0
.target sm_80
.address_size 64
.visible .entry meter($DECLARED)
.maxntid 1024, 1, 1
{
  .reg .pred %p;
  .reg .b64 %at;
  .reg .b32 %t, %c, %n;
$LOADED$BODY
  ret;
}
)",
                {{"$DECLARED", declared}, {"$LOADED", loaded}, {"$BODY", body.str()}});
}

/// %t: the number of the thread in the grid.
constexpr StringRef kThreadNumber = R"(
  mov.u32 %t, %tid.x;
  mov.u32 %c, %ctaid.x;
  mov.u32 %n, %ntid.x;
  mad.lo.u32 %t, %c, %n, %t;)";

/// The end of a loop that begins at AGAIN.
constexpr StringRef kNextRound = R"(
  sub.u64 %rounds, %rounds, 1;
  setp.ne.u64 %p, %rounds, 0;
  @%p bra AGAIN;)";

//===-- Arithmetic ----------------------------------------------------------------------------------------------===//

namespace {
/// An instruction on sums of `chain` registers each.
struct RateForm {
  const char *name; ///< as in device files
  const char *text; ///< what multiplies and adds; $D is the sum
  const char *type; ///< of sums: "f32"
  uint32_t factor;
  int64_t chains, registers; ///< independent sums, and registers of each
  int64_t repeats;           ///< of all chains in a round, so that the loop costs little beside them
  int64_t gain;              ///< of a sum by one instruction
  int64_t flops;             ///< of one instruction and thread
};
} // namespace

constexpr uint32_t kOne = 0x3f800000, kOnesF16 = 0x3c003c00, kOnesBF16 = 0x3f803f80, kOnesS8 = 0x01010101;

static const RateForm kRateForms[] = {
    {"fma.rn.f32", "fma.rn.f32 $D, $D, %x, %x;", "f32", kOne, 16, 1, 16, 1, 2},
    {"mma.m16n8k16.f16", "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {$D}, {%x, %x, %x, %x}, {%x, %x}, {$D};",
     "f32", kOnesF16, 8, 4, 2, 16, 2 * 16 * 8 * 16 / 32},
    {"mma.m16n8k16.bf16", "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {$D}, {%x, %x, %x, %x}, {%x, %x}, {$D};",
     "f32", kOnesBF16, 8, 4, 2, 16, 2 * 16 * 8 * 16 / 32},
    {"mma.m16n8k8.tf32", "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {$D}, {%x, %x, %x, %x}, {%x, %x}, {$D};",
     "f32", kOne, 8, 4, 2, 8, 2 * 16 * 8 * 8 / 32},
    {"mma.m16n8k32.s8", "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32 {$D}, {%x, %x, %x, %x}, {%x, %x}, {$D};",
     "s32", kOnesS8, 8, 4, 2, 32, 2 * 16 * 8 * 32 / 32},
};

static std::string rateText(const RateForm &form) {
  bool isFloat = StringRef(form.type) == "f32";
  std::string zero = isFloat ? "0f00000000" : "0", start, round, loop, sum;
  for (int64_t chain = 0; chain < form.chains; ++chain) {
    std::string names, first = "%d" + std::to_string(chain * form.registers);
    for (int64_t number = chain * form.registers; number < (chain + 1) * form.registers; ++number) {
      names += (names.empty() ? "%d" : ", %d") + std::to_string(number);
      start += "  mov." + std::string(form.type) + " %d" + std::to_string(number) + ", " + zero + ";\n";
    }
    round += "  " + filled(form.text, {{"$D", names}}) + "\n";
    if (chain > 0)
      sum += "  add." + std::string(form.type) + " %d0, %d0, " + first + ";\n";
  }
  for (int64_t repeat = 0; repeat < form.repeats; ++repeat)
    loop += round;
  StringRef factorType = StringRef(form.name).starts_with("fma") ? "f32" : "b32";
  std::string body = filled(R"(  .reg .$TYPE %d<$COUNT>;
  .reg .$FACTOR %x;
  .reg .b64 %begin, %end;
  cvta.to.global.u64 %out, %out;
  cvt.u32.u64 %t, %factor;
  mov.b32 %x, %t;
$START  mov.u64 %begin, %clock64;
AGAIN:
$LOOP$NEXT
  mov.u64 %end, %clock64;
  sub.u64 %end, %end, %begin;
$SUM$THREAD
  mul.wide.u32 %at, %t, 16;
  add.u64 %out, %out, %at;
  st.global.$TYPE [%out], %d0;
  st.global.u64 [%out+8], %end;)",
                            {{"$TYPE", form.type},
                             {"$COUNT", std::to_string(form.chains * form.registers)},
                             {"$FACTOR", factorType.str()},
                             {"$START", start},
                             {"$LOOP", loop},
                             {"$NEXT", kNextRound.str()},
                             {"$SUM", sum},
                             {"$THREAD", kThreadNumber.str()}});
  return kernel({"out", "rounds", "factor"}, body);
}

std::optional<RateKernel> nvidia::rateKernel(StringRef instruction) {
  for (const RateForm &form : kRateForms)
    if (instruction == form.name)
      return RateKernel{rateText(form),
                        form.factor,
                        form.repeats * form.gain,
                        form.chains,
                        form.repeats * form.chains * form.flops,
                        StringRef(form.type) == "f32"};
  return std::nullopt;
}

//===-- Reads ---------------------------------------------------------------------------------------------------===//

/// A round of four loads of 16 bytes: first all of them, then what waits for them. `place` sets %place to one's
/// address.
static std::string readRound(StringRef load, StringRef place) {
  std::string loads, sums;
  for (int number = 0; number < 4; ++number) {
    std::string words;
    for (int word = 4 * number; word < 4 * number + 4; ++word) {
      words += (words.empty() ? "%x" : ", %x") + std::to_string(word);
      sums += "  add.u32 %sum, %sum, %x" + std::to_string(word) + ";\n";
    }
    loads += (place + "\n  " + load + " {" + words + "}, [%place];\n").str();
  }
  return "AGAIN:\n" + loads + sums;
}

/// Stores %sum at out + 4 * the thread's number.
constexpr StringRef kStoreSum = R"(
  mul.wide.u32 %at, %t, 4;
  add.u64 %out, %out, %at;
  st.global.u32 [%out], %sum;)";

std::string nvidia::readText() {
  constexpr StringRef kPlace = R"(  and.b64 %place, %offset, %mask;
  add.u64 %place, %from, %place;
  add.u64 %offset, %offset, %stride;)";
  std::string body = R"(  .reg .b64 %offset, %stride, %place;
  .reg .b32 %x<16>, %sum;
  cvta.to.global.u64 %from, %from;
  cvta.to.global.u64 %out, %out;)" +
                     kThreadNumber.str() + R"(
  mul.wide.u32 %offset, %t, 16;
  mov.u32 %c, %nctaid.x;
  mul.wide.u32 %stride, %c, %n;
  shl.b64 %stride, %stride, 4;
  mov.u32 %sum, 0;
)" + readRound("ld.global.cg.v4.u32", kPlace) +
                     kNextRound.str() + kStoreSum.str();
  return kernel({"from", "mask", "rounds", "out"}, body);
}

std::string nvidia::sharedReadText() {
  // Four loads of a round lie apart by a little more than a pass, so that none repeats another.
  constexpr StringRef kPlace = R"(  and.b32 %place, %offset, 32767;
  add.u32 %place, %place, %tile;
  add.u32 %offset, %offset, 16896;)";
  std::string body = R"(  .shared .align 16 .b8 tile[32768];
  .reg .b32 %offset, %place, %tile, %x<16>, %sum;
  cvta.to.global.u64 %out, %out;
  mov.u32 %tile, tile;
  mov.u32 %t, %tid.x;
  shl.b32 %offset, %t, 4;
  add.u32 %place, %tile, %offset;
  mov.u32 %sum, 1;
  st.shared.v4.u32 [%place], {%sum, %sum, %sum, %sum};
  st.shared.v4.u32 [%place+16384], {%sum, %sum, %sum, %sum};
  bar.sync 0;
  mov.u32 %sum, 0;
)" + readRound("ld.shared.v4.u32", kPlace) +
                     kNextRound.str() + kThreadNumber.str() + kStoreSum.str();
  return kernel({"rounds", "out"}, body);
}

//===-- Chains of loads -----------------------------------------------------------------------------------------===//

std::string nvidia::chaseText() {
  std::string body = R"(  cvta.to.global.u64 %out, %out;
AGAIN:
  ld.global.cg.u64 %from, [%from];)" +
                     kNextRound.str() + R"(
  st.global.u64 [%out], %from;)";
  return kernel({"from", "rounds", "out"}, body);
}

std::string nvidia::sharedChaseText() {
  std::string body = filled(R"(  .shared .align 16 .b8 tile[$BYTES];
  .reg .b32 %tile, %place;
  cvta.to.global.u64 %out, %out;
  mov.u32 %tile, tile;
  mov.u32 %t, 0;
FILL:
  shl.b32 %place, %t, 2;
  add.u32 %place, %place, %tile;
  add.u32 %n, %t, $STEP;
  and.b32 %n, %n, $MOST;
  shl.b32 %n, %n, 2;
  add.u32 %n, %n, %tile;
  st.shared.u32 [%place], %n;
  add.u32 %t, %t, 1;
  setp.lt.u32 %p, %t, $WORDS;
  @%p bra FILL;
  mov.u32 %place, %tile;
AGAIN:
  ld.shared.u32 %place, [%place];$NEXT
  sub.u32 %place, %place, %tile;
  st.global.u32 [%out], %place;)",
                            {{"$BYTES", std::to_string(4 * kSharedWords)},
                             {"$STEP", std::to_string(kSharedStep)},
                             {"$MOST", std::to_string(kSharedWords - 1)},
                             {"$WORDS", std::to_string(kSharedWords)},
                             {"$NEXT", kNextRound.str()}});
  return kernel({"rounds", "out"}, body);
}
