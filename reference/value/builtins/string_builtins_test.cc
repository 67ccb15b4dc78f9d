#include <gtest/gtest.h>

#include <string>

#include "value/case_mapping.h"
#include "value/json.h"
#include "value/testing/show.h"

namespace actx {
namespace {

struct StringMethodRow {
  const char* receiver;  // JSON
  const char* method;
  const char* arguments;  // a JSON array
  const char* result;     // JSON, or the error
};

// What JSON.stringify(receiver.method(...arguments)) gave on Node 18.20.1.
constexpr StringMethodRow kStringMethodRows[] = {
    {R"("abc")", "at", R"([-1])", R"("c")"},
    {R"("abc")", "at", R"([3])", R"(undefined)"},
    {R"("abc")", "charAt", R"([1])", R"("b")"},
    {R"("abc")", "charAt", R"([9])", R"("")"},
    {R"("abc")", "charCodeAt", R"([9])", R"(null)"},
    {R"("abc")", "codePointAt", R"([0])", R"(97)"},
    {R"("😀")", "codePointAt", R"([0])", R"(128512)"},
    {R"("😀")", "codePointAt", R"([1])", R"(56832)"},
    {R"("a")", "concat", R"([1,null,"x"])", R"("a1nullx")"},
    {R"("abc")", "endsWith", R"(["b",2])", R"(true)"},
    {R"("abc")", "includes", R"(["b",2])", R"(false)"},
    {R"("abc")", "includes", R"([""])", R"(true)"},
    {R"("aba")", "indexOf", R"(["a",1])", R"(2)"},
    {R"("abc")", "indexOf", R"(["",9])", R"(3)"},
    {R"("aba")", "lastIndexOf", R"(["a",1])", R"(0)"},
    {R"("abc")", "lastIndexOf", R"([""])", R"(3)"},
    {R"("abc")", "lastIndexOf", R"(["c",-1])", R"(-1)"},
    {R"("a")", "localeCompare", R"(["B"])", R"(-1)"},
    {R"("a")", "localeCompare", R"(["A"])", R"(-1)"},
    {R"("a b")", "localeCompare", R"(["ab"])", R"(-1)"},
    {R"("_")", "localeCompare", R"(["-"])", R"(-1)"},
    {R"("résumé")", "normalize", R"([])", R"("résumé")"},
    {R"("a")", "normalize", R"(["x"])",
     R"(RangeError: The normalization form should be one of NFC, NFD, NFKC, NFKD.)"},
    {R"("a")", "padEnd", R"([4,"xy"])", R"("axyx")"},
    {R"("a")", "padStart", R"([4,"xy"])", R"("xyxa")"},
    {R"("a")", "padStart", R"([3])", R"("  a")"},
    {R"("a")", "padEnd", R"([4,""])", R"("a")"},
    {R"("ab")", "repeat", R"([3])", R"("ababab")"},
    {R"("ab")", "repeat", R"([-1])", R"(RangeError: Invalid count value)"},
    {R"("ab")", "repeat", R"([0])", R"("")"},
    {R"("abc")", "slice", R"([-2,-1])", R"("b")"},
    {R"("abc")", "slice", R"([2,1])", R"("")"},
    {R"("abc")", "substring", R"([2,0])", R"("ab")"},
    {R"("abc")", "substring", R"([-1,2])", R"("ab")"},
    {R"("abc")", "substr", R"([-2,1])", R"("b")"},
    {R"("abc")", "startsWith", R"(["b",1])", R"(true)"},
    {R"(" \ta\n")", "trim", R"([])", R"("a")"},
    {R"(" a ")", "trimStart", R"([])", R"("a ")"},
    {R"(" a ")", "trimEnd", R"([])", R"(" a")"},
    {R"("ß")", "toUpperCase", R"([])", R"("SS")"},
    {R"("İ")", "toLowerCase", R"([])", R"("i̇")"},
    {R"("ΑΣ")", "toLowerCase", R"([])", R"("ας")"},
    {R"("ΑΣ Σ")", "toLowerCase", R"([])", R"("ας σ")"},
    {R"("ŉ")", "toUpperCase", R"([])", R"("ʼN")"},
    {R"("ﬀ")", "toUpperCase", R"([])", R"("FF")"},
    {R"("é")", "toUpperCase", R"([])", R"("É")"},
    {R"("É")", "toLowerCase", R"([])", R"("é")"},
    {R"("a,b,c")", "split", R"([","])", R"(["a","b","c"])"},
    {R"("a,b,c")", "split", R"([",",2])", R"(["a","b"])"},
    {R"("abc")", "split", R"([""])", R"(["a","b","c"])"},
    {R"("")", "split", R"([""])", R"([])"},
    {R"("")", "split", R"([","])", R"([""])"},
    {R"("abc")", "split", R"([])", R"(["abc"])"},
    {R"("abc")", "split", R"(["x"])", R"(["abc"])"},
    {R"("a.b")", "split", R"([".",0])", R"([])"},
    {R"("aXbX")", "replace", R"(["X","[$&]"])", R"("a[X]bX")"},
    {R"("aXbX")", "replaceAll", R"(["X","[$&]"])", R"("a[X]b[X]")"},
    {R"("abc")", "replace", R"(["b","$`$'$$"])", R"("aac$c")"},
    {R"("abc")", "replaceAll", R"(["","-"])", R"("-a-b-c-")"},
    {R"("abc")", "replace", R"(["x","y"])", R"("abc")"},
    {R"("aaa")", "replaceAll", R"(["aa","b"])", R"("ba")"},
    {R"("abc")", "match", R"(["b"])", R"(["b"])"},
    {R"("abc")", "match", R"(["x"])", R"(null)"},
    {R"("abc")", "search", R"(["c"])", R"(2)"},
    {R"("a.c")", "search", R"([".c"])", R"(1)"},
    {R"("abc")", "search", R"(["("])",
     R"(SyntaxError: Invalid regular expression: /(/: Unterminated group)"},
    {R"("x")", "anchor", R"(["\"q\""])", R"("<a name=\"&quot;q&quot;\">x</a>")"},
    {R"("x")", "bold", R"([])", R"("<b>x</b>")"},
    {R"("x")", "link", R"(["u"])", R"("<a href=\"u\">x</a>")"},
    {R"("x")", "fontsize", R"([7])", R"("<font size=\"7\">x</font>")"},
    {R"("a\nb")", "toLocaleUpperCase", R"([])", R"("A\nB")"},
};

Value parse(Realm& realm, const char* text) {
  return json_parse(realm, realm.units(realm.string(std::string_view(text))));
}

TEST(StringBuiltins, BehaveAsNode) {
  for (const StringMethodRow& row : kStringMethodRows) {
    Realm realm;
    std::string result = thrown(realm, [&] {
      ArenaVector<Value> args = list_from_array_like(realm, parse(realm, row.arguments));
      Value value = invoke(realm, parse(realm, row.receiver), realm.key(row.method),
                           Args(args.begin(), args.size()));
      throw Throw{json_stringify(realm, value, Value(), Value())};
    });
    EXPECT_EQ(result, row.result) << row.receiver << "." << row.method << row.arguments;
  }
}

TEST(StringBuiltins, MethodsWithTwoNamesAreOneFunction) {
  Realm realm;
  Value prototype(realm.intrinsic(Intrinsic::kStringPrototype));
  auto method = [&](const char* name) { return get_value(realm, prototype, realm.key(name)); };
  EXPECT_EQ(method("trimStart").as_object(), method("trimLeft").as_object());
  EXPECT_EQ(method("trimEnd").as_object(), method("trimRight").as_object());
  EXPECT_EQ(show(realm, get_value(realm, method("trimLeft"), realm.names().name)), "trimStart");
}

TEST(StringBuiltins, TheIteratorGivesCodePoints) {
  Realm realm;
  std::string points;
  const char16_t text[] = {'a', 0xD83D, 0xDE00, 0xD800, 0};
  iterate(realm, Value(realm.string(std::u16string_view(text))),
          [&](Value point) { points += std::to_string(point.as_string()->length()) + ","; });
  EXPECT_EQ(points, "1,2,1,");
}

TEST(StringBuiltins, Messages) {
  Realm realm;
  Value prototype(realm.intrinsic(Intrinsic::kStringPrototype));
  Value trim = get_value(realm, prototype, realm.key("trimStart"));
  EXPECT_EQ(thrown(realm, [&] { realm.call(trim, Value(), {}); }),
            "TypeError: String.prototype.trimLeft called on null or undefined");
  Value to_string_method = get_value(realm, prototype, realm.key("toString"));
  EXPECT_EQ(thrown(realm, [&] { realm.call(to_string_method, Value(1), {}); }),
            "TypeError: String.prototype.toString requires that 'this' be a String");
  Value text(realm.literal("a"));
  EXPECT_EQ(
      thrown(realm,
             [&] { call_method(realm, text, "toLocaleUpperCase", {Value(realm.literal("tr"))}); }),
      "TypeError: String.prototype.toLocaleUpperCase with a locale is not in the litmus "
      "language");
}

TEST(CaseMapping, OfSinglePoints) {
  EXPECT_EQ(to_upper_point(U'\u00E9'), U'\u00C9');
  EXPECT_EQ(to_upper_point(U'\u00DF'), U'\u00DF');
  EXPECT_EQ(to_lower_point(U'\U00010400'), U'\U00010428');
  EXPECT_EQ(to_upper_point(U'\u01C5'), U'\u01C4');
}

TEST(CaseMapping, CanonicalUnitsFollowTheStandard) {
  EXPECT_EQ(canonicalize_unit(u'\u00E9'), u'\u00C9');
  // No unit beyond ASCII becomes an ASCII one, and mappings to several units do not count.
  EXPECT_EQ(canonicalize_unit(u'\u017F'), u'\u017F');
  EXPECT_EQ(canonicalize_unit(u'\u00DF'), u'\u00DF');
  EXPECT_EQ(canonicalize_unit(u'\u0131'), u'\u0131');
}

}  // namespace
}  // namespace actx
