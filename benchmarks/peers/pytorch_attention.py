"""Attention by PyTorch: scaled_dot_product_attention as its documentation tells users to, flex_attention compiled where
a score is more than a product, and one call an operation, as it is and compiled. Of the ways that fit a row the fastest is taken, and named in
the version. Masks are made once, beforehand."""
import numpy
import torch
import torch.nn.functional as functional

import attention
import protocol

TYPES = {"f32": torch.float32, "bf16": torch.bfloat16}


class Operands:
    """One set of operands, each [batch, heads, sequence, size] whatever order memory has."""

    def __init__(self, row):
        self.query = self.load(row, 0, row.heads, row.queries, row.head_size)
        self.key = self.load(row, 1, row.kv_heads, row.keys, row.head_size)
        self.value = (self.key[..., :row.value_size] if row.shares_kv else
                      self.load(row, 2, row.kv_heads, row.keys, row.value_size))

    @staticmethod
    def load(row, number, heads, sequence, size):
        tensor = to_tensor(row, number).reshape(row.shape(heads, sequence, size))
        return tensor.transpose(1, 2) if row.is_bshd else tensor


def to_tensor(row, number):
    tensor = torch.from_numpy(row.load(number).copy())
    return tensor.view(torch.bfloat16) if row.dtype == "bf16" else tensor


class Ways:
    """Functions of one set of operands that give the result [batch, heads, queries, value size]."""

    def __init__(self, row):
        self.row = row
        seen = row.seen()
        self.seen = None if seen is None else torch.from_numpy(seen)
        self.is_plain_causal = row.mask == "causal" and row.offset == 0 and not row.window
        self.bias = to_tensor(row, row.bias_number) if row.bias_number is not None else None
        self.sinks = to_tensor(row, row.sinks_number) if row.has_sinks else None
        self.lengths = [int(n) for n in row.load(row.lengths_number)] if row.lengths_number is not None else None
        if self.lengths is not None:
            key = torch.arange(row.keys)[None, None, None, :]
            self.seen = key < torch.tensor(self.lengths)[:, None, None, None]
        self.mask = self.seen if self.bias is None else self.bias

    def all(self):
        """Name to function, of those that can do the row."""
        row = self.row
        ways = {"eager": self.eager}
        if not row.softcap and not row.has_sinks:
            ways["sdpa"] = self.sdpa
            if row.group > 1:
                ways["sdpa, expanded heads"] = self.expanded
            if row.group > 1 and row.queries == 1:
                ways["sdpa, groups as queries"] = self.folded
            if self.lengths is not None:
                ways["sdpa, a call a sequence"] = self.ragged
        else:
            ways["compiled"] = torch.compile(self.eager, dynamic=False)
        # On processors it gives no logarithm of the sums, by which sinks could be added.
        if row.mask == "causal" and (row.softcap or row.window) and not row.has_sinks:
            ways["compiled flex_attention"] = self.compile_flex()
        return ways

    def call(self, query, key, value, mask, **flags):
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=self.row.scale, **flags)

    def sdpa(self, operands):
        flags = {"enable_gqa": True} if self.row.group > 1 else {}
        if self.is_plain_causal:
            return self.call(operands.query, operands.key, operands.value, None, is_causal=True, **flags)
        return self.call(operands.query, operands.key, operands.value, self.mask, **flags)

    def expanded(self, operands):
        """Heads of keys repeated beforehand, as most models do it."""
        key = operands.key.repeat_interleave(self.row.group, 1)
        value = operands.value.repeat_interleave(self.row.group, 1)
        if self.is_plain_causal:
            return self.call(operands.query, key, value, None, is_causal=True)
        return self.call(operands.query, key, value, self.mask)

    def folded(self, operands):
        """The queries of a group of heads as queries of one head."""
        row = self.row
        query = operands.query.reshape(row.batch, row.kv_heads, row.group, row.head_size)
        result = self.call(query, operands.key, operands.value, self.mask)
        return result.reshape(row.batch, row.heads, 1, row.value_size)

    def ragged(self, operands):
        parts = []
        for b, length in enumerate(self.lengths):
            query = operands.query[b:b + 1].reshape(1, self.row.kv_heads, self.row.group * self.row.queries, -1)
            result = self.call(query, operands.key[b:b + 1, :, :length], operands.value[b:b + 1, :, :length], None)
            parts.append(result.reshape(1, self.row.heads, self.row.queries, -1))
        return torch.cat(parts)

    def eager(self, operands):
        """One call an operation."""
        row = self.row
        query = operands.query.reshape(row.batch, row.kv_heads, row.group, row.queries, row.head_size)
        scores = torch.matmul(query, operands.key.unsqueeze(2).transpose(-1, -2)).float() * row.scale
        if row.softcap:
            scores = row.softcap * torch.tanh(scores / row.softcap)
        if self.bias is not None:
            scores = scores + self.bias.unsqueeze(2)
        elif self.seen is not None:
            scores = scores.masked_fill(~(self.seen.unsqueeze(2) if self.seen.dim() == 4 else self.seen), -torch.inf)
        if self.sinks is not None:
            sinks = self.sinks.float().reshape(1, row.kv_heads, row.group, 1, 1).expand(row.batch, -1, -1, row.queries, 1)
            weights = torch.softmax(torch.cat([scores, sinks], -1), -1)[..., :-1]
        else:
            weights = torch.softmax(scores, -1)
        result = torch.matmul(weights.to(operands.value.dtype), operands.value.unsqueeze(2))
        return result.reshape(row.batch, row.heads, row.queries, row.value_size)

    def compile_flex(self):
        from torch.nn.attention import flex_attention as flex
        row = self.row
        cap, window, offset = row.softcap, row.window or row.keys + row.queries, row.offset

        def score_of(score, b, h, i, j):
            return cap * torch.tanh(score / cap) if cap else score

        def sees(b, h, i, j):
            return (j <= i + offset) & (j > i + offset - window)

        blocks = flex.create_block_mask(sees, None, None, row.queries, row.keys, device="cpu")
        compiled = torch.compile(flex.flex_attention, dynamic=False)
        flags = {"scale": row.scale, "enable_gqa": row.group > 1, "block_mask": blocks}
        if cap:
            flags["score_mod"] = score_of

        return lambda operands: compiled(operands.query, operands.key, operands.value, **flags)


def save(row):
    def write(path, result):
        tensor = result.transpose(1, 2) if row.is_bshd else result
        tensor = tensor.contiguous()
        array = tensor.view(torch.int16).numpy().view(numpy.uint16) if row.dtype == "bf16" else tensor.numpy()
        numpy.save(path, array, allow_pickle=False)
    return write


def prepare(request):
    row = attention.Attention(request)
    if row.dtype not in TYPES:
        raise protocol.Refusal(f"expected f32 or bf16, found {row.dtype}")
    sets = [Operands(row) for _ in range(row.copies)]
    makers = {name: lambda way=way: lambda number: way(sets[number]) for name, way in Ways(row).all().items()}
    ways = attention.working(makers, "pytorch")
    return attention.Contestant("pytorch", torch.__version__, ways, row.copies, save(row))
