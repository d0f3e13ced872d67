"""Attention as PyTorch programs write it, exported by torch.export and torch-mlir (linalg, TOSA) and by torch.onnx.

Usage: torch_models.py FOLDER. Writes FOLDER/torch/*.mlir, FOLDER/torch-tosa/*.mlir and FOLDER/onnx/*.mlir. Parameters are arguments
of the exported function, so that the files hold no weights; the numbers have no part in what is exported.
"""
import math
import os
import re
import subprocess
import sys
import tempfile
import warnings

import torch
import torch.nn.functional as F
from torch_mlir import fx

warnings.filterwarnings("ignore")
BATCH, HEADS, KV_HEADS, LENGTH, SIZE = 2, 4, 2, 32, 16


def tensor(*shape, dtype=torch.float32):
    return torch.randn(*shape, dtype=dtype)


def bhsd(heads=HEADS, length=LENGTH, dtype=torch.float32):
    return tensor(BATCH, heads, length, SIZE, dtype=dtype)


class Call(torch.nn.Module):
    """A function as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *arguments):
        return self.function(*arguments)


class Functional(torch.nn.Module):
    """A module of which the parameters are the last arguments."""

    def __init__(self, module, call):
        super().__init__()
        self.inner = [module.eval()]
        self.call = call
        self.names = [name for name, _ in module.named_parameters()]

    def parameters_of(self):
        return tuple(value.detach() for _, value in self.inner[0].named_parameters())

    def forward(self, *arguments):
        count = len(arguments) - len(self.names)
        parameters = dict(zip(self.names, arguments[count:]))
        module, call = self.inner[0], self.call

        class Bound(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.module = module

            def forward(self, *inputs):
                return call(self.module, *inputs)

        named = {"module." + name: value for name, value in parameters.items()}
        return torch.func.functional_call(Bound(), named, arguments[:count])


def functional(module, call, *inputs):
    wrapped = Functional(module, call)
    return wrapped, inputs + wrapped.parameters_of()


# Functions ------------------------------------------------------------------------------------------------------------


def sdpa_causal(query, key, value):
    return F.scaled_dot_product_attention(query, key, value, is_causal=True)


def sdpa_mask(query, key, value, mask):
    return F.scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=0.3)


def sdpa_grouped(query, key, value):
    return F.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)


def eager(query, key, value, mask):
    """What transformers calls eager: scale behind the product, f32 softmax, one transposition."""
    scores = torch.matmul(query, key.transpose(2, 3)) / math.sqrt(SIZE) + mask
    weights = F.softmax(scores, dim=-1, dtype=torch.float32).to(query.dtype)
    return torch.matmul(weights, value).transpose(1, 2).contiguous()


def masked_fill(query, key, value):
    """nanoGPT: a constant triangle, and -inf filled in."""
    scores = (query @ key.transpose(-2, -1)) * (1.0 / math.sqrt(SIZE))
    triangle = torch.tril(torch.ones(LENGTH, LENGTH)).view(1, 1, LENGTH, LENGTH)
    weights = F.softmax(scores.masked_fill(triangle == 0, float("-inf")), dim=-1)
    return weights @ value


def einsum_grouped(query, key, value):
    """Heads in the middle, groups by einsum, nothing hidden."""
    grouped = query.view(BATCH, LENGTH, KV_HEADS, HEADS // KV_HEADS, SIZE)
    weights = torch.softmax(torch.einsum("bqhgd,bkhd->bhgqk", grouped, key) * SIZE**-0.5, dim=-1)
    return torch.einsum("bhgqk,bkhd->bqhgd", weights, value).reshape(BATCH, LENGTH, HEADS * SIZE)


def cross(query, key, value):
    """More keys than queries, rows of 3 dimensions, and no scale."""
    return torch.bmm(torch.softmax(torch.bmm(query, key.transpose(1, 2)), -1), value)


# Layers of transformers -----------------------------------------------------------------------------------------------


def llama(dtype=torch.float32):
    from transformers import LlamaConfig
    from transformers.models.llama.modeling_llama import LlamaAttention, LlamaRotaryEmbedding

    config = LlamaConfig(hidden_size=HEADS * SIZE, num_attention_heads=HEADS, num_key_value_heads=KV_HEADS,
                         num_hidden_layers=1, attn_implementation="eager")
    rotary = LlamaRotaryEmbedding(config)

    def call(module, hidden):
        position = torch.arange(LENGTH).unsqueeze(0)
        hide = torch.full((LENGTH, LENGTH), torch.finfo(dtype).min, dtype=dtype).triu(1)[None, None]
        return module(hidden, rotary(hidden, position), hide)[0]

    return functional(LlamaAttention(config, 0).to(dtype), call, tensor(BATCH, LENGTH, HEADS * SIZE, dtype=dtype))


def llama_model():
    """The whole model of one layer: its own causal mask."""
    from transformers import LlamaConfig, LlamaModel

    config = LlamaConfig(hidden_size=HEADS * SIZE, intermediate_size=32, num_attention_heads=HEADS, vocab_size=16,
                         num_key_value_heads=KV_HEADS, num_hidden_layers=1, attn_implementation="eager", use_cache=True)
    return functional(LlamaModel(config), lambda model, hidden: model(inputs_embeds=hidden).last_hidden_state,
                      tensor(BATCH, LENGTH, HEADS * SIZE))


def gpt2():
    from transformers import GPT2Config, GPT2Model

    config = GPT2Config(n_embd=HEADS * SIZE, n_head=HEADS, n_layer=1, vocab_size=16, n_positions=LENGTH, n_inner=32,
                        attn_implementation="eager", use_cache=True)
    return functional(GPT2Model(config), lambda model, hidden: model(inputs_embeds=hidden).last_hidden_state,
                      tensor(BATCH, LENGTH, HEADS * SIZE))


def bert():
    """With a mask of padding, which is an argument."""
    from transformers import BertConfig, BertModel

    config = BertConfig(hidden_size=HEADS * SIZE, num_attention_heads=HEADS, num_hidden_layers=1, vocab_size=16,
                        intermediate_size=32, max_position_embeddings=LENGTH, attn_implementation="eager")
    model = BertModel(config, add_pooling_layer=False)
    return functional(model, lambda it, hidden, mask: it(inputs_embeds=hidden, attention_mask=mask).last_hidden_state,
                      tensor(BATCH, LENGTH, HEADS * SIZE), torch.ones(BATCH, LENGTH, dtype=torch.bool))


def gemma2():
    """A cap on scores and a window of keys."""
    from transformers import Gemma2Config, Gemma2Model

    config = Gemma2Config(hidden_size=HEADS * SIZE, intermediate_size=32, num_attention_heads=HEADS, vocab_size=16,
                          num_key_value_heads=KV_HEADS, num_hidden_layers=1, head_dim=SIZE, sliding_window=8,
                          query_pre_attn_scalar=SIZE, attn_implementation="eager", use_cache=True)
    return functional(Gemma2Model(config), lambda model, hidden: model(inputs_embeds=hidden).last_hidden_state,
                      tensor(BATCH, LENGTH, HEADS * SIZE))


def gpt_oss():
    """Sinks: one more column of scores, which has no value."""
    from transformers import GptOssConfig
    from transformers.models.gpt_oss.modeling_gpt_oss import GptOssAttention, GptOssRotaryEmbedding

    config = GptOssConfig(hidden_size=HEADS * SIZE, num_attention_heads=HEADS, num_key_value_heads=KV_HEADS,
                          head_dim=SIZE, num_hidden_layers=2, attn_implementation="eager")
    rotary = GptOssRotaryEmbedding(config)

    def call(module, hidden):
        position = torch.arange(LENGTH).unsqueeze(0)
        hide = torch.full((LENGTH, LENGTH), torch.finfo(torch.float32).min).triu(1)[None, None]
        return module(hidden, rotary(hidden, position), hide)[0]

    return functional(GptOssAttention(config, 1), call, tensor(BATCH, LENGTH, HEADS * SIZE))


# Exports --------------------------------------------------------------------------------------------------------------


def write(folder, name, text):
    """Without the checks of indices that gathers come with: aicc takes no assertions."""
    os.makedirs(folder, exist_ok=True)
    text = re.sub(r"\n *cf\.assert .*", "", text)
    with open(os.path.join(folder, name + ".mlir"), "w", encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")


def by_torch_mlir(module, inputs, form):
    exported = torch.export.export(module.eval(), inputs)
    return str(fx.export_and_import(exported, output_type=form, func_name="main"))


ONNX_PASSES = ("builtin.module(torch-onnx-to-torch-backend-pipeline,torch-backend-to-linalg-on-tensors-backend-pipeline)")


def by_onnx(module, inputs):
    """torch.onnx, the ONNX importer and torch-mlir's conversion of ONNX."""
    with tempfile.TemporaryDirectory() as folder:
        model, imported = os.path.join(folder, "model.onnx"), os.path.join(folder, "model.mlir")
        torch.onnx.export(module.eval(), inputs, model, dynamo=True, external_data=False, verbose=False)
        programs = os.path.dirname(sys.executable)
        subprocess.run([os.path.join(programs, "torch-mlir-import-onnx"), model, "-o", imported], check=True)
        run = subprocess.run([os.path.join(programs, "torch-mlir-opt"), imported, "--pass-pipeline=" + ONNX_PASSES,
                              "--mlir-print-elementsattrs-with-hex-if-larger=-1"],  # i1 has another width in hex now
                             check=True, capture_output=True, text=True)
        return run.stdout


