"""Functions of linalg, tensor, arith and graph.attention as text, step by step, for scripts/generate-graph.py."""
import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A tensor of the module: its name, its extents, the type of its elements."""
    name: str
    shape: tuple
    dtype: str

    @property
    def type(self):
        return f"tensor<{'x'.join([*map(str, self.shape), self.dtype])}>"


def is_float(dtype):
    return "f" in dtype


class Body:
    """The body of a linalg.generic, on numbers; floats are f32 in it."""

    def __init__(self):
        self.lines, self.count = [], 0

    def add(self, text, dtype):
        name = f"%t{self.count}"
        self.count += 1
        self.lines.append(f"{name} = {text.format(dtype=dtype)}")
        return name

    def op(self, name, *operands, dtype="f32"):
        return self.add(f"{name} {', '.join(operands)} : {dtype}", dtype)

    def const(self, value, dtype="f32"):
        return self.add(f"arith.constant {value:.17e} : {dtype}" if is_float(dtype) else
                        f"arith.constant {value} : {dtype}", dtype)

    def cast(self, name, value, source, target):
        return self.add(f"{name} {value} : {source} to {target}", target)

    def widened(self, value, dtype):
        return self.cast("arith.extf", value, dtype, "f32") if dtype in ("bf16", "f16") else value

    def narrowed(self, value, dtype):
        return self.cast("arith.truncf", value, "f32", dtype) if dtype in ("bf16", "f16") else value

    def compare(self, predicate, a, b, dtype="f32"):
        return self.add(f"arith.cmp{'f' if is_float(dtype) else 'i'} {predicate}, {a}, {b} : {dtype}", dtype)

    def select(self, condition, a, b, dtype="f32"):
        return self.add(f"arith.select {condition}, {a}, {b} : {dtype}", dtype)

    def mul(self, *factors):
        result = factors[0]
        for factor in factors[1:]:
            result = self.op("arith.mulf", result, factor)
        return result

    def plus(self, a, b):
        return self.op("arith.addf", a, b)

    def minus(self, a, b):
        return self.op("arith.subf", a, b)

    def over(self, a, b):
        return self.op("arith.divf", a, b)


def region(start, sizes):
    """What slices have behind their tensor: where they begin, how large they are, and steps of one."""
    return "".join(f"[{', '.join(map(str, part))}]" for part in (start, sizes, [1] * len(sizes)))


class Graph:
    """Writes one function, `main`, step by step. Accesses are written as in "m k, k -> m k"."""

    def __init__(self, dtype):
        self.dtype, self.lines, self.arguments, self.ties, self.count = dtype, [], [], {}, 0

    def argument(self, name, *shape, dtype=None, rms=None, marks=()):
        """Random numbers for it have about the root mean square `rms`, by default 1 / sqrt(3)."""
        value = Value(f"%{name}", shape, dtype or self.dtype)
        reach = 2.0 ** round(math.log2(rms * math.sqrt(3))) if rms else 1
        self.arguments.append((value, [*marks] + ([] if reach == 1 else [f"aicc.range = {reach!r} : f64"])))
        return value

    def weight(self, name, *shape, dtype=None, sum=1):
        """Sums of `sum` products with it stay about as large as what it is multiplied by."""
        return self.argument(name, *shape, dtype=dtype, rms=1 / math.sqrt(sum), marks=["aicc.weight"])

    def emit(self, text, shape, dtype):
        value = Value(f"%{self.count}", tuple(shape), dtype)
        self.count += 1
        self.lines.append(f"{value.name} = {text.replace('$type', value.type)}")
        return value

    def constant(self, text, *shape, dtype="f32"):
        return self.emit(f"arith.constant dense<{text}> : $type", shape, dtype)

    def filled(self, shape, dtype, start):
        scalar = self.emit(f"arith.constant {start} : {dtype}", (), dtype)
        empty = self.emit("tensor.empty() : $type", shape, dtype)
        return self.emit(f"linalg.fill ins({scalar.name} : {dtype}) outs({empty.name} : {empty.type}) -> $type", shape, dtype)

    def generic(self, access, inputs, shape, dtype, body, start=None):
        """One linalg.generic over the dimensions of `access`; those that the result leaves out are reduced from `start`."""
        sources, target = access.split("->")
        dims = list(dict.fromkeys(word for word in access.replace(",", " ").split() if word.isidentifier()))
        maps = [", ".join(index.replace("//", " floordiv ") for index in part.split())
                for part in [*sources.split(","), target]]
        maps = [f"affine_map<({', '.join(dims)}) -> ({part})>" for part in maps]
        kinds = ", ".join('"parallel"' if dim in target.split() else '"reduction"' for dim in dims)
        out = self.emit("tensor.empty() : $type", shape, dtype) if start is None else self.filled(shape, dtype, start)
        names = [f"%a{index}" for index in range(len(inputs))]
        block = Body()
        values = [block.widened(name, value.dtype) for name, value in zip(names, inputs)]
        values += [] if start is None else ["%o"]
        result = block.narrowed(body(block, *values), dtype)
        blockargs = ", ".join(f"{name}: {value.dtype}" for name, value in zip([*names, "%o"], [*inputs, out]))
        text = [f"linalg.generic {{indexing_maps = [{', '.join(maps)}], iterator_types = [{kinds}]}}",
                f"    ins({', '.join(v.name for v in inputs)} : {', '.join(v.type for v in inputs)})"
                f" outs({out.name} : {out.type}) {{", f"^bb0({blockargs}):"]
        text += [f"  {line}" for line in block.lines] + [f"  linalg.yield {result} : {dtype}", "} -> $type"]
        return self.emit("\n    ".join(text), shape, dtype)

    def product(self, access, a, b, shape, dtype="f32"):
        """A contraction that accumulates in `dtype`."""
        sources, target = access.split("->")
        dims = ", ".join(dict.fromkeys(access.replace("->", " ").replace(",", " ").split()))
        maps = ", ".join(f"affine_map<({dims}) -> ({', '.join(part.split())})>" for part in [*sources.split(","), target])
        out = self.filled(shape, dtype, "0.0" if is_float(dtype) else "0")
        return self.emit(f"linalg.contract indexing_maps = [{maps}] ins({a.name}, {b.name} : {a.type}, {b.type})"
                         f" outs({out.name} : {out.type}) -> $type", shape, dtype)

    def rounded(self, value):
        if value.dtype == self.dtype:
            return value
        dims = " ".join(f"d{index}" for index in range(len(value.shape)))
        return self.generic(f"{dims} -> {dims}", [value], value.shape, self.dtype, lambda b, x: x)

    def reshape(self, value, *shape):
        """Splits or joins neighbouring dimensions."""
        if value.shape == shape:
            return value
        verb, long, short = ("expand", shape, value.shape) if len(shape) > len(value.shape) else ("collapse", value.shape, shape)
        groups, at = [], 0
        for index, extent in enumerate(short):
            first, size = at, 1
            while at < len(long) and (size < extent or at == first or index == len(short) - 1):
                size *= long[at]
                at += 1
            groups.append(list(range(first, at)))
        output = f" output_shape {list(shape)}" if verb == "expand" else ""
        return self.emit(f"tensor.{verb}_shape {value.name} {groups}{output} : {value.type} into $type", shape, value.dtype)

    def slice(self, value, start, sizes, shape=None):
        """`start` has numbers and names of indices; a `shape` leaves out extents of one."""
        return self.emit(f"tensor.extract_slice {value.name}{region(start, sizes)} : {value.type} to $type",
                         shape or sizes, value.dtype)

    def insert(self, value, into, start):
        return self.emit(f"tensor.insert_slice {value.name} into {into.name}{region(start, value.shape)}"
                         f" : {value.type} into $type", into.shape, into.dtype)

    def index(self, text):
        return self.emit(text, (), "index").name

    def element(self, value, *indices):
        """One integer of a tensor, as an index."""
        number = self.emit(f"tensor.extract {value.name}[{', '.join(indices)}] : {value.type}", (), value.dtype)
        return self.index(f"arith.index_cast {number.name} : {value.dtype} to index")

    def loop(self, count, carried, body):
        """carried = body(i, carried) for each i below `count`, an index known at run time."""
        zero, one = self.index("arith.constant 0 : index"), self.index("arith.constant 1 : index")
        at, inside = f"%i{self.count}", Value(f"%c{self.count}", carried.shape, carried.dtype)
        result = self.emit(f"scf.for {at} = {zero} to {count} step {one} iter_args({inside.name} = {carried.name}) -> ($type) {{",
                           carried.shape, carried.dtype)
        self.lines += [f"scf.yield {body(at, inside).name} : {carried.type}", "}"]
        return result

    def concat(self, dim, *values):
        shape = list(values[0].shape)
        shape[dim] = sum(value.shape[dim] for value in values)
        return self.emit(f"tensor.concat dim({dim}) {', '.join(v.name for v in values)} : ({', '.join(v.type for v in values)})"
                         " -> $type", shape, values[0].dtype)

    def attention(self, q, k, v, scale, mask=None, lengths=None, **attributes):
        shape = (*q.shape[:-1], v.shape[-1])
        words = [f"scale = {scale!r} : f64"] + [f"{name} = {value}" for name, value in attributes.items()]
        masked = f" mask({mask.name} : {mask.type})" if mask else ""
        masked += f" lengths({lengths.name} : {lengths.type})" if lengths else ""
        return self.emit(f"graph.attention {q.name}, {k.name}, {v.name}{masked} {{{', '.join(words)}}} : "
                         f"{q.type}, {k.type}, {v.type} -> $type", shape, q.dtype)

    def text(self, results):
        """The module; `results` in order, `self.ties` says which of them are written in place of an argument."""
        results = results if isinstance(results, tuple) else (results,)
        ties = {argument.name: results.index(result) for argument, result in self.ties.items()}
        for value, marks in self.arguments:
            marks += [f"aicc.inout = {ties[value.name]} : i64"] if value.name in ties else []
        head = ",\n    ".join(f"{value.name}: {value.type}" + (f" {{{', '.join(marks)}}}" if marks else "")
                              for value, marks in self.arguments)
        types = ", ".join(value.type for value in results)
        body = "\n".join(line.replace("\n", "\n  ") for line in ("  " + line for line in "\n".join(self.lines).split("\n")))
        return (f"func.func @main(\n    {head}) -> ({types}) {{\n{body}\n"
                f"  return {', '.join(value.name for value in results)} : {types}\n}}\n")
