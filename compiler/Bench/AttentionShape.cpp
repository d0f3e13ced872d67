// Counting what is seen; see AttentionShape.h.
#include "compiler/Bench/AttentionShape.h"

#include <algorithm>
#include <iterator>

using namespace aicc;
using namespace aicc::bench;

static constexpr llvm::StringLiteral kMasks[] = {"none", "causal", "lengths", "key_padding"};

llvm::StringRef bench::nameOf(Mask mask) { return kMasks[size_t(mask)]; }

std::optional<Mask> bench::parseMask(llvm::StringRef name) {
  auto found = std::find(std::begin(kMasks), std::end(kMasks), name);
  return found == std::end(kMasks) ? std::nullopt : std::optional<Mask>(Mask(found - std::begin(kMasks)));
}

int64_t AttentionShape::keysOf(int64_t number) const {
  if (mask == Mask::Lengths)
    return lengths[number];
  return mask == Mask::KeyPadding ? keys - number * keys / (2 * batch) : keys;
}

std::pair<int64_t, int64_t> AttentionShape::seenKeys(int64_t number, int64_t query) const {
  int64_t end = keysOf(number);
  if (mask != Mask::Causal)
    return {0, end};
  int64_t diagonal = query + offset + 1;
  int64_t begin = window ? std::max<int64_t>(diagonal - window, 0) : 0;
  end = std::min(end, diagonal);
  return {std::min(begin, end), end};
}

int64_t AttentionShape::seenPairs() const {
  int64_t pairs = 0;
  for (int64_t number = 0; number < batch; ++number)
    for (int64_t query = 0; query < queries; ++query) {
      auto [begin, end] = seenKeys(number, query);
      pairs += end - begin;
    }
  return pairs;
}

int64_t AttentionShape::touchedElements() const {
  int64_t elements = batch * heads * queries * (headSize + valueSize);
  int64_t perKey = kvHeads * (headSize + (sharesKv ? 0 : valueSize));
  // Windows move along the diagonal without gaps.
  for (int64_t number = 0; number < batch; ++number)
    elements += perKey * (seenKeys(number, queries - 1).second - seenKeys(number, 0).first);
  return elements;
}

std::vector<int64_t> AttentionShape::extents(int64_t heads, int64_t sequence, int64_t size) const {
  if (isBshd)
    return {batch, sequence, heads, size};
  return {batch, heads, sequence, size};
}

int64_t AttentionShape::placeOf(int64_t number, int64_t head, int64_t at, int64_t heads, int64_t sequence,
                                int64_t size) const {
  return (isBshd ? (number * sequence + at) * heads + head : (number * heads + head) * sequence + at) * size;
}
