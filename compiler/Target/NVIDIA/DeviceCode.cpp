// See DeviceCode.h.
#include "compiler/Target/NVIDIA/DeviceCode.h"

using namespace mlir;
using namespace aicc;
using namespace aicc::nvidia;

//===-- Numbers -------------------------------------------------------------------------------------------------===//

Value DeviceCode::number(int64_t value, unsigned bits) {
  return arith::ConstantOp::create(builder, loc, builder.getIntegerAttr(builder.getIntegerType(bits), value));
}

Value DeviceCode::add(Value a, Value b) { return builder.createOrFold<arith::AddIOp>(loc, a, b); }
Value DeviceCode::sub(Value a, Value b) { return builder.createOrFold<arith::SubIOp>(loc, a, b); }
Value DeviceCode::mul(Value a, Value b) { return builder.createOrFold<arith::MulIOp>(loc, a, b); }
Value DeviceCode::div(Value a, Value b) { return builder.createOrFold<arith::DivUIOp>(loc, a, b); }
Value DeviceCode::mod(Value a, Value b) { return builder.createOrFold<arith::RemUIOp>(loc, a, b); }
Value DeviceCode::min(Value a, Value b) { return builder.createOrFold<arith::MinUIOp>(loc, a, b); }
Value DeviceCode::xorBits(Value a, Value b) { return builder.createOrFold<arith::XOrIOp>(loc, a, b); }
Value DeviceCode::andBits(Value a, Value b) { return builder.createOrFold<arith::AndIOp>(loc, a, b); }
Value DeviceCode::both(Value a, Value b) { return builder.createOrFold<arith::AndIOp>(loc, a, b); }

Value DeviceCode::select(Value condition, Value yes, Value no) {
  return builder.createOrFold<arith::SelectOp>(loc, condition, yes, no);
}

Value DeviceCode::isBelow(Value a, Value b) {
  return builder.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::ult, a, b);
}

Value DeviceCode::isEqual(Value a, Value b) {
  return builder.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::eq, a, b);
}

Value DeviceCode::wide(Value a) {
  Type type = builder.getI64Type();
  return a.getType() == type ? a : builder.createOrFold<arith::ExtUIOp>(loc, type, a);
}

Value DeviceCode::apply(AffineExpr expr, ValueRange dims) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dims[dim.getPosition()];
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return number(constant.getValue(), 64);
  auto binary = cast<AffineBinaryOpExpr>(expr);
  Value lhs = apply(binary.getLHS(), dims), rhs = apply(binary.getRHS(), dims);
  switch (expr.getKind()) {
  case AffineExprKind::Add:
    return add(lhs, rhs);
  case AffineExprKind::Mul:
    return mul(lhs, rhs);
  case AffineExprKind::FloorDiv:
    return div(lhs, rhs);
  case AffineExprKind::Mod:
    return mod(lhs, rhs);
  default:
    llvm_unreachable("kernels' verifier allows no other expression");
  }
}

//===-- Places --------------------------------------------------------------------------------------------------===//

Value DeviceCode::threadNumber() { return NVVM::ThreadIdXOp::create(builder, loc, builder.getI32Type()); }

Value DeviceCode::blockNumber(unsigned axis) {
  Type type = builder.getI32Type();
  if (axis == 0)
    return NVVM::BlockIdXOp::create(builder, loc, type);
  if (axis == 1)
    return NVVM::BlockIdYOp::create(builder, loc, type);
  return NVVM::BlockIdZOp::create(builder, loc, type);
}

//===-- Memory --------------------------------------------------------------------------------------------------===//

Value DeviceCode::move(Value pointer, Type type, Value elements) {
  return LLVM::GEPOp::create(builder, loc, pointer.getType(), type, pointer, ArrayRef<LLVM::GEPArg>{elements});
}

Value DeviceCode::linearise(ArrayRef<int64_t> shape, ValueRange index) {
  Value position = number(0, 64);
  for (auto [size, value] : llvm::zip(shape, index))
    position = add(mul(position, size), wide(value));
  return position;
}

Value DeviceCode::loadElement(Value pointer, Type type, Value position) {
  if (type.getIntOrFloatBitWidth() != 4)
    return LLVM::LoadOp::create(builder, loc, type, move(pointer, type, position));
  Type byte = builder.getI8Type();
  Value both = LLVM::LoadOp::create(builder, loc, byte, move(pointer, byte, div(position, 2)));
  Value shift = builder.createOrFold<arith::TruncIOp>(loc, byte, mul(mod(position, 2), 4));
  Value shifted = arith::ShRUIOp::create(builder, loc, both, shift);
  return arith::TruncIOp::create(builder, loc, type, shifted);
}

void DeviceCode::storeElement(Value pointer, Value value, Value position) {
  LLVM::StoreOp::create(builder, loc, value, move(pointer, value.getType(), position));
}

//===-- Functions -----------------------------------------------------------------------------------------------===//

LLVM::LLVMFuncOp nvidia::createFunction(gpu::GPUModuleOp module, Location loc, StringRef name,
                                        ArrayRef<int64_t> alignments, int64_t threads) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  MLIRContext *context = builder.getContext();
  SmallVector<Type> types(alignments.size(), LLVM::LLVMPointerType::get(context, kGlobalSpace));
  auto type = LLVM::LLVMFunctionType::get(LLVM::LLVMVoidType::get(context), types);
  auto function = LLVM::LLVMFuncOp::create(builder, loc, name, type);
  function->setAttr(gpu::GPUDialect::getKernelFuncAttrName(), builder.getUnitAttr());
  function->setAttr(NVVM::NVVMDialect::getKernelFuncAttrName(), builder.getUnitAttr());
  function->setAttr(NVVM::NVVMDialect::getReqntidAttrName(), builder.getDenseI32ArrayAttr({int32_t(threads), 1, 1}));
  for (auto [index, alignment] : llvm::enumerate(alignments))
    function.setArgAttr(index, LLVM::LLVMDialect::getAlignAttrName(), builder.getI64IntegerAttr(alignment));
  function.addEntryBlock(builder);
  return function;
}

void nvidia::finishFunction(LLVM::LLVMFuncOp function) {
  OpBuilder builder = OpBuilder::atBlockEnd(&function.getBody().back());
  LLVM::ReturnOp::create(builder, function.getLoc(), ValueRange());
}
