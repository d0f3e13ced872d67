// Two products, one behind the other: a weight that is an argument, a constant in the weights file, and a buffer in the arena.
func.func @main(%x: tensor<20x40xbf16>, %w: tensor<40x24xbf16> {aicc.weight}) -> tensor<20x9xf32> {
  %e = tensor.empty() : tensor<20x24xf32>
  %z = arith.constant 0.0 : f32
  %i = linalg.fill ins(%z : f32) outs(%e : tensor<20x24xf32>) -> tensor<20x24xf32>
  %m = linalg.matmul ins(%x, %w : tensor<20x40xbf16>, tensor<40x24xbf16>) outs(%i : tensor<20x24xf32>) -> tensor<20x24xf32>
  %ob = tensor.empty() : tensor<20x24xbf16>
  %b = linalg.generic {indexing_maps = [affine_map<(a, b) -> (a, b)>, affine_map<(a, b) -> (a, b)>], iterator_types = ["parallel", "parallel"]} ins(%m : tensor<20x24xf32>) outs(%ob : tensor<20x24xbf16>) {
  ^bb0(%p: f32, %u: bf16):
    %v = arith.truncf %p : f32 to bf16
    linalg.yield %v : bf16
  } -> tensor<20x24xbf16>
  %c = arith.constant dense_resource<blob> : tensor<24x9xbf16>
  %e2 = tensor.empty() : tensor<20x9xf32>
  %i2 = linalg.fill ins(%z : f32) outs(%e2 : tensor<20x9xf32>) -> tensor<20x9xf32>
  %r = linalg.matmul ins(%b, %c : tensor<20x24xbf16>, tensor<24x9xbf16>) outs(%i2 : tensor<20x9xf32>) -> tensor<20x9xf32>
  return %r : tensor<20x9xf32>
}
{-#
  dialect_resources: { builtin: { blob: "0x40000000443e20bf3cbfe6bfc23f30bf0ebfdd3e013ee4bf753e34bf0f3f0d3e04bf6ebf0e3e71bffd3e77bf763e70bf943fd53e333f973faa3ed83e61bf913eff3ec93e11bf7c3ecebf58bfbf3fe03e373fc9bffa3e0fbf16bfc93e573f743f663e76bfb03eb4bf893e02bf423e69bf1cbfba3e663ed3bfb6bfb13fa9bf0e3f5a3e5c3f823f243f08bf07bf7fbf383e5ebf943f553f823e563e8b3e96bfa4bff23f0cbfc5bfd73f843f813e6b3edd3f733fcb3f123e52bfda3e703ee63f0fbfa43eda3f983f6c3f9c3f27bf983e51bf813f043e133e6f3eeb3f13bf66bf323fdd3e63bf353ec7bfff3fa63ecdbf093f66bf45bfdb3f883e31bfb03ef83e783f143f443f553e6dbfaa3e82bfadbf3abf783efa3f35bf14bf25bf4b3fae3fc13f723e29bfbabf3abf8d3f17bf063e073fd33f143f7a3ed73f3bbf553e7b3f34bfc13e963e813ef4bf333fa23f0d3f973ea3bfc8bfcc3f20bfe93f803ff03eb6bf5d3e6abf653fb83f8f3fe53fad3fc7bf15bf5fbf9b3fab3f2f3f703f7cbf25bf243e263f05bfb7bff03f333ea73f583f4c3fa3bf363e963f693f10bf693f99bf503f7ebf203ee4bf803ee03ee83fcabf57bff83f" } }
#-}
