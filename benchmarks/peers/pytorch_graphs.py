"""Fused graphs and decoder blocks by PyTorch, as models are written: one call an operation (`way=eager`), or the same compiled
with its weights frozen (`way=compiled`). The graphs are those of scripts/generate-graph.py, whose fields are words of the
request; operands are found by their names in the module."""
import math
import re

import numpy
import torch
import torch.nn.functional as functional

import protocol

TYPES = {"f32": torch.float32, "bf16": torch.bfloat16, "f16": torch.float16, "i8": torch.int8, "i4": torch.int8}
NAME = re.compile(r"%(\w+): tensor<((?:\d+x)*)(\w+)>( \{[^}]*aicc\.weight[^}]*\})?")


class Operands(torch.nn.Module):
    """The arguments of the module: weights are parameters, which a compiler may pack, others are inputs."""

    def __init__(self, request):
        super().__init__()
        self.request, self.inputs = request, {}
        with open(request["module"], encoding="utf-8") as file:
            head = file.read().split(") -> ", 1)[0]
        for number, (name, extents, dtype, weight) in enumerate(NAME.findall(head)):
            tensor = self.load(number, dtype).reshape([int(n) for n in extents.split("x")[:-1]])
            if weight:
                self.register_buffer(name, tensor)
            else:
                self.inputs[name] = tensor

    def load(self, number, dtype):
        array = numpy.load(f"{self.request['inputs']}/{number}.npy")
        if dtype == "bf16":
            return torch.from_numpy(array.view(numpy.int16).copy()).view(torch.bfloat16)
        return torch.from_numpy(array.copy()).to(TYPES[dtype])

    def field(self, name, default=0):
        return int(self.request.get(name, default))

    def packs_nibbles(self):
        return self.field("group") > 0


class Graph(Operands):
    """What rows share. Activations are [rows, features], weights [out, in]."""

    def __init__(self, request):
        super().__init__(request)
        if self.packs_nibbles():
            for name in [name[:-6] for name in dict(self.named_buffers()) if name.endswith("_codes")]:
                self.pack(name)
        # Models keep them in the type of their activations.
        for name in ("cos", "sin"):
            if name in self.inputs:
                self.inputs[name] = self.inputs[name].to(TYPES[request["dtype"]]).unsqueeze(1)

    def pack(self, name):
        """Codes in [-8, 7] and scales as the operator for weights of four bits wants them."""
        codes, scales = getattr(self, name + "_codes"), getattr(self, name + "_scales")
        packed = torch.ops.aten._convert_weight_to_int4pack_for_cpu((codes.to(torch.int32) + 8), 1)
        steps = scales.t().to(TYPES[self.request["dtype"]])
        self.register_buffer(name + "_packed", packed)
        self.register_buffer(name + "_steps", torch.stack([steps, torch.zeros_like(steps)], -1).contiguous())
        del self._buffers[name + "_codes"], self._buffers[name + "_scales"]

    def linear(self, x, name):
        if self.packs_nibbles():
            return torch.ops.aten._weight_int4pack_mm_for_cpu(x, getattr(self, name + "_packed"), self.field("group"),
                                                              getattr(self, name + "_steps"))
        return functional.linear(x, getattr(self, name))

    def swiglu(self, x):
        return self.linear(functional.silu(self.linear(x, "w_gate")) * self.linear(x, "w_up"), "w_down")

    def rotate(self, x, cos, sin):
        """x [rows, heads, size]."""
        if self.request.get("rope") == "interleaved":
            even, odd = x[..., ::2], x[..., 1::2]
            return torch.stack([even * cos - odd * sin, odd * cos + even * sin], -1).flatten(-2)
        low, high = x.chunk(2, -1)
        return torch.cat([low * cos - high * sin, high * cos + low * sin], -1)

    def project(self, x, cos, sin, key_cache, value_cache):
        """Queries [rows, heads, size]; keys and values are behind `past` entries of the caches."""
        heads, kv_heads, size, past = (self.field(name) for name in ("heads", "kv_heads", "size", "past"))
        rows = x.shape[0]
        qkv = self.linear(x, "w_qkv").view(rows, heads + 2 * kv_heads, size)
        key_cache[past:past + rows] = self.rotate(qkv[:, heads:heads + kv_heads], cos, sin)
        value_cache[past:past + rows] = qkv[:, heads + kv_heads:]
        return self.rotate(qkv[:, :heads], cos, sin)

    @staticmethod
    def norm(x, gain):
        return functional.rms_norm(x, gain.shape, gain, 1e-6)


class QkvRope(Graph):
    def forward(self, x, norm, cos, sin, key_cache, value_cache):
        return self.project(self.norm(x, norm), cos, sin, key_cache, value_cache)


class BiasGelu(Graph):
    def forward(self, x, bias):
        form = {"erf": "none", "tanh": "tanh"}[self.request["form"]]
        return functional.gelu(functional.linear(x, self.w, bias), approximate=form)


class Mlp(Graph):
    def forward(self, x):
        return x + self.swiglu(x)


class OutputNorm(Graph):
    def forward(self, residual, x, norm):
        y = residual + self.linear(x, "w_o")
        return y, self.norm(y, norm)


