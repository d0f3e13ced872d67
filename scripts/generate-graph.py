#!/usr/bin/env python3
"""Writes one row of benchmarks/workloads/fused-graphs.json, or a whole block, as an MLIR module of upstream's dialects.

    scripts/generate-graph.py llama_block.decode --dtype bf16 --set past=512 -o block.mlir
    scripts/generate-graph.py --list

Sizes are those that were published, unless --small or --set says otherwise. Activations have the type --dtype. Products sum
up in f32 and are rounded once; each named step (a norm, RoPE, SiLU times up, a residual) computes in f32 and rounds once.
"""
import argparse
import inspect
import math
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A tensor of the module: its name, its extents, the type of its elements."""
    name: str
    shape: tuple
    dtype: str

    @property
    def type(self):
        return f"tensor<{'x'.join([*map(str, self.shape), self.dtype])}>"


def is_float(dtype):
    return "f" in dtype


class Body:
    """The body of a linalg.generic, on numbers; floats are f32 in it."""

    def __init__(self):
        self.lines, self.count = [], 0

    def add(self, text, dtype):
        name = f"%t{self.count}"
        self.count += 1
        self.lines.append(f"{name} = {text.format(dtype=dtype)}")
        return name

    def op(self, name, *operands, dtype="f32"):
        return self.add(f"{name} {', '.join(operands)} : {dtype}", dtype)

    def const(self, value, dtype="f32"):
        return self.add(f"arith.constant {value:.17e} : {dtype}" if is_float(dtype) else
                        f"arith.constant {value} : {dtype}", dtype)

    def cast(self, name, value, source, target):
        return self.add(f"{name} {value} : {source} to {target}", target)

    def widened(self, value, dtype):
        return self.cast("arith.extf", value, dtype, "f32") if dtype in ("bf16", "f16") else value

    def narrowed(self, value, dtype):
        return self.cast("arith.truncf", value, "f32", dtype) if dtype in ("bf16", "f16") else value

    def compare(self, predicate, a, b, dtype="f32"):
        return self.add(f"arith.cmp{'f' if is_float(dtype) else 'i'} {predicate}, {a}, {b} : {dtype}", dtype)

    def select(self, condition, a, b, dtype="f32"):
        return self.add(f"arith.select {condition}, {a}, {b} : {dtype}", dtype)

    def mul(self, *factors):
        result = factors[0]
        for factor in factors[1:]:
            result = self.op("arith.mulf", result, factor)
        return result

    def plus(self, a, b):
        return self.op("arith.addf", a, b)

    def minus(self, a, b):
        return self.op("arith.subf", a, b)

    def over(self, a, b):
        return self.op("arith.divf", a, b)


class Graph:
    """Writes one function, `main`, step by step. Accesses are written as in "m k, k -> m k"."""

    def __init__(self, dtype):
        self.dtype, self.lines, self.arguments, self.ties, self.count = dtype, [], [], {}, 0

    def argument(self, name, *shape, dtype=None, rms=None, marks=()):
        """Random numbers for it have about the root mean square `rms`, by default 1 / sqrt(3)."""
        value = Value(f"%{name}", shape, dtype or self.dtype)
        reach = 2.0 ** round(math.log2(rms * math.sqrt(3))) if rms else 1
        self.arguments.append((value, [*marks] + ([] if reach == 1 else [f"aicc.range = {reach!r} : f64"])))
        return value

    def weight(self, name, *shape, dtype=None, sum=1):
        """Sums of `sum` products with it stay about as large as what it is multiplied by."""
        return self.argument(name, *shape, dtype=dtype, rms=1 / math.sqrt(sum), marks=["aicc.weight"])

    def emit(self, text, shape, dtype):
        value = Value(f"%{self.count}", tuple(shape), dtype)
        self.count += 1
        self.lines.append(f"{value.name} = {text.replace('$type', value.type)}")
        return value

    def constant(self, text, *shape, dtype="f32"):
        return self.emit(f"arith.constant dense<{text}> : $type", shape, dtype)

    def filled(self, shape, dtype, start):
        scalar = self.emit(f"arith.constant {start} : {dtype}", (), dtype)
        empty = self.emit("tensor.empty() : $type", shape, dtype)
        return self.emit(f"linalg.fill ins({scalar.name} : {dtype}) outs({empty.name} : {empty.type}) -> $type", shape, dtype)

    def generic(self, access, inputs, shape, dtype, body, start=None):
        """One linalg.generic over the dimensions of `access`; those that the result leaves out are reduced from `start`."""
        sources, target = access.split("->")
        dims = list(dict.fromkeys(word for word in access.replace(",", " ").split() if word.isidentifier()))
        maps = [", ".join(index.replace("//", " floordiv ") for index in part.split())
                for part in [*sources.split(","), target]]
        maps = [f"affine_map<({', '.join(dims)}) -> ({part})>" for part in maps]
        kinds = ", ".join('"parallel"' if dim in target.split() else '"reduction"' for dim in dims)
        out = self.emit("tensor.empty() : $type", shape, dtype) if start is None else self.filled(shape, dtype, start)
        names = [f"%a{index}" for index in range(len(inputs))]
        block = Body()
        values = [block.widened(name, value.dtype) for name, value in zip(names, inputs)]
        values += [] if start is None else ["%o"]
        result = block.narrowed(body(block, *values), dtype)
        blockargs = ", ".join(f"{name}: {value.dtype}" for name, value in zip([*names, "%o"], [*inputs, out]))
        text = [f"linalg.generic {{indexing_maps = [{', '.join(maps)}], iterator_types = [{kinds}]}}",
                f"    ins({', '.join(v.name for v in inputs)} : {', '.join(v.type for v in inputs)})"
                f" outs({out.name} : {out.type}) {{", f"^bb0({blockargs}):"]
        text += [f"  {line}" for line in block.lines] + [f"  linalg.yield {result} : {dtype}", "} -> $type"]
        return self.emit("\n    ".join(text), shape, dtype)

    def product(self, access, a, b, shape, dtype="f32"):
        """A contraction that accumulates in `dtype`."""
        sources, target = access.split("->")
        dims = ", ".join(dict.fromkeys(access.replace("->", " ").replace(",", " ").split()))
        maps = ", ".join(f"affine_map<({dims}) -> ({', '.join(part.split())})>" for part in [*sources.split(","), target])
        out = self.filled(shape, dtype, "0.0" if is_float(dtype) else "0")
        return self.emit(f"linalg.contract indexing_maps = [{maps}] ins({a.name}, {b.name} : {a.type}, {b.type})"
                         f" outs({out.name} : {out.type}) -> $type", shape, dtype)

    def rounded(self, value):
        if value.dtype == self.dtype:
            return value
        dims = " ".join(f"d{index}" for index in range(len(value.shape)))
        return self.generic(f"{dims} -> {dims}", [value], value.shape, self.dtype, lambda b, x: x)

    def reshape(self, value, *shape):
        """Splits or joins neighbouring dimensions."""
        if value.shape == shape:
            return value
        verb, long, short = ("expand", shape, value.shape) if len(shape) > len(value.shape) else ("collapse", value.shape, shape)
        groups, at = [], 0
        for index, extent in enumerate(short):
            first, size = at, 1
            while at < len(long) and (size < extent or at == first or index == len(short) - 1):
                size *= long[at]
                at += 1
            groups.append(list(range(first, at)))
        output = f" output_shape {list(shape)}" if verb == "expand" else ""
        return self.emit(f"tensor.{verb}_shape {value.name} {groups}{output} : {value.type} into $type", shape, value.dtype)

    def slice(self, value, start, sizes):
        sizes = tuple(sizes)
        return self.emit(f"tensor.extract_slice {value.name}{list(start)} {list(sizes)} {[1] * len(sizes)} : {value.type} to $type",
                         sizes, value.dtype)

    def insert(self, value, into, start):
        return self.emit(f"tensor.insert_slice {value.name} into {into.name}{list(start)} {list(value.shape)}"
                         f" {[1] * len(value.shape)} : {value.type} into $type", into.shape, into.dtype)

    def concat(self, dim, *values):
        shape = list(values[0].shape)
        shape[dim] = sum(value.shape[dim] for value in values)
        return self.emit(f"tensor.concat dim({dim}) {', '.join(v.name for v in values)} : ({', '.join(v.type for v in values)})"
                         " -> $type", shape, values[0].dtype)

    def attention(self, q, k, v, scale, mask=None, **attributes):
        shape = (*q.shape[:-1], v.shape[-1])
        words = [f"scale = {scale!r} : f64"] + [f"{name} = {value}" for name, value in attributes.items()]
        masked = f" mask({mask.name} : {mask.type})" if mask else ""
        return self.emit(f"graph.attention {q.name}, {k.name}, {v.name}{masked} {{{', '.join(words)}}} : "
                         f"{q.type}, {k.type}, {v.type} -> $type", shape, q.dtype)

    def text(self, results):
        """The module; `results` in order, `self.ties` says which of them are written in place of an argument."""
        results = results if isinstance(results, tuple) else (results,)
        ties = {argument.name: results.index(result) for argument, result in self.ties.items()}
        for value, marks in self.arguments:
            marks += [f"aicc.inout = {ties[value.name]} : i64"] if value.name in ties else []
        head = ",\n    ".join(f"{value.name}: {value.type}" + (f" {{{', '.join(marks)}}}" if marks else "")
                              for value, marks in self.arguments)
        types = ", ".join(value.type for value in results)
        body = "\n".join(line.replace("\n", "\n  ") for line in ("  " + line for line in "\n".join(self.lines).split("\n")))
        return (f"func.func @main(\n    {head}) -> ({types}) {{\n{body}\n"
                f"  return {', '.join(value.name for value in results)} : {types}\n}}\n")


# Steps that several rows share. Activations are [rows, features], weights [out, in].


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


def linear(g, x, name, n, group=0):
    """x W^T; a `group` says that W has four bits and as many neighbours share a scale."""
    m, k = x.shape
    w = expanded_int4(g, name, n, k, group) if group else g.weight(name, n, k, sum=k)
    return g.rounded(g.product("m k, n k -> m n", x, w, (m, n)))


def residual(g, x, y):
    return g.generic("m n, m n -> m n", [x, y], x.shape, g.dtype, lambda b, x, y: b.plus(x, y))


def swiglu(g, x, hidden, group=0):
    gate, up = linear(g, x, "w_gate", hidden, group), linear(g, x, "w_up", hidden, group)

    def body(b, gate, up):
        return b.mul(b.over(gate, b.plus(b.op("math.exp", b.op("arith.negf", gate)), b.const(1))), up)

    gated = g.generic("m n, m n -> m n", [gate, up], gate.shape, g.dtype, body)
    return linear(g, gated, "w_down", x.shape[1], group)


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
    """Writes `rows` behind the first `past` ones of a cache, in place."""
    cache = g.argument(name, capacity, *rows.shape[1:])
    g.ties[cache] = g.insert(rows, cache, (past, 0, 0))
    return g.ties[cache]


def cached_attention(g, q, keys, values, past):
    """q [rows, heads, size] on the first past + rows entries of the caches."""
    rows, heads, size = q.shape
    length = past + rows
    q, k, v = (g.reshape(value, 1, *value.shape) for value in
               (q, *(g.slice(cache, (0, 0, 0), (length, *cache.shape[1:])) for cache in (keys, values))))
    out = g.attention(q, k, v, 1 / math.sqrt(size), causal="#graph.causal<from_start>", offset=past,
                      layout="#graph.layout<bshd>")
    return g.reshape(out, rows, heads * size)


# The rows. Parameters are their fields; the result is what main returns.


def rmsnorm_qkv_rope(g, M=256, hidden=4096, heads=32, kv_heads=8, size=128, capacity=2048, past=0, rope="half"):
    x = g.argument("x", M, hidden)
    q, k, v = qkv_rope(g, rms_norm(g, x, "norm"), heads, kv_heads, size, rope)
    return q, append(g, "key_cache", k, capacity, past), append(g, "value_cache", v, capacity, past)


def gemm_bias_gelu(g, M=512, N=3072, K=768, form="erf"):
    y = g.product("m k, n k -> m n", g.argument("x", M, K), g.weight("w", N, K, sum=K), (M, N))

    def erf(b, a, bias):
        a = b.plus(a, bias)
        return b.mul(a, b.const(0.5), b.plus(b.op("math.erf", b.mul(a, b.const(math.sqrt(0.5)))), b.const(1)))

    def tanh(b, a, bias):
        a = b.plus(a, bias)
        inner = b.mul(b.plus(a, b.mul(a, a, a, b.const(0.044715))), b.const(math.sqrt(2 / math.pi)))
        return b.mul(a, b.const(0.5), b.plus(b.op("math.tanh", inner), b.const(1)))

    return g.generic("m n, n -> m n", [y, g.argument("bias", N)], y.shape, g.dtype, {"erf": erf, "tanh": tanh}[form])


def swiglu_mlp(g, M=256, hidden=1024, inner=3072, group=0):
    x = g.argument("x", M, hidden)
    return residual(g, x, swiglu(g, x, inner, group))


def softcap_attention(g, heads=8, kv_heads=4, S=1024, size=256, window=512, softcap=50.0):
    q = g.argument("q", 1, heads, S, size)
    k, v = g.argument("k", 1, kv_heads, S, size), g.argument("v", 1, kv_heads, S, size)
    return g.attention(q, k, v, 1 / math.sqrt(size), causal="#graph.causal<from_start>", window=window,
                       softcap=f"{softcap!r} : f64")


def alibi_attention(g, heads=28, kv_heads=4, S=1024, size=128):
    """The bias is slope times distance, computed from positions as exporters write it."""
    q = g.argument("q", 1, heads, S, size)
    k, v = g.argument("k", 1, kv_heads, S, size), g.argument("v", 1, kv_heads, S, size)
    slopes = g.constant([2.0 ** (-8 * (head + 1) / heads) for head in range(heads)], heads)
    positions = g.constant([float(at) for at in range(S)], S)
    bias = g.generic("h, i, j -> h i j", [slopes, positions, positions], (heads, S, S), "f32",
                     lambda b, slope, i, j: b.mul(slope, b.minus(j, i)))
    return g.attention(q, k, v, 1 / math.sqrt(size), mask=g.reshape(bias, 1, heads, S, S),
                       causal="#graph.causal<from_start>")


def w8a8_dynamic(g, M=256, N=4096, K=4096):
    """Each row of x is quantised by its own largest magnitude. x is bf16 and is multiplied by 127 before it is divided: so
    no quotient lies near a tie without being one, and which way codes are rounded does not hang on the last bit of f32."""
    x, w = g.argument("x", M, K, dtype="bf16"), g.weight("w", N, K, dtype="i8", sum=3)
    largest = g.generic("m k -> m", [x], (M,), "f32",
                        lambda b, a, top: b.op("arith.maximumf", top, b.op("math.absf", a)), start="0.0")

    def quantise(b, a, largest):
        code = b.over(b.mul(a, b.const(127)), b.op("arith.maximumf", largest, b.const(1e-30)))
        return b.cast("arith.fptosi", b.op("math.roundeven", code), "f32", "i8")

    codes = g.generic("m k, m -> m k", [x, largest], (M, K), "i8", quantise)
    sums = g.product("m k, n k -> m n", codes, w, (M, N), dtype="i32")

    def dequantise(b, sum, row, column, added):
        return b.plus(b.mul(b.cast("arith.sitofp", sum, "i32", "f32"), row, b.const(1 / 127), column), added)

    columns = g.argument("w_scale", N, dtype="f32", rms=1 / (74 * math.sqrt(K)))
    return g.generic("m n, m, n, m n -> m n", [sums, largest, columns, g.argument("residual", M, N)], (M, N), g.dtype, dequantise)


def o_proj_residual_rmsnorm(g, M=256, N=4096, K=4096):
    y = residual(g, g.argument("residual", M, N), linear(g, g.argument("x", M, K), "w_o", N))
    return y, rms_norm(g, y, "norm")


def mla_decode_chain(g, heads=128, nope=128, rope=64, latent=512, value=128, Skv=2048):
    q_nope, q_rope = g.argument("q_nope", heads, nope), g.argument("q_rope", heads, rope)
    cache = g.argument("latent_cache", Skv, latent + rope)
    absorbed = g.rounded(g.product("h d, h d c -> h c", q_nope, g.weight("w_uk", heads, nope, latent, sum=nope), (heads, latent)))
    q = g.reshape(g.concat(1, absorbed, q_rope), 1, heads, 1, latent + rope)
    k = g.reshape(cache, 1, 1, Skv, latent + rope)
    v = g.slice(k, (0, 0, 0, 0), (1, 1, Skv, latent))
    out = g.reshape(g.attention(q, k, v, 1 / math.sqrt(nope + rope)), heads, latent)
    return g.rounded(g.product("h c, h v c -> h v", out, g.weight("w_uv", heads, value, latent, sum=latent), (heads, value)))


def block(g, S=128, past=0, hidden=4096, heads=32, kv_heads=8, size=128, inner=14336, group=0, rope="half", norm="rms",
          capacity=2048):
    """A decoder block: norm, QKV, RoPE, cached attention, projection, residual, norm, SwiGLU, residual."""
    x = g.argument("x", S, hidden)
    q, k, v = qkv_rope(g, NORMS[norm](g, x, "norm1"), heads, kv_heads, size, rope, group)
    keys, values = append(g, "key_cache", k, capacity, past), append(g, "value_cache", v, capacity, past)
    x = residual(g, x, linear(g, cached_attention(g, q, keys, values, past), "w_o", hidden, group))
    return residual(g, x, swiglu(g, NORMS[norm](g, x, "norm2"), inner, group)), keys, values


ERNIE = dict(hidden=1024, heads=16, kv_heads=2, inner=3072, rope="interleaved")

# Each row: its function, the fields that differ from the function's defaults, and those of --small.
ROWS = {
    "rmsnorm_qkv_rope": (rmsnorm_qkv_rope, {}, dict(M=12, hidden=96, heads=4, kv_heads=2, size=16, capacity=40, past=8)),
    "gemm_bias_gelu": (gemm_bias_gelu, {}, dict(M=20, N=72, K=48)),
    "gemm_bias_gelu.tanh": (gemm_bias_gelu, dict(form="tanh"), dict(M=20, N=72, K=48)),
    "swiglu_mlp.small": (swiglu_mlp, {}, dict(M=20, hidden=64, inner=96)),
    "swiglu_mlp.llama": (swiglu_mlp, dict(M=32, hidden=4096, inner=14336), dict(M=5, hidden=64, inner=96)),
    "softcap_attention": (softcap_attention, {}, dict(heads=4, kv_heads=2, S=48, size=32, window=20)),
    "softcap_attention.alibi": (alibi_attention, {}, dict(heads=4, kv_heads=2, S=48, size=32)),
    "w8a8_dynamic": (w8a8_dynamic, {}, dict(M=20, N=72, K=96)),
    "o_proj_residual_rmsnorm": (o_proj_residual_rmsnorm, {}, dict(M=20, N=64, K=96)),
    "mla_decode_chain": (mla_decode_chain, {}, dict(heads=8, nope=16, rope=8, latent=32, value=16, Skv=50)),
}
for width in (32, 128):
    for rows in (1, 4):
        ROWS[f"w4_mlp.decode.g{width}.m{rows}"] = (
            swiglu_mlp, dict(M=rows, hidden=4096, inner=14336, group=width), dict(hidden=256, inner=384))
for model, fields in {"llama": {}, "ernie": ERNIE}.items():
    small = dict(hidden=256, heads=4, kv_heads=2, size=32, inner=384, capacity=40)
    for phase, sizes, tiny in (("prefill", dict(S=128), dict(S=12)), ("decode", dict(S=1, past=1024), dict(past=20))):
        ROWS[f"{model}_block.{phase}"] = (block, fields | sizes, small | tiny)
        ROWS[f"{model}_block.{phase}.w4"] = (block, fields | sizes | dict(group=32), small | tiny)


def fields_of(row, is_small, changes):
    """The row's function and all of its fields."""
    function, fields, small = ROWS[row]
    known = {name: parameter.default for name, parameter in list(inspect.signature(function).parameters.items())[1:]}
    result = known | fields | (small if is_small else {})
    for change in changes:
        name, _, value = change.partition("=")
        if name not in known:
            sys.exit(f"generate-graph: {row} has no field '{name}'; it has {', '.join(known)}")
        result[name] = type(known[name])(value)
    return function, result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("row", nargs="?", choices=ROWS, metavar="ROW")
    parser.add_argument("--list", action="store_true", help="print the rows and their fields")
    parser.add_argument("--dtype", choices=["f32", "bf16", "f16"], default="bf16", help="type of activations and weights")
    parser.add_argument("--small", action="store_true", help="sizes for tests in place of the published ones")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="another size; may be repeated")
    parser.add_argument("-o", "--output", default="-", metavar="FILE")
    options = parser.parse_args()
    if options.list or not options.row:
        for row in ROWS:
            print(row, *(f"{name}={value}" for name, value in fields_of(row, options.small, [])[1].items()))
        return
    function, fields = fields_of(options.row, options.small, options.set)
    graph = Graph(options.dtype)
    results = function(graph, **fields)
    words = " ".join(f"{name}={value}" for name, value in fields.items())
    text = f"// {options.row} --dtype {options.dtype}: {words}\n" + graph.text(results)
    with (sys.stdout if options.output == "-" else open(options.output, "w", encoding="utf-8")) as file:
        file.write(text)


main()
