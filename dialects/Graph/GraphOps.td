// Operations of the graph dialect.
#ifndef AICC_DIALECTS_GRAPH_GRAPHOPS
#define AICC_DIALECTS_GRAPH_GRAPHOPS

include "dialects/Graph/GraphDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Graph_Enum<string enumName, string what, list<I32EnumAttrCase> cases>
    : I32EnumAttr<enumName, what, cases> {
  let cppNamespace = "::aicc::graph";
  let genSpecializedAttr = 0;
}

def Graph_Causal : Graph_Enum<"Causal", "Where the diagonal of a causal mask ends", [
    I32EnumAttrCase<"FromStart", 0, "from_start">, I32EnumAttrCase<"FromEnd", 1, "from_end">]>;

def Graph_CausalAttr : EnumAttr<GraphDialect, Graph_Causal, "causal"> {
  let summary = "Where the diagonal of a causal mask ends";
  let description = [{
    `from_start`: query i sees key j where j <= i + offset, so that an offset is the number of keys before the first
    query (a chunk of a long prompt). `from_end`: the last query sees the last key, j <= i + length - Sq, where the
    length is the batch's own at run time or, without lengths, Skv.

    ```mlir
    #graph.causal<from_start>
    ```
  }];
  let assemblyFormat = "`<` $value `>`";
}

def Graph_HeadLayout : Graph_Enum<"HeadLayout", "Order of batch, heads, sequence and head size", [
    I32EnumAttrCase<"BHSD", 0, "bhsd">, I32EnumAttrCase<"BSHD", 1, "bshd">]>;

def Graph_HeadLayoutAttr : EnumAttr<GraphDialect, Graph_HeadLayout, "layout"> {
  let summary = "Order of batch, heads, sequence and head size in queries, keys, values and the result";
  let description = [{
    `bhsd` is batch, heads, sequence, head size; `bshd` is what a projection leaves before any transposition.

    ```mlir
    #graph.layout<bshd>
    ```
  }];
  let assemblyFormat = "`<` $value `>`";
}

def Graph_Float : RankedTensorOf<[F16, BF16, F32, F64]>;

def Graph_AttentionOp : Op<GraphDialect, "attention", [Pure, AttrSizedOperandSegments]> {
  let summary = "softmax(Q K^T scale + mask) V, for each head, with groups of heads on shared keys and values";
  let description = [{
    For each batch b, head h and query i, over the keys j that the query sees:

        s[j] = scale * sum over d of query[b, h, i, d] * key[b, h / G, j, d]
        s[j] = softcap * tanh(s[j] / softcap)                      with softcap
        s[j] = s[j] + mask[b, h, i, j]                             with mask
        p[j] = exp(s[j] - max s) / (sum over j of exp(s[j] - max s) + exp(sinks[h] - max s))
        result[b, h, i, e] = sum over j of p[j] * value[b, h / G, j, e]

    G is the number of query heads for each head of keys, taken from the shapes (1: plain heads; all: multi-query). Query
    i sees key j where all of these hold: j < lengths[b]; the causal rule (`causal`, `offset`); with `window` w, j is
    one of the last w keys up to the diagonal: j > i + offset - w or, from the end, j > i + length - Sq - w. A window needs
    `causal`. What lies behind a length contributes nothing, NaN included: a cache may hold anything there. A
    key within the length that the causal rule or the window hides has weight zero, whatever it holds, but its value must
    be finite: where value[b, h / G, j, e] is not, result[b, h, i, e] of a query that does not see j is what it would be
    without, or NaN.

    A row that sees nothing, or only keys whose score is -inf, is zeros. The maximum includes the sink, which is a logit
    without a value. NaN and +inf in what is seen give NaN. A mask of -inf hides no value: a weight of zero times NaN or an
    infinity is NaN. Lengths are clipped to [0, Skv]. Scale and softcap are finite, and a softcap positive, in the type of
    scores; mask and sinks have any type that is no wider.

    Scores, softmax and sums are f32 (f64 for f64), and the result is rounded once to the type of the query; see
    docs/Numerics.md. Heads may have another size in values than in queries and keys. Keys and values that share memory
    (multi-head latent attention) are one tensor and a slice of it; packed QKV is three slices of one tensor.

    With `pages`, keys and values are pools of pages [pages, page size, heads, head size], whatever `layout` says of the
    queries, and key j of batch b is element j mod size of page `pages[b, j / size]`; Skv is then the number of pages a
    batch times the page's size. Pages that lie behind the length are not read, and a number outside the pool counts as that
    of the nearest page: pages of which no query sees a key may have any number.

    ```mlir
    %o = graph.attention %q, %k, %v {scale = 1.250000e-01 : f64}
        : tensor<1x32x512x64xf32>, tensor<1x8x512x64xf32>, tensor<1x8x512x64xf32> -> tensor<1x32x512x64xf32>
    %p = graph.attention %q, %k, %v mask(%m : tensor<1x1x512x512xf32>) lengths(%n : tensor<1xi32>) sinks(%s : tensor<32xf32>)
        {scale = 1.250000e-01 : f64, causal = #graph.causal<from_start>, offset = 0, window = 128, softcap = 5.000000e+01 : f64,
         layout = #graph.layout<bshd>}
        : tensor<1x512x32x64xf32>, tensor<1x512x8x64xf32>, tensor<1x512x8x64xf32> -> tensor<1x512x32x64xf32>
    ```
  }];
  let arguments = (ins Graph_Float:$query, Graph_Float:$key, Graph_Float:$value,
                       Optional<Graph_Float>:$mask, Optional<RankedTensorOf<[I32, I64]>>:$lengths,
                       Optional<Graph_Float>:$sinks, Optional<RankedTensorOf<[I32, I64]>>:$pages,
                       F64Attr:$scale, OptionalAttr<Graph_CausalAttr>:$causal,
                       DefaultValuedAttr<I64Attr, "0">:$offset, OptionalAttr<I64Attr>:$window,
                       OptionalAttr<F64Attr>:$softcap,
                       DefaultValuedAttr<Graph_HeadLayoutAttr, "::aicc::graph::HeadLayout::BHSD">:$layout);
  let results = (outs Graph_Float:$result);
  let assemblyFormat = [{
    $query `,` $key `,` $value (`mask` `(` $mask^ `:` type($mask) `)`)? (`lengths` `(` $lengths^ `:` type($lengths) `)`)?
    (`sinks` `(` $sinks^ `:` type($sinks) `)`)? (`pages` `(` $pages^ `:` type($pages) `)`)? attr-dict
    `:` type($query) `,` type($key) `,` type($value) `->` type($result)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The sizes that the shapes give, in elements.
    struct Sizes {
      int64_t batch, heads, kvHeads, queries, keys, headSize, valueSize;
      /// Query heads for each head of keys.
      int64_t group() const { return heads / kvHeads; }
    };
    /// Valid on an operation that verifies.
    Sizes getSizes();
  }];
}

#endif // AICC_DIALECTS_GRAPH_GRAPHOPS
