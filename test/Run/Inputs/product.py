#!/usr/bin/env python3
"""product.py KIND M N K TYPE: a module with one product of M x K and K x N elements, whose operands are arguments.

KIND: kn, nk (how the second operand lies), gated (two products that share their rows, and a map of both), or twice (a sum
over five times K elements along two dimensions)."""
import sys

kind, m, n, k, element = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5]
total = "i32" if element == "i8" else element
wide = {"i8": "i32", "bf16": "f32"}.get(element, element)
zero = "0" if wide == "i32" else "0.0"
dims, reduced = ("m, n, h, k", ", h, k") if kind == "twice" else ("m, n, k", ", k")
rows = f"tensor<{m}x{'5x' if kind == 'twice' else ''}{k}x{element}>"
columns = {"kn": f"tensor<{k}x{n}x{element}>", "twice": f"tensor<{n}x5x{k}x{element}>"}.get(kind, f"tensor<{n}x{k}x{element}>")
access = "(k, n)" if kind == "kn" else f"(n{reduced})"
kinds = ", ".join('"parallel"' if d in "mn" else '"reduction"' for d in dims.split(", "))
extend = {"i8": "arith.extsi", "bf16": "arith.extf"}.get(element)
add, multiply = ("arith.addi", "arith.muli") if wide == "i32" else ("arith.addf", "arith.mulf")


def product(name, columns_name):
    lines = [f"  %{name} = linalg.generic {{indexing_maps = [affine_map<({dims}) -> (m{reduced})>, affine_map<({dims}) -> {access}>,",
             f"      affine_map<({dims}) -> (m, n)>], iterator_types = [{kinds}]}}",
             f"      ins(%x, %{columns_name} : {rows}, {columns}) outs(%f : tensor<{m}x{n}x{wide}>) {{",
             f"  ^bb0(%a: {element}, %b: {element}, %s: {wide}):"]
    a, b = ("%aw", "%bw") if extend else ("%a", "%b")
    lines += [f"    %{value}w = {extend} %{value} : {element} to {wide}" for value in "ab" if extend]
    lines += [f"    %p = {multiply} {a}, {b} : {wide}", f"    %t = {add} %s, %p : {wide}", f"    linalg.yield %t : {wide}",
              f"  }} -> tensor<{m}x{n}x{wide}>"]
    return "\n".join(lines)


gated = kind == "gated"
more = f", %u: {columns}" if gated else ""
print(f"func.func @main(%x: {rows}, %w: {columns}{more}) -> tensor<{m}x{n}x{total if not gated else wide}> {{")
print(f"  %z = arith.constant {zero} : {wide}\n  %e = tensor.empty() : tensor<{m}x{n}x{wide}>")
print(f"  %f = linalg.fill ins(%z : {wide}) outs(%e : tensor<{m}x{n}x{wide}>) -> tensor<{m}x{n}x{wide}>")
print(product("y", "w"))
result = "%y"
if gated:
    print(product("v", "u"))
    print(f"  %r = linalg.mul ins(%y, %v : tensor<{m}x{n}x{wide}>, tensor<{m}x{n}x{wide}>) outs(%e : tensor<{m}x{n}x{wide}>) -> tensor<{m}x{n}x{wide}>")
    result = "%r"
elif element == "bf16":
    print(f"  %r = arith.truncf %y : tensor<{m}x{n}xf32> to tensor<{m}x{n}xbf16>")
    result = "%r"
print(f"  return {result} : tensor<{m}x{n}x{total if not gated else wide}>\n}}")
