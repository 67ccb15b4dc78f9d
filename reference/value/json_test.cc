#include "value/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "value/testing/show.h"

namespace actx {
namespace {

Value parse(Realm& realm, std::string_view text) {
  return json_parse(realm, realm.units(realm.string(text)));
}
std::string stringify(Realm& realm, Value value, Value replacer = Value(), Value space = Value()) {
  return show(realm, json_stringify(realm, value, replacer, space));
}
std::string error(std::string_view text) {
  Realm realm;
  return thrown(realm, [&] { parse(realm, text); });
}

/// JSON texts as JSON.stringify writes them, nested up to `depth`.
rc::Gen<std::string> texts(int depth) {
  auto scalars = rc::gen::element<std::string>("null", "true", "false", "0", "-1", "1.5", "1e+21",
                                               "\"\"", "\"a\"", "\"\\\"\\\\\\n\"", "\"\\u0001\"");
  if (depth == 0) return scalars;
  auto join = [](char open, char close, bool keys) {
    return [=](const std::vector<std::string>& parts) {
      std::string out(1, open);
      for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += ",";
        if (keys) out += "\"k" + std::to_string(i) + "\":";
        out += parts[i];
      }
      return out + close;
    };
  };
  auto lists = rc::gen::resize(4, rc::gen::container<std::vector<std::string>>(texts(depth - 1)));
  return rc::gen::oneOf(scalars, rc::gen::map(lists, join('[', ']', false)),
                        rc::gen::map(lists, join('{', '}', true)));
}

TEST(Json, CompactTextSurvivesTheRoundTrip) {
  rc::check([] {
    Realm realm;
    std::string text = *texts(3);
    RC_ASSERT(stringify(realm, parse(realm, text)) == text);
    // With white space it is the same value.
    std::string spaced = stringify(realm, parse(realm, text), Value(), Value(2));
    RC_ASSERT(stringify(realm, parse(realm, spaced)) == text);
  });
}

// The messages of Node 18.20.1.
TEST(Json, ParseErrors) {
  EXPECT_EQ(error(""), "SyntaxError: Unexpected end of JSON input");
  EXPECT_EQ(error("[1,"), "SyntaxError: Unexpected end of JSON input");
  EXPECT_EQ(error("nul"), "SyntaxError: Unexpected end of JSON input");
  EXPECT_EQ(error("-"), "SyntaxError: Unexpected end of JSON input");
  EXPECT_EQ(error("{a"), "SyntaxError: Unexpected token a in JSON at position 1");
  EXPECT_EQ(error("[1,]"), "SyntaxError: Unexpected token ] in JSON at position 3");
  EXPECT_EQ(error("nulx"), "SyntaxError: Unexpected token x in JSON at position 3");
  EXPECT_EQ(error("01"), "SyntaxError: Unexpected number in JSON at position 1");
  EXPECT_EQ(error("1 2"), "SyntaxError: Unexpected number in JSON at position 2");
  EXPECT_EQ(error("\"\\x\""), "SyntaxError: Unexpected token x in JSON at position 2");
  EXPECT_EQ(error("\"\\u12\""), "SyntaxError: Unexpected string in JSON at position 5");
  EXPECT_EQ(error("\"\n\""), "SyntaxError: Unexpected token \n in JSON at position 1");
  EXPECT_EQ(error("'a'"), "SyntaxError: Unexpected token ' in JSON at position 0");
  EXPECT_EQ(error("\xC3\xA9"), "SyntaxError: Unexpected token \xC3\xA9 in JSON at position 0");
}

TEST(Json, DeepTextIsReadWithoutRecursion) {
  EXPECT_EQ(error(std::string(200000, '[')), "SyntaxError: Unexpected end of JSON input");
}

TEST(Json, DeepValuesAreARangeError) {
  Realm realm;
  Value value(realm.new_array());
  for (int i = 0; i < 100000; ++i) value = Value(realm.new_array(Args(&value, 1)));
  EXPECT_EQ(thrown(realm, [&] { stringify(realm, value); }),
            "RangeError: Maximum call stack size exceeded");
}

TEST(Json, KeysKeepTheirFirstPlaceAndTheirLastValue) {
  Realm realm;
  EXPECT_EQ(stringify(realm, parse(realm, R"({"b":1,"a":2,"1":3,"b":4})")),
            R"({"1":3,"b":4,"a":2})");
  Value object = parse(realm, R"({"__proto__":1})");
  EXPECT_EQ(show_keys(realm, object.as_object()), "__proto__");
}

TEST(Json, EscapesAndLoneSurrogates) {
  std::u16string out;
  const char16_t text[] = {0xD800, 0x2028, 1, '"', '\\', 0xD83D, 0xDE00, '\n', 0};
  json_quote(text, &out);
  EXPECT_EQ(utf16_to_utf8(out), "\"\\ud800\xE2\x80\xA8\\u0001\\\"\\\\\xF0\x9F\x98\x80\\n\"");
}

TEST(Json, IndentsAsNodeDoes) {
  Realm realm;
  Value value = parse(realm, R"({"a":[1,{}],"b":{}})");
  EXPECT_EQ(stringify(realm, value, Value(), Value(2)),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {}\n}");
  EXPECT_EQ(stringify(realm, parse(realm, "[1]"), Value(), Value(20)), "[\n          1\n]");
  EXPECT_EQ(stringify(realm, parse(realm, "[1]"), Value(), Value(realm.literal("--"))),
            "[\n--1\n]");
}

TEST(Json, CirclesAreDrawnAsNodeDrawsThem) {
  Realm realm;
  Value root = parse(realm, R"({"x":[{"p":{"q":{}}}]})");
  Value list = get_value(realm, root, realm.key("x"));
  Value item = get_value(realm, list, PropertyKey::index(0));
  item.as_object()->put(realm, realm.key("y"), root);
  item.as_object()->delete_property(realm, realm.key("p"));
  EXPECT_EQ(thrown(realm, [&] { stringify(realm, root); }),
            "TypeError: Converting circular structure to JSON\n"
            "    --> starting at object with constructor 'Object'\n"
            "    |     property 'x' -> object with constructor 'Array'\n"
            "    |     index 0 -> object with constructor 'Object'\n"
            "    --- property 'y' closes the circle");
}

Value double_numbers(Realm&, const Call& call) {
  return call.arg(1).is_number() ? Value(call.arg(1).as_number() * 2) : call.arg(1);
}

TEST(Json, ReviverAndReplacer) {
  Realm realm;
  Value twice(realm.new_native(double_numbers, "twice", 2));
  Value json = global(realm, "JSON");
  Value revived = call_method(realm, json, "parse", {Value(realm.literal("[1,[2]]")), twice});
  EXPECT_EQ(stringify(realm, revived), "[2,[4]]");
  EXPECT_EQ(stringify(realm, parse(realm, R"({"a":1,"b":[2]})"), twice), R"({"a":2,"b":[4]})");
  Value list = parse(realm, R"(["b",1,"b"])");
  EXPECT_EQ(stringify(realm, parse(realm, R"({"a":1,"b":2,"1":3})"), list), R"({"b":2,"1":3})");
}

}  // namespace
}  // namespace actx
