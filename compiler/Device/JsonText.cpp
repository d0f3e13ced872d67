// See JsonText.h.
#include "compiler/Device/JsonText.h"
#include "llvm/Support/JSON.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::json;

namespace {
/// Builds a value from the parser's events. Returning false stops the parser.
class Builder final : public Json::json_sax_t {
public:
  Json root;
  std::string error; ///< what is wrong, empty where nothing is

  bool null() override { return place(nullptr) != nullptr; }
  bool boolean(bool value) override { return place(value) != nullptr; }
  bool number_integer(number_integer_t value) override { return place(value) != nullptr; }
  bool number_unsigned(number_unsigned_t value) override { return place(value) != nullptr; }
  bool number_float(number_float_t value, const string_t &) override { return place(value) != nullptr; }
  bool string(string_t &value) override { return place(std::move(value)) != nullptr; }
  bool binary(binary_t &) override { return stop("expected JSON text, found binary data"); }
  bool start_object(std::size_t) override { return enter(Json::object()); }
  bool start_array(std::size_t) override { return enter(Json::array()); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }

  bool key(string_t &name) override {
    if (open.back()->find(name) != open.back()->end())
      return stop("expected each key once, found '" + name + "' twice; remove one of them");
    pendingKey = std::move(name);
    return true;
  }

  bool parse_error(std::size_t, const std::string &token, const nlohmann::detail::exception &exception) override {
    constexpr int numberOverflow = 406;
    if (exception.id == numberOverflow)
      return stop("expected numbers that fit a double, found '" + token + "'");
    // "[json.exception.parse_error.101] parse error at line 1, column 2: what we want"
    return stop("expected JSON, found " + StringRef(exception.what()).split(": ").second.take_front(200).str());
  }

private:
  bool stop(std::string message) {
    error = std::move(message);
    return false;
  }

  /// Puts `value` where the text has it, and returns its place. Places of open containers stay valid, since only
  /// the innermost one grows.
  Json *place(Json value) {
    if (open.empty()) {
      root = std::move(value);
      return &root;
    }
    Json &parent = *open.back();
    if (parent.is_object())
      return &(parent[pendingKey] = std::move(value));
    parent.push_back(std::move(value));
    return &parent.back();
  }

  bool enter(Json container) {
    if (open.size() == aicc::device::kMaxJsonDepth)
      return stop("expected at most " + std::to_string(open.size()) + " nested arrays and objects, found more");
    open.push_back(place(std::move(container)));
    return true;
  }

  bool leave() {
    open.pop_back();
    return true;
  }

  std::vector<Json *> open; ///< containers that are not closed yet, outermost first
  std::string pendingKey;
};

/// Counts the bytes that the parser has taken, so that every error has a place.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char *;
  using reference = const char &;
  const char *at;
  size_t *taken;
  reference operator*() const { return *at; }
  CountingIterator &operator++() {
    ++at;
    ++*taken;
    return *this;
  }
  bool operator==(const CountingIterator &other) const { return at == other.at; }
  bool operator!=(const CountingIterator &other) const { return at != other.at; }
};
} // namespace

/// "name:line:column: message", the place being that of byte `offset`.
static Error errorAt(StringRef text, StringRef sourceName, size_t offset, const Twine &message) {
  StringRef before = text.take_front(offset);
  size_t lineStart = before.rfind('\n');
  size_t column = lineStart == StringRef::npos ? offset + 1 : offset - lineStart;
  return createStringError(sourceName + ":" + Twine(before.count('\n') + 1) + ":" + Twine(column) + ": " + message);
}

Expected<Json> aicc::device::parseJson(StringRef text, StringRef sourceName) {
  size_t offset = 0;
  if (!llvm::json::isUTF8(text, &offset))
    return errorAt(text, sourceName, offset, "expected UTF-8, found another encoding; save the file as UTF-8");
  Builder builder;
  size_t taken = 0;
  bool done = Json::sax_parse(CountingIterator{text.begin(), &taken}, CountingIterator{text.end(), &taken}, &builder);
  if (done && builder.error.empty())
    return std::move(builder.root);
  return errorAt(text, sourceName, taken ? taken - 1 : 0, builder.error);
}

std::string aicc::device::pointerStep(StringRef token) {
  std::string step = "/";
  for (char c : token)
    step += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return step;
}
