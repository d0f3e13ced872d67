"""Attention as JAX writes it, exported to StableHLO; iree-compile brings it to linalg.

Usage: jax_models.py FOLDER. Writes FOLDER/jax/*.mlir.
"""
import os
import re
import subprocess
import sys
import tempfile

import jax
import jax.numpy as jnp
from jax import export

BATCH, HEADS, KV_HEADS, LENGTH, SIZE = 2, 4, 2, 32, 16
attend = jax.nn.dot_product_attention


def by_hand(query, key, value):
    """bhsd, a triangle of booleans, jax.nn.softmax, and keys repeated for each head of a group."""
    key, value = (jnp.repeat(it, HEADS // KV_HEADS, axis=1) for it in (key, value))
    scores = jnp.einsum("bhqd,bhkd->bhqk", query, key) / jnp.sqrt(SIZE)
    seen = jnp.tril(jnp.ones((LENGTH, LENGTH), dtype=bool))
    weights = jax.nn.softmax(jnp.where(seen, scores, -jnp.inf), axis=-1)
    return jnp.einsum("bhqk,bhkd->bhqd", weights, value)


def softcap(query, key, value):
    """bf16 with scores and softmax in f32, a cap, and a large number for what is hidden."""
    scores = jnp.einsum("bqhd,bkhd->bhqk", query, key, preferred_element_type=jnp.float32) * SIZE**-0.5
    scores = 30.0 * jnp.tanh(scores / 30.0)
    position = jnp.arange(LENGTH)
    seen = position[:, None] >= position[None, :]
    weights = jax.nn.softmax(jnp.where(seen, scores, -1e30), axis=-1).astype(query.dtype)
    return jnp.einsum("bhqk,bkhd->bqhd", weights, value)


def shaped(heads, length=LENGTH, dtype=jnp.float32):
    return jax.ShapeDtypeStruct((BATCH, length, heads, SIZE), dtype)


def models():
    plain, grouped = (shaped(HEADS),) * 3, (shaped(HEADS), shaped(KV_HEADS), shaped(KV_HEADS))
    narrow = (shaped(HEADS, dtype=jnp.bfloat16), shaped(KV_HEADS, dtype=jnp.bfloat16), shaped(KV_HEADS, dtype=jnp.bfloat16))
    bhsd = tuple(jax.ShapeDtypeStruct((BATCH, heads, LENGTH, SIZE), jnp.float32) for heads in (HEADS, KV_HEADS, KV_HEADS))
    bias = jax.ShapeDtypeStruct((1, HEADS, LENGTH, LENGTH), jnp.float32)
    mask = jax.ShapeDtypeStruct((BATCH, 1, LENGTH, LENGTH), jnp.bool_)
    lengths = jax.ShapeDtypeStruct((BATCH,), jnp.int32)
    longer = (shaped(HEADS, 8), shaped(HEADS), shaped(HEADS))
    return {
        "plain": (lambda q, k, v: attend(q, k, v), plain),
        "causal": (lambda q, k, v: attend(q, k, v, is_causal=True), plain),
        "causal-grouped": (lambda q, k, v: attend(q, k, v, is_causal=True), grouped),
        "causal-grouped-bf16": (lambda q, k, v: attend(q, k, v, is_causal=True), narrow),
        "window": (lambda q, k, v: attend(q, k, v, is_causal=True, local_window_size=(7, 0)), grouped),
        "bias": (lambda q, k, v, b: attend(q, k, v, bias=b, scale=0.5), plain + (bias,)),
        "bool-mask": (lambda q, k, v, m: attend(q, k, v, mask=m), plain + (mask,)),
        "lengths": (lambda q, k, v, n: attend(q, k, v, key_value_seq_lengths=n), plain + (lengths,)),
        "more-keys": (lambda q, k, v: attend(q, k, v), longer),
        "by-hand-grouped": (by_hand, bhsd),
        "softcap-bf16": (softcap, (shaped(HEADS, dtype=jnp.bfloat16),) * 3),
    }


def to_linalg(text):
    """IREE's input phase. It knows no algorithms of products, of which the types say as much (bf16 into f32); and its
    functions are those of a dialect of its own, util, which say what func's say."""
    text = re.sub(r", algorithm = <[^>]*>", "", text)
    with tempfile.TemporaryDirectory() as folder:
        source, result = os.path.join(folder, "in.mlir"), os.path.join(folder, "out.mlir")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        compiler = os.path.join(os.path.dirname(sys.executable), "iree-compile")
        subprocess.run([compiler, "--compile-to=input", "--iree-input-type=stablehlo", source, "-o", result], check=True)
        with open(result, encoding="utf-8") as file:
            text = file.read()
    return re.sub(r"\butil\.(func|return)\b", lambda match: "func.func" if match[1] == "func" else "return", text)


def main(folder):
    folder = os.path.join(folder, "jax")
    os.makedirs(folder, exist_ok=True)
    for name, (function, arguments) in models().items():
        text = to_linalg(export.export(jax.jit(function))(*arguments).mlir_module())
        with open(os.path.join(folder, name + ".mlir"), "w", encoding="utf-8") as file:
            file.write(text)
        print(f"jax/{name}: {len(text)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
