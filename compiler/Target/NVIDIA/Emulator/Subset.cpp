// The table of instructions: what docs/PTXEmulator.md lists is what is here, which a test checks.
#include "compiler/Target/NVIDIA/Emulator/Subset.h"
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "llvm/ADT/StringMap.h"

namespace aicc::ptx {
namespace {
constexpr Family kFamilies[] = {
    // Moving data
    {"mov", decodeMov, "b16 b32 b64 b128 and all types of 16 to 64 bits, pred; packing and unpacking of vectors"},
    {"ld", decodeLoad,
     "global shared local param const generic; v2 v4, up to 16 bytes; weak relaxed acquire volatile; hints"},
    {"st", decodeStore, "as ld, with release"},
    {"atom", decodeAtomic, "add min max and or xor exch cas inc dec; integers; add: f32 f64 f16 bf16 f16x2 bf16x2"},
    {"red", decodeAtomic, "as atom"},
    {"cvta", decodeCvta, "u64; to and from global shared local const param"},
    {"isspacep", decodeIsSpace, "global shared local param"},
    {"prefetch", decodePrefetch, "no effect"},
    {"cp", decodeCp, "async.ca (4 8 16 bytes), async.cg (16), source size, hints; commit_group wait_group wait_all"},
    {"ldmatrix", decodeLoadMatrix, "sync.aligned.m8n8 x1 x2 x4 trans b16"},
    {"stmatrix", decodeStoreMatrix, "as ldmatrix"},
    // Arithmetic
    {"add", decodeArithmetic, "integers, s32 sat, cc; f32 (rn rz rm rp) f64 f16 bf16 f16x2 bf16x2 rn ftz sat"},
    {"sub", decodeArithmetic, "as add"},
    {"addc", decodeCarry, "32 and 64 bits, cc"},
    {"subc", decodeCarry, "32 and 64 bits, cc"},
    {"mul", decodeMul, "integers lo hi wide; floating-point as add"},
    {"mad", decodeMad, "integers lo hi wide; floating-point as fma"},
    {"fma", decodeFma, "f32 (rn rz rm rp) f64 f16 bf16 f16x2 bf16x2 rn ftz sat relu"},
    {"div", decodeArithmetic, "integers; f32 f64 rn, f32 approx full"},
    {"rem", decodeRemainder, "integers"},
    {"sad", decodeSad, "integers"},
    {"neg", decodeArithmetic, "integers; floating-point as add"},
    {"abs", decodeArithmetic, "integers; floating-point as add"},
    {"min", decodeArithmetic, "integers; floating-point as add, NaN"},
    {"max", decodeArithmetic, "integers; floating-point as add, NaN"},
    {"rcp", decodeApproximation, "f32 f64 approx rn ftz"},
    {"sqrt", decodeApproximation, "f32 f64 approx rn ftz"},
    {"rsqrt", decodeApproximation, "f32 f64 approx ftz"},
    {"ex2", decodeApproximation, "f32 f16 bf16 f16x2 bf16x2 approx ftz"},
    {"lg2", decodeApproximation, "f32 approx ftz"},
    {"tanh", decodeApproximation, "f32 f16 bf16 f16x2 bf16x2 approx"},
    {"sin", decodeApproximation, "f32 approx ftz"},
    {"cos", decodeApproximation, "f32 approx ftz"},
    {"copysign", decodeCopySign, "f32 f64"},
    {"dp4a", decodeDotProduct, "u32 s32"},
    {"mma", decodeMma,
     "sync.aligned.row.col; f16 (f16 and f32 sums) and bf16: m16n8k8 m16n8k16; tf32: m16n8k4 m16n8k8; "
     "s8 and u8: m16n8k16 m16n8k32 satfinite; e4m3 and e5m2: m16n8k32; f64: m8n8k4"},
    // Bits
    {"and", decodeLogic, "b16 b32 b64 pred"},
    {"or", decodeLogic, "b16 b32 b64 pred"},
    {"xor", decodeLogic, "b16 b32 b64 pred"},
    {"not", decodeNot, "b16 b32 b64 pred"},
    {"cnot", decodeNot, "b16 b32 b64"},
    {"shl", decodeShift, "16 to 64 bits"},
    {"shr", decodeShift, "16 to 64 bits, arithmetic for s types"},
    {"shf", decodeFunnelShift, "l r, clamp wrap, b32"},
    {"popc", decodeCount, "b32 b64"},
    {"clz", decodeCount, "b32 b64"},
    {"brev", decodeReverse, "b32 b64"},
    {"bfind", decodeFindBit, "32 and 64 bits, shiftamt"},
    {"bfe", decodeFieldExtract, "32 and 64 bits"},
    {"bfi", decodeFieldInsert, "b32 b64"},
    {"lop3", decodeLop3, "b32"},
    {"prmt", decodePermute, "b32; all modes"},
    // Comparison and conversion
    {"setp", decodeSetp, "16 to 64 bits, f16 bf16 f32 f64; all comparisons; and or xor; two results"},
    {"set", decodeSet, "to u32 s32 f32, from what setp takes"},
    {"selp", decodeSelp, "16 to 64 bits"},
    {"slct", decodeSlct, "16 to 64 bits, by s32 f32"},
    {"cvt", decodeCvt,
     "between all integers, f16 bf16 f32 f64, all roundings, ftz sat relu; f32 to tf32; pairs of f32 to f16x2 bf16x2 "
     "e4m3x2 "
     "e5m2x2, satfinite; between packed types"},
    // Control and synchronisation
    {"bra", decodeBranch, "uni"},
    {"brx", decodeIndexedBranch, "idx"},
    {"ret", decodeReturn, ""},
    {"exit", decodeReturn, ""},
    {"trap", decodeTrap, "a finding"},
    {"bar", decodeBarrier, "sync arrive with number and count; warp.sync"},
    {"barrier", decodeBarrier, "as bar; lanes of a warp come together"},
    {"membar", decodeFence, "cta gl sys"},
    {"fence", decodeFence, "sc acq_rel; cta cluster gpu sys"},
    {"shfl", decodeShuffle, "sync; up down bfly idx; b32"},
    {"vote", decodeVote, "sync; all any uni ballot"},
    {"activemask", decodeActiveMask, "b32"},
    {"redux", decodeReduce, "sync; add min max and or xor; u32 s32 b32"},
    {"nanosleep", decodeNothing, "no effect"},
};
} // namespace

llvm::ArrayRef<Family> subset() { return kFamilies; }

const Family *findFamily(llvm::StringRef name) {
  static const llvm::StringMap<const Family *> kByName = [] {
    llvm::StringMap<const Family *> map;
    for (const Family &family : kFamilies)
      map[family.name] = &family;
    return map;
  }();
  auto found = kByName.find(name);
  return found == kByName.end() ? nullptr : found->second;
}
} // namespace aicc::ptx
