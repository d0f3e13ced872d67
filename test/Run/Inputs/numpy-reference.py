"""Checks the oracle and aicc run against NumPy in f64: writes inputs, runs a function, compares the result.

    numpy-reference.py FOLDER
"""
import pathlib
import subprocess
import sys

import numpy

MODULE = """
#x = affine_map<(m, n, k) -> (m, k)>
#w = affine_map<(m, n, k) -> (n, k)>
#y = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(m, n) -> (m, n)>
func.func @main(%x: tensor<6x33x{T}>, %w: tensor<17x33x{T}>) -> tensor<6x17x{T}> {{
  %zero = arith.constant 0.0 : {T}
  %empty = tensor.empty() : tensor<6x17x{T}>
  %start = linalg.fill ins(%zero : {T}) outs(%empty : tensor<6x17x{T}>) -> tensor<6x17x{T}>
  %mm = linalg.matmul indexing_maps = [#x, #w, #y]
      ins(%x, %w : tensor<6x33x{T}>, tensor<17x33x{T}>) outs(%start : tensor<6x17x{T}>) -> tensor<6x17x{T}>
  %y = math.tanh %mm : tensor<6x17x{T}>
  return %y : tensor<6x17x{T}>
}}
"""


def check(folder, name, dtype, tolerance):
    random = numpy.random.default_rng(7)
    x, w = (random.uniform(-1, 1, shape).astype(dtype) for shape in ((6, 33), (17, 33)))
    numpy.save(folder / "x.npy", x)
    numpy.save(folder / "w.npy", w)
    module = folder / f"{name}.mlir"
    module.write_text(MODULE.format(T=name))
    subprocess.run(["aicc", "run", module, "--input", folder / "x.npy", "--input", folder / "w.npy", "--output",
                    folder / "y.npy", "--check"], check=True)
    # The graph rounds at each tensor: behind the product and behind tanh.
    product = (x.astype(numpy.float64) @ w.astype(numpy.float64).T).astype(dtype)
    expected = numpy.tanh(product.astype(numpy.float64)).astype(dtype)
    found = numpy.load(folder / "y.npy")
    assert found.dtype == dtype and found.shape == (6, 17), (found.dtype, found.shape)
    error = numpy.abs(found.astype(numpy.float64) - expected.astype(numpy.float64)).max()
    print(f"{name}: {'agrees' if error <= tolerance else f'DIFFERS by {error}'}", flush=True)


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
check(folder, "f32", numpy.float32, 2e-6)
check(folder, "f64", numpy.float64, 1e-14)
check(folder, "f16", numpy.float16, 2e-3)