class DynamicInt8(Graph):
    def forward(self, x, w_scale, residual):
        x = x.float()
        largest = x.abs().amax(1, keepdim=True)
        codes = torch.round(x * 127 / largest.clamp_min(1e-30)).to(torch.int8)
        sums = torch._int_mm(codes, self.w.t())
        return (sums * (largest / 127) * w_scale + residual).to(residual.dtype)


class LatentDecode(Graph):
    def forward(self, q_nope, q_rope, latent_cache):
        absorbed = torch.bmm(q_nope.unsqueeze(1), self.w_uk).squeeze(1)
        q = torch.cat([absorbed, q_rope], 1)
        k = latent_cache[None, None]
        scale = 1 / math.sqrt(q_nope.shape[1] + q_rope.shape[1])
        # All heads read the same keys: they are queries of one head.
        out = functional.scaled_dot_product_attention(q[None, None], k, k[..., :absorbed.shape[1]], scale=scale)[0, 0]
        return torch.bmm(self.w_uv, out.unsqueeze(2)).squeeze(2)


class Block(Graph):
    def forward(self, x, norm1, cos, sin, key_cache, value_cache, norm2):
        rows, past = x.shape[0], self.field("past")
        q = self.project(self.norm(x, norm1), cos, sin, key_cache, value_cache)
        # One query behind all of the cache sees everything.
        if rows > 1 and past:
            raise protocol.Refusal("a chunk behind a cache is not written for PyTorch")
        q, k, v = (part.transpose(0, 1)[None] for part in (q, key_cache[:past + rows], value_cache[:past + rows]))
        out = functional.scaled_dot_product_attention(q, k, v, is_causal=rows > 1, enable_gqa=True)
        x = x + self.linear(out[0].transpose(0, 1).reshape(rows, -1), "w_o")
        return x + self.swiglu(self.norm(x, norm2))


class Alibi(Graph):
    """Each head adds a slope times the distance to a key. One call an operation makes the bias of all pairs first; compiled,
    flex_attention computes it from positions."""

    def __init__(self, request):
        super().__init__(request)
        if "softcap" in request:
            raise protocol.Refusal("softcap_attention is a row of attention.json")
        heads, keys = self.field("heads"), self.field("S")
        self.slopes = torch.tensor([2.0 ** (-8 * (head + 1) / heads) for head in range(heads)])
        self.positions = torch.arange(keys)
        self.attend = self.make_flex(keys) if request.get("way") == "compiled" else self.biased

    def biased(self, q, k, v):
        distance = (self.positions - self.positions[:, None]).float()
        bias = (self.slopes[:, None, None] * distance).masked_fill(distance > 0, -torch.inf).to(q.dtype)
        return functional.scaled_dot_product_attention(q, k, v, attn_mask=bias[None], enable_gqa=True)

    def make_flex(self, keys):
        from torch.nn.attention import flex_attention as flex
        blocks = flex.create_block_mask(lambda b, h, i, j: j <= i, None, None, keys, keys, device="cpu")
        slopes = self.slopes

        def score_of(score, b, h, i, j):
            return score + slopes[h] * (j - i)

        return lambda q, k, v: flex.flex_attention(q, k, v, score_mod=score_of, block_mask=blocks, enable_gqa=True)

    def forward(self, q, k, v):
        return self.attend(q, k, v)


GRAPHS = {"rmsnorm_qkv_rope": QkvRope, "gemm_bias_gelu": BiasGelu, "swiglu_mlp": Mlp, "w4_mlp": Mlp,
          "o_proj_residual_rmsnorm": OutputNorm, "w8a8_dynamic": DynamicInt8, "mla_decode_chain": LatentDecode, "softcap_attention": Alibi,
          "llama_block": Block, "ernie_block": Block}


class Contestant:
    """One graph on one set of operands."""

    def __init__(self, graph, way):
        self.name, self.version, self.graph, self.result = f"pytorch_{way}", f"{torch.__version__} {way}", graph, None
        self.function = graph
        if way == "compiled":
            import torch._inductor.config as inductor
            # Without weights there is nothing to freeze, and flex_attention does not take frozen blocks.
            inductor.freezing = next(graph.buffers(), None) is not None
            self.function = torch.compile(graph, dynamic=False)
        self.call()

    def call(self):
        self.result = self.function(**self.graph.inputs)

    def write(self, path):
        """What the function returns, then the caches that it writes in place: the results of the module, in their order."""
        results = self.result if isinstance(self.result, tuple) else (self.result,)
        caches = [self.graph.inputs[name] for name in ("key_cache", "value_cache") if name in self.graph.inputs]
        for number, result in enumerate([*results, *caches]):
            result = result.contiguous()
            array = result.view(torch.int16).numpy().view(numpy.uint16) if result.dtype == torch.bfloat16 else result.numpy()
            # Given a name, numpy would add an ending to it.
            with open(protocol.path_of_result(path, number), "wb") as file:
                numpy.save(file, array, allow_pickle=False)


def prepare(request):
    if request.get("norm", "rms") != "rms":
        raise protocol.Refusal("only RMSNorm is written for PyTorch")
    if int(request.get("at_run_time", 0)):
        raise protocol.Refusal("the fill of the caches is an argument, by which models written for PyTorch do not slice")
    if int(request.get("copies", 1)) > 1:
        raise protocol.Refusal("graphs run warm only")
    return Contestant(GRAPHS[request["graph"]](request).eval(), request.get("way", "eager"))
