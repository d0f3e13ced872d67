"""Steps that several rows of scripts/generate-graph.py share. Activations are [rows, features], weights [out, in]."""
import math


def rms_norm(g, x, name, eps=1e-6):
    rows, width = x.shape
    squares = g.generic("m k -> m", [x], (rows,), "f32", lambda b, a, sum: b.plus(sum, b.mul(a, a)), start="0.0")

    def body(b, a, total, gain):
        mean = b.plus(b.mul(total, b.const(1 / width)), b.const(eps))
        return b.mul(a, b.op("math.rsqrt", mean), gain)

    return g.generic("m k, m, k -> m k", [x, squares, g.argument(name, width)], x.shape, g.dtype, body)


def layer_norm(g, x, name, eps=1e-5):
    rows, width = x.shape
    total = g.generic("m k -> m", [x], (rows,), "f32", lambda b, a, sum: b.plus(sum, a), start="0.0")

    def square(b, a, total, sum):
        centred = b.minus(a, b.mul(total, b.const(1 / width)))
        return b.plus(sum, b.mul(centred, centred))

    squares = g.generic("m k, m -> m", [x, total], (rows,), "f32", square, start="0.0")

    def body(b, a, total, squares, gain, bias):
        centred = b.minus(a, b.mul(total, b.const(1 / width)))
        variance = b.plus(b.mul(squares, b.const(1 / width)), b.const(eps))
        return b.plus(b.mul(centred, b.op("math.rsqrt", variance), gain), bias)

    gain, bias = g.argument(f"{name}_gain", width), g.argument(f"{name}_bias", width)
    return g.generic("m k, m, m, k, k -> m k", [x, total, squares, gain, bias], x.shape, g.dtype, body)


NORMS = {"rms": rms_norm, "layer": layer_norm}


