// The Date constructor and its prototype (ECMAScript 21.4). Local time is UTC, so that the local
// and the UTC methods are the same functions.
#include "value/date.h"

#include <cmath>
#include <limits>

#include "value/builtins/receiver.h"
#include "value/builtins/rows.h"
#include "value/footprint.h"

namespace actx {

namespace {

using Index = DateParts::Index;

DateObject* this_date(Realm& realm, const Call& call) {
  if (auto* date = as<DateObject>(call.this_value)) return date;
  throw_type_error(realm, "this is not a Date object.");
}

/// Years 0 to 99 mean 1900 to 1999.
double full_year(double year) {
  double whole = std::trunc(year);
  return whole >= 0 && whole <= 99 ? 1900 + whole : year;
}

/// Year, month and so on from a list of arguments, as the constructor and Date.UTC take them.
double time_from_args(Realm& realm, Args args) {
  DateParts parts;
  for (size_t i = 0; i < args.size() && i < DateParts::kCount; ++i) {
    parts.values[i] = to_number(realm, args[i]);
  }
  if (args.empty()) return kInvalidTime;
  parts.values[Index::kYear] = full_year(parts.values[Index::kYear]);
  return time_clip(time_from_parts(parts));
}

double time_from_value(Realm& realm, Value value) {
  if (auto* date = as<DateObject>(value)) return date->time;
  Value primitive = to_primitive(realm, value);
  if (primitive.is_string()) return parse_date(realm.units(primitive.as_string()));
  return time_clip(to_number(realm, primitive));
}

Value date_constructor(Realm& realm, const Call& call) {
  const double now = time_clip(realm.now_ms());
  if (!call.is_construct() || call.args.empty()) Footprint::see_clock_if_active(now);
  if (!call.is_construct()) return Value(realm.string(date_to_string(now)));
  double time = now;
  if (call.args.size() == 1) time = time_from_value(realm, call.args[0]);
  if (call.args.size() > 1) time = time_from_args(realm, call.args);
  Object* prototype = prototype_from_constructor(realm, call.new_target, Intrinsic::kDatePrototype);
  return Value(realm.make<DateObject>(prototype, time));
}

Value date_now(Realm& realm, const Call&) {
  const double now = time_clip(realm.now_ms());
  Footprint::see_clock_if_active(now);
  return Value(now);
}

Value date_parse(Realm& realm, const Call& call) {
  return Value(parse_date(realm.units(to_string(realm, call.arg(0)))));
}

Value date_utc(Realm& realm, const Call& call) {
  return Value(time_from_args(realm, call.args));
}

template <std::string (*format)(double)>
Value to_text(Realm& realm, const Call& call) {
  double time = this_date(realm, call)->time;
  return Value(realm.string(std::isnan(time) ? "Invalid Date" : format(time)));
}

Value to_iso_string(Realm& realm, const Call& call) {
  double time = receiver_as<DateObject>(realm, call, "Date.prototype.toISOString")->time;
  if (std::isnan(time)) throw_range_error(realm, "Invalid time value");
  return Value(realm.string(date_to_iso_string(time)));
}

std::string locale_text(double time) {
  return date_to_locale_date(time) + ", " + date_to_locale_time(time);
}

/// The default locale's text; other locales and options are outside the language.
template <std::string (*format)(double), FixedText name>
Value to_locale_text(Realm& realm, const Call& call) {
  double time = this_date(realm, call)->time;
  bool plain = call.arg(0).is_undefined() && call.arg(1).is_undefined();
  bool common_era = std::isnan(time) || date_parts(time).values[Index::kYear] >= 1;
  if (!plain || !common_era) {
    throw_type_error(realm, std::string("Date.prototype.") + name.units +
                                (plain ? " before the year 1" : " with a locale") +
                                " is not in the litmus language");
  }
  return Value(realm.string(std::isnan(time) ? "Invalid Date" : format(time)));
}

template <Index index>
Value get_part(Realm& realm, const Call& call) {
  double time = this_date(realm, call)->time;
  return Value(std::isnan(time) ? time : date_parts(time).values[index]);
}

Value get_weekday(Realm& realm, const Call& call) {
  double time = this_date(realm, call)->time;
  return std::isnan(time) ? Value(time) : Value(date_parts(time).weekday);
}

Value get_time(Realm& realm, const Call& call) {
  return Value(this_date(realm, call)->time);
}

Value get_time_zone_offset(Realm& realm, const Call& call) {
  double time = this_date(realm, call)->time;
  return Value(std::isnan(time) ? time : 0.0);
}

Value get_year(Realm& realm, const Call& call) {
  double time = this_date(realm, call)->time;
  return Value(std::isnan(time) ? time : date_parts(time).values[Index::kYear] - 1900);
}

/// Replaces up to `count` parts from `first` on by the arguments.
template <Index first, size_t count>
Value set_parts(Realm& realm, const Call& call) {
  DateObject* date = this_date(realm, call);
  double time = date->time;
  if (first == Index::kYear && std::isnan(time)) time = 0;
  DateParts parts;
  if (!std::isnan(time)) parts = date_parts(time);
  for (size_t i = 0; i < count && (i == 0 || i < call.args.size()); ++i) {
    parts.values[first + i] = to_number(realm, call.arg(i));
  }
  date->time = std::isnan(time) ? time : time_clip(time_from_parts(parts));
  return Value(date->time);
}

Value set_time(Realm& realm, const Call& call) {
  DateObject* date = this_date(realm, call);
  date->time = time_clip(to_number(realm, call.arg(0)));
  return Value(date->time);
}

/// B.2.3.2 Date.prototype.setYear(year).
Value set_year(Realm& realm, const Call& call) {
  DateObject* date = this_date(realm, call);
  double year = to_number(realm, call.arg(0));
  DateParts parts = date_parts(std::isnan(date->time) ? 0 : date->time);
  parts.values[Index::kYear] = full_year(year);
  date->time = time_clip(time_from_parts(parts));
  return Value(date->time);
}

Value to_json(Realm& realm, const Call& call) {
  Object* object = to_object(realm, call.this_value);
  Value primitive = to_primitive(realm, Value(object), Hint::kNumber);
  if (primitive.is_number() && !std::isfinite(primitive.as_number())) return Value::null();
  PropertyKey key = realm.key("toISOString");
  Value method = object->get(realm, key);
  if (!is_callable(method)) throw_type_error(realm, "toISOString is not a function");
  return realm.call(method, Value(object), {});
}

/// 21.4.4.45 Date.prototype[@@toPrimitive](hint): "default" means text.
Value to_primitive_method(Realm& realm, const Call& call) {
  if (!call.this_value.is_object()) {
    throw_incompatible_receiver(realm, "Date.prototype [ @@toPrimitive ]", call.this_value);
  }
  std::string hint = call.arg(0).is_string() ? realm.utf8(call.arg(0).as_string()) : std::string();
  bool text_first = hint == "string" || hint == "default";
  if (!text_first && hint != "number") {
    throw_type_error(realm, "Invalid hint: " + describe_for_message(realm, call.arg(0)));
  }
  Object* object = call.this_value.as_object();
  const PropertyKey order[] = {realm.names().toString, realm.names().valueOf};
  for (int i = 0; i < 2; ++i) {
    Value method = object->get(realm, order[text_first ? i : 1 - i]);
    if (!is_callable(method)) continue;
    Value result = realm.call(method, call.this_value, {});
    if (!result.is_object()) return result;
  }
  throw_type_error(realm, "Cannot convert object to primitive value");
}

}  // namespace

Object* build_Date(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kDatePrototype),
      lazy_method("now", date_now, 0),
      lazy_method("parse", date_parse, 1),
      lazy_method("UTC", date_utc, 7),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(date_constructor, "Date", 7, kTable);
}

