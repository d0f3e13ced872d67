#!/usr/bin/env python3
"""The contestant ONNX Runtime: the operators MultiHeadAttention and GroupQueryAttention, which its own exporters write, and
ONNX's Attention. Of those that fit a row the fastest is taken, and named in the version. Operands are put into the order
that an operator wants beforehand, its result into the row's order afterwards: neither is timed. GroupQueryAttention
appends the new keys and values in place to a cache, as in generation."""
import sys

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper

import attention
import protocol

TYPES = {numpy.dtype("float32"): TensorProto.FLOAT, numpy.dtype("int32"): TensorProto.INT32,
         numpy.dtype("int64"): TensorProto.INT64, numpy.dtype("bool"): TensorProto.BOOL}
MICROSOFT = "com.microsoft"


def flat(array):
    """[batch, heads, sequence, size] as [batch, sequence, heads * size]."""
    batch, heads, sequence, size = array.shape
    return numpy.ascontiguousarray(array.transpose(0, 2, 1, 3)).reshape(batch, sequence, heads * size)


class Operator:
    """One operator as a model. `feeds` are its inputs, None for those that it goes without; its results are arrays of the
    `results`' shapes. `ties` names results that are written in the memory of an input."""

    def __init__(self, row, kind, domain, attributes, feeds, results, ties=None):
        self.row, self.results, self.ties, self.bindings = row, results, ties or {}, {}
        self.feeds = feeds
        sample = {name: array for name, array in feeds().items() if array is not None}
        inputs = [helper.make_tensor_value_info(name, TYPES[array.dtype], array.shape) for name, array in sample.items()]
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in results.items()]
        node = helper.make_node(kind, [name if array is not None else "" for name, array in feeds().items()],
                                list(results), domain=domain, **attributes)
        graph = helper.make_graph([node], "attention", inputs, outputs)
        versions = [helper.make_opsetid("", 24), helper.make_opsetid(MICROSOFT, 1)]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = row.threads, 1
        options.log_severity_level = 3
        model = helper.make_model(graph, opset_imports=versions, ir_version=10)
        self.session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])

    def bind(self):
        """One more set of operands."""
        binding, values = self.session.io_binding(), {}
        for name, array in self.feeds().items():
            if array is not None:
                values[name] = onnxruntime.OrtValue.ortvalue_from_numpy(numpy.array(array))
                binding.bind_ortvalue_input(name, values[name])
        for name, shape in self.results.items():
            tied = self.ties.get(name)
            values[name] = values[tied] if tied else onnxruntime.OrtValue.ortvalue_from_numpy(numpy.zeros(shape, "f4"))
            binding.bind_ortvalue_output(name, values[name])
        return binding, values

    def __call__(self, number):
        if number not in self.bindings:
            self.bindings[number] = self.bind()
        binding, values = self.bindings[number]
        self.session.run_with_iobinding(binding)
        return values["output"]


