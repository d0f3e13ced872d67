// The reader of `aicc-kernel/1` behind IdentityParse.h; its methods are in IdentityParse.cpp and IdentityExpressions.cpp.
#ifndef AICC_DIALECTS_KERNEL_IDENTITYREADER_H
#define AICC_DIALECTS_KERNEL_IDENTITYREADER_H

#include "dialects/Kernel/IdentityParse.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"
#include "mlir/IR/Builders.h"

namespace aicc::kernel::identity {
/// Expressions nested deeper are refused; the printer's longest one nests less.
inline constexpr unsigned kDeepest = 1000;
/// Products of extents beyond it are refused: counts of operations are kept in 64 bits.
inline constexpr int64_t kMostPoints = int64_t(1) << 60;
/// Of one tensor, and the largest extent.
inline constexpr int64_t kMostElements = int64_t(1) << 40;

/// What is left of a line.
class Cursor {
public:
  explicit Cursor(llvm::StringRef line) : rest(line) {}

  /// Takes `word` where it is next.
  bool eat(llvm::StringRef word) { return rest.consume_front(word); }
  bool isAtEnd() const { return rest.empty(); }
  /// Takes letters, digits, `_` and `.`.
  llvm::StringRef word() {
    llvm::StringRef found = rest.take_while([](char c) { return llvm::isAlnum(c) || c == '_' || c == '.'; });
    rest = rest.drop_front(found.size());
    return found;
  }
  /// A whole number of at most `most`, in `radix`.
  std::optional<uint64_t> number(unsigned radix = 10, uint64_t most = kMostElements) {
    unsigned long long value;
    if (!llvm::isHexDigit(rest.empty() ? ' ' : rest.front()) || rest.consumeInteger(radix, value) || value > most)
      return std::nullopt;
    return value;
  }
  /// The number behind `letter`, as in "a12".
  std::optional<uint64_t> numbered(char letter) {
    return rest.consume_front(llvm::StringRef(&letter, 1)) ? number() : std::nullopt;
  }
  /// True where a tensor's name and its indices follow: "a12[".
  bool isAtAccess() const {
    llvm::StringRef digits = rest.drop_front(std::min<size_t>(1, rest.size()));
    return (rest.starts_with("a") || rest.starts_with("c")) &&
           digits.drop_while([](char c) { return llvm::isDigit(c); }).starts_with("[") && !digits.starts_with("[");
  }
  /// The next characters, for messages.
  llvm::StringRef upcoming() const { return rest.take_front(24); }
  /// What has been eaten since `before`, a copy of this cursor.
  llvm::StringRef since(const Cursor &before) const { return before.rest.drop_back(rest.size()); }

private:
  llvm::StringRef rest;
};

/// One input of a computation: what is read and where.
struct Input {
  mlir::Value tensor;
  llvm::SmallVector<mlir::AffineExpr> indices;
  bool isUnsigned = false;
  friend bool operator==(const Input &a, const Input &b) { return a.tensor == b.tensor && a.indices == b.indices; }
};

/// Reads one text, line by line. Every method that fails has noted, once, what it expected and what it found.
class Reader {
public:
  explicit Reader(mlir::MLIRContext *context) : context(context), builder(context), loc(builder.getUnknownLoc()) {}

  /// The module of the kernel that `text` spells; whether it is well-formed and canonical is for the caller to see.
  llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>> read(llvm::StringRef text);

private:
  bool readLine(llvm::StringRef line);
  bool readDim(Cursor &at);
  bool readOperand(Cursor &at);
  bool readComputation(Cursor &at);
  bool readFactors(Cursor &at);
  bool readBody(Cursor &at);
  bool readOut(Cursor &at);
  void beginKernel();
  void endKernel();

  std::optional<mlir::Type> elementType(Cursor &at);
  std::optional<llvm::SmallVector<mlir::AffineExpr>> access(Cursor &at);
  std::optional<mlir::AffineExpr> index(Cursor &at, unsigned depth);
  std::optional<mlir::AffineExpr> combine(char kind, mlir::AffineExpr lhs, mlir::AffineExpr rhs);
  std::optional<Input> input(Cursor &at);
  mlir::Value tensor(Cursor &at);
  mlir::Value expression(Cursor &at, unsigned depth);
  mlir::Value leaf(Cursor &at);
  mlir::Value constant(Cursor &at, mlir::Type type);
  mlir::Value operation(Cursor &at, unsigned depth);
  /// Takes what stands behind an operation's word: a comparison or the type of its result.
  bool readSuffix(Cursor &at, llvm::StringRef suffix, mlir::OperationState &state, mlir::Type &type);
  mlir::Value position(Cursor &at, Cursor begin, mlir::OperationState &state, mlir::Type type);
  mlir::Value build(const mlir::OperationState &state, llvm::StringRef text);
  std::optional<llvm::SmallVector<mlir::Value>> operands(Cursor &at, unsigned depth);
  std::optional<llvm::SmallVector<mlir::Attribute>> table(Cursor &at, mlir::Type type);
  mlir::TypedAttr bits(Cursor &at, mlir::Type type);
  mlir::Value fail(const Cursor &at, const llvm::Twine &expected);
  bool miss(const Cursor &at, const llvm::Twine &expected) { return fail(at, expected) != mlir::Value(); }
  mlir::RankedTensorType typeOf(mlir::Type element, llvm::ArrayRef<mlir::AffineExpr> indices);
  llvm::SmallVector<unsigned> usedDims(llvm::ArrayRef<mlir::AffineExpr> result);
  void create(llvm::StringRef kind, mlir::Attribute combiner, mlir::RankedTensorType type,
              llvm::ArrayRef<mlir::AffineExpr> result);

  mlir::MLIRContext *context;
  mlir::OpBuilder builder;
  mlir::Location loc;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  KernelOp kernel;
  llvm::SmallVector<DimAttr> dims;
  llvm::SmallVector<std::pair<mlir::RankedTensorType, bool>> operandTypes; ///< with whether it is a weight
  llvm::SmallVector<mlir::Value> computations, results;
  mlir::Block *body = nullptr;     ///< of the computation that is being read
  llvm::SmallVector<Input> inputs; ///< its inputs so far
  llvm::StringMap<mlir::Value> seen; ///< its values by their text: what stands twice is computed once
  std::string problem;
};
} // namespace aicc::kernel::identity

#endif // AICC_DIALECTS_KERNEL_IDENTITYREADER_H
