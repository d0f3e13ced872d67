// See Quantities.h.
#include "compiler/Probe/Quantities.h"
#include "compiler/Device/DeviceFile.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <ctime>

using namespace llvm;
using namespace aicc;
using Json = nlohmann::ordered_json;

probe::Spread probe::spreadOf(std::vector<double> samples) {
  llvm::sort(samples);
  return {samples.front(), samples[samples.size() / 2], samples.back()};
}

double probe::rounded(double value) {
  double result = 0;
  (void)StringRef(formatv("{0}", format("%.4g", value)).str()).getAsDouble(result);
  return result;
}

Json probe::quantity(const Spread &spread, const char *source) {
  return {{"value", rounded(spread.median)},
          {"source", source},
          {"spread", Json::array({rounded(spread.min), rounded(spread.max)})}};
}

Json probe::quantity(int64_t count, const char *source) { return {{"value", count}, {"source", source}}; }

std::string probe::today() {
  char text[] = "yyyy-mm-dd";
  std::time_t now = std::time(nullptr);
  std::tm day = {};
  gmtime_r(&now, &day);
  std::strftime(text, sizeof(text), "%Y-%m-%d", &day);
  return text;
}

Error probe::checkId(StringRef id) {
  static constexpr StringLiteral kSmall = "abcdefghijklmnopqrstuvwxyz0123456789";
  if (!id.empty() && id.size() <= 64 && kSmall.contains(id.front()) &&
      all_of(id, [](char c) { return c == '.' || c == '-' || kSmall.contains(c); }))
    return Error::success();
  return createStringError("expected an ID of small letters, digits, '.' and '-', found '" + id +
                           "'; name another one");
}

Expected<probe::ProbedDevice> probe::checked(mlir::MLIRContext &context, ProbedDevice found, StringRef id) {
  Expected<device::DeviceAttr> read = device::parseDeviceJson(&context, found.text, id);
  if (!read)
    return read.takeError();
  return found;
}
