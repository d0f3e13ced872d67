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

from graph_steps import (NORMS, append, cached_attention, gated_mlp, given_past, linear, qkv_rope, residual, rms_norm,
                         swiglu)
from graph_text import Graph


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


def routing(g, x, experts, resident, top, skew):
    """For each row of x and each expert held here its weight, 0 where it is not among the row's first `top` of all experts."""
    rows = x.shape[0]
    logits = g.product("t h, e h -> t e", x, g.weight("w_router", experts, x.shape[1], sum=x.shape[1]), (rows, experts))
    # Trained routers prefer some experts; random ones do with a bias that falls like a logarithm.
    bias = g.constant([skew * (1 - math.log(1 + expert % resident)) for expert in range(experts)], experts)
    logits = g.generic("t e, e -> t e", [logits, bias], logits.shape, "f32", lambda b, a, added: b.plus(a, added))
    numbers = g.constant([float(expert) for expert in range(experts)], experts)

    def ahead(b, own, other, number, other_number, sum):
        first = b.op("arith.andi", b.compare("oeq", other, own), b.compare("olt", other_number, number), dtype="i1")
        is_ahead = b.op("arith.ori", b.compare("ogt", other, own), first, dtype="i1")
        return b.plus(sum, b.select(is_ahead, b.const(1), b.const(0)))

    rank = g.generic("t e, t o, e, o -> t e", [logits, logits, numbers, numbers], logits.shape, "f32", ahead, start="0.0")
    largest = g.generic("t e -> t", [logits], (rows,), "f32", lambda b, a, top: b.op("arith.maximumf", top, a), start="-1.0e30")

    def chosen(b, logit, largest, rank):
        weight = b.op("math.exp", b.minus(logit, largest))
        return b.select(b.compare("olt", rank, b.const(top)), weight, b.const(0))

    weights = g.generic("t e, t, t e -> t e", [logits, largest, rank], logits.shape, "f32", chosen)
    total = g.generic("t e -> t", [weights], (rows,), "f32", lambda b, a, sum: b.plus(sum, a), start="0.0")
    return g.generic("t e, t -> t e", [g.slice(weights, (0, 0), (rows, resident)), total], (rows, resident), "f32",
                     lambda b, a, total: b.over(a, total))


def places(g, weights, top, rows_at_once):
    """Where each row goes: experts follow each other in blocks of `rows_at_once` rows, each with one expert. Gives the place of
    (row, expert), -1 where the expert is not the row's; the first block behind each expert; and a bound on the places."""
    rows, experts = weights.shape
    is_chosen = g.generic("t e -> t e", [weights], weights.shape, "f32",
                          lambda b, w: b.select(b.compare("ogt", w, b.const(0)), b.const(1), b.const(0)))
    before_row = g.constant([[float(other < row) for other in range(rows)] for row in range(rows)], rows, rows)
    before = g.product("t o, o e -> t e", before_row, is_chosen, weights.shape)
    count = g.generic("t e -> e", [is_chosen], (experts,), "f32", lambda b, a, sum: b.plus(sum, a), start="0.0")
    blocks = g.generic("e -> e", [count], (experts,), "f32",
                       lambda b, n: b.op("math.ceil", b.mul(n, b.const(1 / rows_at_once))))
    up_to = g.constant([[float(other <= expert) for other in range(experts)] for expert in range(experts)], experts, experts)
    end = g.product("e o, o -> e", up_to, blocks, (experts,))

    def place(b, chosen, before, end, blocks):
        at = b.plus(b.mul(b.minus(end, blocks), b.const(rows_at_once)), before)
        return b.select(b.compare("ogt", chosen, b.const(0)), at, b.const(-1))

    at = g.generic("t e, t e, e, e -> t e", [is_chosen, before, end, blocks], weights.shape, "f32", place)
    return at, end, -(-rows * min(experts, top) // rows_at_once) + experts


def moe_block(g, T=64, hidden=2048, inner=768, experts=128, resident=32, top=8, rows_at_once=16, skew=0.5):
    """Rows are gathered by expert, in blocks; a loop over the blocks that there are runs each block's expert."""
    x = g.argument("x", T, hidden)
    weights = routing(g, x, experts, resident, top, skew)
    at, end, blocks = places(g, weights, top, rows_at_once)
    slots = blocks * rows_at_once
    numbers = g.constant([float(slot) for slot in range(slots)], slots)

    def spread(b, at, value, slot, sum):
        return b.plus(sum, b.select(b.compare("oeq", at, slot), value, b.const(0)))

    ones = g.constant("1.0", resident)
    gather = g.generic("t e, e, s -> s t", [at, ones, numbers], (slots, T), "f32", spread, start="0.0")
    gathered = g.rounded(g.product("s t, t h -> s h", g.rounded(gather), x, (slots, hidden)))
    combine = g.rounded(g.generic("t e, t e, s -> t s", [at, weights, numbers], (T, slots), "f32", spread, start="0.0"))
    block_numbers = g.constant([float(block) for block in range(blocks)], blocks)
    expert_of = g.generic("e, b -> b", [end, block_numbers], (blocks,), "i32",
                          lambda b, end, block, sum: b.op("arith.addi", sum, b.cast(
                              "arith.extui", b.compare("ole", end, block), "i1", "i32"), dtype="i32"), start="0")
    total = g.generic("e -> e", [g.slice(end, (resident - 1,), (1,))], (1,), "i32",
                      lambda b, a: b.cast("arith.fptosi", a, "f32", "i32"))
    up, gate = (g.weight(name, resident, inner, hidden, sum=hidden) for name in ("w_up", "w_gate"))
    down = g.weight("w_down", resident, hidden, inner, sum=inner)

    def expert(block, results):
        own = g.element(expert_of, block)
        row = g.index(f"arith.muli {block}, {g.index(f'arith.constant {rows_at_once} : index')} : index")
        part = g.slice(gathered, (row, 0), (rows_at_once, hidden))
        u, v, d = (g.slice(w, (own, 0, 0), (1, *w.shape[1:]), w.shape[1:]) for w in (up, gate, down))
        return g.insert(gated_mlp(g, part, v, u, d), results, (row, 0))

    results = g.loop(g.element(total, g.index("arith.constant 0 : index")), g.filled((slots, hidden), g.dtype, "0.0"), expert)
    return g.rounded(g.product("t s, s h -> t h", combine, results, (T, hidden)))


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
          capacity=2048, at_run_time=0):
    """A decoder block: norm, QKV, RoPE, cached attention, projection, residual, norm, SwiGLU, residual. `at_run_time` makes
    `past` an argument."""
    x = g.argument("x", S, hidden)
    q, k, v = qkv_rope(g, NORMS[norm](g, x, "norm1"), heads, kv_heads, size, rope, group)
    place, lengths = given_past(g, S, capacity) if at_run_time else (past, None)
    keys, values = append(g, "key_cache", k, capacity, place), append(g, "value_cache", v, capacity, place)
    x = residual(g, x, linear(g, cached_attention(g, q, keys, values, lengths, past), "w_o", hidden, group))
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
    "moe_block": (moe_block, {}, dict(T=12, hidden=64, inner=48, experts=16, resident=4, top=3, rows_at_once=4, skew=1.0)),
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
    ROWS[f"{model}_block.step"] = (block, fields | dict(S=1, at_run_time=1), small)


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
