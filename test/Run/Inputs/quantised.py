"""Writes a module that multiplies f32 or bf16 rows by quantised weights, as exporters spell it.

usage: quantised.py FORM M N K GROUP [f32|bf16]
"""
import sys

NF4 = [-1.0, -0.6961928, -0.52507305, -0.39491749, -0.28444138, -0.18477343, -0.09105004, 0.0,
       0.0795803, 0.1609302, 0.2461123, 0.33791524, 0.44070983, 0.562617, 0.72295684, 1.0]
E2M1 = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, -0.0, -0.5, -1.0, -1.5, -2.0, -3.0, -4.0, -6.0]
form = sys.argv[1]
M, N, K, GROUP = map(int, sys.argv[2:6])
T = sys.argv[6] if len(sys.argv) > 6 else "f32"
G = K // GROUP


def generic(name, inputs, maps, result, body, loops):
    """A generic over parallel loops; inputs are (value, type), the body names them %a, %b, ..."""
    over = ", ".join(loops)
    all_maps = ", ".join(f"affine_map<({over}) -> ({m})>" for m in maps + [over])
    element = result.rsplit("x", 1)[1]
    scalars = [t.rsplit("x", 1)[1] for _, t in inputs]
    arguments = ", ".join(f"%{c}: {s}" for c, s in zip("abcd", scalars)) + f", %o: {element}"
    kinds = ", ".join('"parallel"' for _ in loops)
    return (f"  %e{name} = tensor.empty() : tensor<{result}>\n"
            f"  %{name} = linalg.generic {{indexing_maps = [{all_maps}], iterator_types = [{kinds}]}}\n"
            f"      ins({', '.join(v for v, _ in inputs)} : {', '.join(f'tensor<{t}>' for _, t in inputs)}) "
            f"outs(%e{name} : tensor<{result}>) {{\n  ^bb0({arguments}):\n" + body + f"  }} -> tensor<{result}>\n")


def yielded(value):
    """Ends a body with the f32 value, rounded where weights are bf16."""
    if T == "f32":
        return f"    linalg.yield {value} : f32\n"
    return f"    %narrow = arith.truncf {value} : f32 to {T}\n    linalg.yield %narrow : {T}\n"


SCALE = "    %s = arith.extf %b : f16 to f32\n"
# Exponents near one, since random bytes would overflow: 2^((e & 7) - 4).
EXPONENT = ("    %m = arith.constant 7 : i8\n    %k = arith.constant 123 : i32\n    %f = arith.constant 23 : i32\n"
            "    %low = arith.andi %b, %m : i8\n    %wide = arith.extui %low : i8 to i32\n"
            "    %e8 = arith.addi %wide, %k : i32\n    %bits = arith.shli %e8, %f : i32\n"
            "    %s = arith.bitcast %bits : i32 to f32\n")
codes, scales, zeros = f"{N}x{G}x{GROUP}xi4", f"{N}x{G}xf16", None
if form == "mxfp4":
    scales = f"{N}x{G}xi8"
if form in ("zero4", "zerof"):
    zeros = f"{N}x{G}x" + ("i4" if form == "zero4" else "f16")
if form in ("stacked", "shifted"):
    codes = f"{N}x{K // 2}xi8"

expand = {
    "int4": "    %v = arith.sitofp %a : i4 to f32\n",
    "zero4": "    %u = arith.extui %a : i4 to i32\n    %z = arith.extui %c : i4 to i32\n"
             "    %d = arith.subi %u, %z : i32\n    %v = arith.sitofp %d : i32 to f32\n",
    "zerof": "    %u = arith.uitofp %a : i4 to f32\n    %z = arith.extf %c : f16 to f32\n"
             "    %v = arith.subf %u, %z : f32\n",
    "stacked": "    %k8 = arith.constant 8 : i8\n    %u = arith.subi %a, %k8 : i8\n    %v = arith.sitofp %u : i8 to f32\n",
}
expand["shifted"] = expand["stacked"]
table = {"nf4": NF4, "mxfp4": E2M1}.get(form)
if table:
    expand[form] = "    %i = arith.index_castui %a : i4 to index\n    %v = tensor.extract %table[%i] : tensor<16xf32>\n"

