// The String constructor and the parts of String.prototype that look at units (ECMAScript 22.1).
#include <algorithm>
#include <limits>

#include "value/builtins/rows.h"
#include "value/builtins/string_common.h"
#include "value/case_mapping.h"
#include "value/wrappers.h"

namespace actx {

void require_coercible(Realm& realm, const Call& call, const char* method) {
  if (call.this_value.is_nullish()) {
    throw_type_error(realm, std::string(method) + " called on null or undefined");
  }
}

String* this_string(Realm& realm, const Call& call, const char* method) {
  if (call.this_value.is_string()) return call.this_value.as_string();
  require_coercible(realm, call, method);
  return to_string(realm, call.this_value);
}

String* substring(Realm& realm, String* string, size_t from, size_t to) {
  std::u16string_view units = realm.units(string);
  if (from == 0 && to == units.size()) return string;
  if (from >= to) return realm.names().empty.as_atom();
  return realm.make<String>(units.data() + from, static_cast<uint32_t>(to - from));
}

size_t clamped_position(Realm& realm, Value value, size_t size, size_t missing) {
  if (value.is_undefined()) return missing;
  double number = to_integer_or_infinity(realm, value);
  if (number <= 0) return 0;
  return number >= static_cast<double>(size) ? size : static_cast<size_t>(number);
}

size_t relative_position(Realm& realm, Value value, size_t size, size_t missing) {
  if (value.is_undefined()) return missing;
  double number = to_integer_or_infinity(realm, value);
  if (number < 0) number += static_cast<double>(size);
  if (number <= 0) return 0;
  return number >= static_cast<double>(size) ? size : static_cast<size_t>(number);
}

void check_string_length(Realm& realm, double length) {
  if (length > kMaxStringLength) throw_range_error(realm, "Invalid string length");
}

namespace {

/// 22.1.1.1 String(value).
Value string_constructor(Realm& realm, const Call& call) {
  String* string = realm.names().empty.as_atom();
  if (!call.args.empty()) {
    if (!call.is_construct() && call.args[0].is_symbol()) {
      String* description = call.args[0].as_symbol()->description();
      String* open = realm.literal("Symbol(");
      if (description != nullptr) open = realm.concat(open, description);
      return Value(realm.concat(open, realm.literal(")")));
    }
    string = to_string(realm, call.args[0]);
  }
  if (!call.is_construct()) return Value(string);
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, Intrinsic::kStringPrototype);
  return Value(realm.make<StringObject>(prototype, string));
}

Value string_from_char_code(Realm& realm, const Call& call) {
  auto* units = realm.arena().make_array<char16_t>(call.args.size());
  for (size_t i = 0; i < call.args.size(); ++i) {
    units[i] = static_cast<char16_t>(to_uint32(realm, call.args[i]));
  }
  return Value(realm.make<String>(units, static_cast<uint32_t>(call.args.size())));
}

Value string_from_code_point(Realm& realm, const Call& call) {
  std::u16string out;
  for (Value arg : call.args) {
    double number = to_number(realm, arg);
    if (!(number >= 0 && number <= 0x10FFFF) ||
        static_cast<double>(static_cast<uint32_t>(number)) != number) {
      throw_range_error(realm, "Invalid code point " + realm.utf8(number_to_string(realm, number)));
    }
    auto point = static_cast<char32_t>(number);
    if (point < 0x10000) {
      out.push_back(static_cast<char16_t>(point));
    } else {
      out.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
      out.push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
    }
  }
  return Value(realm.string(std::u16string_view(out)));
}

/// 22.1.2.4 String.raw(template, ...substitutions).
Value string_raw(Realm& realm, const Call& call) {
  Object* cooked = to_object(realm, call.arg(0));
  Object* raw = to_object(realm, cooked->get(realm, realm.names().raw));
  double length = length_of_array_like(realm, raw);
  String* out = realm.names().empty.as_atom();
  for (double i = 0; i < length; ++i) {
    PropertyKey key = realm.to_property_key(Value(i));
    out = realm.concat(out, to_string(realm, raw->get(realm, key)));
    auto next = static_cast<size_t>(i) + 1;
    if (i + 1 < length && next < call.args.size()) {
      out = realm.concat(out, to_string(realm, call.args[next]));
    }
  }
  return Value(out);
}

Value string_value(Realm& realm, const Call& call, const char* method) {
  Value primitive = this_primitive(call.this_value, ObjectClass::kString);
  if (primitive.is_string()) return primitive;
  throw_type_error(realm, std::string(method) + " requires that 'this' be a String");
}

Value string_to_string(Realm& realm, const Call& call) {
  return string_value(realm, call, "String.prototype.toString");
}
Value string_value_of(Realm& realm, const Call& call) {
  return string_value(realm, call, "String.prototype.valueOf");
}

/// The index argument if it is inside the string, else -1.
double index_argument(Realm& realm, Value value, String* string) {
  double index = to_integer_or_infinity(realm, value);
  return index >= 0 && index < string->length() ? index : -1;
}

Value string_at(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.at");
  double index = to_integer_or_infinity(realm, call.arg(0));
  if (index < 0) index += string->length();
  if (index < 0 || index >= string->length()) return Value();
  auto at = static_cast<size_t>(index);
  return Value(substring(realm, string, at, at + 1));
}

Value string_char_at(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.charAt");
  double index = index_argument(realm, call.arg(0), string);
  if (index < 0) return Value(realm.names().empty.as_atom());
  return Value(
      substring(realm, string, static_cast<size_t>(index), static_cast<size_t>(index) + 1));
}

Value string_char_code_at(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.charCodeAt");
  double index = index_argument(realm, call.arg(0), string);
  if (index < 0) return Value(std::numeric_limits<double>::quiet_NaN());
  return Value(uint32_t{realm.units(string)[static_cast<size_t>(index)]});
}

Value string_code_point_at(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.codePointAt");
  double index = index_argument(realm, call.arg(0), string);
  if (index < 0) return Value();
  return Value(uint32_t{code_point_at(realm.units(string), static_cast<size_t>(index))});
}

Value string_concat(Realm& realm, const Call& call) {
  String* out = this_string(realm, call, "String.prototype.concat");
  for (Value arg : call.args) out = realm.concat(out, to_string(realm, arg));
  return Value(out);
}

Value pad(Realm& realm, const Call& call, const char* method, bool at_start) {
  String* string = this_string(realm, call, method);
  double target = to_length(realm, call.arg(0));
  if (target <= string->length()) return Value(string);
  String* filler = call.arg(1).is_undefined() ? realm.literal(" ") : to_string(realm, call.arg(1));
  if (filler->length() == 0) return Value(string);
  check_string_length(realm, target);
  auto missing = static_cast<size_t>(target) - string->length();
  std::u16string_view units = realm.units(filler);
  auto* padding = realm.arena().make_array<char16_t>(missing);
  for (size_t i = 0; i < missing; ++i) padding[i] = units[i % units.size()];
  auto* padded = realm.make<String>(padding, static_cast<uint32_t>(missing));
  return Value(at_start ? realm.concat(padded, string) : realm.concat(string, padded));
}

Value string_pad_start(Realm& realm, const Call& call) {
  return pad(realm, call, "String.prototype.padStart", true);
}
Value string_pad_end(Realm& realm, const Call& call) {
  return pad(realm, call, "String.prototype.padEnd", false);
}

Value string_repeat(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.repeat");
  double count = to_integer_or_infinity(realm, call.arg(0));
  if (count < 0 || count > 1.7976931348623157e308) {
    throw_range_error(realm, "Invalid count value");
  }
  if (string->length() == 0 || count == 0) return Value(realm.names().empty.as_atom());
  check_string_length(realm, count * string->length());
  std::u16string_view units = realm.units(string);
  auto total = static_cast<size_t>(count) * units.size();
  auto* out = realm.arena().make_array<char16_t>(total);
  for (size_t i = 0; i < total; i += units.size()) units.copy(out + i, units.size());
  return Value(realm.make<String>(out, static_cast<uint32_t>(total)));
}

Value string_slice(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.slice");
  size_t from = relative_position(realm, call.arg(0), string->length(), 0);
  size_t to = relative_position(realm, call.arg(1), string->length(), string->length());
  return Value(substring(realm, string, from, to));
}

Value string_substring(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.substring");
  size_t from = clamped_position(realm, call.arg(0), string->length(), 0);
  size_t to = clamped_position(realm, call.arg(1), string->length(), string->length());
  return Value(substring(realm, string, std::min(from, to), std::max(from, to)));
}

Value string_substr(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.substr");
  size_t from = relative_position(realm, call.arg(0), string->length(), 0);
  size_t rest = string->length() - from;
  size_t count = clamped_position(realm, call.arg(1), rest, rest);
  return Value(substring(realm, string, from, from + count));
}

Value trimmed(Realm& realm, const Call& call, const char* method, bool start, bool end) {
  String* string = this_string(realm, call, method);
  std::u16string_view units = realm.units(string);
  std::u16string_view kept = units;
  if (start) kept = trim_start(kept);
  if (end) kept = trim_end(kept);
  auto from = static_cast<size_t>(kept.data() - units.data());
  return Value(substring(realm, string, from, from + kept.size()));
}

Value string_trim(Realm& realm, const Call& call) {
  return trimmed(realm, call, "String.prototype.trim", true, true);
}
Value string_trim_start(Realm& realm, const Call& call) {
  return trimmed(realm, call, "String.prototype.trimLeft", true, false);
}
Value string_trim_end(Realm& realm, const Call& call) {
  return trimmed(realm, call, "String.prototype.trimRight", false, true);
}

Value string_to_lower_case(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.toLowerCase");
  return Value(realm.string(std::u16string_view(to_lower_text(realm.units(string)))));
}
Value string_to_upper_case(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype.toUpperCase");
  return Value(realm.string(std::u16string_view(to_upper_text(realm.units(string)))));
}

/// %StringIteratorPrototype% objects: code points in order.
class StringIterator final : public Object {
 public:
  StringIterator(Object* prototype, String* string)
      : Object(prototype, ObjectClass::kIterator), string(string) {}
  String* string;
  size_t next = 0;
};

Value string_iterator(Realm& realm, const Call& call) {
  String* string = this_string(realm, call, "String.prototype[Symbol.iterator]");
  return Value(
      realm.make<StringIterator>(realm.intrinsic(Intrinsic::kStringIteratorPrototype), string));
}

Value string_iterator_next(Realm& realm, const Call& call) {
  auto* iterator = exactly<StringIterator>(call.this_value);
  if (iterator == nullptr) {
    throw_incompatible_receiver(realm, "String Iterator.prototype.next", call.this_value);
  }
  std::u16string_view units = realm.units(iterator->string);
  if (iterator->next >= units.size()) return Value(realm.iterator_result(Value(), true));
  size_t from = iterator->next;
  iterator->next += code_point_units(code_point_at(units, from));
  return Value(realm.iterator_result(
      Value(substring(realm, iterator->string, from, iterator->next)), false));
}

}  // namespace

