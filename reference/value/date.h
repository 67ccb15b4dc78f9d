// Time values, and Date objects (ECMAScript 21.4). The only time zone is UTC.
//
// Words
// - time value: milliseconds since 1970-01-01T00:00:00Z, an integer, or NaN.
#ifndef ACTX_VALUE_DATE_H_
#define ACTX_VALUE_DATE_H_

#include <limits>
#include <string>
#include <string_view>

#include "value/object.h"

namespace actx {

/// The time value of an invalid Date.
inline constexpr double kInvalidTime = std::numeric_limits<double>::quiet_NaN();

class DateObject final : public Object {
 public:
  DateObject(Object* prototype, double time) : Object(prototype, ObjectClass::kDate), time(time) {}
  static constexpr ObjectClass kClass = ObjectClass::kDate;
  double time;  // a time value
};

/// The parts of a time value, in the order in which constructors take them.
struct DateParts {
  enum Index { kYear, kMonth, kDay, kHours, kMinutes, kSeconds, kMilliseconds, kCount };
  double values[kCount] = {0, 0, 1, 0, 0, 0, 0};  // month 0 .. 11, day 1 .. 31
  int weekday = 0;                                // 0 is Sunday
};

/// `time` must not be NaN.
DateParts date_parts(double time);
/// MakeDate(MakeDay, MakeTime): any numbers; NaN when out of reach. Not clipped.
double time_from_parts(const DateParts& parts);
/// TimeClip (21.4.1.31).
double time_clip(double time);
/// Date.parse: the ISO format, then what else V8 reads. NaN for other text.
double parse_date(std::u16string_view text);

// Texts as V8 gives them. `time` must not be NaN.
std::string date_to_string(double time);       // Thu Jan 01 1970 00:00:00 GMT+0000 (...)
std::string date_to_date_string(double time);  // Thu Jan 01 1970
std::string date_to_time_string(double time);  // 00:00:00 GMT+0000 (...)
std::string date_to_utc_string(double time);   // Thu, 01 Jan 1970 00:00:00 GMT
std::string date_to_iso_string(double time);   // 1970-01-01T00:00:00.000Z
std::string date_to_locale_date(double time);  // 1/1/1970
std::string date_to_locale_time(double time);  // 12:00:00 AM

}  // namespace actx

#endif  // ACTX_VALUE_DATE_H_