arguments = [f"%X: tensor<{M}x{K}x{T}>", f"%Q: tensor<{codes}> {{aicc.weight}}", f"%S: tensor<{scales}> {{aicc.weight}}"]
arguments += [f"%Z: tensor<{zeros}> {{aicc.weight}}"] if zeros else []
print(f"func.func @main({', '.join(arguments)}) -> tensor<{M}x{N}xf32> {{")
if table:
    print(f"  %table = arith.constant dense<{table}> : tensor<16xf32>")
source = "%Q"
if form == "stacked":
    bytes_ = f"{N}x{K // 2}xi8"
    print(f"  %c15 = arith.constant dense<15> : tensor<{bytes_}>\n  %c4 = arith.constant dense<4> : tensor<{bytes_}>\n"
          f"  %lo = arith.andi %Q, %c15 : tensor<{bytes_}>\n  %hi = arith.shrui %Q, %c4 : tensor<{bytes_}>")
    for half in ("lo", "hi"):
        print(f"  %{half}3 = tensor.expand_shape %{half} [[0], [1, 2]] output_shape [{N}, {K // 2}, 1] : "
              f"tensor<{bytes_}> into tensor<{N}x{K // 2}x1xi8>")
    print(f"  %U = tensor.concat dim(2) %lo3, %hi3 : (tensor<{N}x{K // 2}x1xi8>, tensor<{N}x{K // 2}x1xi8>) -> "
          f"tensor<{N}x{K // 2}x2xi8>")
if form == "shifted":
    print("  %shifts = arith.constant dense<[0, 4]> : tensor<2xi8>")
    print(generic("U", [("%Q", codes), ("%shifts", "2xi8")], ["n, j", "h"], f"{N}x{K // 2}x2xi8",
                  "    %m = arith.constant 15 : i8\n    %r = arith.shrui %a, %b : i8\n    %l = arith.andi %r, %m : i8\n"
                  "    linalg.yield %l : i8\n", ["n", "j", "h"]), end="")
if form in ("stacked", "shifted"):
    print(f"  %u8 = tensor.collapse_shape %U [[0], [1, 2]] : tensor<{N}x{K // 2}x2xi8> into tensor<{N}x{K}xi8>\n"
          f"  %u3 = tensor.expand_shape %u8 [[0], [1, 2]] output_shape [{N}, {G}, {GROUP}] : tensor<{N}x{K}xi8> into "
          f"tensor<{N}x{G}x{GROUP}xi8>")
    source, codes = "%u3", f"{N}x{G}x{GROUP}xi8"
inputs = [(source, codes), ("%S", scales)] + ([("%Z", zeros)] if zeros else [])
body = expand[form] + (EXPONENT if form == "mxfp4" else SCALE) + "    %w0 = arith.mulf %v, %s : f32\n" + yielded("%w0")
print(generic("w3", inputs, ["n, g, b", "n, g", "n, g"][:len(inputs)], f"{N}x{G}x{GROUP}x{T}", body, ["n", "g", "b"]),
      end="")
print(f"""  %w = tensor.collapse_shape %w3 [[0], [1, 2]] : tensor<{N}x{G}x{GROUP}x{T}> into tensor<{N}x{K}x{T}>
  %zero = arith.constant 0.0 : f32
  %er = tensor.empty() : tensor<{M}x{N}xf32>
  %f = linalg.fill ins(%zero : f32) outs(%er : tensor<{M}x{N}xf32>) -> tensor<{M}x{N}xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>,
      affine_map<(m, n, k) -> (m, n)>] ins(%X, %w : tensor<{M}x{K}x{T}>, tensor<{N}x{K}x{T}>)
      outs(%f : tensor<{M}x{N}xf32>) -> tensor<{M}x{N}xf32>
  return %r : tensor<{M}x{N}xf32>
}}""")
