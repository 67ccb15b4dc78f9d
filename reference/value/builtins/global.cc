// The globals of the language (ECMAScript 19), less the constructors' own behaviour.
#include <cmath>

#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"
#include "value/characters.h"
#include "value/global_object.h"

namespace actx {

namespace {

Value eval(Realm& realm, const Call& call) {
  if (!call.arg(0).is_string()) return call.arg(0);
  throw_error(realm, Intrinsic::kEvalErrorPrototype, "eval is not in the litmus language");
}

Value is_finite(Realm& realm, const Call& call) {
  return Value(std::isfinite(to_number(realm, call.arg(0))));
}

Value is_nan(Realm& realm, const Call& call) {
  return Value(std::isnan(to_number(realm, call.arg(0))));
}

constexpr std::u16string_view kUnreservedMarks = u"-_.!~*'()";
constexpr std::u16string_view kReserved = u";/?:@&=+$,#";

bool is_alphanumeric(char16_t unit) {
  return is_ascii_letter(unit) || is_digit_unit(unit);
}

[[noreturn]] void throw_malformed(Realm& realm) {
  throw_error(realm, Intrinsic::kURIErrorPrototype, "URI malformed");
}

void append_escape(std::u16string* out, uint8_t byte) {
  constexpr std::u16string_view kHex = u"0123456789ABCDEF";
  out->push_back('%');
  out->push_back(kHex[byte >> 4]);
  out->push_back(kHex[byte & 15]);
}

// Encode (19.2.6.5).
Value encode(Realm& realm, const Call& call, bool keeps_reserved) {
  std::u16string_view text = realm.units(to_string(realm, call.arg(0)));
  std::u16string out;
  for (size_t i = 0; i < text.size(); ++i) {
    char16_t unit = text[i];
    if (is_alphanumeric(unit) || kUnreservedMarks.find(unit) != text.npos ||
        (keeps_reserved && kReserved.find(unit) != text.npos)) {
      out.push_back(unit);
      continue;
    }
    size_t units = code_point_units(code_point_at(text, i));
    if (units == 1 && (unit & 0xF800) == 0xD800) throw_malformed(realm);
    for (char byte : utf16_to_utf8(text.substr(i, units))) {
      append_escape(&out, static_cast<uint8_t>(byte));
    }
    i += units - 1;
  }
  return Value(realm.string(std::u16string_view(out)));
}

// The byte of "%XX" at `i`; throws URIError when there is none.
uint8_t escaped_byte(Realm& realm, std::u16string_view text, size_t i) {
  if (i + 2 >= text.size() || text[i] != '%') throw_malformed(realm);
  int high = digit_value(text[i + 1]);
  int low = digit_value(text[i + 2]);
  if (high < 0 || high > 15 || low < 0 || low > 15) throw_malformed(realm);
  return static_cast<uint8_t>(high * 16 + low);
}

// Decode (19.2.6.6).
Value decode(Realm& realm, const Call& call, bool keeps_reserved) {
  std::u16string_view text = realm.units(to_string(realm, call.arg(0)));
  std::u16string out;
  size_t i = 0;
  while (i < text.size()) {
    if (text[i] != '%') {
      out.push_back(text[i++]);
      continue;
    }
    size_t start = i;
    uint8_t first = escaped_byte(realm, text, i);
    i += 3;
    std::string bytes(1, static_cast<char>(first));
    size_t following = first < 0x80 ? 0 : first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first >= 0x80 && (first < 0xC2 || first > 0xF4)) throw_malformed(realm);
    for (; following > 0; --following, i += 3) {
      bytes.push_back(static_cast<char>(escaped_byte(realm, text, i)));
    }
    std::u16string decoded = utf8_to_utf16(bytes);
    // A malformed sequence gives U+FFFD; so does its own escape, which is well-formed.
    if (decoded.find(u'\uFFFD') != decoded.npos && bytes != "\xEF\xBF\xBD") throw_malformed(realm);
    if (keeps_reserved && kReserved.find(decoded[0]) != text.npos) {
      out += text.substr(start, i - start);
    } else {
      out += decoded;
    }
  }
  return Value(realm.string(std::u16string_view(out)));
}

Value encode_uri(Realm& realm, const Call& call) {
  return encode(realm, call, true);
}
Value encode_uri_component(Realm& realm, const Call& call) {
  return encode(realm, call, false);
}
Value decode_uri(Realm& realm, const Call& call) {
  return decode(realm, call, true);
}
Value decode_uri_component(Realm& realm, const Call& call) {
  return decode(realm, call, false);
}

// escape and unescape (B.2.1).
Value escape(Realm& realm, const Call& call) {
  std::u16string_view text = realm.units(to_string(realm, call.arg(0)));
  std::u16string out;
  for (char16_t unit : text) {
    if (is_alphanumeric(unit) || std::u16string_view(u"@*_+-./").find(unit) != text.npos) {
      out.push_back(unit);
    } else if (unit < 256) {
      append_escape(&out, static_cast<uint8_t>(unit));
    } else {
      std::u16string high;
      append_escape(&high, static_cast<uint8_t>(unit >> 8));
      append_escape(&high, static_cast<uint8_t>(unit & 255));
      (out += u"%u").append(high, 1, 2).append(high, 4, 2);
    }
  }
  return Value(realm.string(std::u16string_view(out)));
}

// `count` hexadecimal digits at `i`, or -1.
int hex_at(std::u16string_view text, size_t i, size_t count) {
  if (i + count > text.size()) return -1;
  int value = 0;
  for (char16_t unit : text.substr(i, count)) {
    int digit = digit_value(unit);
    if (digit < 0 || digit > 15) return -1;
    value = value * 16 + digit;
  }
  return value;
}

Value unescape(Realm& realm, const Call& call) {
  std::u16string_view text = realm.units(to_string(realm, call.arg(0)));
  std::u16string out;
  for (size_t i = 0; i < text.size();) {
    bool wide = text.substr(i).starts_with(u"%u");
    size_t digits = wide ? 4 : 2;
    size_t prefix = wide ? 2 : 1;
    int value = text[i] == '%' ? hex_at(text, i + prefix, digits) : -1;
    out.push_back(value < 0 ? text[i] : static_cast<char16_t>(value));
    i += value < 0 ? 1 : prefix + digits;
  }
  return Value(realm.string(std::u16string_view(out)));
}

Value global_this(Realm& realm) {
  return Value(realm.global());
}
Value undefined(Realm&) {
  return Value();
}

constexpr LazyProperty kRows[] = {
    lazy_intrinsic("Object", Intrinsic::kObject),
    lazy_intrinsic("Function", Intrinsic::kFunction),
    lazy_intrinsic("Array", Intrinsic::kArray),
    lazy_intrinsic("Number", Intrinsic::kNumber),
    lazy_intrinsic("parseFloat", Intrinsic::kParseFloat),
    lazy_intrinsic("parseInt", Intrinsic::kParseInt),
    lazy_number("Infinity", INFINITY),
    lazy_number("NaN", NAN),
    lazy_factory("undefined", undefined, 0),
    lazy_intrinsic("Boolean", Intrinsic::kBoolean),
    lazy_intrinsic("String", Intrinsic::kString),
    lazy_intrinsic("Symbol", Intrinsic::kSymbol),
    lazy_intrinsic("Date", Intrinsic::kDate),
    lazy_intrinsic("Promise", Intrinsic::kPromise),
    lazy_intrinsic("RegExp", Intrinsic::kRegExp),
    lazy_intrinsic("Error", Intrinsic::kError),
    lazy_intrinsic("AggregateError", Intrinsic::kAggregateError),
    lazy_intrinsic("EvalError", Intrinsic::kEvalError),
    lazy_intrinsic("RangeError", Intrinsic::kRangeError),
    lazy_intrinsic("ReferenceError", Intrinsic::kReferenceError),
    lazy_intrinsic("SyntaxError", Intrinsic::kSyntaxError),
    lazy_intrinsic("TypeError", Intrinsic::kTypeError),
    lazy_intrinsic("URIError", Intrinsic::kURIError),
    lazy_factory("globalThis", global_this),
    lazy_intrinsic("JSON", Intrinsic::kJSON),
    lazy_intrinsic("Math", Intrinsic::kMath),
    lazy_intrinsic("ArrayBuffer", Intrinsic::kArrayBuffer),
    lazy_intrinsic("Uint8Array", Intrinsic::kUint8Array),
    lazy_intrinsic("Int8Array", Intrinsic::kInt8Array),
    lazy_intrinsic("Uint16Array", Intrinsic::kUint16Array),
    lazy_intrinsic("Int16Array", Intrinsic::kInt16Array),
    lazy_intrinsic("Uint32Array", Intrinsic::kUint32Array),
    lazy_intrinsic("Int32Array", Intrinsic::kInt32Array),
    lazy_intrinsic("Float32Array", Intrinsic::kFloat32Array),
    lazy_intrinsic("Float64Array", Intrinsic::kFloat64Array),
    lazy_intrinsic("Uint8ClampedArray", Intrinsic::kUint8ClampedArray),
    lazy_intrinsic("BigUint64Array", Intrinsic::kBigUint64Array),
    lazy_intrinsic("BigInt64Array", Intrinsic::kBigInt64Array),
    lazy_intrinsic("DataView", Intrinsic::kDataView),
    lazy_intrinsic("Map", Intrinsic::kMap),
    lazy_intrinsic("BigInt", Intrinsic::kBigInt),
    lazy_intrinsic("Set", Intrinsic::kSet),
    lazy_intrinsic("WeakMap", Intrinsic::kWeakMap),
    lazy_intrinsic("WeakSet", Intrinsic::kWeakSet),
    lazy_intrinsic("Proxy", Intrinsic::kProxy),
    lazy_intrinsic("Reflect", Intrinsic::kReflect),
    lazy_intrinsic("FinalizationRegistry", Intrinsic::kFinalizationRegistry),
    lazy_intrinsic("WeakRef", Intrinsic::kWeakRef),
    lazy_method("decodeURI", decode_uri, 1),
    lazy_method("decodeURIComponent", decode_uri_component, 1),
    lazy_method("encodeURI", encode_uri, 1),
    lazy_method("encodeURIComponent", encode_uri_component, 1),
    lazy_method("escape", escape, 1),
    lazy_method("unescape", unescape, 1),
    lazy_method("eval", eval, 1),
    lazy_method("isFinite", is_finite, 1),
    lazy_method("isNaN", is_nan, 1),
};
constexpr LazyTable kTable(kRows);

}  // namespace

const LazyTable& language_globals() {
  return kTable;
}

}  // namespace actx
