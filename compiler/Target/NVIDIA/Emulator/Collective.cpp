// shfl.sync, vote.sync, activemask and redux.sync: lanes of a warp that exchange values.
#include "compiler/Target/NVIDIA/Emulator/Families.h"
#include "compiler/Target/NVIDIA/Emulator/Lanes.h"

namespace aicc::ptx {
namespace {
/// All lanes of the instruction's member mask that have not exited must be here.
void requireMembers(Warp &warp, const Instr &instr, const Operand &mask) {
  auto members = uint32_t(warp.get(mask, unsigned(llvm::countr_zero(warp.active))));
  warp.requireLanes(instr, members & warp.live);
}

enum ShuffleMode : uint8_t { Up, Down, Butterfly, Index };

/// The lane that `lane` reads from and whether it is in range, by the pseudo-code of the ISA.
std::pair<unsigned, bool> shuffleSource(ShuffleMode mode, unsigned lane, uint32_t b, uint32_t c) {
  uint32_t offset = b & 31, clamp = c & 31, segment = c >> 8 & 31;
  uint32_t most = (lane & segment) | (clamp & ~segment), least = lane & segment;
  int64_t source = 0;
  switch (mode) {
  case Up:
    source = int64_t(lane) - offset;
    return source >= int64_t(most) ? std::pair(unsigned(source), true) : std::pair(lane, false);
  case Down:
    source = lane + offset;
    break;
  case Butterfly:
    source = lane ^ offset;
    break;
  case Index:
    source = least | (offset & ~segment);
    break;
  }
  return source <= int64_t(most) ? std::pair(unsigned(source), true) : std::pair(lane, false);
}

/// src: a, b, c, member mask; dst: value and, where asked for, the predicate.
void shuffle(Warp &warp, const Instr &instr) {
  requireMembers(warp, instr, instr.src[3]);
  uint32_t a[kLanes], valid = 0;
  std::memcpy(a, warp.lanes<uint32_t>(instr.src[0]), sizeof(a));
  const uint32_t *b = warp.lanes<uint32_t>(instr.src[1]), *c = warp.lanes<uint32_t>(instr.src[2]);
  uint32_t result[kLanes];
  forLanes(warp.active, [&](unsigned lane) {
    auto [source, inRange] = shuffleSource(ShuffleMode(instr.details.mode), lane, b[lane], c[lane]);
    source &= 31;
    if (!(warp.active >> source & 1))
      warp.find(Check::Divergence, instr, lane, [&, from = source] {
        return "lane " + std::to_string(lane) + " reads from lane " + std::to_string(from) + ", which is not here";
      });
    result[lane] = a[source];
    valid |= uint32_t(inRange) << lane;
  });
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = result[lane]; });
  if (instr.dst.size() > 1)
    warp.setPredicate(instr.dst[1], valid);
}

enum VoteMode : uint8_t { All, Any, Uniform, Ballot };

void vote(Warp &warp, const Instr &instr) {
  requireMembers(warp, instr, instr.src[1]);
  uint32_t votes = warp.predicate(instr.src[0]);
  votes = (instr.details.negate ? ~votes : votes) & warp.active;
  if (instr.details.mode == Ballot) {
    uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
    return forLanes(warp.active, [&](unsigned lane) { d[lane] = votes; });
  }
  bool all = votes == warp.active, any = votes != 0;
  bool result = instr.details.mode == All ? all : instr.details.mode == Any ? any : all || !any;
  warp.setPredicate(instr.dst[0], result ? ~uint32_t(0) : 0);
}

void activeMask(Warp &warp, const Instr &instr) {
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = warp.active; });
}

enum ReduceMode : uint8_t { Sum, Least, Most, AllBits, AnyBits, OddBits };

uint32_t reduceStep(ReduceMode mode, bool isSignedType, uint32_t a, uint32_t b) {
  bool less = isSignedType ? int32_t(a) < int32_t(b) : a < b;
  switch (mode) {
  case Sum:
    return a + b;
  case Least:
    return less ? a : b;
  case Most:
    return less ? b : a;
  case AllBits:
    return a & b;
  case AnyBits:
    return a | b;
  case OddBits:
    return a ^ b;
  }
  return a;
}

void reduce(Warp &warp, const Instr &instr) {
  requireMembers(warp, instr, instr.src[1]);
  const uint32_t *a = warp.lanes<uint32_t>(instr.src[0]);
  unsigned first = unsigned(llvm::countr_zero(warp.active));
  uint32_t result = a[first];
  forLanes(warp.active & (warp.active - 1), [&](unsigned lane) {
    result = reduceStep(ReduceMode(instr.details.mode), isSigned(instr.details.type), result, a[lane]);
  });
  uint32_t *d = warp.lanes<uint32_t>(instr.dst[0]);
  forLanes(warp.active, [&](unsigned lane) { d[lane] = result; });
}

void expectSync(Decode &decode) {
  if (!decode.take("sync"))
    decode.fail("expected '.sync': the form without it is outside the emulator's subset");
}
} // namespace

void decodeShuffle(Decode &decode) {
  expectSync(decode);
  int mode = decode.takeOneOf({"up", "down", "bfly", "idx"});
  if (mode < 0)
    decode.fail("expected '.up', '.down', '.bfly' or '.idx'");
  decode.details.mode = uint8_t(std::max(mode, 0));
  decode.takeType({Scalar::B32});
  decode.expectOperands(5);
  Expr value = decode.operand(0), predicate;
  predicate.kind = Expr::Kind::Name;
  predicate.name = value.second;
  value.second = {};
  decode.destExpr(value, Scalar::B32);
  if (!predicate.name.empty())
    decode.destExpr(predicate, Scalar::Pred);
  for (size_t i = 1; i < 5; ++i)
    decode.source(i, Scalar::B32);
  decode.out.execute = shuffle;
}

void decodeVote(Decode &decode) {
  expectSync(decode);
  int mode = decode.takeOneOf({"all", "any", "uni", "ballot"});
  if (mode < 0)
    decode.fail("expected '.all', '.any', '.uni' or '.ballot'");
  decode.details.mode = uint8_t(std::max(mode, 0));
  Scalar type = decode.takeType({mode == Ballot ? Scalar::B32 : Scalar::Pred});
  decode.expectOperands(3);
  decode.dest(0, type);
  decode.details.negate = decode.predicateSource(1);
  decode.source(2, Scalar::B32);
  decode.out.execute = vote;
}

void decodeActiveMask(Decode &decode) {
  decode.takeType({Scalar::B32});
  decode.expectOperands(1);
  decode.dest(0, Scalar::B32);
  decode.out.execute = activeMask;
}

void decodeReduce(Decode &decode) {
  expectSync(decode);
  int mode = decode.takeOneOf({"add", "min", "max", "and", "or", "xor"});
  if (mode < 0)
    decode.fail("expected '.add', '.min', '.max', '.and', '.or' or '.xor'");
  decode.details.mode = uint8_t(std::max(mode, 0));
  decode.details.type = decode.takeType({Scalar::U32, Scalar::S32, Scalar::B32});
  decode.expectOperands(3);
  decode.dest(0, Scalar::B32);
  decode.source(1, Scalar::B32);
  decode.source(2, Scalar::B32);
  decode.out.execute = reduce;
}
} // namespace aicc::ptx
