// Whether a softmax goes into a product, whatever else does: what looks like attention, so that who wrote it is told
// why it is none.
#ifndef AICC_PASSES_GRAPH_SOFTMAXSEARCH_H
#define AICC_PASSES_GRAPH_SOFTMAXSEARCH_H

#include "passes/Graph/Elements.h"

namespace aicc::graph {
/// True where `op` sums up products of two numbers, and exponentials over a sum of exponentials go into one of them
/// through steps between elements. Looks only at the nearest of what goes into it.
bool isProductOfSoftmax(mlir::linalg::LinalgOp op);

/// The extent of the only reduced loop of `op`; 0 where there is another number of them, or one of unknown extent.
int64_t reducedExtent(mlir::linalg::LinalgOp op);
} // namespace aicc::graph

#endif // AICC_PASSES_GRAPH_SOFTMAXSEARCH_H
