// Programs, arguments and environments; see Peers.h.
#include "compiler/Bench/Peers.h"
#include "compiler/Driver/Errors.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/TargetParser/Host.h"

using namespace aicc;
using namespace aicc::bench;
using llvm::Expected;

static constexpr llvm::StringLiteral kLibraries[] = {"onednn", "openblas", "pytorch", "onnxruntime"};

llvm::ArrayRef<llvm::StringLiteral> bench::peerLibraries() { return kLibraries; }

/// How the program of `library` gets here.
static llvm::StringRef originOf(llvm::StringRef library) {
  bool isPython = library == "pytorch" || library == "onnxruntime";
  return isPython ? "scripts/install-peers.sh" : "scripts/install-deps.sh and scripts/build.sh";
}

static std::string programOf(llvm::StringRef library) { return findProgram(("aicc-peer-" + library).str()); }

std::vector<std::string> bench::absentPeers() {
  std::vector<std::string> absent;
  for (llvm::StringRef library : kLibraries)
    if (programOf(library).empty())
      absent.push_back((library + " (" + originOf(library) + ")").str());
  return absent;
}

Expected<std::vector<std::string>> bench::choosePeers(llvm::ArrayRef<std::string> wanted) {
  std::vector<std::string> chosen;
  if (wanted == llvm::ArrayRef<std::string>{"none"})
    return chosen;
  for (const std::string &library : wanted)
    if (!llvm::is_contained(kLibraries, library))
      return llvm::createStringError("--peer: expected some of " + llvm::join(peerLibraries(), ", ") +
                                     ", or none alone, found '" + library + "'");
  for (llvm::StringRef library : kLibraries) {
    bool isHere = !programOf(library).empty(), isNamed = llvm::is_contained(wanted, library);
    if (isNamed && !isHere)
      return llvm::make_error<driver::HardwareError>("the peer " + library.str() + " is not here: run " +
                                                     originOf(library).str());
    if (isHere && (isNamed || wanted.empty()))
      chosen.push_back(library.str());
  }
  return chosen;
}

/// What describes an attention; flags that it has not are left out.
static void addAttention(const AttentionShape &shape, Launch &launch) {
  auto add = [&](llvm::StringRef key, const llvm::Twine &value) {
    launch.arguments.push_back((key + "=" + value).str());
  };
  add("batch", llvm::Twine(shape.batch)), add("heads", llvm::Twine(shape.heads));
  add("kv_heads", llvm::Twine(shape.kvHeads)), add("queries", llvm::Twine(shape.queries));
  add("keys", llvm::Twine(shape.keys)), add("head_size", llvm::Twine(shape.headSize));
  add("value_size", llvm::Twine(shape.valueSize)), add("mask", nameOf(shape.mask));
  add("layout", shape.isBshd ? "bshd" : "bhsd");
  if (shape.mask == Mask::Causal)
    add("offset", llvm::Twine(shape.offset));
  if (shape.window)
    add("window", llvm::Twine(shape.window));
  if (shape.softcap)
    add("softcap", llvm::formatv("{0:e17}", shape.softcap).str());
  if (shape.hasSinks)
    add("sinks", "1");
  if (shape.sharesKv)
    add("shared_kv", "1");
}

/// What all contestants are told, and the same team for each: threads that stay where they are, and that wait for each
/// other as their library likes. Nobody inherits settings from the user's shell.
static Launch launchOf(const Row &row, const Stage &stage, std::string label, std::string program) {
  Launch launch;
  launch.label = std::move(label), launch.program = std::move(program), launch.threads = row.threads;
  auto add = [&](llvm::StringRef key, llvm::StringRef value) { launch.arguments.push_back((key + "=" + value).str()); };
  add("graph", nameOf(row.graph)), add("dtype", nameOf(row.dtype)), add("mode", nameOf(row.mode));
  if (row.attention)
    addAttention(*row.attention, launch);
  else
    add("layout", nameOf(row.layout));
  add("m", std::to_string(row.m)), add("n", std::to_string(row.n));
  add("k", std::to_string(row.k)), add("threads", std::to_string(row.threads));
  add("copies", std::to_string(stage.copies)), add("inputs", stage.inputs);
  launch.environment = {{"OMP_NUM_THREADS", std::to_string(row.threads)},
                        {"OMP_PROC_BIND", "close"},
                        {"OMP_PLACES", "threads"},
                        {"OMP_DYNAMIC", "false"}};
  for (const char *name :
       {"OMP_WAIT_POLICY", "OMP_THREAD_LIMIT", "GOMP_SPINCOUNT", "GOMP_CPU_AFFINITY", "OPENBLAS_CORETYPE",
        "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OPENBLAS_THREAD_TIMEOUT", "ONEDNN_MAX_CPU_ISA",
        "DNNL_MAX_CPU_ISA", "ONEDNN_VERBOSE", "DNNL_VERBOSE"})
    launch.environment.push_back({name, ""});
  return launch;
}