Object* build_DateToUtcString(Realm& realm) {
  return realm.new_native(to_text<date_to_utc_string>, "toUTCString", 0);
}

Object* build_DatePrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kDate),
      lazy_method("toString", to_text<date_to_string>, 0),
      lazy_method("toDateString", to_text<date_to_date_string>, 0),
      lazy_method("toTimeString", to_text<date_to_time_string>, 0),
      lazy_method("toISOString", to_iso_string, 0),
      lazy_intrinsic("toUTCString", Intrinsic::kDateToUtcString),
      lazy_intrinsic("toGMTString", Intrinsic::kDateToUtcString),
      lazy_method("getDate", get_part<Index::kDay>, 0),
      lazy_method("setDate", set_parts<Index::kDay, 1>, 1),
      lazy_method("getDay", get_weekday, 0),
      lazy_method("getFullYear", get_part<Index::kYear>, 0),
      lazy_method("setFullYear", set_parts<Index::kYear, 3>, 3),
      lazy_method("getHours", get_part<Index::kHours>, 0),
      lazy_method("setHours", set_parts<Index::kHours, 4>, 4),
      lazy_method("getMilliseconds", get_part<Index::kMilliseconds>, 0),
      lazy_method("setMilliseconds", set_parts<Index::kMilliseconds, 1>, 1),
      lazy_method("getMinutes", get_part<Index::kMinutes>, 0),
      lazy_method("setMinutes", set_parts<Index::kMinutes, 3>, 3),
      lazy_method("getMonth", get_part<Index::kMonth>, 0),
      lazy_method("setMonth", set_parts<Index::kMonth, 2>, 2),
      lazy_method("getSeconds", get_part<Index::kSeconds>, 0),
      lazy_method("setSeconds", set_parts<Index::kSeconds, 2>, 2),
      lazy_method("getTime", get_time, 0),
      lazy_method("setTime", set_time, 1),
      lazy_method("getTimezoneOffset", get_time_zone_offset, 0),
      lazy_method("getUTCDate", get_part<Index::kDay>, 0),
      lazy_method("setUTCDate", set_parts<Index::kDay, 1>, 1),
      lazy_method("getUTCDay", get_weekday, 0),
      lazy_method("getUTCFullYear", get_part<Index::kYear>, 0),
      lazy_method("setUTCFullYear", set_parts<Index::kYear, 3>, 3),
      lazy_method("getUTCHours", get_part<Index::kHours>, 0),
      lazy_method("setUTCHours", set_parts<Index::kHours, 4>, 4),
      lazy_method("getUTCMilliseconds", get_part<Index::kMilliseconds>, 0),
      lazy_method("setUTCMilliseconds", set_parts<Index::kMilliseconds, 1>, 1),
      lazy_method("getUTCMinutes", get_part<Index::kMinutes>, 0),
      lazy_method("setUTCMinutes", set_parts<Index::kMinutes, 3>, 3),
      lazy_method("getUTCMonth", get_part<Index::kMonth>, 0),
      lazy_method("setUTCMonth", set_parts<Index::kMonth, 2>, 2),
      lazy_method("getUTCSeconds", get_part<Index::kSeconds>, 0),
      lazy_method("setUTCSeconds", set_parts<Index::kSeconds, 2>, 2),
      lazy_method("valueOf", get_time, 0),
      lazy_method("getYear", get_year, 0),
      lazy_method("setYear", set_year, 1),
      lazy_method("toJSON", to_json, 1),
      lazy_method("toLocaleString", to_locale_text<locale_text, "toLocaleString">, 0),
      lazy_method("toLocaleDateString", to_locale_text<date_to_locale_date, "toLocaleDateString">,
                  0),
      lazy_method("toLocaleTimeString", to_locale_text<date_to_locale_time, "toLocaleTimeString">,
                  0),
      lazy_method("@@toPrimitive", to_primitive_method, 1, kConfigurable),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

}  // namespace actx
