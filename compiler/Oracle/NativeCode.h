// Code for this process, compiled from an LLVM-dialect module.
#ifndef AICC_COMPILER_ORACLE_NATIVECODE_H
#define AICC_COMPILER_ORACLE_NATIVECODE_H

#include "llvm/Support/Error.h"
#include "mlir/IR/BuiltinOps.h"

namespace llvm::orc {
class LLJIT;
}

namespace aicc::oracle {
/// One function of pointers, ready to be called as long as the object lives.
class NativeCode {
public:
  /// Compiles `module`, in which `function` takes nothing but pointers and returns nothing, for this machine, without
  /// fast-math. The C library's functions are found in the process.
  static llvm::Expected<NativeCode> compile(mlir::ModuleOp module, llvm::StringRef function);
  NativeCode(NativeCode &&);
  ~NativeCode();

  /// Calls the function with `pointers`, as many as it takes.
  void call(llvm::ArrayRef<void *> pointers) const { entry(const_cast<void **>(pointers.data())); }

private:
  explicit NativeCode(std::unique_ptr<llvm::orc::LLJIT> jit);

  std::unique_ptr<llvm::orc::LLJIT> jit;
  void (*entry)(void **) = nullptr;
};
} // namespace aicc::oracle

#endif // AICC_COMPILER_ORACLE_NATIVECODE_H