Launch bench::launchOfArtifact(const Row &row, const Stage &stage, const std::string &library) {
  Launch launch = launchOf(row, stage, "aicc", findProgram("aicc-bench-worker"));
  launch.arguments.push_back("library=" + library);
  if (stage.patienceMs)
    launch.patienceMs = stage.patienceMs;
  return launch;
}

Launch bench::launchOfStream(const Row &row, const Stage &stage, int64_t bytes) {
  Launch launch = launchOf(row, stage, "stream", findProgram("aicc-bench-worker"));
  launch.arguments.push_back("stream=" + std::to_string(bytes));
  return launch;
}

static void setVariable(Launch &launch, llvm::StringRef name, llvm::StringRef value) {
  for (auto &[variable, text] : launch.environment)
    if (variable == name)
      text = value.str();
}

/// oneDNN by its post-operations; where there are others, by one call an operation, too.
static void addOneDnn(const Row &row, const Stage &stage, std::vector<Peer> &peers) {
  std::vector<std::string> names = {"onednn"};
  if (row.graph == Graph::BiasGelu || row.graph == Graph::BiasGeluTanh)
    names = {"onednn_postop", "onednn_calls"};
  if (row.graph == Graph::SwiGLU)
    names = {"onednn_calls"};
  for (const std::string &name : names) {
    peers.push_back({name, {}});
    // No way of applying the scales of rows is the fastest everywhere, and some have only a naive implementation.
    std::vector<llvm::StringRef> variants = {name == "onednn_calls" ? "calls" : "postop"};
    if (row.dtype == Dtype::I8)
      variants = {"postop", "expanded", "calls"};
    for (llvm::StringRef variant : variants) {
      Launch launch = launchOf(row, stage, name, programOf("onednn"));
      launch.arguments.push_back(("variant=" + variant).str());
      if (!stage.hasAvx512)
        setVariable(launch, "ONEDNN_MAX_CPU_ISA", "AVX2");
      peers.back().variants.push_back(launch);
    }
  }
}

/// OpenBLAS as it chooses its kernels for this processor, and forced to those for SkylakeX, which it does not choose on
/// every processor that can run them.
static void addOpenBlas(const Row &row, const Stage &stage, std::vector<Peer> &peers) {
  Launch launch = launchOf(row, stage, "openblas", programOf("openblas")), forced = launch;
  bool canForce = stage.hasAvx512 && llvm::sys::getHostCPUFeatures().lookup("avx512bw");
  if (!stage.hasAvx512)
    setVariable(launch, "OPENBLAS_CORETYPE", "Haswell");
  setVariable(forced, "OPENBLAS_CORETYPE", "SKYLAKEX");
  peers.push_back({"openblas", {launch}});
  if (canForce)
    peers.back().variants.push_back(forced);
}

/// The libraries of Python, which choose among their own ways themselves: starting one takes seconds.
static std::vector<Peer> attentionPeers(const Row &row, const Stage &stage, llvm::ArrayRef<std::string> libraries) {
  std::vector<Peer> peers;
  for (llvm::StringRef library : {"pytorch", "onnxruntime"})
    if (llvm::is_contained(libraries, library))
      peers.push_back({library.str(), {launchOf(row, stage, library.str(), programOf(library))}});
  return peers;
}

/// PyTorch by one call an operation, and as a compiled graph.
static std::vector<Peer> modulePeers(const Row &row, const Stage &stage, llvm::ArrayRef<std::string> libraries) {
  std::vector<Peer> peers;
  if (!llvm::is_contained(libraries, "pytorch"))
    return peers;
  for (llvm::StringRef way : {"eager", "compiled"}) {
    Launch launch = launchOf(row, stage, ("pytorch_" + way).str(), programOf("pytorch"));
    launch.arguments.push_back("graph=" + row.module->name);
    launch.arguments.push_back("module=" + row.modulePath);
    launch.arguments.push_back(("way=" + way).str());
    for (const auto &[key, value] : row.module->words)
      launch.arguments.push_back(key + "=" + value);
    peers.push_back({launch.label, {launch}});
  }
  return peers;
}

std::vector<Peer> bench::peersOf(const Row &row, const Stage &stage, llvm::ArrayRef<std::string> libraries) {
  std::vector<Peer> peers;
  if (row.graph == Graph::Attention)
    return attentionPeers(row, stage, libraries);
  if (row.module && !row.module->name.empty())
    return modulePeers(row, stage, libraries);
  bool isModule = row.graph == Graph::Module;
  if (!isModule && row.dtype != Dtype::W4 && llvm::is_contained(libraries, "onednn"))
    addOneDnn(row, stage, peers);
  if (row.graph == Graph::Gemm && row.dtype == Dtype::F32 && llvm::is_contained(libraries, "openblas"))
    addOpenBlas(row, stage, peers);
  return peers;
}
