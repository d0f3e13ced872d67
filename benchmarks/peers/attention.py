"""An attention row as contestants are told of it: extents, flags, operands, and the ways in which a library may do it."""
import statistics
import sys

import numpy

import protocol


class Attention:
    """Extents and flags by the names of compiler/Bench/AttentionShape.h."""

    def __init__(self, request):
        for name in ("batch", "heads", "kv_heads", "queries", "keys", "head_size", "value_size"):
            setattr(self, name, int(request[name]))
        self.dtype, self.mask = request["dtype"], request["mask"]
        self.offset, self.window = int(request.get("offset", 0)), int(request.get("window", 0))
        self.softcap = float(request.get("softcap", 0))
        self.has_sinks, self.shares_kv = "sinks" in request, "shared_kv" in request
        self.is_bshd = request["layout"] == "bshd"
        self.scale = self.head_size**-0.5
        self.group = self.heads // self.kv_heads
        self.folder = request["inputs"]
        self.copies, self.threads = max(int(request.get("copies", 1)), 1), int(request.get("threads", 1))
        last = 2 if self.shares_kv else 3
        self.bias_number = last if self.mask == "key_padding" else None
        self.lengths_number = last if self.mask == "lengths" else None
        self.sinks_number = last + (self.mask in ("key_padding", "lengths"))

    def load(self, number):
        """Operand `number` as it is in its file; bf16 as 16-bit integers."""
        array = numpy.load(f"{self.folder}/{number}.npy")
        return array.view(numpy.uint16) if array.dtype.itemsize == 2 else array

    def shape(self, heads, sequence, size):
        order = (sequence, heads) if self.is_bshd else (heads, sequence)
        return (self.batch, *order, size)

    def seen(self):
        """Which keys a query sees by the causal rule: booleans [queries, keys]; None where it sees all."""
        if self.mask != "causal":
            return None
        last = numpy.arange(self.queries)[:, None] + self.offset
        key = numpy.arange(self.keys)[None, :]
        return (key <= last) & (key > last - self.window) if self.window else key <= last


def working(makers, library):
    """What `makers`, name to function, make, of those ways that this version of the library has. A way is a function of
    the number of a set of operands that gives a result."""
    reasons, able = [], {}
    for name, make in makers.items():
        try:
            able[name] = make()
            able[name](0)
        except Exception as error:  # Each library raises what it likes.
            able.pop(name, None)
            if isinstance(error, protocol.Refusal):
                reasons.append(str(error))
                continue
            reasons.append(f"{name}: {str(error).splitlines()[0] if str(error) else type(error).__name__}")
            print(f"{library}: {reasons[-1]}", file=sys.stderr)
    if not able:
        raise protocol.Refusal("; ".join(reasons))
    return able


class Contestant:
    """The fastest of the `ways` of a library on the first set of operands; calls rotate over `copies` sets."""

    def __init__(self, name, version, ways, copies, save):
        self.name, self.copies, self.save, self.next, self.result = name, copies, save, 0, None
        best = min(ways, key=lambda label: self.milliseconds(ways[label])) if len(ways) > 1 else next(iter(ways))
        self.run, self.version = ways[best], f"{version} {best}"
        for number in range(copies):
            self.run(number)

    @staticmethod
    def milliseconds(way):
        """Of a call; one that is slow is not called often."""
        first = protocol.run_calls(lambda: way(0), 1, 1)[0]
        return statistics.median(protocol.run_calls(lambda: way(0), 0, 1 if first > 500 else 5))

    def call(self):
        self.result = self.run(self.next % self.copies)
        self.next += 1

    def write(self, path):
        self.save(path, self.result)
