// RUN: aicc compile %s --stop-after=graph -o - | FileCheck %s

// What exporters write behind a matrix product is the epilogue of one kernel.

// A bias of the columns.
// CHECK-LABEL: func.func @bias(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @bias(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}, %b: tensor<33xf32>) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %bb = linalg.broadcast ins(%b : tensor<33xf32>) outs(%i : tensor<17x33xf32>) dimensions = [0]
  %y = arith.addf %r, %bb : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// gelu by erf.
// CHECK-LABEL: func.func @gelu_erf(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @gelu_erf(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %h = arith.constant dense<0.5> : tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %s = arith.constant dense<0.70710678> : tensor<17x33xf32>
  %t = arith.mulf %r, %s : tensor<17x33xf32>
  %u = math.erf %t : tensor<17x33xf32>
  %v = arith.addf %u, %one : tensor<17x33xf32>
  %p = arith.mulf %r, %h : tensor<17x33xf32>
  %y = arith.mulf %p, %v : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// gelu by tanh, with the cube as products,
// CHECK-LABEL: func.func @gelu_tanh(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @gelu_tanh(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %h = arith.constant dense<0.5> : tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %a = arith.constant dense<0.044715> : tensor<17x33xf32>
  %k = arith.constant dense<0.7978845608> : tensor<17x33xf32>
  %x2 = arith.mulf %r, %r : tensor<17x33xf32>
  %x3 = arith.mulf %x2, %r : tensor<17x33xf32>
  %x4 = arith.mulf %x3, %a : tensor<17x33xf32>
  %x5 = arith.addf %r, %x4 : tensor<17x33xf32>
  %x6 = arith.mulf %x5, %k : tensor<17x33xf32>
  %th = math.tanh %x6 : tensor<17x33xf32>
  %t1 = arith.addf %th, %one : tensor<17x33xf32>
  %p = arith.mulf %r, %h : tensor<17x33xf32>
  %y = arith.mulf %p, %t1 : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// as an integer power,
// CHECK-LABEL: func.func @gelu_tanh_fpowi(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @gelu_tanh_fpowi(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %three = arith.constant dense<3> : tensor<17x33xi32>
  %h = arith.constant dense<0.5> : tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %a = arith.constant dense<0.044715> : tensor<17x33xf32>
  %k = arith.constant dense<0.7978845608> : tensor<17x33xf32>
  %x3 = math.fpowi %r, %three : tensor<17x33xf32>, tensor<17x33xi32>
  %x4 = arith.mulf %x3, %a : tensor<17x33xf32>
  %x5 = arith.addf %r, %x4 : tensor<17x33xf32>
  %x6 = arith.mulf %x5, %k : tensor<17x33xf32>
  %th = math.tanh %x6 : tensor<17x33xf32>
  %t1 = arith.addf %th, %one : tensor<17x33xf32>
  %p = arith.mulf %r, %h : tensor<17x33xf32>
  %y = arith.mulf %p, %t1 : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// and as a power.
// CHECK-LABEL: func.func @gelu_tanh_powf(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @gelu_tanh_powf(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %h = arith.constant dense<0.5> : tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %three = arith.constant dense<3.0> : tensor<17x33xf32>
  %a = arith.constant dense<0.044715> : tensor<17x33xf32>
  %k = arith.constant dense<0.7978845608> : tensor<17x33xf32>
  %x3 = math.powf %r, %three : tensor<17x33xf32>
  %x4 = arith.mulf %x3, %a : tensor<17x33xf32>
  %x5 = arith.addf %r, %x4 : tensor<17x33xf32>
  %x6 = arith.mulf %x5, %k : tensor<17x33xf32>
  %th = math.tanh %x6 : tensor<17x33xf32>
  %t1 = arith.addf %th, %one : tensor<17x33xf32>
  %p = arith.mulf %r, %h : tensor<17x33xf32>
  %y = arith.mulf %p, %t1 : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// silu as a quotient,
// CHECK-LABEL: func.func @silu(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @silu(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %n = arith.negf %r : tensor<17x33xf32>
  %e = math.exp %n : tensor<17x33xf32>
  %d = arith.addf %e, %one : tensor<17x33xf32>
  %y = arith.divf %r, %d : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// and as a product with the logistic function.
// CHECK-LABEL: func.func @silu_mul(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @silu_mul(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %n = arith.negf %r : tensor<17x33xf32>
  %e = math.exp %n : tensor<17x33xf32>
  %d = arith.addf %e, %one : tensor<17x33xf32>
  %g = arith.divf %one, %d : tensor<17x33xf32>
  %y = arith.mulf %r, %g : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// relu as a maximum,
// CHECK-LABEL: func.func @relu(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @relu(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %z = arith.constant dense<0.0> : tensor<17x33xf32>
  %y = arith.maximumf %r, %z : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// and as a selection.
// CHECK-LABEL: func.func @relu_sel(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @relu_sel(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %z = arith.constant dense<0.0> : tensor<17x33xf32>
  %m = arith.cmpf ugt, %r, %z : tensor<17x33xf32>
  %y = arith.select %m, %r, %z : tensor<17x33xi1>, tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// Bounds that let NaN through, and
// CHECK-LABEL: func.func @clamp(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @clamp(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %z = arith.constant dense<-1.0> : tensor<17x33xf32>
  %o = arith.constant dense<1.0> : tensor<17x33xf32>
  %t = arith.maximumf %r, %z : tensor<17x33xf32>
  %y = arith.minimumf %t, %o : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// such that do not.