def expanded_int4(g, name, n, k, group):
    """Codes of four bits with one scale a group of a row, as numbers of the activations' type."""
    codes = g.weight(f"{name}_codes", n, k, dtype="i4", sum=3)
    # Codes have a root mean square of 4.6.
    scales = g.weight(f"{name}_scales", n, k // group, dtype="f16", sum=21 * k)

    def body(b, code, scale):
        return b.mul(b.cast("arith.sitofp", code, "i4", "f32"), scale)

    return g.generic(f"n k, n k//{group} -> n k", [codes, scales], (n, k), g.dtype, body)


def matmul(g, x, w):
    """x W^T, rounded."""
    return g.rounded(g.product("m k, n k -> m n", x, w, (x.shape[0], w.shape[0])))


def matrix(g, name, n, k, group=0):
    """A weight; a `group` says that it has four bits and as many neighbours share a scale."""
    return expanded_int4(g, name, n, k, group) if group else g.weight(name, n, k, sum=k)


def linear(g, x, name, n, group=0):
    return matmul(g, x, matrix(g, name, n, x.shape[1], group))


def residual(g, x, y):
    return g.generic("m n, m n -> m n", [x, y], x.shape, g.dtype, lambda b, x, y: b.plus(x, y))


def gated_mlp(g, x, w_gate, w_up, w_down):
    def body(b, gate, up):
        return b.mul(b.over(gate, b.plus(b.op("math.exp", b.op("arith.negf", gate)), b.const(1))), up)

    gate, up = matmul(g, x, w_gate), matmul(g, x, w_up)
    return matmul(g, g.generic("m n, m n -> m n", [gate, up], gate.shape, g.dtype, body), w_down)


def swiglu(g, x, inner, group=0):
    hidden = x.shape[1]
    w_gate, w_up = (matrix(g, name, inner, hidden, group) for name in ("w_gate", "w_up"))
    return gated_mlp(g, x, w_gate, w_up, matrix(g, "w_down", hidden, inner, group))


def rope_half_split(g, x, cos, sin):
    """Rotates elements d and d + D/2 of each head, as rotate_half of Llama does. x is [rows, heads, D]."""
    rows, heads, size = x.shape
    low = g.slice(x, (0, 0, 0), (rows, heads, size // 2))
    high = g.slice(x, (0, 0, size // 2), (rows, heads, size // 2))
    return g.concat(2, *rotate(g, low, high, cos, sin))


def rope_interleaved(g, x, cos, sin):
    """Rotates elements 2d and 2d + 1 of each head, as GPT-J and ERNIE do."""
    rows, heads, size = x.shape
    pairs = g.reshape(x, rows, heads, size // 2, 2)
    even, odd = (g.reshape(g.slice(pairs, (0, 0, 0, at), (rows, heads, size // 2, 1)), rows, heads, size // 2) for at in (0, 1))
    turned = (g.reshape(half, rows, heads, size // 2, 1) for half in rotate(g, even, odd, cos, sin))
    return g.reshape(g.concat(3, *turned), rows, heads, size)


def rotate(g, a, b, cos, sin):
    access, inputs = "m h d, m h d, m d, m d -> m h d", [a, b, cos, sin]
    first = g.generic(access, inputs, a.shape, g.dtype, lambda e, a, b, c, s: e.minus(e.mul(a, c), e.mul(b, s)))
    second = g.generic(access, inputs, a.shape, g.dtype, lambda e, a, b, c, s: e.plus(e.mul(b, c), e.mul(a, s)))
    return first, second


ROPES = {"half": rope_half_split, "interleaved": rope_interleaved}


def qkv_rope(g, x, heads, kv_heads, size, rope, group=0):
    """One projection to queries, keys and values, each [rows, heads, size]; the first two are rotated."""
    rows = x.shape[0]
    qkv = g.reshape(linear(g, x, "w_qkv", (heads + 2 * kv_heads) * size, group), rows, heads + 2 * kv_heads, size)
    cos, sin = g.argument("cos", rows, size // 2, dtype="f32"), g.argument("sin", rows, size // 2, dtype="f32")
    q, k, v = (g.slice(qkv, (0, first, 0), (rows, count, size))
               for first, count in ((0, heads), (heads, kv_heads), (heads + kv_heads, kv_heads)))
    return ROPES[rope](g, q, cos, sin), ROPES[rope](g, k, cos, sin), v


def append(g, name, rows, capacity, past):
    """Writes `rows` behind the first `past` ones of a cache, in place; `past` is a number or the name of an index."""
    cache = g.argument(name, capacity, *rows.shape[1:])
    g.ties[cache] = g.insert(rows, cache, (past, 0, 0))
    return g.ties[cache]


def cached_attention(g, q, keys, values, lengths=None, past=0):
    """q [rows, heads, size] on the first past + rows entries of the caches, or on as many as `lengths` says."""
    rows, heads, size = q.shape
    seen = keys.shape[0] if lengths else past + rows
    q, k, v = (g.reshape(value, 1, *value.shape) for value in
               (q, *(g.slice(cache, (0, 0, 0), (seen, *cache.shape[1:])) for cache in (keys, values))))
    rule = dict(causal="#graph.causal<from_end>") if lengths else dict(causal="#graph.causal<from_start>", offset=past)
    out = g.attention(q, k, v, 1 / math.sqrt(size), lengths=lengths, layout="#graph.layout<bshd>", **rule)
    return g.reshape(out, rows, heads * size)


def given_past(g, rows, capacity):
    """How many rows a cache holds, an argument: as an index, and with the new rows as the lengths of attention."""
    def clipped(b, past):
        past = b.op("arith.maxsi", past, b.const(0, "i32"), dtype="i32")
        return b.op("arith.minsi", past, b.const(capacity - rows, "i32"), dtype="i32")

    past = g.generic("i -> i", [g.argument("past", 1, dtype="i32")], (1,), "i32", clipped)
    lengths = g.generic("i -> i", [past], (1,), "i32", lambda b, past: b.op("arith.addi", past, b.const(rows, "i32"), dtype="i32"))
    return g.element(past, g.index("arith.constant 0 : index")), lengths
