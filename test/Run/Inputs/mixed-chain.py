#!/usr/bin/env python3
"""Prints attention, spelt out, whose products have types of their own.

    mixed-chain.py ROWS QUERY VALUE      queries and keys of bf16 or i8, values of bf16 or f32; weights are f32"""
import sys

rows, query, value = sys.argv[1:4]
score = "i32" if query == "i8" else "f32"
KEYS, SIZE = 97, 64


def product(result, maps, operands, types, wanted, shape):
    """A contraction of `operands`, extended to `wanted` first."""
    kind, factors, extensions = "i" if wanted == "i32" else "f", [], []
    for name, given in zip("ab", types):
        factors.append(f"%{name}" if given == wanted else f"%{name}1")
        if given != wanted:
            extensions.append(f"    %{name}1 = arith.ext{'si' if given == 'i8' else 'f'} %{name} : {given} to {wanted}\n")
    return f"""
  %{result}_empty = tensor.empty() : tensor<{shape}x{wanted}>
  %{result}_zero = linalg.fill ins(%zero{kind} : {wanted}) outs(%{result}_empty : tensor<{shape}x{wanted}>) -> tensor<{shape}x{wanted}>
  %{result} = linalg.generic {{indexing_maps = [{maps}], iterator_types = ["parallel", "parallel", "reduction"]}}
      ins({operands}) outs(%{result}_zero : tensor<{shape}x{wanted}>) {{
  ^bb0(%a: {types[0]}, %b: {types[1]}, %sum: {wanted}):
{''.join(extensions)}    %product = arith.mul{kind} {', '.join(factors)} : {wanted}
    %more = arith.add{kind} %sum, %product : {wanted}
    linalg.yield %more : {wanted}
  }} -> tensor<{shape}x{wanted}>"""


def pointwise(result, operands, maps, arguments, body, shape):
    return f"""
  %{result}_empty = tensor.empty() : tensor<{shape}xf32>
  %{result} = linalg.generic {{indexing_maps = [{maps}, affine_map<(m, n) -> (m, n)>], iterator_types = ["parallel", "parallel"]}}
      ins({operands}) outs(%{result}_empty : tensor<{shape}xf32>) {{
  ^bb0({arguments}, %out: f32):
    {body}
    linalg.yield %y : f32
  }} -> tensor<{shape}xf32>"""


def reduction(result, operand, operation, neutral):
    return f"""
  %{result}_empty = tensor.empty() : tensor<{rows}xf32>
  %{result}_start = linalg.fill ins(%{neutral} : f32) outs(%{result}_empty : tensor<{rows}xf32>) -> tensor<{rows}xf32>
  %{result} = linalg.generic {{indexing_maps = [{ALL}, {ROW}], iterator_types = ["parallel", "reduction"]}}
      ins(%{operand} : tensor<{rows}x{KEYS}xf32>) outs(%{result}_start : tensor<{rows}xf32>) {{
  ^bb0(%x: f32, %before: f32):
    %y = arith.{operation} %x, %before : f32
    linalg.yield %y : f32
  }} -> tensor<{rows}xf32>"""


ALL, ROW = "affine_map<(m, n) -> (m, n)>", "affine_map<(m, n) -> (m)>"
scores, weights = f"tensor<{rows}x{KEYS}x{score}>", f"tensor<{rows}x{KEYS}xf32>"
scale = "%y = arith.mulf %x, %factor : f32"
if score == "i32":
    scale = "%float = arith.sitofp %x : i32 to f32\n    %y = arith.mulf %float, %factor : f32"
print(f"""func.func @main(%q: tensor<{rows}x{SIZE}x{query}>, %k: tensor<{KEYS}x{SIZE}x{query}>, %v: tensor<{KEYS}x{SIZE}x{value}>) -> tensor<{rows}x{SIZE}xf32> {{
  %zeroi = arith.constant 0 : i32
  %zerof = arith.constant 0.0 : f32
  %least = arith.constant 0xFF800000 : f32
  %factor = arith.constant {'0.0001' if query == 'i8' else '0.125'} : f32"""
      + product("s", "affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>",
                f"%q, %k : tensor<{rows}x{SIZE}x{query}>, tensor<{KEYS}x{SIZE}x{query}>", (query, query), score, f"{rows}x{KEYS}")
      + pointwise("t", f"%s : {scores}", ALL, f"%x: {score}", scale, f"{rows}x{KEYS}")
      + reduction("max", "t", "maxnumf", "least")
      + pointwise("p", f"%t, %max : {weights}, tensor<{rows}xf32>", f"{ALL}, {ROW}", "%x: f32, %m: f32",
                  "%d = arith.subf %x, %m : f32\n    %y = math.exp %d : f32", f"{rows}x{KEYS}")
      + reduction("total", "p", "addf", "zerof")
      + product("r", "affine_map<(m, d, n) -> (m, n)>, affine_map<(m, d, n) -> (n, d)>, affine_map<(m, d, n) -> (m, d)>",
                f"%p, %v : {weights}, tensor<{KEYS}x{SIZE}x{value}>", ("f32", value), "f32", f"{rows}x{SIZE}")
      + pointwise("y", f"%r, %total : tensor<{rows}x{SIZE}xf32>, tensor<{rows}xf32>", f"{ALL}, {ROW}", "%x: f32, %n: f32",
                  "%y = arith.divf %x, %n : f32", f"{rows}x{SIZE}")
      + f"\n  return %y : tensor<{rows}x{SIZE}xf32>\n}}")
