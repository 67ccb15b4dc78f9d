#include "value/date.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace actx {

namespace {

constexpr double kMsPerDay = 86400000;
constexpr const char* kDayNames[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonthNames[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr const char* kZone = "GMT+0000 (Coordinated Universal Time)";

/// Days from 1970-01-01 to the first of a month (0 .. 11) in the proleptic Gregorian calendar.
/// Years are counted from March, so that the leap day is a year's last.
int64_t days_to_month(int64_t year, int64_t month) {
  int64_t march_year = month < 2 ? year - 1 : year;
  int64_t march_month = (month + 10) % 12;
  int64_t era = (march_year >= 0 ? march_year : march_year - 399) / 400;
  int64_t year_of_era = march_year - era * 400;
  int64_t day_of_year = (153 * march_month + 2) / 5;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

void split_days(int64_t days, DateParts* parts) {
  days += 719468;
  int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  int64_t day_of_era = days - era * 146097;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t march_month = (5 * day_of_year + 2) / 153;
  int64_t month = (march_month + 2) % 12;
  parts->values[DateParts::kDay] =
      static_cast<double>(day_of_year - (153 * march_month + 2) / 5 + 1);
  parts->values[DateParts::kMonth] = static_cast<double>(month);
  parts->values[DateParts::kYear] =
      static_cast<double>(year_of_era + era * 400 + (month < 2 ? 1 : 0));
}

int part(const DateParts& parts, DateParts::Index index) {
  return static_cast<int>(parts.values[index]);
}

/// Four digits or more, with a minus sign before them.
std::string year_text(int year) {
  return fmt::format("{}{:04}", year < 0 ? "-" : "", std::abs(year));
}

std::string clock_text(const DateParts& parts) {
  return fmt::format("{:02}:{:02}:{:02}", part(parts, DateParts::kHours),
                     part(parts, DateParts::kMinutes), part(parts, DateParts::kSeconds));
}

const char* month_name(const DateParts& parts) {
  return kMonthNames[part(parts, DateParts::kMonth)];
}

}  // namespace

DateParts date_parts(double time) {
  DateParts parts;
  double days = std::floor(time / kMsPerDay);
  auto rest = static_cast<int64_t>(time - days * kMsPerDay);
  split_days(static_cast<int64_t>(days), &parts);
  parts.values[DateParts::kMilliseconds] = static_cast<double>(rest % 1000);
  parts.values[DateParts::kSeconds] = static_cast<double>(rest / 1000 % 60);
  parts.values[DateParts::kMinutes] = static_cast<double>(rest / 60000 % 60);
  parts.values[DateParts::kHours] = static_cast<double>(rest / 3600000);
  auto weekday = static_cast<int>(std::fmod(days + 4, 7));
  parts.weekday = weekday < 0 ? weekday + 7 : weekday;
  return parts;
}

double time_from_parts(const DateParts& parts) {
  double values[DateParts::kCount];
  for (int i = 0; i < DateParts::kCount; ++i) {
    if (!std::isfinite(parts.values[i])) return kInvalidTime;
    values[i] = std::trunc(parts.values[i]);
  }
  double year = values[DateParts::kYear] + std::floor(values[DateParts::kMonth] / 12);
  double month = std::fmod(values[DateParts::kMonth], 12);
  if (month < 0) month += 12;
  // Far beyond every time value.
  if (std::fabs(year) > 400000) return kInvalidTime;
  double day =
      static_cast<double>(days_to_month(static_cast<int64_t>(year), static_cast<int64_t>(month))) +
      values[DateParts::kDay] - 1;
  double ms = values[DateParts::kHours] * 3600000 + values[DateParts::kMinutes] * 60000 +
              values[DateParts::kSeconds] * 1000 + values[DateParts::kMilliseconds];
  double time = day * kMsPerDay + ms;
  return std::isfinite(time) ? time : kInvalidTime;
}

double time_clip(double time) {
  if (!(std::fabs(time) <= 8.64e15)) return kInvalidTime;
  return std::trunc(time) + 0.0;  // never -0
}

std::string date_to_date_string(double time) {
  DateParts parts = date_parts(time);
  return fmt::format("{} {} {:02} {}", kDayNames[parts.weekday], month_name(parts),
                     part(parts, DateParts::kDay), year_text(part(parts, DateParts::kYear)));
}

std::string date_to_time_string(double time) {
  return clock_text(date_parts(time)) + " " + kZone;
}

std::string date_to_string(double time) {
  return date_to_date_string(time) + " " + date_to_time_string(time);
}

std::string date_to_utc_string(double time) {
  DateParts parts = date_parts(time);
  return fmt::format("{}, {:02} {} {} {} GMT", kDayNames[parts.weekday],
                     part(parts, DateParts::kDay), month_name(parts),
                     year_text(part(parts, DateParts::kYear)), clock_text(parts));
}

std::string date_to_iso_string(double time) {
  DateParts parts = date_parts(time);
  int year = part(parts, DateParts::kYear);
  std::string year_digits = year >= 0 && year <= 9999
                                ? fmt::format("{:04}", year)
                                : fmt::format("{}{:06}", year < 0 ? '-' : '+', std::abs(year));
  return fmt::format("{}-{:02}-{:02}T{}.{:03}Z", year_digits, part(parts, DateParts::kMonth) + 1,
                     part(parts, DateParts::kDay), clock_text(parts),
                     part(parts, DateParts::kMilliseconds));
}

std::string date_to_locale_date(double time) {
  DateParts parts = date_parts(time);
  return fmt::format("{}/{}/{}", part(parts, DateParts::kMonth) + 1, part(parts, DateParts::kDay),
                     part(parts, DateParts::kYear));
}

std::string date_to_locale_time(double time) {
  DateParts parts = date_parts(time);
  int hours = part(parts, DateParts::kHours);
  return fmt::format("{}:{:02}:{:02} {}", hours % 12 == 0 ? 12 : hours % 12,
                     part(parts, DateParts::kMinutes), part(parts, DateParts::kSeconds),
                     hours < 12 ? "AM" : "PM");
}

}  // namespace actx
