// The graph dialect: what upstream has no word for.
#ifndef AICC_DIALECTS_GRAPH_GRAPHDIALECT
#define AICC_DIALECTS_GRAPH_GRAPHDIALECT

include "mlir/IR/OpBase.td"

def GraphDialect : Dialect {
  let name = "graph";
  let cppNamespace = "::aicc::graph";
  let summary = "Operations of graphs that upstream's dialects cannot say";
  let description = [{
    Stands beside `linalg` at the head of the flow. A graph says most things by `linalg.generic`; attention it can only
    spell out, in a dozen operations whose meaning no pass finds again once they are normalised: which rows share a head
    of keys, which pairs a mask leaves out, that the scores are never wanted. `graph.attention` says it in one.

    ```mlir
    %o = graph.attention %q, %k, %v {scale = 1.250000e-01 : f64, causal = #graph.causal<from_start>}
        : tensor<1x32x512x64xbf16>, tensor<1x8x512x64xbf16>, tensor<1x8x512x64xbf16> -> tensor<1x32x512x64xbf16>
    ```
  }];
  let useDefaultAttributePrinterParser = 1;
}

#endif // AICC_DIALECTS_GRAPH_GRAPHDIALECT