// CHECK-LABEL: func.func @relu6_num(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @relu6_num(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %z = arith.constant dense<0.0> : tensor<17x33xf32>
  %o = arith.constant dense<6.0> : tensor<17x33xf32>
  %t = arith.maxnumf %r, %z : tensor<17x33xf32>
  %y = arith.minnumf %t, %o : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// A scale and a residual.
// CHECK-LABEL: func.func @scale_residual(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @scale_residual(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}, %res: tensor<17x33xf32>) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %sc = arith.constant dense<0.125> : tensor<17x33xf32>
  %t = arith.mulf %r, %sc : tensor<17x33xf32>
  %y = arith.addf %t, %res : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// A residual of bf16: the sum rounds once more.
// CHECK-LABEL: func.func @residual_cast(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @residual_cast(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}, %res: tensor<17x33xbf16>) -> tensor<17x33xbf16> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %rb = arith.truncf %r : tensor<17x33xf32> to tensor<17x33xbf16>
  %y = arith.addf %rb, %res : tensor<17x33xbf16>
  return %y : tensor<17x33xbf16>
}

// Quantisation by round, clamp and cast.
// CHECK-LABEL: func.func @quant(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @quant(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xi8> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %lo = arith.constant dense<-128.0> : tensor<17x33xf32>
  %hi = arith.constant dense<127.0> : tensor<17x33xf32>
  %q0 = math.roundeven %r : tensor<17x33xf32>
  %q1 = arith.maximumf %q0, %lo : tensor<17x33xf32>
  %q2 = arith.minimumf %q1, %hi : tensor<17x33xf32>
  %y = arith.fptosi %q2 : tensor<17x33xf32> to tensor<17x33xi8>
  return %y : tensor<17x33xi8>
}

// hardswish.
// CHECK-LABEL: func.func @hardswish(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @hardswish(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %three = arith.constant dense<3.0> : tensor<17x33xf32>
  %z = arith.constant dense<0.0> : tensor<17x33xf32>
  %six = arith.constant dense<6.0> : tensor<17x33xf32>
  %t = arith.addf %r, %three : tensor<17x33xf32>
  %t1 = arith.maximumf %t, %z : tensor<17x33xf32>
  %t2 = arith.minimumf %t1, %six : tensor<17x33xf32>
  %t3 = arith.mulf %r, %t2 : tensor<17x33xf32>
  %y = arith.divf %t3, %six : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// SwiGLU: the other product is a sibling.
// CHECK-LABEL: func.func @swiglu(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @swiglu(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}, %w2: tensor<33x64xf32>) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %g = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w2 : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %n = arith.negf %r : tensor<17x33xf32>
  %e = math.exp %n : tensor<17x33xf32>
  %d = arith.addf %e, %one : tensor<17x33xf32>
  %si = arith.divf %r, %d : tensor<17x33xf32>
  %y = arith.mulf %si, %g : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// With a bias in both.
// CHECK-LABEL: func.func @swiglu_bias(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @swiglu_bias(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}, %w2: tensor<33x64xf32>, %b: tensor<33xf32>) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %g = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w2 : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %bb = linalg.broadcast ins(%b : tensor<33xf32>) outs(%i : tensor<17x33xf32>) dimensions = [0]
  %r1 = arith.addf %r, %bb : tensor<17x33xf32>
  %g1 = arith.addf %g, %bb : tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %n = arith.negf %r1 : tensor<17x33xf32>
  %e = math.exp %n : tensor<17x33xf32>
  %d = arith.addf %e, %one : tensor<17x33xf32>
  %si = arith.divf %r1, %d : tensor<17x33xf32>
  %y = arith.mulf %si, %g1 : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}

// And with gelu.
// CHECK-LABEL: func.func @geglu_tanh(
// CHECK-NOT:     linalg.generic
// CHECK:         %[[R:.*]] = kernel.call
// CHECK-NEXT:    return %[[R]]
func.func @geglu_tanh(%x: tensor<17x64xf32>, %w: tensor<33x64xf32> {aicc.weight}, %w2: tensor<33x64xf32>) -> tensor<17x33xf32> {
  %zero = arith.constant 0.0 : f32
  %i = tensor.empty() : tensor<17x33xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<17x33xf32>) -> tensor<17x33xf32>
  %r = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %g = linalg.matmul indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (n, k)>, affine_map<(m, n, k) -> (m, n)>] ins(%x, %w2 : tensor<17x64xf32>, tensor<33x64xf32>) outs(%f : tensor<17x33xf32>) -> tensor<17x33xf32>
  %h = arith.constant dense<0.5> : tensor<17x33xf32>
  %one = arith.constant dense<1.0> : tensor<17x33xf32>
  %a = arith.constant dense<0.044715> : tensor<17x33xf32>
  %k = arith.constant dense<0.7978845608> : tensor<17x33xf32>
  %x2 = arith.mulf %r, %r : tensor<17x33xf32>
  %x3 = arith.mulf %x2, %r : tensor<17x33xf32>
  %x4 = arith.mulf %x3, %a : tensor<17x33xf32>
  %x5 = arith.addf %r, %x4 : tensor<17x33xf32>
  %x6 = arith.mulf %x5, %k : tensor<17x33xf32>
  %th = math.tanh %x6 : tensor<17x33xf32>
  %t1 = arith.addf %th, %one : tensor<17x33xf32>
  %p = arith.mulf %r, %h : tensor<17x33xf32>
  %si = arith.mulf %p, %t1 : tensor<17x33xf32>
  %y = arith.mulf %si, %g : tensor<17x33xf32>
  return %y : tensor<17x33xf32>
}
