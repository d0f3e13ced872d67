#!/usr/bin/env python3
"""The contestant PyTorch: attention in pytorch_attention.py, fused graphs and blocks in pytorch_graphs.py."""
import logging
import os
import sys

# Compilations run in this process: workers of its own would outlive a turn.
os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")

import torch

import protocol
import pytorch_attention
import pytorch_graphs

# It says with each compilation that there is no GPU.
logging.getLogger("torch.utils.cpp_extension").setLevel(logging.ERROR)


def prepare(request):
    torch.set_num_threads(int(request.get("threads", 1)))
    torch.set_grad_enabled(False)
    graph = request.get("graph")
    if graph == "attention":
        return pytorch_attention.prepare(request)
    if graph in pytorch_graphs.GRAPHS:
        return pytorch_graphs.prepare(request)
    raise protocol.Refusal(f"PyTorch is not written for the graph {graph}")


sys.exit(protocol.serve(prepare))
