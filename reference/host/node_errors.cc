#include "host/node_errors.h"

#include <cmath>
#include <vector>

#include "context/coded_error.h"
#include "host/builtin_modules.h"
#include "value/conversions.h"

namespace actx {
namespace {

constexpr size_t kLongestReceived = 28;  // longer texts are cut to 25 and "..."

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const size_t bar = text.find('|');
    parts.emplace_back(text.substr(0, bar));
    if (bar == std::string_view::npos) return parts;
    text.remove_prefix(bar + 1);
  }
}

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool is_type_name(std::string_view word) {
  for (const char* type :
       {"string", "function", "number", "object", "boolean", "bigint", "symbol", "undefined"}) {
    if (word == type) return true;
  }
  return false;
}

/// "a", "a or b", "a, b, or c".
std::string join_or(const std::vector<std::string>& words) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += words.size() > 2 ? ", " : " ";
    if (i > 0 && i + 1 == words.size()) text += "or ";
    text += words[i];
  }
  return text;
}

/// "of type string or an instance of Buffer".
std::string describe_expected(std::string_view expected) {
  std::vector<std::string> types;
  std::vector<std::string> classes;
  std::vector<std::string> others;
  for (const std::string& word : split(expected)) {
    if (is_type_name(lower(word))) {
      types.push_back(lower(word));
    } else if (word[0] >= 'A' && word[0] <= 'Z') {
      classes.push_back(word);
    } else {
      others.push_back(word);
    }
  }
  if (!classes.empty() && std::erase(types, "object") > 0) classes.emplace_back("Object");
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " or ") + part; };
  if (!types.empty()) add((types.size() > 1 ? "one of type " : "of type ") + join_or(types));
  if (!classes.empty()) add("an instance of " + join_or(classes));
  if (others.size() > 1) {
    add("one of " + join_or(others));
  } else if (!others.empty()) {
    add(lower(others[0]) == others[0] ? others[0] : "an " + others[0]);
  }
  return text;
}

/// 1234567 as 1_234_567.
std::string group_digits(std::string digits) {
  const size_t first = digits.starts_with('-') ? 1 : 0;
  for (size_t i = digits.size(); i > first + 3; i -= 3) digits.insert(i - 3, "_");
  return digits;
}

}  // namespace

Object* make_node_error(Realm& realm, Intrinsic prototype, std::string_view code,
                        std::string_view message) {
  return make_coded_error(realm, prototype, code, message);
}

void throw_node_error(Realm& realm, Intrinsic prototype, std::string_view code,
                      std::string_view message) {
  throw_coded_error(realm, prototype, code, message);
}

std::string inspect_for_message(Realm& realm, Value value) {
  const Value util = require_internal(realm, "native:util");
  const Value arguments[] = {value};
  return realm.utf8(to_string(realm, invoke(realm, util, realm.key("inspect"), arguments)));
}

std::string describe_received(Realm& realm, Value value) {
  if (value.is_undefined()) return "undefined";
  if (value.is_null()) return "null";
  if (is_callable(value)) {
    const Value name = get_value(realm, value, realm.names().name);
    if (to_boolean(name)) return "function " + realm.utf8(to_string(realm, name));
  } else if (value.is_object()) {
    const Value constructor = get_value(realm, value, realm.names().constructor);
    if (to_boolean(constructor)) {
      const Value name = get_value(realm, constructor, realm.names().name);
      if (to_boolean(name)) return "an instance of " + realm.utf8(to_string(realm, name));
    }
    Object* options = realm.new_object();
    options->put(realm, realm.key("depth"), Value(-1));
    const Value arguments[] = {value, Value(options)};
    const Value util = require_internal(realm, "native:util");
    return realm.utf8(to_string(realm, invoke(realm, util, realm.key("inspect"), arguments)));
  }
  std::string text = inspect_for_message(realm, value);
  if (text.size() > kLongestReceived) text = text.substr(0, kLongestReceived - 3) + "...";
  return "type " + realm.utf8(type_of(realm, value)) + " (" + text + ")";
}

void throw_invalid_arg_type(Realm& realm, std::string_view name, std::string_view expected,
                            Value received) {
  std::string message;
  if (name.ends_with(" argument")) {
    message = "The " + std::string(name);
  } else {
    const bool property = name.find('.') != std::string_view::npos;
    message = "The \"" + std::string(name) + (property ? "\" property" : "\" argument");
  }
  message += " must be " + describe_expected(expected) + ". Received ";
  message += describe_received(realm, received);
  throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_ARG_TYPE", message);
}

void validate_function(Realm& realm, Value value, std::string_view name) {
  if (!is_callable(value)) throw_invalid_arg_type(realm, name, "Function", value);
}

void throw_out_of_range(Realm& realm, std::string_view name, std::string_view range,
                        Value received) {
  std::string text = inspect_for_message(realm, received);
  if (received.is_number() && std::floor(received.as_number()) == received.as_number() &&
      std::abs(received.as_number()) > 4294967296.0 && std::isfinite(received.as_number())) {
    text = group_digits(realm.utf8(to_string(realm, received)));
  } else if (received.is_bigint() && text.size() > sizeof("4294967296")) {
    text = group_digits(realm.utf8(to_string(realm, received))) + 'n';
  }
  throw_node_error(realm, Intrinsic::kRangeErrorPrototype, "ERR_OUT_OF_RANGE",
                   "The value of \"" + std::string(name) + "\" is out of range. It must be " +
                       std::string(range) + ". Received " + text);
}

}  // namespace actx
