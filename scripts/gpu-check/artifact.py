"""An artifact that aicc compiled, called through its C ABI (docs/ABI.md) on device memory."""
import ctypes
import json
from ctypes import c_int32, c_size_t, c_uint32, c_void_p

STATUS = {1: "invalid argument", 2: "out of memory", 3: "the device lacks a feature of the artifact",
          4: "another ABI version", 5: "internal error", 6: "no driver or device", 7: "unsupported driver",
          8: "a kernel faulted on the device"}


class Context(ctypes.Structure):
    """aicc_context of version 1."""

    _fields_ = [("abi_version", c_uint32), ("struct_size", c_uint32), ("parallel_data", c_void_p),
                ("parallel_for", c_void_p), ("threads", c_int32), ("arena", c_void_p), ("arena_bytes", c_size_t),
                ("allocate", c_void_p), ("release", c_void_p), ("allocate_data", c_void_p), ("stream", c_void_p),
                ("trace", c_void_p), ("trace_data", c_void_p)]


class ArtifactError(Exception):
    """A call that did not return AICC_OK."""


class Artifact:
    """The only entry of a library. Scratch is allocated once."""

    def __init__(self, path, device):
        with open(path + ".json", encoding="utf-8") as file:
            entry = json.load(file)["entries"][0]
        self.function = getattr(ctypes.CDLL(path), entry["symbol"])
        self.context = Context(abi_version=1, struct_size=ctypes.sizeof(Context))
        if entry["arena_bytes"]:
            self.context.arena = device.allocate(entry["arena_bytes"])
            self.context.arena_bytes = entry["arena_bytes"]

    def call(self, pointers, stream=None):
        """Runs the entry; it is only enqueued where there is a `stream`."""
        self.context.stream = stream
        status = self.function(ctypes.byref(self.context), *[c_void_p(pointer) for pointer in pointers])
        if status:
            raise ArtifactError(f"status {status}: {STATUS.get(status, 'unknown')}")
