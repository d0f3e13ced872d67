// Combiners: the operations that they are, and what combining starts from.
#include "dialects/Kernel/Kernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace aicc::kernel;

template <typename Visitor> static auto visitCombiner(Combiner combiner, bool isFloat, Visitor visit) {
  using namespace mlir::arith;
  switch (combiner) {
  case Combiner::Add:
    return isFloat ? visit(AddFOp()) : visit(AddIOp());
  case Combiner::Mul:
    return isFloat ? visit(MulFOp()) : visit(MulIOp());
  case Combiner::MaximumF:
    return visit(MaximumFOp());
  case Combiner::MinimumF:
    return visit(MinimumFOp());
  case Combiner::MaxNumF:
    return visit(MaxNumFOp());
  case Combiner::MinNumF:
    return visit(MinNumFOp());
  case Combiner::MaxSI:
    return visit(MaxSIOp());
  case Combiner::MinSI:
    return visit(MinSIOp());
  case Combiner::MaxUI:
    return visit(MaxUIOp());
  case Combiner::MinUI:
    return visit(MinUIOp());
  case Combiner::And:
    return visit(AndIOp());
  case Combiner::Or:
    return visit(OrIOp());
  case Combiner::Xor:
    return visit(XOrIOp());
  }
  llvm_unreachable("every combiner is listed");
}

Value aicc::kernel::combine(OpBuilder &builder, Location loc, Combiner combiner, Value lhs, Value rhs) {
  bool isFloat = isa<FloatType>(getElementTypeOrSelf(lhs.getType()));
  return visitCombiner(combiner, isFloat,
                       [&](auto op) -> Value { return decltype(op)::create(builder, loc, lhs, rhs).getResult(); });
}

std::optional<Combiner> aicc::kernel::combinerOf(Operation *op) {
  using namespace mlir::arith;
  return llvm::TypeSwitch<Operation *, std::optional<Combiner>>(op)
      .Case<AddFOp, AddIOp>([](auto) { return Combiner::Add; })
      .Case<MulFOp, MulIOp>([](auto) { return Combiner::Mul; })
      .Case<MaximumFOp>([](auto) { return Combiner::MaximumF; })
      .Case<MinimumFOp>([](auto) { return Combiner::MinimumF; })
      .Case<MaxNumFOp>([](auto) { return Combiner::MaxNumF; })
      .Case<MinNumFOp>([](auto) { return Combiner::MinNumF; })
      .Case<MaxSIOp>([](auto) { return Combiner::MaxSI; })
      .Case<MinSIOp>([](auto) { return Combiner::MinSI; })
      .Case<MaxUIOp>([](auto) { return Combiner::MaxUI; })
      .Case<MinUIOp>([](auto) { return Combiner::MinUI; })
      .Case<AndIOp>([](auto) { return Combiner::And; })
      .Case<OrIOp>([](auto) { return Combiner::Or; })
      .Case<XOrIOp>([](auto) { return Combiner::Xor; })
      .Default([](Operation *) { return std::nullopt; });
}

static arith::AtomicRMWKind neutralKind(Combiner combiner, bool isFloat) {
  using K = arith::AtomicRMWKind;
  switch (combiner) {
  case Combiner::Add:
    return isFloat ? K::addf : K::addi;
  case Combiner::Mul:
    return isFloat ? K::mulf : K::muli;
  case Combiner::MaximumF:
    return K::maximumf;
  case Combiner::MinimumF:
    return K::minimumf;
  case Combiner::MaxNumF:
    return K::maxnumf;
  case Combiner::MinNumF:
    return K::minnumf;
  case Combiner::MaxSI:
    return K::maxs;
  case Combiner::MinSI:
    return K::mins;
  case Combiner::MaxUI:
    return K::maxu;
  case Combiner::MinUI:
    return K::minu;
  case Combiner::And:
    return K::andi;
  case Combiner::Or:
    return K::ori;
  case Combiner::Xor:
    return K::xori;
  }
  llvm_unreachable("every combiner is listed");
}

TypedAttr aicc::kernel::neutralElement(Builder &builder, Combiner combiner, Type type) {
  Type element = getElementTypeOrSelf(type);
  // maxnumf and minnumf pass over NaN, which is their identity; what they start from is a number, so that sums of
  // theirs never are NaN.
  if (combiner == Combiner::MaxNumF)
    combiner = Combiner::MaximumF;
  if (combiner == Combiner::MinNumF)
    combiner = Combiner::MinimumF;
  OpBuilder opBuilder(builder.getContext());
  TypedAttr scalar = arith::getIdentityValueAttr(neutralKind(combiner, isa<FloatType>(element)), element, opBuilder,
                                                 builder.getUnknownLoc());
  if (auto shaped = dyn_cast<ShapedType>(type))
    return DenseElementsAttr::get(shaped, cast<Attribute>(scalar));
  return scalar;
}
