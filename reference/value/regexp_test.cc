#include "value/regexp.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "value/regexp_program.h"
#include "value/testing/show.h"

namespace actx {
namespace {

/// The spans of a match as "start:end" each, "u" for an unset group; "null", or why the pattern is
/// refused.
std::string match(std::u16string_view pattern, std::u16string_view flags,
                  std::u16string_view text) {
  Arena arena;
  try {
    const RegexpProgram* program = regexp_program(arena, pattern, flags);
    std::vector<RegexpSpan> spans;
    MatchOutcome outcome = regexp_match(*program, text, 0, false, &spans);
    if (outcome == MatchOutcome::kNoMatch) return "null";
    if (outcome != MatchOutcome::kMatch)
      return "outcome " + std::to_string(static_cast<int>(outcome));
    std::string out;
    for (const RegexpSpan& span : spans) {
      if (!out.empty()) out += ",";
      out += span.start < 0 ? "u" : std::to_string(span.start) + ":" + std::to_string(span.end);
    }
    return out;
  } catch (const RegexpError& error) {
    return error.what();
  }
}

struct RegExpRow {
  const char16_t* pattern;
  const char16_t* flags;
  const char16_t* text;
  const char* expected;
};

// What RegExp.prototype.exec gave on Node 18.20.1 (indices with the d flag).
constexpr RegExpRow kMatches[] = {
    {u"(z)((a+)?(b+)?(c))*", u"", u"zaacbbbcac", "0:10,0:1,8:10,8:9,u,9:10"},
    {u"(?:(a)|b)*", u"", u"ab", "0:2,u"},
    {u"(?:(a)|(b))*", u"", u"ab", "0:2,u,1:2"},
    {u"^(?:(a)|(b))*$", u"", u"ba", "0:2,1:2,u"},
    {u"(?=(a+))a*b\\1", u"", u"baaabac", "3:6,3:4"},
    {u"(.*?)a(?!(a+)b\\2c)\\2(.*)", u"", u"baaabaac", "0:8,0:2,u,3:8"},
    {u"(a*)*", u"", u"b", "0:0,u"},
    {u"(a*)?", u"", u"b", "0:0,u"},
    {u"(?:a*?)*?b", u"", u"aab", "0:3"},
    {u"(?:|a)*", u"", u"aa", "0:2"},
    {u"(?:(?:(a)|b)+,)*", u"", u"ab,b,", "0:5,u"},
    {u"(([^,]*),?)*", u"", u"a,b", "0:3,2:3,2:3"},
    {u"(?:(\\d+)|(\\w))*,", u"", u"12ab,", "0:5,u,3:4"},
    {u"^(?:(\\w+)=(?:\"([^\"]*)\"|(\\S*))\\s*)*$", u"", u"a=1 b=\"x y\" c=2", "0:15,12:13,u,14:15"},
    {u"(x)?(y)?", u"", u"y", "0:1,u,0:1"},
    {u"(a)|b", u"", u"b", "0:1,u"},
    {u"(a)\\2(b)", u"", u"ab", "0:2,0:1,1:2"},
    {u"\\1(a)", u"", u"a", "0:1,0:1"},
    {u"(?<y>\\d{4})-(?<m>\\d\\d)", u"", u"on 2020-12", "3:10,3:7,8:10"},
    {u"(?<c>.)\\k<c>", u"", u"abb", "1:3,1:2"},
    {u"(?<=\\$)\\d+(\\.\\d*)?", u"", u"$10.53", "1:6,3:6"},
    {u"(?<!\\$)\\b\\d+", u"", u"$10 20", "4:6"},
    {u"(?<=a|bc)d", u"", u"bcd", "2:3"},
    {u"(?<=(\\d)(\\d))x", u"", u"12x", "2:3,0:1,1:2"},
    {u"$", u"", u"a\n", "2:2"},
    {u"^b", u"m", u"a\nb", "2:3"},
    {u"^b", u"m", u"a\u2028b", "2:3"},
    {u"a$", u"m", u"a\nb", "0:1"},
    {u".", u"", u"\n", "null"},
    {u".", u"", u"\u2028", "null"},
    {u".", u"s", u"\n", "0:1"},
    {u"[^]", u"", u"\n", "0:1"},
    {u"[]", u"", u"a", "null"},
    {u"[^a]", u"i", u"A", "null"},
    {u"\\d", u"", u"\u0663", "null"},
    {u"\\w", u"", u"\u00e9", "null"},
    {u"\\W", u"", u"\u00e9", "0:1"},
    {u"\\s", u"", u"\ufeff", "0:1"},
    {u"\\s", u"", u"\u180e", "null"},
    {u"\\bb", u"", u"\u00e9b", "1:2"},
    {u"\\B.", u"", u"ab", "1:2"},
    {u"k", u"i", u"\u212a", "null"},
    {u"k", u"iu", u"\u212a", "0:1"},
    {u"s", u"i", u"\u017f", "null"},
    {u"\\w", u"iu", u"\u017f", "0:1"},
    {u"\u00e9", u"i", u"\u00c9", "0:1"},
    {u"[\u00e0-\u00ff]", u"i", u"\u00c9", "0:1"},
    {u"[^\u00e9]", u"i", u"\u00c9", "null"},
    {u"\u00df", u"i", u"\u1e9e", "null"},
    {u"\u00df", u"iu", u"\u1e9e", "0:1"},
    {u"\u03c9", u"i", u"\u2126", "null"},
    {u"\u03c3", u"i", u"\u03c2", "0:1"},
    {u"\\u{61}", u"u", u"a", "0:1"},
    {u"\\u{61}", u"", u"uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu", "0:61"},
    {u"\\p{Lu}", u"u", u"\u00c9", "0:1"},
    {u"\\P{Lu}", u"u", u"\u00c9", "null"},
    {u"\\p{Script=Greek}", u"u", u"\u03b1", "0:1"},
    {u"\\p{L}", u"", u"p{L}", "0:4"},
    {u"a{,5}", u"", u"a{,5}", "0:5"},
    {u"a{1", u"", u"a{1", "0:3"},
    {u"x{0}y", u"", u"xy", "1:2"},
    {u"\\0", u"", u"\u00a0", "null"},
    {u"\\x41", u"", u"A", "0:1"},
    {u"\\101", u"", u"A", "0:1"},
    {u"\\8", u"", u"8", "0:1"},
    {u"\\c", u"", u"\\c", "0:2"},
    {u"[\\b]", u"", u"\u00a0", "null"},
    {u"[\\d-z]", u"", u"-", "0:1"},
    {u"[a-]", u"", u"-", "0:1"},
    {u"\\k", u"", u"k", "0:1"},
    {u"(?=a)*", u"", u"a", "0:0"},
    {u"(?!a){0}a", u"", u"a", "0:1"},
    {u"a[a-z]{2,4}?", u"", u"abcdefghi", "0:3"},
    {u"(aa|aabaac|ba|b|c)*", u"", u"aabaac", "0:4,2:4"},
    {u"a|ab", u"", u"abc", "0:1"},
    {u"((a)|(ab))((c)|(bc))", u"", u"abc", "0:3,0:1,0:1,u,1:3,u,1:3"},
    {u"(?:a|ab)(?:c|bcd)(?:d*)", u"", u"abcd", "0:4"},
    {u"(?:)", u"", u"", "0:0"},
};

// Why new RegExp refused a pattern there.
constexpr RegExpRow kErrors[] = {
    {u"(", u"", u"", "Unterminated group"},
    {u"(?a)", u"", u"", "Invalid group"},
    {u"(?<a>x)(?<a>y)", u"", u"", "Duplicate capture group name"},
    {u"(?<1>x)", u"", u"", "Invalid capture group name"},
    {u")", u"", u"", "Unmatched ')'"},
    {u"*", u"", u"", "Nothing to repeat"},
    {u"a**", u"", u"", "Nothing to repeat"},
    {u"a{2,1}", u"", u"", "numbers out of order in {} quantifier"},
    {u"{1}", u"", u"", "Nothing to repeat"},
    {u"{", u"u", u"", "Lone quantifier brackets"},
    {u"a{1", u"u", u"", "Incomplete quantifier"},
    {u"]", u"u", u"", "Lone quantifier brackets"},
    {u"[", u"", u"", "Unterminated character class"},
    {u"[z-a]", u"", u"", "Range out of order in character class"},
    {u"[\\d-z]", u"u", u"", "Invalid character class"},
    {u"\\", u"", u"", "\\ at end of pattern"},
    {u"\\k", u"u", u"", "Invalid named reference"},
    {u"\\k<a>", u"u", u"", "Invalid named capture referenced"},
    {u"(?<a>x)\\k<b>", u"", u"", "Invalid named capture referenced"},
    {u"\\1", u"u", u"", "Invalid escape"},
    {u"\\u", u"u", u"", "Invalid Unicode escape"},
    {u"\\u{110000}", u"u", u"", "Invalid Unicode escape"},
    {u"\\x", u"u", u"", "Invalid escape"},
    {u"\\c", u"u", u"", "Invalid Unicode escape"},
    {u"\\p{Foo}", u"u", u"", "Invalid property name"},
    {u"\\p{lu}", u"u", u"", "Invalid property name"},
    {u"\\-", u"u", u"", "Invalid escape"},
    {u"[\\1]", u"u", u"", "Invalid class escape"},
    {u"\\01", u"u", u"", "Invalid decimal escape"},
    {u"^*", u"", u"", "Nothing to repeat"},
    {u"\\b?", u"", u"", "Nothing to repeat"},
    {u"(?=a)*", u"u", u"", "Invalid quantifier"},
    {u"(?<=a)*", u"", u"", "Invalid quantifier"},
};

TEST(Regexp, MatchesAsNodeDoes) {
  for (const RegExpRow& row : kMatches) {
    EXPECT_EQ(match(row.pattern, row.flags, row.text), row.expected)
        << "/" << utf16_to_utf8(row.pattern) << "/" << utf16_to_utf8(row.flags) << " on "
        << utf16_to_utf8(row.text);
  }
}

TEST(Regexp, RefusesAsNodeDoes) {
  for (const RegExpRow& row : kErrors) {
    EXPECT_EQ(match(row.pattern, row.flags, u""), row.expected) << utf16_to_utf8(row.pattern);
  }
}

TEST(Regexp, SaysWhatCannotBeCarriedOver) {
  const RegExpRow rows[] = {
      {u"(?<=a+)b", u"", u"", "a lookbehind of variable length is not in the litmus language"},
      {u"(?<=(a)\\1)b", u"", u"", "a backreference in a lookbehind is not in the litmus language"},
      {u"(?:(a)|\\1b)*", u"", u"",
       "a backreference to a group that an iteration may leave unset is not in the litmus "
       "language"},
      {u"(?:a*)+", u"", u"",
       "a quantifier with a minimum over what can match nothing is not in the litmus language"},
      {u"a{70000}", u"", u"", "a quantifier beyond 65535 is not in the litmus language"},
      {u"\\p{Lu}", u"iu", u"", "a property escape with the i flag is not in the litmus language"},
      {u"\\ud800", u"u", u"",
       "a lone surrogate in a pattern with the u flag is not in the litmus language"},
  };
  for (const RegExpRow& row : rows)
    EXPECT_EQ(match(row.pattern, row.flags, row.text), row.expected);
}

TEST(Regexp, TextThatCannotBeMatchedExactlyIsRefused) {
  Realm realm;
  auto exec = [&](const char16_t* pattern, const char* flags, const char16_t* text) {
    return thrown(realm, [&] {
      RegExpObject* regexp =
          regexp_create(realm, realm.string(std::u16string_view(pattern)), realm.literal(flags));
      regexp_builtin_exec(realm, regexp, realm.string(std::u16string_view(text)));
    });
  };
  const std::string refusal =
      "SyntaxError: Invalid regular expression: /(.)\\1/: matching this text is not in the litmus "
      "language";
  EXPECT_EQ(exec(u"(.)\\1", "i", u"\u00e9\u00c9"), refusal);
  EXPECT_EQ(exec(u"(.)\\1", "i", u"aA"), "");
  const char16_t lone[] = {0xD800, 0};
  EXPECT_EQ(exec(u"(.)\\1", "u", lone), refusal);
  EXPECT_EQ(exec(u"(.)\\1", "", lone), "");
}

TEST(Regexp, ACatastrophicPatternEndsTheRun) {
  Realm realm;
  RegExpObject* regexp =
      regexp_create(realm, realm.literal("(?:a|aa)*(?:a|aa)*(?:a|aa)*b$"), realm.literal(""));
  String* text = realm.string(std::string(60, 'a') + "b!");
  EXPECT_THROW(regexp_builtin_exec(realm, regexp, text), StepLimitReached);
}

TEST(Regexp, EarlyErrorsOfLiterals) {
  EXPECT_EQ(check_regexp(u"a", u"g"), std::nullopt);
  EXPECT_EQ(check_regexp(u"a", u"gg"), "Invalid regular expression flags");
  EXPECT_EQ(check_regexp(u"(", u""), "Invalid regular expression: /(/: Unterminated group");
}

TEST(Regexp, SourceText) {
  Realm realm;
  auto source = [&](std::u16string_view pattern) {
    return realm.utf8(regexp_source_text(realm, realm.string(pattern)));
  };
  EXPECT_EQ(source(u""), "(?:)");
  EXPECT_EQ(source(u"/"), "\\/");
  EXPECT_EQ(source(u"[/]"), "[/]");
  EXPECT_EQ(source(u"\\/"), "\\/");
  EXPECT_EQ(source(u"\n"), "\\n");
}

TEST(Regexp, Substitution) {
  Realm realm;
  const Value captures[] = {Value(realm.literal("b")), Value()};
  Object* groups = realm.new_object();
  groups->define_raw(realm, realm.key("n"), captures[0]);
  std::u16string out;
  append_substitution(realm, {u"abc", u"b", 1, captures, Value(groups)},
                      u"$$-$&-$`-$'-$1-$2-$10-$01-$0-$<n>-$<q>-$3-$", &out);
  // 'abc'.replace(/(?<n>b)(x)?/, ...) on Node 18.20.1
  EXPECT_EQ(utf16_to_utf8(out), "$-b-a-c-b--b0-b-$0-b--$3-$");
}

}  // namespace
}  // namespace actx
