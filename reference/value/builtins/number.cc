// Number and Number.prototype (ECMAScript 21.1), and the global parseInt and parseFloat.
#include <cmath>

#include "value/bigint.h"
#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"
#include "value/characters.h"
#include "value/number_text.h"
#include "value/wrappers.h"

namespace actx {

Value parse_float(Realm& realm, const Call& call) {
  String* string = to_string(realm, call.arg(0));
  std::u16string_view text = trim_start(realm.units(string));
  size_t length = decimal_literal_length(text);
  return Value(length == 0 ? std::nan("") : parse_decimal_literal(text.substr(0, length)));
}

Value parse_int(Realm& realm, const Call& call) {
  String* string = to_string(realm, call.arg(0));
  std::u16string_view text = trim_start(realm.units(string));
  bool negative = text.starts_with(u'-');
  if (negative || text.starts_with(u'+')) text.remove_prefix(1);
  int32_t radix = to_int32(realm, call.arg(1));
  if (radix != 0 && (radix < 2 || radix > 36)) return Value(std::nan(""));
  bool prefixed = text.starts_with(u"0x") || text.starts_with(u"0X");
  if (prefixed && (radix == 0 || radix == 16)) {
    text.remove_prefix(2);
    radix = 16;
  }
  if (radix == 0) radix = 10;
  size_t length = 0;
  while (length < text.size() && digit_value(text[length]) >= 0 &&
         digit_value(text[length]) < radix) {
    ++length;
  }
  if (length == 0) return Value(std::nan(""));
  double value = parse_radix_digits(text.substr(0, length), radix);
  return Value(negative ? -value : value);
}

namespace {

Value number_constructor(Realm& realm, const Call& call) {
  Value number(0);
  if (!call.args.empty()) {
    Value primitive = to_numeric(realm, call.args[0]);
    number = primitive.is_bigint() ? Value(bigint_to_double(primitive.as_bigint())) : primitive;
  }
  if (!call.is_construct()) return number;
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, Intrinsic::kNumberPrototype);
  return Value(realm.make<PrimitiveObject>(prototype, ObjectClass::kNumber, number));
}

bool is_integral(Value value) {
  return value.is_number() && std::isfinite(value.as_number()) &&
         std::trunc(value.as_number()) == value.as_number();
}

Value is_finite(Realm&, const Call& call) {
  return Value(call.arg(0).is_number() && std::isfinite(call.arg(0).as_number()));
}
Value is_nan(Realm&, const Call& call) {
  return Value(call.arg(0).is_number() && std::isnan(call.arg(0).as_number()));
}
Value is_integer(Realm&, const Call& call) {
  return Value(is_integral(call.arg(0)));
}
Value is_safe_integer(Realm&, const Call& call) {
  return Value(is_integral(call.arg(0)) &&
               std::fabs(call.arg(0).as_number()) <= 9007199254740991.0);
}

double this_number(Realm& realm, const Call& call, const char* method) {
  Value number = this_primitive(call.this_value, ObjectClass::kNumber);
  if (number.is_number()) return number.as_number();
  throw_type_error(realm,
                   std::string("Number.prototype.") + method + " requires that 'this' be a Number");
}

// The digits argument, checked.
int digits_argument(Realm& realm, double digits, int least, const char* method,
                    const char* argument) {
  if (digits >= least && digits <= 100) return static_cast<int>(digits);
  throw_range_error(realm, std::string(method) + "() " + argument + "argument must be between " +
                               std::to_string(least) + " and 100");
}

Value to_fixed(Realm& realm, const Call& call) {
  double number = this_number(realm, call, "toFixed");
  double asked = to_integer_or_infinity(realm, call.arg(0));
  int digits = digits_argument(realm, asked, 0, "toFixed", "digits ");
  if (!std::isfinite(number) || std::fabs(number) >= 1e21) {
    return Value(number_to_string(realm, number));
  }
  return Value(realm.string(std::string_view(format_fixed(number, digits))));
}

Value to_exponential(Realm& realm, const Call& call) {
  double number = this_number(realm, call, "toExponential");
  double asked = to_integer_or_infinity(realm, call.arg(0));
  if (!std::isfinite(number)) return Value(number_to_string(realm, number));
  int digits = digits_argument(realm, asked, 0, "toExponential", "");
  if (call.arg(0).is_undefined()) digits = -1;
  return Value(realm.string(std::string_view(format_exponential(number, digits))));
}

Value to_precision(Realm& realm, const Call& call) {
  double number = this_number(realm, call, "toPrecision");
  if (call.arg(0).is_undefined()) return Value(number_to_string(realm, number));
  double asked = to_integer_or_infinity(realm, call.arg(0));
  if (!std::isfinite(number)) return Value(number_to_string(realm, number));
  int precision = digits_argument(realm, asked, 1, "toPrecision", "");
  return Value(realm.string(std::string_view(format_precision(number, precision))));
}

Value to_string(Realm& realm, const Call& call) {
  double number = this_number(realm, call, "toString");
  double radix = call.arg(0).is_undefined() ? 10 : to_integer_or_infinity(realm, call.arg(0));
  if (!(radix >= 2 && radix <= 36)) {
    throw_range_error(realm, "toString() radix argument must be between 2 and 36");
  }
  if (radix == 10 || !std::isfinite(number)) return Value(number_to_string(realm, number));
  return Value(realm.string(std::string_view(format_radix(number, static_cast<int>(radix)))));
}

Value to_locale_string(Realm& realm, const Call& call) {
  double number = this_number(realm, call, "toLocaleString");
  if (!call.arg(0).is_undefined() || !call.arg(1).is_undefined()) {
    throw_type_error(realm, "toLocaleString with locales or options is not in the litmus language");
  }
  return Value(realm.string(std::string_view(format_grouped(number))));
}

Value value_of(Realm& realm, const Call& call) {
  return Value(this_number(realm, call, "valueOf"));
}

// parseFloat and parseInt are the very functions of the global object, hence intrinsics.
constexpr LazyProperty kRows[] = {
    lazy_prototype(Intrinsic::kNumberPrototype),
    lazy_method("isFinite", is_finite, 1),
    lazy_method("isInteger", is_integer, 1),
    lazy_method("isNaN", is_nan, 1),
    lazy_method("isSafeInteger", is_safe_integer, 1),
    lazy_intrinsic("parseFloat", Intrinsic::kParseFloat),
    lazy_intrinsic("parseInt", Intrinsic::kParseInt),
    lazy_number("MAX_VALUE", 1.7976931348623157e308),
    lazy_number("MIN_VALUE", 5e-324),
    lazy_number("NaN", NAN),
    lazy_number("NEGATIVE_INFINITY", -INFINITY),
    lazy_number("POSITIVE_INFINITY", INFINITY),
    lazy_number("MAX_SAFE_INTEGER", 9007199254740991.0),
    lazy_number("MIN_SAFE_INTEGER", -9007199254740991.0),
    lazy_number("EPSILON", 0x1p-52),
};
constexpr LazyTable kTable(kRows);

constexpr LazyProperty kPrototypeRows[] = {
    lazy_intrinsic("constructor", Intrinsic::kNumber),
    lazy_method("toExponential", to_exponential, 1),
    lazy_method("toFixed", to_fixed, 1),
    lazy_method("toPrecision", to_precision, 1),
    lazy_method("toString", to_string, 1),
    lazy_method("valueOf", value_of, 0),
    lazy_method("toLocaleString", to_locale_string, 0),
};
constexpr LazyTable kPrototype(kPrototypeRows);

}  // namespace

Object* build_Number(Realm& realm) {
  return realm.new_constructor(number_constructor, "Number", 1, kTable);
}

Object* build_NumberPrototype(Realm& realm) {
  PrimitiveObject* object = realm.make<PrimitiveObject>(
      realm.intrinsic(Intrinsic::kObjectPrototype), ObjectClass::kNumber, Value(0));
  object->set_lazy_table(kPrototype);
  return object;
}

Object* build_ParseFloat(Realm& realm) {
  return realm.new_native(parse_float, "parseFloat", 1);
}
Object* build_ParseInt(Realm& realm) {
  return realm.new_native(parse_int, "parseInt", 2);
}

}  // namespace actx
