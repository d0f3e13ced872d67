// Attributes of the kernel dialect: dimensions, combiners, kinds.
#ifndef AICC_DIALECTS_KERNEL_KERNELATTRS
#define AICC_DIALECTS_KERNEL_KERNELATTRS

include "dialects/Kernel/KernelDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

def Kernel_DimAttr : AttrDef<KernelDialect, "Dim"> {
  let mnemonic = "dim";
  let summary = "A named dimension with its extent: a constant, or a symbol with bounds and a multiple";
  let description = [{
    A constant extent has `min == max`. A symbol is known at run time to lie in `[min, max]` and to be a multiple of
    `multiple`; kernels carry symbols in their identity from the start, lowering rejects those that it cannot handle.

    ```mlir
    #kernel.dim<m = 512>
    #kernel.dim<s in [1, 4096] multiple of 16>
    ```
  }];
  let parameters = (ins "::mlir::StringAttr":$name, "int64_t":$min, "int64_t":$max, "int64_t":$multiple);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// True where the extent is not known before run time.
    bool isSymbol() const { return getMin() != getMax(); }
    /// Parses `m = 512` or `s in [1, 4096] multiple of 16`, without the brackets around it.
    static ::mlir::FailureOr<DimAttr> parseBare(::mlir::AsmParser &parser);
    /// Prints what `parseBare` reads.
    void printBare(::mlir::AsmPrinter &printer) const;
  }];
}

def Kernel_Combiner : I32EnumAttr<"Combiner", "How a reduction combines two values", [
    I32EnumAttrCase<"Add", 0, "add">, I32EnumAttrCase<"Mul", 1, "mul">,
    I32EnumAttrCase<"MaximumF", 2, "maximumf">, I32EnumAttrCase<"MinimumF", 3, "minimumf">,
    I32EnumAttrCase<"MaxNumF", 4, "maxnumf">, I32EnumAttrCase<"MinNumF", 5, "minnumf">,
    I32EnumAttrCase<"MaxSI", 6, "maxsi">, I32EnumAttrCase<"MinSI", 7, "minsi">,
    I32EnumAttrCase<"MaxUI", 8, "maxui">, I32EnumAttrCase<"MinUI", 9, "minui">,
    I32EnumAttrCase<"And", 10, "and">, I32EnumAttrCase<"Or", 11, "or">, I32EnumAttrCase<"Xor", 12, "xor">]> {
  let cppNamespace = "::aicc::kernel";
}

def Kernel_Kind : I32EnumAttr<"Kind", "What a tile computes", [
    I32EnumAttrCase<"Contract", 0, "contract">, I32EnumAttrCase<"Map", 1, "map">,
    I32EnumAttrCase<"Reduce", 2, "reduce">]> {
  let cppNamespace = "::aicc::kernel";
}

#endif // AICC_DIALECTS_KERNEL_KERNELATTRS
