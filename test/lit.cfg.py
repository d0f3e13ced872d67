# Text tests. Tools (aicc, aicc-opt, FileCheck, not, split-file, mlir-opt, llc, …) are found by name, since PATH starts
# with the build's and LLVM 22's programs; substitutions name what is no tool.
import glob
import os
import platform
import shutil

import lit.formats

config.name = "aicc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test", ".py"]
config.excludes = ["Inputs", "lit.cfg.py", "lit.site.cfg.py", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.aicc_build, "test")

bin_build = os.path.join(config.aicc_build, "bin")
bin_llvm = os.path.join(config.llvm_prefix, "bin")
# Where scripts/install-ptxas.sh puts the assembler; behind the system's, which has a python of its own there.
bin_ptxas = os.path.join(config.aicc_build, "ptxas", "bin")
system_path = config.environment.get("PATH", os.environ["PATH"])
config.environment["PATH"] = os.pathsep.join([bin_build, bin_llvm, system_path, bin_ptxas])
# Each test has a home of its own, so that none reads or fills the user's records.
config.environment["HOME"] = os.path.join(config.test_exec_root, "home")
config.environment["FILECHECK_OPTS"] = "--enable-var-scope --dump-input-filter=error"
# No test has records but those that it makes, in a folder of its own.
config.environment["XDG_DATA_HOME"] = os.path.join(config.test_exec_root, "home", "no-records")
os.makedirs(config.environment["HOME"], exist_ok=True)
for name in ("OMP_NUM_THREADS", "LD_LIBRARY_PATH"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

config.substitutions += [
    # Compilers: the one that builds aicc, and the system's, with which users link artifacts.
    ("%clangxx", config.cxx_compiler),
    ("%clang", config.c_compiler),
    ("%cxx", shutil.which("g++") or config.cxx_compiler),
    ("%cc", shutil.which("gcc") or config.c_compiler),
    ("%python", config.python),
    # Folders.
    ("%aicc_src", config.aicc_source),
    ("%aicc_build", config.aicc_build),
    ("%aicc_lib", os.path.join(config.aicc_build, "lib")),
    # A folder with a libcuda.so.1 whose device is the PTX emulator.
    ("%emulated_driver", os.path.join(config.aicc_build, "test", "EmulatedDriver")),
    ("%devices", os.path.join(config.aicc_source, "devices")),
    ("%examples", os.path.join(config.aicc_source, "examples")),
    ("%llvm_prefix", config.llvm_prefix),
]


def read_cpu_flags():
    """The processor's features as Linux names them; empty elsewhere."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            for line in info:
                if line.startswith(("flags", "Features")):
                    return set(line.split(":", 1)[1].split())
    except OSError:
        pass
    return set()


# What this machine can execute. A test that needs more says `REQUIRES:` and is reported as unsupported.
flags = read_cpu_flags()
config.available_features.add("host-" + platform.machine().replace("arm64", "aarch64"))
for feature, needed in {
    "avx2": {"avx2", "fma"},
    "avx512": {"avx512f", "avx512bw", "avx512dq", "avx512vl"},
    "avx512-bf16": {"avx512_bf16"},
    "avx512-vnni": {"avx512_vnni"},
    "amx-bf16": {"amx_bf16"},
    "sve": {"sve"},
}.items():
    if needed <= flags:
        config.available_features.add(feature)
for tool in ("qemu-aarch64", "qemu-riscv64", "ptxas", "nvidia-smi"):
    if shutil.which(tool, path=config.environment["PATH"]):
        config.available_features.add(tool)
# The libraries that aicc bench compares with, where their programs were built.
for peer in ("onednn", "openblas", "pytorch", "onnxruntime"):
    if os.path.exists(os.path.join(bin_build, "aicc-peer-" + peer)):
        config.available_features.add(peer)
if glob.glob("/dev/nvidia[0-9]*"):
    config.available_features.add("nvidia-gpu")


def cross_compiler(machine):
    """The command that makes static programs for another machine; None where its C library is not installed."""
    triple = machine + "-linux-gnu"
    root = os.path.join("/usr", triple)
    folders = sorted(glob.glob(os.path.join("/usr/lib/gcc-cross", triple, "*", "crtbeginT.o")))
    if not folders or not os.path.exists(os.path.join(root, "lib", "libc.a")):
        return None
    places = [os.path.dirname(folders[-1]), os.path.join(root, "lib")]
    words = [config.c_compiler, "--target=" + triple, "-O1", "-static", "-fuse-ld=lld", "--sysroot=/"]
    return " ".join(words + ["-isystem", os.path.join(root, "include")] + [f"-B{it} -L{it}" for it in places])


# Programs for other machines run under emulation.
for machine in ("aarch64", "riscv64"):
    command = cross_compiler(machine)
    config.substitutions.insert(0, ("%cc_" + machine, command or "no-compiler-for-" + machine))
    if command:
        config.available_features.add("cross-" + machine)
# What `aicc device probe` reads; some hypervisors and containers hide it.
if os.path.exists("/sys/devices/system/cpu/cpu0/cache/index0/size"):
    config.available_features.add("cache-topology")

# A test that hangs is ended where lit can find its children.
try:
    import psutil  # noqa: F401

    if not lit_config.maxIndividualTestTime:
        lit_config.maxIndividualTestTime = 600
except ImportError:
    lit_config.note("without python3-psutil a test that hangs is not ended")