class Ways:
    """The operators that can do a row."""

    def __init__(self, row):
        self.row = row
        self.query = self.load(0, row.heads, row.queries, row.head_size)
        self.key = self.load(1, row.kv_heads, row.keys, row.head_size)
        self.value = (numpy.ascontiguousarray(self.key[..., :row.value_size]) if row.shares_kv else
                      self.load(2, row.kv_heads, row.keys, row.value_size))
        self.lengths = self.read_lengths()

    def load(self, number, heads, sequence, size):
        array = self.row.load(number).reshape(self.row.shape(heads, sequence, size))
        return array.transpose(0, 2, 1, 3) if self.row.is_bshd else array

    def read_lengths(self):
        """Keys of each batch that count; None where all do."""
        if self.row.lengths_number is not None:
            return self.row.load(self.row.lengths_number).astype(numpy.int64)
        if self.row.bias_number is not None:
            return (self.row.load(self.row.bias_number) == 0).sum((1, 2, 3)).astype(numpy.int64)
        return None

    def all(self):
        row = self.row
        makers = {"Attention": self.standard}
        if row.group == 1 and not row.softcap and not row.has_sinks:
            makers["MultiHeadAttention"] = self.multi_head
        ends_with_last = row.queries + row.offset == row.keys
        if row.head_size == row.value_size and (row.queries == 1 or (row.mask == "causal" and ends_with_last)):
            makers["GroupQueryAttention"] = self.group_query
        return makers

    def mask(self):
        """Booleans that are broadcast to [batch, 1, queries, keys]; None where all is seen."""
        seen = self.row.seen()
        if seen is not None:
            return seen[None, None]
        if self.lengths is None:
            return None
        return numpy.broadcast_to(numpy.arange(self.row.keys) < self.lengths[:, None, None, None],
                                  (self.row.batch, 1, self.row.queries, self.row.keys))

    def standard(self):
        row = self.row
        if row.has_sinks:
            raise protocol.Refusal("Attention has no sinks")
        is_causal = row.mask == "causal" and not row.offset and not row.window
        attributes = {"scale": row.scale, "is_causal": int(is_causal)}
        if row.softcap:
            attributes["softcap"] = row.softcap
        shape = (row.batch, row.heads, row.queries, row.value_size)
        feeds = {"query": numpy.ascontiguousarray(self.query), "key": numpy.ascontiguousarray(self.key),
                 "value": numpy.ascontiguousarray(self.value), "mask": None if is_causal else self.mask()}
        return Operator(row, "Attention", "", attributes, lambda: feeds, {"output": shape})

    def multi_head(self):
        row = self.row
        if row.mask == "causal" and (row.offset or row.window):
            raise protocol.Refusal("MultiHeadAttention has a plain causal rule only")
        attributes = {"scale": row.scale, "num_heads": row.heads, "unidirectional": int(row.mask == "causal")}
        lengths = None if self.lengths is None else self.lengths.astype(numpy.int32)
        feeds = {"query": flat(self.query), "key": flat(self.key), "value": flat(self.value), "bias": None,
                 "padding": lengths}
        shape = (row.batch, row.queries, row.heads * row.value_size)
        return Operator(row, "MultiHeadAttention", MICROSOFT, attributes, lambda: feeds, {"output": shape})

    def group_query(self):
        row = self.row
        attributes = {"scale": row.scale, "num_heads": row.heads, "kv_num_heads": row.kv_heads}
        if row.window:
            attributes["local_window_size"] = row.window
        if row.softcap:
            attributes["softcap"] = row.softcap
        # Sequences end at their lengths; the queries' own keys are the last ones, those before are in the cache.
        ends = self.lengths if self.lengths is not None else numpy.full(row.batch, row.keys)
        new = [numpy.arange(end - row.queries, end) for end in ends]
        take = lambda array: flat(numpy.stack([array[b][:, rows] for b, rows in enumerate(new)]))
        feeds = {"query": flat(self.query), "new_key": take(self.key), "new_value": take(self.value),
                 "key": numpy.ascontiguousarray(self.key), "value": numpy.ascontiguousarray(self.value),
                 "ends": (ends - 1).astype(numpy.int32), "total": numpy.array([ends.max()], numpy.int32)}
        if row.has_sinks:
            feeds |= dict.fromkeys(("cos", "sin", "positions", "bias")) | {"sinks": row.load(row.sinks_number)}
        cache = (row.batch, row.kv_heads, row.keys, row.head_size)
        results = {"output": (row.batch, row.queries, row.heads * row.value_size), "new_keys": cache, "new_values": cache}
        return Operator(row, "GroupQueryAttention", MICROSOFT, attributes, lambda: feeds, results,
                        {"new_keys": "key", "new_values": "value"})


def save(row):
    def write(path, value):
        array = value.numpy()
        if array.ndim == 3:
            array = array.reshape(row.batch, row.queries, row.heads, row.value_size)
        if (array.shape[1] == row.heads and value.numpy().ndim == 4) == row.is_bshd:
            array = array.transpose(0, 2, 1, 3)
        numpy.save(path, numpy.ascontiguousarray(array), allow_pickle=False)
    return write


def prepare(request):
    if request.get("graph") != "attention":
        raise protocol.Refusal("this program does attention only")
    row = attention.Attention(request)
    if row.dtype != "f32":
        raise protocol.Refusal("ONNX Runtime has no attention in bf16 on processors")
    ways = attention.working(Ways(row).all(), "onnxruntime")
    return attention.Contestant("onnxruntime", onnxruntime.__version__, ways, row.copies, save(row))


sys.exit(protocol.serve(prepare))
