#include "value/string.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

#include "value/realm.h"

namespace actx {
namespace {

TEST(String, RopesFlattenToTheirUnits) {
  Realm realm;
  String* text = realm.string("start");
  std::u16string expected = u"start";
  for (int i = 0; i < 200; ++i) {
    String* piece = realm.string(std::to_string(i));
    bool left = i % 3 == 0;
    text = left ? realm.concat(piece, text) : realm.concat(text, piece);
    std::u16string units = utf8_to_utf16(std::to_string(i));
    expected = left ? units + expected : expected + units;
  }
  EXPECT_EQ(text->length(), expected.size());
  EXPECT_EQ(realm.units(text), expected);
  EXPECT_EQ(realm.units(text), expected) << "and again, now flat";
}

TEST(String, ALongChainOfConcatenationsNeedsNoDeepStack) {
  Realm realm;
  String* left = realm.string("x");
  String* right = left;
  String* piece = realm.string("0123456789");
  for (int i = 0; i < 100000; ++i) {
    left = realm.concat(left, piece);
    right = realm.concat(piece, right);
  }
  EXPECT_EQ(realm.units(left).substr(0, 11), u"x0123456789");
  EXPECT_EQ(realm.units(right).substr(999990), u"0123456789x");
}

TEST(Atoms, EqualContentIsOneAtom) {
  Realm realm;
  String* a = realm.intern(realm.string("dynamic-name-1"));
  String* b = realm.intern(realm.concat(realm.string("dynamic-"), realm.string("name-1")));
  EXPECT_EQ(a, b);
  EXPECT_TRUE(a->is_atom());
  EXPECT_EQ(realm.intern(realm.string("length")), realm.names().length.as_atom());
}

TEST(Atoms, ARunsAtomThatBecomesPermanentStaysTheSame) {
  Realm realm;
  String* atom = realm.intern(realm.string("first-in-a-run"));
  EXPECT_EQ(AtomTable::for_thread().intern(u"first-in-a-run"), atom);
  realm.reset();
  EXPECT_EQ(realm.intern(realm.string("first-in-a-run")), atom);
  realm.string("overwrites the arena of the run, were the atom still in it");
  Arena unused;
  EXPECT_EQ(atom->view(unused), u"first-in-a-run");
}

TEST(Atoms, RealmsOfAThreadShareAtoms) {
  Realm one;
  Realm two;
  EXPECT_EQ(one.intern(one.string("in-two-realms")), two.intern(two.string("in-two-realms")));
}

TEST(Atoms, ManyAtomsKeepTheirIdentity) {
  Realm realm;
  std::vector<String*> atoms;
  for (int i = 0; i < 5000; ++i) {
    atoms.push_back(realm.intern(realm.string("many-" + std::to_string(i))));
  }
  for (int i = 0; i < 5000; ++i) {
    ASSERT_EQ(realm.intern(realm.string("many-" + std::to_string(i))), atoms[i]);
  }
}

TEST(PropertyKeys, CanonicalIndicesAreIndices) {
  struct Row {
    const char16_t* text;
    bool is_index;
    uint32_t index;
  };
  const Row rows[] = {
      {u"0", true, 0},
      {u"7", true, 7},
      {u"10", true, 10},
      {u"4294967294", true, 4294967294U},
      {u"4294967295", false, 0},
      {u"4294967296", false, 0},
      {u"00", false, 0},
      {u"01", false, 0},
      {u"-1", false, 0},
      {u"", false, 0},
      {u"1e3", false, 0},
      {u" 1", false, 0},
      {u"99999999999", false, 0},
      {u"1.5", false, 0},
  };
  for (const Row& row : rows) {
    uint32_t index = 0;
    EXPECT_EQ(parse_array_index(row.text, &index), row.is_index) << utf16_to_utf8(row.text);
    if (row.is_index) {
      EXPECT_EQ(index, row.index);
    }
  }
}

TEST(PropertyKeys, NumbersAndTextsMeet) {
  Realm realm;
  EXPECT_EQ(realm.to_property_key(Value(5)), realm.key(realm.string("5")));
  EXPECT_EQ(realm.to_property_key(Value(-0.0)), PropertyKey::index(0));
  EXPECT_EQ(realm.to_property_key(Value(1.5)), realm.key("1.5"));
  EXPECT_EQ(realm.to_property_key(Value(4294967295.0)), realm.key("4294967295"));
  EXPECT_TRUE(realm.to_property_key(Value(4294967295.0)).is_atom());
  EXPECT_EQ(realm.to_property_key(Value::null()), realm.key("null"));
}

// Expectations: the WHATWG decoder, as `new TextDecoder().decode` of Node.js gives them.
TEST(Utf, MalformedBytesBecomeReplacementCharacters) {
  EXPECT_EQ(utf8_to_utf16("a\xFFz"), u"a\uFFFDz");
  EXPECT_EQ(utf8_to_utf16("\xC0\x80"), u"\uFFFD\uFFFD");
  EXPECT_EQ(utf8_to_utf16("\xE2\x82"), u"\uFFFD");
  EXPECT_EQ(utf8_to_utf16("\xED\xA0\x80"), u"\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(utf8_to_utf16("\xF0\x9F\x98\x80"), u"\U0001F600");
  EXPECT_EQ(utf8_to_utf16("\xF0\x9F\x98!"), u"\uFFFD!");
  EXPECT_EQ(utf16_to_utf8(std::u16string{u'a', char16_t(0xD800), u'b'}),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(utf16_to_utf8(std::u16string{char16_t(0xDC00)}), "\xEF\xBF\xBD");
}

RC_GTEST_PROP(Utf, WellFormedTextSurvivesBothWays, (const std::vector<uint32_t>& points)) {
  std::u16string text;
  for (uint32_t raw : points) {
    uint32_t point = raw % 0x110000;
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    if (point < 0x10000) {
      text.push_back(static_cast<char16_t>(point));
    } else {
      text.push_back(static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10)));
      text.push_back(static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FF)));
    }
  }
  RC_ASSERT(utf8_to_utf16(utf16_to_utf8(text)) == text);
}

}  // namespace
}  // namespace actx