def main(folder):
    torch.manual_seed(0)
    bf16, f16 = torch.bfloat16, torch.float16
    three = (bhsd(), bhsd(), bhsd())
    narrow = tuple(bhsd(dtype=bf16) for _ in range(3))
    grouped = (bhsd(), bhsd(KV_HEADS), bhsd(KV_HEADS))
    rows = (tensor(BATCH, LENGTH, HEADS, SIZE), tensor(BATCH, LENGTH, KV_HEADS, SIZE), tensor(BATCH, LENGTH, KV_HEADS, SIZE))
    mask = tensor(BATCH, 1, LENGTH, LENGTH)
    seen = torch.ones(BATCH, 1, 1, LENGTH, dtype=torch.bool)
    models = {
        "sdpa-causal": (Call(sdpa_causal), three),
        "sdpa-causal-bf16": (Call(sdpa_causal), narrow),
        "sdpa-float-mask": (Call(sdpa_mask), three + (mask,)),
        "sdpa-bool-mask": (Call(sdpa_mask), three + (seen,)),
        "sdpa-grouped": (Call(sdpa_grouped), grouped),
        "eager": (Call(eager), three + (mask,)),
        "eager-bf16": (Call(eager), narrow + (mask.to(bf16),)),
        "eager-f16": (Call(eager), tuple(it.to(f16) for it in narrow) + (mask.to(f16),)),
        "masked-fill": (Call(masked_fill), three),
        "einsum-grouped": (Call(einsum_grouped), rows),
        "cross": (Call(cross), (tensor(4, 8, SIZE), tensor(4, 24, SIZE), tensor(4, 24, SIZE))),
        "llama-attention": llama(),
        "llama-attention-bf16": llama(bf16),
        "llama-model": llama_model(),
        "gpt2-model": gpt2(),
        "bert-model": bert(),
        "gemma2-model": gemma2(),
        "gpt-oss-attention": gpt_oss(),
    }
    for name, (module, inputs) in models.items():
        for form, place in (("linalg-on-tensors", "torch"), ("tosa", "torch-tosa"), ("onnx", "onnx")):
            try:
                text = by_onnx(module, inputs) if form == "onnx" else by_torch_mlir(module, inputs, form)
                write(os.path.join(folder, place), name, text)
                print(f"{place}/{name}: {len(text)} bytes")
            except Exception as error:  # An exporter that has no word for a model is no fault of this script.
                print(f"{place}/{name}: not exported: {str(error).strip()[:200]!r}")


if __name__ == "__main__":
    main(sys.argv[1])
