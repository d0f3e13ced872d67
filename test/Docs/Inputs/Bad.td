// Records that each lack something; test/Docs/coverage.test names them.
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/OpBase.td"
include "mlir/Pass/PassBase.td"

def Bad_Dialect : Dialect {
  let name = "bad";
  let cppNamespace = "::bad";
  let summary = "A dialect without a description";
}

def Bad_WholeOp : Op<Bad_Dialect, "whole"> {
  let summary = "Lacks nothing";
  let description = [{
    Does nothing.

    ```mlir
    bad.whole
    ```
  }];
}

def Bad_SilentOp : Op<Bad_Dialect, "silent">;

def Bad_AbstractOp : Op<Bad_Dialect, "abstract"> {
  let summary = "Lacks an example";
  let description = [{ Nothing in this text is `fenced`. }];
}

def Bad_EmptyFenceOp : Op<Bad_Dialect, "empty_fence"> {
  let summary = "Has a fence with nothing inside";
  let description = [{
    ```mlir
    ```
  }];
}

def Bad_Attr : AttrDef<Bad_Dialect, "Bad"> {
  let mnemonic = "attr";
  let description = [{
    ```mlir
    #bad.attr
    ```
  }];
}

def Bad_Type : TypeDef<Bad_Dialect, "Bad"> {
  let mnemonic = "type";
  let summary = "Lacks a description";
}

def Bad_Pass : Pass<"bad-pass"> {
  let summary = "Lacks a description of its option and its statistic";
  let description = [{
    ```mlir
    bad.whole
    ```
  }];
  let options = [Option<"count", "count", "int", "1", "">];
  let statistics = [Statistic<"seen", "seen", "">];
}