Object* build_String(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kStringPrototype),
      lazy_method("fromCharCode", string_from_char_code, 1),
      lazy_method("fromCodePoint", string_from_code_point, 1),
      lazy_method("raw", string_raw, 1),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(string_constructor, "String", 1, kTable);
}

Object* build_StringTrimStart(Realm& realm) {
  return realm.new_native(string_trim_start, "trimStart", 0);
}
Object* build_StringTrimEnd(Realm& realm) {
  return realm.new_native(string_trim_end, "trimEnd", 0);
}

Object* build_StringPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kString),
      lazy_method("anchor", string_anchor, 1),
      lazy_method("big", string_big, 0),
      lazy_method("blink", string_blink, 0),
      lazy_method("bold", string_bold, 0),
      lazy_method("charAt", string_char_at, 1),
      lazy_method("charCodeAt", string_char_code_at, 1),
      lazy_method("codePointAt", string_code_point_at, 1),
      lazy_method("concat", string_concat, 1),
      lazy_method("endsWith", string_ends_with, 1),
      lazy_method("fontcolor", string_fontcolor, 1),
      lazy_method("fontsize", string_fontsize, 1),
      lazy_method("fixed", string_fixed, 0),
      lazy_method("includes", string_includes, 1),
      lazy_method("indexOf", string_index_of, 1),
      lazy_method("italics", string_italics, 0),
      lazy_method("lastIndexOf", string_last_index_of, 1),
      lazy_method("link", string_link, 1),
      lazy_method("localeCompare", string_locale_compare, 1),
      lazy_method("match", string_match, 1),
      lazy_method("matchAll", string_match_all, 1),
      lazy_method("normalize", string_normalize, 0),
      lazy_method("padEnd", string_pad_end, 1),
      lazy_method("padStart", string_pad_start, 1),
      lazy_method("repeat", string_repeat, 1),
      lazy_method("replace", string_replace, 2),
      lazy_method("replaceAll", string_replace_all, 2),
      lazy_method("search", string_search, 1),
      lazy_method("slice", string_slice, 2),
      lazy_method("small", string_small, 0),
      lazy_method("split", string_split, 2),
      lazy_method("strike", string_strike, 0),
      lazy_method("sub", string_sub, 0),
      lazy_method("substr", string_substr, 2),
      lazy_method("substring", string_substring, 2),
      lazy_method("sup", string_sup, 0),
      lazy_method("startsWith", string_starts_with, 1),
      lazy_method("toString", string_to_string, 0),
      lazy_method("trim", string_trim, 0),
      lazy_intrinsic("trimStart", Intrinsic::kStringTrimStart),
      lazy_intrinsic("trimLeft", Intrinsic::kStringTrimStart),
      lazy_intrinsic("trimEnd", Intrinsic::kStringTrimEnd),
      lazy_intrinsic("trimRight", Intrinsic::kStringTrimEnd),
      lazy_method("toLocaleLowerCase", string_to_locale_lower_case, 0),
      lazy_method("toLocaleUpperCase", string_to_locale_upper_case, 0),
      lazy_method("toLowerCase", string_to_lower_case, 0),
      lazy_method("toUpperCase", string_to_upper_case, 0),
      lazy_method("valueOf", string_value_of, 0),
      lazy_method("at", string_at, 1),
      lazy_method("@@iterator", string_iterator, 0),
  };
  static constexpr LazyTable kTable(kRows);
  auto* prototype = realm.make<StringObject>(realm.intrinsic(Intrinsic::kObjectPrototype),
                                             realm.names().empty.as_atom());
  prototype->set_lazy_table(kTable);
  return prototype;
}

Object* build_StringIteratorPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_method("next", string_iterator_next, 0),
      lazy_tag<"String Iterator">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable, realm.intrinsic(Intrinsic::kIteratorPrototype));
}

}  // namespace actx
