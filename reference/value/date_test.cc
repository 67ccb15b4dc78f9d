#include "value/date.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <string>

#include "value/testing/show.h"

namespace actx {
namespace {

// What Date.parse gave on Node 18.20.1 with TZ=UTC; NaN where it refused.
struct DateRow {
  const char* text;
  double time;
};
constexpr DateRow kTexts[] = {
    {"2020-01-01", 1577836800000},
    {"2020-01", 1577836800000},
    {"2020", 1577836800000},
    {"2020-01-01T00:00", 1577836800000},
    {"2020-01-01T00:00Z", 1577836800000},
    {"2020-01-01T00:00:00.123Z", 1577836800123},
    {"2020-01-01T00:00:00.1234567Z", 1577836800123},
    {"2020-01-01T00:00:00+01:00", 1577833200000},
    {"2020-01-01T00:00:00+0100", 1577833200000},
    {"2020-01-01T24:00Z", 1577923200000},
    {"2020-01-01T24:01Z", NAN},
    {"2020-13-01", NAN},
    {"2020-02-30", 1583020800000},
    {"2020-1-1", 1577836800000},
    {"2020-01-01 00:00", 1577836800000},
    {"2020/01/02", 1577923200000},
    {"1/2/2020", 1577923200000},
    {"Jan 1 2020", 1577836800000},
    {"Jan 1, 2020 10:00", 1577872800000},
    {"1 Jan 2020", 1577836800000},
    {"1 January 2020 10:11:12 GMT", 1577873472000},
    {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
    {"Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)", 0},
    {"Thu Jan 01 1970 01:00:00 GMT+0100", 0},
    {"Wed Nov 25 2026", 1795564800000},
    {"+002020-01-01T00:00:00Z", 1577836800000},
    {"-000001-01-01T00:00:00Z", -62198755200000},
    {"-000000-01-01T00:00:00Z", NAN},
    {"12:00", NAN},
    {"foo", NAN},
    {"2020-01-01T", NAN},
    {"2020-01-01T1:00", NAN},
    {"2020-01-01T00:00:00.Z", NAN},
    {"20200101", NAN},
    {"1577836800000", NAN},
    {"1.1.2020", 1577836800000},
    {"2020-01-01T00:00:00 Z", NAN},
    {"2020-01-01T00:00:00z", 1577836800000},
    {"2020-01-01t00:00:00Z", 1577836800000},
    {"Jan 2020", 1577836800000},
    {"2020 Jan", 1577836800000},
    {"Tue Mar 01 2022 10:00 PM", 1646172000000},
    {"Mar 1 2022 12:00 AM", 1646092800000},
    {"Mar 1 2022 13:00 PM", NAN},
    {"Mar 1 99", 920246400000},
    {"Mar 1 30", 1898553600000},
    {"Mar 1 50", -626054400000},
    {"2020-01-01T00:00:00EST", NAN},
    {"Mar 1 2022 10:00 EST", 1646146800000},
    {"Mar 1 2022 10:00 UTC+2", 1646121600000},
    {"Mar 1 2022 10:00 -0530", 1646148600000},
    {"(comment) Mar 1 2022", 1646092800000},
    {"2020-06-15T12:30:45.5", 1592224245500},
    {"  2020-01-01  ", 1577836800000},
    {"2020-01-01T00:00:60Z", NAN},
    {"2020-01-01T00:60Z", NAN},
    {"2020-W01", NAN},
    {"99999-01-01", 3093496444800000},
    {"+275760-09-13T00:00:00.000Z", 8640000000000000},
    {"+275760-09-13T00:00:00.001Z", NAN},
    {"2020-00-01", NAN},
    {"2020-01-00", NAN},
    {"2020-01-32", NAN},
    {"Mar 1 2022 10:20:30.5 PM", 1646173230500},
    {"1::2", NAN},
    {"Mar 1 2022 1::", 1646096400000},
    {"2020-01-01T10:20:30.123456", 1577874030123},
    {"Sept 3 2020", 1599091200000},
    {"September 3 2020", 1599091200000},
    {"Mar 1 2022 foo", NAN},
    {"foo Mar 1 2022", 1646092800000},
    {"foo1 Mar 2022", NAN},
    {"Mar 1 2022)", NAN},
    {"1 2 3 4", NAN},
    {"10:20 Mar 1 2022 -5", 1646148000000},
    {"Mar 1 2022 10:20 GMT-8", 1646158800000},
    {"Mar 1 2022 10:20 +12345", NAN},
    {"1/2/3", 1041465600000},
    {"32/1/2020", NAN},
    {"2020/32/1", NAN},
    {"Mar-1-2022", 1646092800000},
};

TEST(Date, ParsesAsNodeDoes) {
  for (const auto& [text, expected] : kTexts) {
    double time = parse_date(utf8_to_utf16(text));
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(time)) << text;
    } else {
      EXPECT_EQ(time, expected) << text;
    }
  }
}

// Texts as Node 18.20.1 gives them.
TEST(Date, Formats) {
  EXPECT_EQ(date_to_string(0), "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)");
  EXPECT_EQ(date_to_utc_string(0), "Thu, 01 Jan 1970 00:00:00 GMT");
  EXPECT_EQ(date_to_date_string(-1e15), "Tue Apr 05 -29719");
  EXPECT_EQ(date_to_time_string(1700000000000), "22:13:20 GMT+0000 (Coordinated Universal Time)");
  EXPECT_EQ(date_to_utc_string(-62198755200001), "Thu, 31 Dec -0002 23:59:59 GMT");
  EXPECT_EQ(date_to_iso_string(-62198755200001), "-000002-12-31T23:59:59.999Z");
  EXPECT_EQ(date_to_iso_string(8.64e15), "+275760-09-13T00:00:00.000Z");
  EXPECT_EQ(date_to_string(8.64e15),
            "Sat Sep 13 275760 00:00:00 GMT+0000 (Coordinated Universal Time)");
  EXPECT_EQ(date_to_locale_date(1700000000000), "11/14/2023");
  EXPECT_EQ(date_to_locale_time(1700000000000), "10:13:20 PM");
  EXPECT_EQ(date_to_locale_time(0), "12:00:00 AM");
}

rc::Gen<double> times() {
  return rc::gen::map(rc::gen::arbitrary<int64_t>(),
                      [](int64_t raw) { return static_cast<double>(raw % 8640000000000000); });
}

TEST(Date, PartsAndTimesAreInverse) {
  rc::check([] {
    double time = *times();
    RC_ASSERT(time_from_parts(date_parts(time)) == time);
  });
}

TEST(Date, EveryFormatIsReadBack) {
  rc::check([] {
    double time = *times();
    double seconds = std::floor(time / 1000) * 1000;
    RC_ASSERT(parse_date(utf8_to_utf16(date_to_iso_string(time))) == time);
    // Years that look like a day or a century are read otherwise, in Node too.
    if (std::fabs(time) > 6e13 || date_parts(time).values[DateParts::kYear] < 100) return;
    RC_ASSERT(parse_date(utf8_to_utf16(date_to_string(time))) == seconds);
    RC_ASSERT(parse_date(utf8_to_utf16(date_to_utc_string(time))) == seconds);
  });
}

TEST(Date, ConsecutiveDaysFollowTheCalendar) {
  int weekday = date_parts(-1e12 * 60).weekday;
  for (double day = -694444; day < -694444 + 2000; ++day) {
    DateParts parts = date_parts(day * 86400000);
    EXPECT_EQ(parts.weekday, (weekday + static_cast<int>(day + 694445)) % 7) << day;
  }
}

TEST(Date, TheClockIsTheRealms) {
  Realm realm;
  realm.set_clock([](Realm&) { return 86400000.5; });
  EXPECT_EQ(call_method(realm, global(realm, "Date"), "now").as_number(), 86400000);
  EXPECT_EQ(show(realm, realm.call(global(realm, "Date"), Value(), {})),
            "Fri Jan 02 1970 00:00:00 GMT+0000 (Coordinated Universal Time)");
  Value date = realm.construct(global(realm, "Date"), {});
  EXPECT_EQ(call_method(realm, date, "getTime").as_number(), 86400000);
}

TEST(Date, SettersTakeMorePartsAndOverflow) {
  Realm realm;
  const Value zero[] = {Value(0)};
  auto date = [&] { return realm.construct(global(realm, "Date"), zero); };
  EXPECT_EQ(call_method(realm, date(), "setMonth", {Value(13)}).as_number(), 34214400000);
  EXPECT_EQ(
      call_method(realm, date(), "setFullYear", {Value(2020), Value(1), Value(30)}).as_number(),
      1583020800000);
  EXPECT_EQ(call_method(realm, date(), "setHours", {Value(24), Value(60), Value(60), Value(1000)})
                .as_number(),
            90061000);
  EXPECT_TRUE(std::isnan(call_method(realm, date(), "setHours").as_number()));
  const Value nan[] = {Value(NAN)};
  Value invalid = realm.construct(global(realm, "Date"), nan);
  EXPECT_TRUE(std::isnan(call_method(realm, invalid, "setHours", {Value(1)}).as_number()));
  EXPECT_EQ(call_method(realm, invalid, "setFullYear", {Value(2000)}).as_number(), 946684800000);
}

// Messages as Node 18.20.1 prints them.
TEST(Date, Messages) {
  Realm realm;
  const Value nan[] = {Value(NAN)};
  Value invalid = realm.construct(global(realm, "Date"), nan);
  EXPECT_EQ(thrown(realm, [&] { call_method(realm, invalid, "toISOString"); }),
            "RangeError: Invalid time value");
  EXPECT_TRUE(call_method(realm, invalid, "toJSON").is_null());
  EXPECT_EQ(show(realm, call_method(realm, invalid, "toString")), "Invalid Date");
  Value get_time = get_value(realm, invalid, realm.key("getTime"));
  EXPECT_EQ(thrown(realm, [&] { realm.call(get_time, Value(realm.new_object()), {}); }),
            "TypeError: this is not a Date object.");
}

}  // namespace
}  // namespace actx
