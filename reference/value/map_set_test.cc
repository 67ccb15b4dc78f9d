#include "value/map_set.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "value/testing/show.h"

namespace actx {
namespace {

std::string keys_of(Realm& realm, const Collection& entries) {
  std::string out;
  for (CollectionEntry* entry = entries.after(nullptr); entry != nullptr;
       entry = entries.after(entry)) {
    out += show(realm, entry->key) + ",";
  }
  return out;
}

TEST(Collection, KeepsTheOrderOfFirstInsertion) {
  rc::check([] {
    Realm realm;
    Collection entries;
    std::vector<int> model;
    auto steps = *rc::gen::container<std::vector<std::pair<bool, int>>>(
        rc::gen::pair(rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 20)));
    for (auto [adds, key] : steps) {
      auto found = std::find(model.begin(), model.end(), key);
      if (adds) {
        entries.insert(realm, Value(key));
        if (found == model.end()) model.push_back(key);
      } else {
        RC_ASSERT(entries.remove(realm, Value(key)) == (found != model.end()));
        if (found != model.end()) model.erase(found);
      }
    }
    std::string expected;
    for (int key : model) expected += std::to_string(key) + ",";
    RC_ASSERT(keys_of(realm, entries) == expected);
    RC_ASSERT(entries.size() == model.size());
  });
}

TEST(Collection, KeysAreEqualBySameValueZero) {
  Realm realm;
  Collection entries;
  entries.insert(realm, Value(-0.0));
  EXPECT_FALSE(std::signbit(entries.after(nullptr)->key.as_number()));
  EXPECT_NE(entries.find(realm, Value(0)), nullptr);
  entries.insert(realm, Value(NAN));
  EXPECT_NE(entries.find(realm, Value(NAN)), nullptr);
  entries.insert(realm, Value(realm.string(std::string_view("ab"))));
  EXPECT_NE(entries.find(realm, Value(realm.concat(realm.literal("a"), realm.literal("b")))),
            nullptr);
  EXPECT_EQ(entries.find(realm, Value::null()), nullptr);
  EXPECT_EQ(entries.find(realm, Value(realm.literal("0"))), nullptr);
}

TEST(Collection, IterationSeesWhatIsAddedAndMissesWhatIsRemoved) {
  Realm realm;
  Collection entries;
  for (int i = 0; i < 4; ++i) entries.insert(realm, Value(i));
  CollectionEntry* at = entries.after(nullptr);
  at = entries.after(at);  // on 1
  entries.remove(realm, Value(1));
  entries.remove(realm, Value(0));
  entries.remove(realm, Value(2));
  entries.insert(realm, Value(1));
  std::string seen;
  while ((at = entries.after(at)) != nullptr) seen += show(realm, at->key) + ",";
  EXPECT_EQ(seen, "3,1,");
}

TEST(Collection, IterationGoesOnAfterClear) {
  Realm realm;
  Collection entries;
  for (int i = 0; i < 3; ++i) entries.insert(realm, Value(i));
  CollectionEntry* at = entries.after(entries.after(nullptr));
  entries.clear();
  EXPECT_EQ(entries.after(at), nullptr);
  entries.insert(realm, Value(7));
  ASSERT_NE(entries.after(at), nullptr);
  EXPECT_EQ(entries.after(at)->key.as_number(), 7);
}

TEST(Map, AnExhaustedIteratorStaysExhausted) {
  Realm realm;
  Value map = realm.construct(global(realm, "Map"), {});
  call_method(realm, map, "set", {Value(1), Value(2)});
  Value iterator = call_method(realm, map, "entries");
  Value first = get_value(realm, call_method(realm, iterator, "next"), realm.names().value);
  EXPECT_EQ(show(realm, first), "1,2");
  EXPECT_TRUE(
      to_boolean(get_value(realm, call_method(realm, iterator, "next"), realm.names().done)));
  call_method(realm, map, "set", {Value(3), Value(4)});
  EXPECT_TRUE(
      to_boolean(get_value(realm, call_method(realm, iterator, "next"), realm.names().done)));
}

// Messages as Node 18.20.1 prints them.
TEST(Map, Messages) {
  Realm realm;
  auto construct = [&](const char* name, Value arg) {
    const Value args[] = {arg};
    return thrown(realm, [&] { realm.construct(global(realm, name), args); });
  };
  const Value one[] = {Value(1)};
  EXPECT_EQ(construct("Map", Value(realm.new_array(one))),
            "TypeError: Iterator value 1 is not an entry object");
  EXPECT_EQ(construct("Set", Value(5)),
            "TypeError: number 5 is not iterable (cannot read property Symbol(Symbol.iterator))");
  EXPECT_EQ(thrown(realm, [&] { realm.call(global(realm, "Map"), Value(), {}); }),
            "TypeError: Constructor Map requires 'new'");
  Value get = get_value(realm, Value(realm.intrinsic(Intrinsic::kMapPrototype)), realm.key("get"));
  EXPECT_EQ(thrown(realm, [&] { realm.call(get, Value(realm.new_object()), {}); }),
            "TypeError: Method Map.prototype.get called on incompatible receiver #<Object>");
}

}  // namespace
}  // namespace actx
