#include "host/inspector.h"

#include <algorithm>
#include <cmath>

#include "value/conversions.h"
#include "value/proxy.h"

namespace actx {
namespace {

// Nesting beyond this ends with a sentence, as a full native stack does in Node.
constexpr size_t kMaxNesting = 400;

InspectStyle style_of(Value value) {
  switch (value.tag()) {
    case Tag::kUndefined:
    case Tag::kEmpty:
      return InspectStyle::kUndefined;
    case Tag::kNull:
      return InspectStyle::kNull;
    case Tag::kBoolean:
      return InspectStyle::kBoolean;
    case Tag::kNumber:
      return InspectStyle::kNumber;
    case Tag::kString:
      return InspectStyle::kString;
    case Tag::kSymbol:
      return InspectStyle::kSymbol;
    case Tag::kBigInt:
      return InspectStyle::kBigInt;
    case Tag::kObject:
      return InspectStyle::kNone;
  }
  return InspectStyle::kNone;
}

/// The pieces of a text, each with the line break that ends it.
Texts lines_with_breaks(std::u16string_view text) {
  Texts lines;
  while (!text.empty()) {
    const size_t at = text.find(u'\n');
    const size_t size = at == text.npos ? text.size() : at + 1;
    lines.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::u16string symbol_text(Realm& realm, Symbol* symbol) {
  std::u16string text = u"Symbol(";
  if (symbol->description() != nullptr) text += realm.units(symbol->description());
  return text + u")";
}

Value custom_key(Realm& realm) {
  const Value name(realm.literal("nodejs.util.inspect.custom"));
  return invoke(realm, Value(realm.intrinsic(Intrinsic::kSymbol)), realm.key("for"),
                Args(&name, 1));
}

/// options.stylize(text, style name).
Value stylize(Realm& realm, const Call& call) {
  const std::u16string text(realm.units(to_string(realm, call.arg(0))));
  if (!call.callee->slot(0).as_boolean()) return Value(realm.string(text));
  const std::string name = realm.utf8(to_string(realm, call.arg(1)));
  static constexpr std::pair<std::string_view, InspectStyle> kNames[] = {
      {"special", InspectStyle::kSpecial},     {"number", InspectStyle::kNumber},
      {"bigint", InspectStyle::kBigInt},       {"boolean", InspectStyle::kBoolean},
      {"undefined", InspectStyle::kUndefined}, {"null", InspectStyle::kNull},
      {"string", InspectStyle::kString},       {"symbol", InspectStyle::kSymbol},
      {"date", InspectStyle::kDate},           {"regexp", InspectStyle::kRegExp},
      {"module", InspectStyle::kModule}};
  for (const auto& [known, style] : kNames) {
    if (name == known) return Value(realm.string(colored(text, style)));
  }
  return Value(realm.string(text));
}

}  // namespace

std::u16string Inspector::style(std::u16string_view text, InspectStyle style) const {
  return options_.colors ? colored(text, style) : std::u16string(text);
}

std::u16string Inspector::units(Value string) const {
  return string.is_string() ? std::u16string(realm_.units(string.as_string())) : std::u16string();
}

std::u16string Inspector::primitive(Value value) {
  switch (value.tag()) {
    case Tag::kNumber:
      return style(number_text(realm_, value.as_number(), options_.numeric_separator),
                   InspectStyle::kNumber);
    case Tag::kBigInt:
      return style(bigint_inspect_text(realm_, value.as_bigint(), options_.numeric_separator),
                   InspectStyle::kBigInt);
    case Tag::kSymbol:
      return style(symbol_text(realm_, value.as_symbol()), InspectStyle::kSymbol);
    case Tag::kString:
      break;
    default:
      return style(realm_.units(to_string(realm_, value)), style_of(value));
  }
  std::u16string_view text = realm_.units(value.as_string());
  std::u16string trailer;
  const double size = static_cast<double>(text.size());
  if (size > options_.max_string_length) {
    const double kept = std::max(0.0, options_.max_string_length);
    text = text.substr(0, static_cast<size_t>(kept));
    trailer = more_text(size - kept, u"character");
  }
  // A long text with line breaks is written one line per line, joined by "+".
  const bool split = options_.compact != InspectOptions::kCompactAlways && text.size() > 16 &&
                     static_cast<double>(text.size()) > options_.break_length - indentation_ - 4;
  if (!split) return style(quote_string(text), InspectStyle::kString) + trailer;
  std::u16string out;
  for (const std::u16string& line : lines_with_breaks(text)) {
    if (!out.empty()) out += u" +\n" + indent() + u"  ";
    out += style(quote_string(line), InspectStyle::kString);
  }
  return out + trailer;
}

std::u16string Inspector::value(Value value, int level, bool in_typed_array) {
  if (!value.is_object()) return primitive(value);
  return object_value(value.as_object(), level, in_typed_array);
}

std::u16string Inspector::object_value(Object* object, int level, bool in_typed_array) {
  Object* const context = object;
  while (Proxy* found = as<Proxy>(object)) {
    if (found->is_revoked()) return style(u"<Revoked Proxy>", InspectStyle::kSpecial);
    if (options_.show_proxy) return proxy(found->target(), found->handler(), level);
    object = found->target();
  }
  std::u16string text;
  if (options_.custom_inspect && custom(object, context, level, &text)) return text;
  if (std::find(seen_.begin(), seen_.end(), object) != seen_.end()) return circular(object);
  if (seen_.size() >= kMaxNesting) {
    const ClassName name = class_name(object, level, nullptr);
    return style(u"[" + (name.null ? u"Object: null prototype" : name.text) +
                     u": Inspection interrupted prematurely. Maximum call stack size exceeded.]",
                 InspectStyle::kSpecial);
  }
  return raw(object, level, in_typed_array);
}

std::u16string Inspector::circular(Object* object) {
  auto at = std::find(circular_.begin(), circular_.end(), object);
  if (at == circular_.end()) at = circular_.insert(circular_.end(), object);
  return style(u"[Circular *" + decimal(static_cast<double>(at - circular_.begin() + 1)) + u"]",
               InspectStyle::kSpecial);
}

std::u16string Inspector::proxy(Object* target, Object* handler, int level) {
  if (too_deep(level)) return style(u"Proxy [Array]", InspectStyle::kSpecial);
  level += 1;
  indentation_ += 2;
  Texts texts{value(Value(target), level), value(Value(handler), level)};
  indentation_ -= 2;
  return layout(std::move(texts), u"", u"Proxy [", u"]", EntryKind::kArrayExtras, level, nullptr);
}

bool Inspector::custom(Object* object, Object* context, int level, std::u16string* out) {
  const PropertyKey key = realm_.to_property_key(custom_key(realm_));
  const Value method = object->get(realm_, key);
  if (!is_callable(method)) return false;
  Object* const self = inspect_function(realm_);
  if (method.as_object() == self) return false;
  // A prototype that carries the method for its instances is shown plainly itself.
  const Value constructor = object->get(realm_, realm_.names().constructor);
  if (constructor.is_object()) {
    const Value own = constructor.as_object()->get(realm_, realm_.names().prototype);
    if (own.is_object() && own.as_object() == object) return false;
  }
  const double depth = options_.depth - level;
  const Value args[] = {std::isinf(options_.depth) ? Value::null() : Value(depth), user_options(),
                        Value(self)};
  const Value result = realm_.call(method, Value(context), args);
  if (result.is_object() && result.as_object() == context) return false;
  if (result.is_object() || result.is_null()) {
    *out = value(result, level);
    return true;
  }
  *out = units(Value(to_string(realm_, result)));
  replace_all(out, u"\n", u"\n" + indent());
  return true;
}

/// What a custom inspect function gets as options.
Value Inspector::user_options() {
  Object* options = realm_.new_object();
  const auto add = [&](const char* name, Value value) {
    options->define_raw(realm_, realm_.key(name), value);
  };
  NativeFunction* painter = realm_.new_native(stylize, "stylize", 2);
  painter->set_slot(0, Value(options_.colors));
  add("stylize", Value(painter));
  add("showHidden", Value(options_.show_hidden));
  add("depth", std::isinf(options_.depth) ? Value::null() : Value(options_.depth));
  add("colors", Value(options_.colors));
  add("customInspect", Value(options_.custom_inspect));
  add("showProxy", Value(options_.show_proxy));
  add("maxArrayLength", Value(options_.max_array_length));
  add("maxStringLength", Value(options_.max_string_length));
  add("breakLength", Value(options_.break_length));
  add("compact", options_.compact == InspectOptions::kCompactAlways  ? Value(true)
                 : options_.compact == InspectOptions::kCompactNever ? Value(false)
                                                                     : Value(options_.compact));
  add("sorted", options_.sorted.is_undefined() ? Value(false) : options_.sorted);
  add("getters", Value(options_.getters != InspectOptions::Getters::kNone));
  add("numericSeparator", Value(options_.numeric_separator));
  if (options_.user_options != nullptr) {
    KeyList keys;
    options_.user_options->own_keys(realm_, &keys);
    for (const PropertyKey key : keys) {
      options->define_raw(realm_, key, options_.user_options->get(realm_, key));
    }
  }
  return Value(options);
}

std::u16string Inspector::raw(Object* object, int level, bool in_typed_array) {
  Shape shape;
  shape.object = object;
  const Writer writer = describe(shape, level, in_typed_array);
  if (shape.complete) return shape.base;
  if (too_deep(level)) {
    std::u16string name = prefix(shape, u"Object");
    name.pop_back();
    if (!shape.name.null) name = u"[" + name + u"]";
    return style(name, InspectStyle::kSpecial);
  }
  level += 1;
  seen_.push_back(object);
  current_level_ = level;
  Texts texts;
  (this->*writer)(shape, level, &texts);
  for (const PropertyKey key : shape.keys) {
    texts.push_back(property(object, level, key, shape.kind, object));
  }
  for (const auto& [key, holder] : shape.inherited) {
    texts.push_back(property(holder, level, key, shape.kind, object));
  }
  const auto at = std::find(circular_.begin(), circular_.end(), object);
  if (at != circular_.end()) {
    const std::u16string mark =
        style(u"<ref *" + decimal(static_cast<double>(at - circular_.begin() + 1)) + u">",
              InspectStyle::kSpecial);
    if (options_.compact != InspectOptions::kCompactAlways) {
      shape.base = shape.base.empty() ? mark : mark + u" " + shape.base;
    } else {
      shape.open = mark + u" " + shape.open;
    }
  }
  seen_.pop_back();
  if (!options_.sorted.is_undefined()) sort_entries(shape, &texts);
  return layout(std::move(texts), shape.base, shape.open, shape.close, shape.kind, level, object);
}

/// Sorts the properties, and not the elements before them.
void Inspector::sort_entries(const Shape& shape, Texts* texts) {
  const size_t fixed = shape.kind == EntryKind::kProperties
                           ? 0
                           : texts->size() - std::min(texts->size(), shape.keys.size());
  const auto begin = texts->begin() + static_cast<ptrdiff_t>(fixed);
  if (!is_callable(options_.sorted)) {
    std::sort(begin, texts->end());
    return;
  }
  std::stable_sort(begin, texts->end(), [&](const std::u16string& a, const std::u16string& b) {
    const Value args[] = {Value(realm_.string(a)), Value(realm_.string(b))};
    return to_number(realm_, realm_.call(options_.sorted, Value(), args)) < 0;
  });
}

}  // namespace actx
