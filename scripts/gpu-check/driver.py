"""The CUDA driver through ctypes: memory, modules, launches and events on the first device. No CUDA toolkit is needed."""
import ctypes
from ctypes import byref, c_char_p, c_float, c_int, c_size_t, c_uint, c_uint64, c_void_p

# CU_STREAM_LEGACY: the default stream by name, so that a call enqueues and does not wait.
LEGACY_STREAM = 1


class CudaError(Exception):
    """A call of the driver that did not succeed."""


class Device:
    """The first device, with its primary context made the thread's: the one that PyTorch uses, too."""

    def __init__(self):
        try:
            self.library = ctypes.CDLL("libcuda.so.1")
        except OSError as error:
            raise CudaError(f"no driver: {error}") from error
        self.call("cuInit", c_uint(0))
        count = c_int()
        self.call("cuDeviceGetCount", byref(count))
        if count.value < 1:
            raise CudaError("the driver finds no device")
        self.number = c_int()
        self.call("cuDeviceGet", byref(self.number), c_int(0))
        context = c_void_p()
        self.call("cuDevicePrimaryCtxRetain", byref(context), self.number)
        self.call("cuCtxSetCurrent", context)
        self.modules = {}
        # Said by drivers that imitate a device, in tests.
        self.is_emulated = hasattr(self.library, "aicc_device_is_emulated")

    def call(self, name, *arguments):
        result = getattr(self.library, name)(*arguments)
        if result:
            raise CudaError(f"{name} failed with CUDA's error {result}")

    def describe(self):
        """Name, compute capability, multiprocessors and the driver's version."""
        name = ctypes.create_string_buffer(128)
        self.call("cuDeviceGetName", name, c_int(len(name)), self.number)
        version = c_int()
        self.call("cuDriverGetVersion", byref(version))
        major, minor, units, shared = (self.attribute(number) for number in (75, 76, 16, 97))
        return {"name": name.value.decode(), "capability": f"{major}.{minor}", "multiprocessors": units,
                "shared_bytes": shared, "cuda": version.value, "emulated": self.is_emulated}

    def attribute(self, number):
        value = c_int()
        self.call("cuDeviceGetAttribute", byref(value), c_int(number), self.number)
        return value.value

    def allocate(self, size):
        pointer = c_uint64()
        self.call("cuMemAlloc_v2", byref(pointer), c_size_t(max(size, 1)))
        return pointer.value

    def free(self, pointer):
        self.call("cuMemFree_v2", c_uint64(pointer))

    def upload(self, array):
        """A block with the bytes of a numpy array."""
        pointer = self.allocate(array.nbytes)
        self.call("cuMemcpyHtoD_v2", c_uint64(pointer), c_void_p(array.ctypes.data), c_size_t(array.nbytes))
        return pointer

    def download(self, pointer, array):
        """Fills a numpy array."""
        self.call("cuMemcpyDtoH_v2", c_void_p(array.ctypes.data), c_uint64(pointer), c_size_t(array.nbytes))
        return array

    def load(self, ptx, kernel):
        module, function = c_void_p(), c_void_p()
        self.call("cuModuleLoadDataEx", byref(module), c_char_p(ptx.encode()), c_uint(0), None, None)
        self.call("cuModuleGetFunction", byref(function), module, c_char_p(kernel.encode()))
        return function

    def launch(self, function, grid, block, pointers):
        values = [c_uint64(pointer) for pointer in pointers]
        parameters = (c_void_p * len(values))(*[ctypes.cast(byref(value), c_void_p) for value in values])
        self.call("cuLaunchKernel", function, c_uint(grid), c_uint(1), c_uint(1), c_uint(block), c_uint(1), c_uint(1),
                  c_uint(0), None, parameters, None)

    def wait(self):
        self.call("cuStreamSynchronize", None)

    def event(self):
        event = c_void_p()
        self.call("cuEventCreate", byref(event), c_uint(0))
        return event

    def stream(self):
        stream, non_blocking = c_void_p(), c_uint(1)
        self.call("cuStreamCreate", byref(stream), non_blocking)
        return stream.value

    def record(self, work, repeats, stream):
        """A call that enqueues `repeats` calls of `work`, which enqueues on `stream`, at once: no call's dispatch counts."""
        graph, executable, relaxed = c_void_p(), c_void_p(), c_uint(2)
        self.call("cuStreamBeginCapture_v2", c_void_p(stream), relaxed)
        for _ in range(repeats):
            work()
        self.call("cuStreamEndCapture", c_void_p(stream), byref(graph))
        self.call("cuGraphInstantiateWithFlags", byref(executable), graph, c_uint64(0))
        self.call("cuGraphDestroy", graph)
        return lambda: self.call("cuGraphLaunch", executable, c_void_p(LEGACY_STREAM))

    def time(self, work):
        """Milliseconds of what `work` enqueues on the legacy default stream."""
        begin, end = self.event(), self.event()
        self.call("cuEventRecord", begin, None)
        work()
        self.call("cuEventRecord", end, None)
        self.call("cuEventSynchronize", end)
        elapsed = c_float()
        self.call("cuEventElapsedTime", byref(elapsed), begin, end)
        return elapsed.value
