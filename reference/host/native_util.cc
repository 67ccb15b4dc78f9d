// The part native:util: util.inspect, util.format and util.types.
#include <cmath>

#include "host/builtin_modules.h"
#include "host/inspect.h"
#include "host/inspect_access.h"
#include "host/inspect_text.h"
#include "host/inspector.h"
#include "host/node_errors.h"
#include "host/util_types.h"
#include "value/conversions.h"

namespace actx {
namespace {

double limit_of(Realm& realm, Value value) {
  return value.is_nullish() ? InspectOptions::kNoLimit : to_number(realm, value);
}

// Names that are options; everything else is only passed on.
constexpr const char* kOptionNames[] = {
    "showHidden",      "depth",       "colors",  "customInspect", "showProxy", "maxArrayLength",
    "maxStringLength", "breakLength", "compact", "sorted",        "getters",   "numericSeparator"};

void read_option(Realm& realm, int option, Value value, InspectOptions* out) {
  switch (option) {
    case 0:
      out->show_hidden = to_boolean(value);
      break;
    case 1:
      out->depth = limit_of(realm, value);
      break;
    case 2:
      out->colors = to_boolean(value);
      break;
    case 3:
      out->custom_inspect = to_boolean(value);
      break;
    case 4:
      out->show_proxy = to_boolean(value);
      break;
    case 5:
      out->max_array_length = limit_of(realm, value);
      break;
    case 6:
      out->max_string_length = limit_of(realm, value);
      break;
    case 7:
      out->break_length = limit_of(realm, value);
      break;
    case 8:
      out->compact = value.is_boolean() ? (value.as_boolean() ? InspectOptions::kCompactAlways
                                                              : InspectOptions::kCompactNever)
                                        : to_int32(realm, value);
      break;
    case 9:
      out->sorted = to_boolean(value) ? value : Value();
      break;
    case 10: {
      using Getters = InspectOptions::Getters;
      out->getters = to_boolean(value) ? Getters::kAll : Getters::kNone;
      if (!value.is_string()) break;
      const std::u16string_view text = realm.units(value.as_string());
      out->getters = text == u"get"   ? Getters::kGetOnly
                     : text == u"set" ? Getters::kGetAndSet
                                      : Getters::kNone;
      break;
    }
    default:
      out->numeric_separator = to_boolean(value);
  }
}

/// inspect(value[, options]) or inspect(value, showHidden, depth, colors).
Value inspect_native(Realm& realm, const Call& call) {
  InspectOptions options = default_inspect_options(realm);
  if (call.args.size() > 2) {
    if (!call.arg(2).is_undefined()) options.depth = limit_of(realm, call.arg(2));
    if (!call.arg(3).is_undefined()) options.colors = to_boolean(call.arg(3));
  }
  if (call.arg(1).is_boolean()) {
    options.show_hidden = call.arg(1).as_boolean();
  } else {
    options.read(realm, call.arg(1));
  }
  return Value(realm.string(inspect(realm, call.arg(0), options)));
}

Value format_native(Realm& realm, const Call& call) {
  return Value(realm.string(format_values(realm, default_inspect_options(realm), call.args)));
}

Value format_with_options(Realm& realm, const Call& call) {
  if (!call.arg(0).is_object() || is_callable(call.arg(0))) {
    throw_invalid_arg_type(realm, "inspectOptions", "object", call.arg(0));
  }
  InspectOptions options = default_inspect_options(realm);
  options.read(realm, call.arg(0));
  return Value(realm.string(format_values(realm, options, call.rest(1))));
}

/// The values of `options` as a new object, as util.inspect.defaultOptions shows them.
Object* options_object(Realm& realm, const InspectOptions& options) {
  Object* object = realm.new_object();
  const auto limit = [](double value) { return Value(value); };
  const Value values[] = {Value(options.show_hidden),
                          std::isinf(options.depth) ? Value::null() : Value(options.depth),
                          Value(options.colors),
                          Value(options.custom_inspect),
                          Value(options.show_proxy),
                          limit(options.max_array_length),
                          limit(options.max_string_length),
                          limit(options.break_length),
                          options.compact == InspectOptions::kCompactAlways ? Value(true)
                          : options.compact == InspectOptions::kCompactNever
                              ? Value(false)
                              : Value(options.compact),
                          options.sorted.is_undefined() ? Value(false) : options.sorted,
                          Value(options.getters != InspectOptions::Getters::kNone),
                          Value(options.numeric_separator)};
  for (size_t i = 0; i < std::size(kOptionNames); ++i) {
    object->define_raw(realm, realm.key(kOptionNames[i]), values[i]);
  }
  return object;
}

Value get_default_options(Realm& realm, const Call& call) {
  auto* function = as<NativeFunction>(call.this_value);
  if (function == nullptr) return Value();
  if (!function->slot(0).is_object()) {
    function->set_slot(0, Value(options_object(realm, InspectOptions())));
  }
  return function->slot(0);
}

Value set_default_options(Realm& realm, const Call& call) {
  if (!call.arg(0).is_object() || is_callable(call.arg(0))) {
    throw_invalid_arg_type(realm, "options", "object", call.arg(0));
  }
  auto* function = as<NativeFunction>(call.this_value);
  if (function == nullptr) return Value();
  InspectOptions options = default_inspect_options(realm);
  options.read(realm, call.arg(0));
  function->set_slot(0, Value(options_object(realm, options)));
  return Value();
}

/// util.inspect.colors, and util.inspect.styles, as Node lists them. Changing them has no effect.
void add_styles(Realm& realm, Object* inspect) {
  static constexpr std::pair<const char*, const char*> kStyles[] = {
      {"special", "cyan"},   {"number", "yellow"}, {"bigint", "yellow"},   {"boolean", "yellow"},
      {"undefined", "grey"}, {"null", "bold"},     {"string", "green"},    {"symbol", "green"},
      {"date", "magenta"},   {"regexp", "red"},    {"module", "underline"}};
  Object* styles = realm.new_object();
  styles->set_prototype_raw(nullptr);
  for (const auto& [name, color] : kStyles) {
    styles->define_raw(realm, realm.key(name), Value(realm.literal(color)));
  }
  inspect->define_raw(realm, realm.key("styles"), Value(styles));
}

NativeFunction* make_inspect(Realm& realm) {
  NativeFunction* inspect = realm.new_native(inspect_native, "inspect", 2);
  const Value name(realm.literal("nodejs.util.inspect.custom"));
  const Value custom =
      invoke(realm, Value(realm.intrinsic(Intrinsic::kSymbol)), realm.key("for"), Args(&name, 1));
  inspect->define_raw(realm, realm.key("custom"), custom);
  inspect->define_raw_accessor(realm, realm.key("defaultOptions"),
                               Value(realm.new_native(get_default_options, "get", 0)),
                               Value(realm.new_native(set_default_options, "set", 1)), kEnumerable);
  add_styles(realm, inspect);
  return inspect;
}

}  // namespace

void InspectOptions::read(Realm& realm, Value given) {
  if (!given.is_object()) return;
  Object* object = given.as_object();
  KeyList keys;
  object->own_keys(realm, &keys);
  for (const PropertyKey key : keys) {
    PropertyDescriptor desc;
    if (key.is_symbol() || !object->get_own_property(realm, key, &desc) || !desc.enumerable)
      continue;
    const std::string name = realm.utf8(to_string(realm, realm.key_value(key)));
    bool known = name == "stylize";
    for (size_t i = 0; i < std::size(kOptionNames); ++i) {
      if (name != kOptionNames[i]) continue;
      read_option(realm, static_cast<int>(i), object->get(realm, key), this);
      known = true;
    }
    if (!known && user_options == nullptr) user_options = object;
  }
}

std::u16string inspect(Realm& realm, Value value, const InspectOptions& options) {
  return Inspector(realm, options).value(value, 0);
}

Object* inspect_function(Realm& realm) {
  return get_value(realm, require_internal(realm, "native:util"), realm.key("inspect")).as_object();
}

InspectOptions default_inspect_options(Realm& realm) {
  InspectOptions options;
  auto* function = static_cast<NativeFunction*>(inspect_function(realm));
  if (function->slot(0).is_object()) options.read(realm, function->slot(0));
  return options;
}

Value make_native_util(Realm& realm) {
  Object* util = realm.new_object();
  const auto add = [&](const char* name, Value value) {
    util->define_raw(realm, realm.key(name), value);
  };
  add("inspect", Value(make_inspect(realm)));
  add("format", Value(realm.new_native(format_native, "format", 0)));
  add("formatWithOptions", Value(realm.new_native(format_with_options, "formatWithOptions", 1)));
  add("types", Value(make_util_types(realm)));
  return Value(util);
}

}  // namespace actx
