#include "value/conversions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>

#include "value/number_text.h"
#include "value/testing/show.h"

namespace actx {
namespace {

std::string text_of(double number) {
  Realm realm;
  return realm.utf8(number_to_string(realm, number));
}

// Expectations: String(number) of Node.js 18.20.1.
TEST(NumberToString, LaysOutAsECMAScriptSays) {
  const std::pair<double, const char*> rows[] = {
      {0, "0"},
      {-0.0, "0"},
      {1, "1"},
      {-1, "-1"},
      {0.1, "0.1"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1.0 / 3, "0.3333333333333333"},
      {100, "100"},
      {123.456, "123.456"},
      {1e21, "1e+21"},
      {1e20, "100000000000000000000"},
      {123456789012345680000.0, "123456789012345680000"},
      {1.2e21, "1.2e+21"},
      {1e-6, "0.000001"},
      {1e-7, "1e-7"},
      {1.5e-7, "1.5e-7"},
      {-1e-7, "-1e-7"},
      {1e23, "1e+23"},
      {4.35, "4.35"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308"},
      {9007199254740993.0, "9007199254740992"},
      {2147483648.0, "2147483648"},
      {-2147483648.0, "-2147483648"},
      {4294967296.5, "4294967296.5"},
      {NAN, "NaN"},
      {INFINITY, "Infinity"},
      {-INFINITY, "-Infinity"},
  };
  for (auto [number, expected] : rows) EXPECT_EQ(text_of(number), expected);
}

// Expectations: Number(text) of Node.js 18.20.1. NaN is written as such.
TEST(StringToNumber, ReadsWhatTheGrammarAllows) {
  const std::pair<const char16_t*, double> rows[] = {
      {u"", 0},
      {u"  \n\t", 0},
      {u"\u00A012\uFEFF", 12},
      {u"0x1F", 31},
      {u"0b101", 5},
      {u"0O17", 15},
      {u"0x", NAN},
      {u"-0x1", NAN},
      {u"1_000", NAN},
      {u".5", .5},
      {u"5.", 5},
      {u".", NAN},
      {u"+", NAN},
      {u"1e3", 1000},
      {u"1e", NAN},
      {u"1e+", NAN},
      {u"-Infinity", -INFINITY},
      {u"infinity", NAN},
      {u"Infinityx", NAN},
      {u"1e400", INFINITY},
      {u"1e-400", 0},
      {u"12px", NAN},
      {u"nan", NAN},
      {u"inf", NAN},
      {u"0x20000000000001", 9007199254740993.0},
      {u"0x20000000000003", 9007199254740996.0},
      {u"1n", NAN},
      {u"1 2", NAN},
  };
  for (auto [text, expected] : rows) {
    double number = string_to_number(text);
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(number)) << utf16_to_utf8(text);
    } else {
      EXPECT_EQ(number, expected) << utf16_to_utf8(text);
    }
  }
  EXPECT_TRUE(std::signbit(string_to_number(u"-0")));
}

RC_GTEST_PROP(NumberToString, ReadsBackAsTheSameNumber, (uint64_t bits)) {
  double number = std::bit_cast<double>(bits);
  RC_PRE(!std::isnan(number));
  Realm realm;
  RC_ASSERT(string_to_number(realm.units(number_to_string(realm, number))) == number);
}

// Expectations: toFixed, toExponential, toPrecision, toString(radix) and toLocaleString of
// Node.js 18.20.1.
TEST(NumberFormats, EqualNodes) {
  EXPECT_EQ(format_fixed(0.5, 0), "1");
  EXPECT_EQ(format_fixed(2.5, 0), "3");
  EXPECT_EQ(format_fixed(-2.5, 0), "-3");
  EXPECT_EQ(format_fixed(1.005, 2), "1.00");
  EXPECT_EQ(format_fixed(1.45, 1), "1.4");
  EXPECT_EQ(format_fixed(8.345, 2), "8.35");
  EXPECT_EQ(format_fixed(10.235, 2), "10.23");
  EXPECT_EQ(format_fixed(0.000001, 7), "0.0000010");
  EXPECT_EQ(format_fixed(1e20, 2), "100000000000000000000.00");
  EXPECT_EQ(format_fixed(-0.0000001, 2), "-0.00");
  EXPECT_EQ(format_fixed(999.9995, 3), "1000.000");
  EXPECT_EQ(format_exponential(0, -1), "0e+0");
  EXPECT_EQ(format_exponential(123456, -1), "1.23456e+5");
  EXPECT_EQ(format_exponential(123456, 2), "1.23e+5");
  EXPECT_EQ(format_exponential(0.00015, 0), "1e-4");
  EXPECT_EQ(format_exponential(9.99, 1), "1.0e+1");
  EXPECT_EQ(format_precision(123.456, 4), "123.5");
  EXPECT_EQ(format_precision(0.000123, 2), "0.00012");
  EXPECT_EQ(format_precision(1e21, 3), "1.00e+21");
  EXPECT_EQ(format_precision(1e-7, 2), "1.0e-7");
  EXPECT_EQ(format_precision(0, 3), "0.00");
  EXPECT_EQ(format_precision(99.99, 3), "100");
  EXPECT_EQ(format_radix(255, 16), "ff");
  EXPECT_EQ(format_radix(-255, 36), "-73");
  EXPECT_EQ(format_radix(0.5, 2), "0.1");
  EXPECT_EQ(format_radix(0.1, 2), "0.0001100110011001100110011001100110011001100110011001101");
  EXPECT_EQ(format_radix(3.14159, 8), "3.11037476006703156");
  EXPECT_EQ(format_radix(0.1, 3), "0.0022002200220022002200220022002201");
  EXPECT_EQ(format_grouped(1234567.891), "1,234,567.891");
  EXPECT_EQ(format_grouped(1234.5675), "1,234.568");
  EXPECT_EQ(format_grouped(0.0005), "0.001");
  EXPECT_EQ(format_grouped(0.00049), "0");
  EXPECT_EQ(format_grouped(-0.0), "-0");
  EXPECT_EQ(format_grouped(999.9999), "1,000");
}

TEST(Int32, WrapsAround) {
  EXPECT_EQ(double_to_int32(4294967296.0 + 5), 5);
  EXPECT_EQ(double_to_int32(2147483648.0), INT32_MIN);
  EXPECT_EQ(double_to_int32(-2147483649.0), INT32_MAX);
  EXPECT_EQ(double_to_int32(-1.9), -1);
  EXPECT_EQ(double_to_int32(1e300), 0);
  EXPECT_EQ(double_to_int32(NAN), 0);
  EXPECT_EQ(double_to_int32(INFINITY), 0);
}

TEST(Equality, FollowsTheFourAlgorithms) {
  Realm realm;
  Value nan(NAN);
  EXPECT_FALSE(is_strictly_equal(realm, nan, nan));
  EXPECT_TRUE(same_value(realm, nan, nan));
  EXPECT_TRUE(same_value_zero(realm, nan, nan));
  EXPECT_TRUE(is_strictly_equal(realm, Value(0), Value(-0.0)));
  EXPECT_FALSE(same_value(realm, Value(0), Value(-0.0)));
  EXPECT_TRUE(same_value_zero(realm, Value(0), Value(-0.0)));
  EXPECT_TRUE(is_strictly_equal(realm, Value(realm.string("ab")),
                                Value(realm.concat(realm.string("a"), realm.string("b")))));
  EXPECT_TRUE(is_loosely_equal(realm, Value(), Value::null()));
  EXPECT_FALSE(is_loosely_equal(realm, Value(0), Value::null()));
  EXPECT_TRUE(is_loosely_equal(realm, Value(realm.string(" 1 ")), Value(1)));
  EXPECT_TRUE(is_loosely_equal(realm, Value(true), Value(realm.string("1"))));
  EXPECT_TRUE(is_loosely_equal(realm, Value(to_object(realm, Value(3))), Value(3)));
  EXPECT_FALSE(is_loosely_equal(realm, Value(realm.new_object()), Value(realm.new_object())));
}

TEST(LessThan, ComparesStringsByUnitAndTheRestAsNumbers) {
  Realm realm;
  auto text = [&](const char* s) { return Value(realm.string(s)); };
  EXPECT_EQ(is_less_than(realm, text("10"), text("9"), true), 1);
  EXPECT_EQ(is_less_than(realm, text("10"), Value(9), true), 0);
  EXPECT_EQ(is_less_than(realm, Value(1), Value(NAN), true), -1);
  EXPECT_EQ(is_less_than(realm, Value::null(), Value(1), true), 1);
  EXPECT_EQ(is_less_than(realm, Value(), Value(1), true), -1);
}

// Expectations: the messages of Node.js 18.20.1 for the same operations.
TEST(Messages, AreV8s) {
  Realm realm;
  Value undefined;
  PropertyKey x = realm.key("x");
  EXPECT_EQ(thrown(realm, [&] { get_value(realm, undefined, x); }),
            "TypeError: Cannot read properties of undefined (reading 'x')");
  EXPECT_EQ(thrown(realm, [&] { set_value(realm, Value::null(), x, Value(1), true); }),
            "TypeError: Cannot set properties of null (setting 'x')");
  EXPECT_EQ(thrown(realm, [&] { set_value(realm, Value(5), x, Value(1), true); }),
            "TypeError: Cannot create property 'x' on number '5'");
  EXPECT_EQ(thrown(realm, [&] { to_object(realm, undefined); }),
            "TypeError: Cannot convert undefined or null to object");
  EXPECT_EQ(thrown(realm, [&] { get_iterator(realm, Value(5)); }),
            "TypeError: number 5 is not iterable (cannot read property Symbol(Symbol.iterator))");
  EXPECT_EQ(thrown(realm, [&] { get_iterator(realm, Value(realm.new_object())); }),
            "TypeError: object is not iterable (cannot read property Symbol(Symbol.iterator))");
  EXPECT_EQ(thrown(realm, [&] { to_number(realm, Value(realm.make<Symbol>(nullptr))); }),
            "TypeError: Cannot convert a Symbol value to a number");
  EXPECT_EQ(thrown(realm, [&] { to_primitive(realm, Value(realm.make<Object>(nullptr))); }),
            "TypeError: Cannot convert object to primitive value");
  EXPECT_EQ(thrown(realm, [&] { realm.call(Value(realm.new_object()), undefined, {}); }),
            "TypeError: #<Object> is not a function");
  EXPECT_EQ(thrown(realm, [&] { instance_of(realm, undefined, Value(1)); }),
            "TypeError: Right-hand side of 'instanceof' is not an object");
}

}  // namespace
}  // namespace actx
