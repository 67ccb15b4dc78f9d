#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "value/testing/show.h"

namespace actx {
namespace {

std::string joined(Realm& realm, Value array) {
  return show(realm, call_method(realm, array, "join"));
}

TEST(Array, LengthFollowsTheElements) {
  Realm realm;
  Array* array = realm.new_array();
  array->put(realm, PropertyKey::index(4), Value(1));
  EXPECT_EQ(array->length(), 5U);
  EXPECT_EQ(show_keys(realm, array), "4,length");
  EXPECT_FALSE(array->has_property(realm, PropertyKey::index(0)));
  array->put(realm, realm.names().length, Value(2));
  EXPECT_EQ(show_keys(realm, array), "length");
  array->put(realm, realm.key("4294967295"), Value(1));
  EXPECT_EQ(array->length(), 2U);
  array->put(realm, PropertyKey::index(4294967294U), Value(1));
  EXPECT_EQ(array->length(), 4294967295U);
  EXPECT_EQ(show_keys(realm, array), "4294967294,length,4294967295");
}

TEST(Array, BadLengthsAreRangeErrors) {
  Realm realm;
  Array* array = realm.new_array();
  for (double bad : {-1.0, 1.5, 4294967296.0}) {
    EXPECT_EQ(thrown(realm, [&] { array->put(realm, realm.names().length, Value(bad)); }),
              "RangeError: Invalid array length");
  }
  array->put(realm, realm.names().length, Value(realm.string("3")));
  EXPECT_EQ(array->length(), 3U);
}

TEST(Array, ElementsThatCannotBeDeletedStopTheTruncation) {
  Realm realm;
  Array* array = realm.new_array();
  for (int i = 0; i < 5; ++i) array->push(realm, Value(i));
  array->define_own_property(realm, PropertyKey::index(2),
                             PropertyDescriptor::data(Value(9), kWritable | kEnumerable));
  EXPECT_FALSE(array->set(realm, realm.names().length, Value(0), Value(array)));
  EXPECT_EQ(array->length(), 3U);
  EXPECT_EQ(joined(realm, Value(array)), "0,1,9");
}

TEST(Array, AReadOnlyLengthTakesNoNewElement) {
  Realm realm;
  Array* array = realm.new_array();
  array->push(realm, Value(1));
  PropertyDescriptor desc;
  desc.has_writable = true;
  EXPECT_TRUE(array->define_own_property(realm, realm.names().length, desc));
  EXPECT_FALSE(array->set(realm, PropertyKey::index(1), Value(1), Value(array)));
  EXPECT_TRUE(array->set(realm, PropertyKey::index(0), Value(5), Value(array)));
  EXPECT_EQ(thrown(realm, [&] { call_method(realm, Value(array), "push", {Value(1)}); }),
            "TypeError: Cannot assign to read only property 'length' of object '[object Array]'");
}

TEST(Array, HolesAskThePrototypes) {
  Realm realm;
  Array* array = realm.new_array();
  array->put(realm, realm.names().length, Value(2));
  Object* prototype = realm.intrinsic(Intrinsic::kArrayPrototype);
  prototype->define_raw(realm, PropertyKey::index(1), Value(realm.string("inherited")),
                        kEnumerable);
  EXPECT_EQ(joined(realm, Value(array)), ",inherited");
  EXPECT_FALSE(array->set(realm, PropertyKey::index(1), Value(1), Value(array)));
  EXPECT_TRUE(array->set(realm, PropertyKey::index(0), Value(1), Value(array)));
}

// A dense array and one that was forced into the property table answer alike.
RC_GTEST_PROP(Array, DenseAndSparseAgree, (const std::vector<std::pair<uint8_t, uint8_t>>& steps)) {
  Realm realm;
  Array* dense = realm.new_array();
  Array* sparse = realm.new_array();
  sparse->define_own_property(realm, PropertyKey::index(0),
                              PropertyDescriptor::data(Value(), kConfigurable));
  sparse->delete_property(realm, PropertyKey::index(0));
  sparse->set_length(realm, 0);
  RC_ASSERT(dense->is_dense() && !sparse->is_dense());
  int count = 0;
  for (auto [raw, action] : steps) {
    PropertyKey key = PropertyKey::index(raw % 12);
    ++count;
    for (Array* array : {dense, sparse}) {
      switch (action % 4) {
        case 0:
          array->put(realm, key, Value(count));
          break;
        case 1:
          array->delete_property(realm, key);
          break;
        case 2:
          array->put(realm, realm.names().length, Value(key.as_index()));
          break;
        default:
          call_method(realm, Value(array), "push", {Value(count)});
          break;
      }
    }
    RC_ASSERT(dense->length() == sparse->length());
    RC_ASSERT(show_keys(realm, dense) == show_keys(realm, sparse));
  }
  RC_ASSERT(joined(realm, Value(dense)) == joined(realm, Value(sparse)));
}

RC_GTEST_PROP(ArraySort, IsStableAndOrdered, (const std::vector<uint8_t>& numbers)) {
  Realm realm;
  Array* array = realm.new_array();
  for (size_t i = 0; i < numbers.size(); ++i) {
    array->push(realm, Value(numbers[i] % 16 + static_cast<double>(i) * 16));
  }
  NativeFunction* compare = realm.new_native(
      [](Realm&, const Call& call) {
        auto low = [](Value v) { return static_cast<int64_t>(v.as_number()) % 16; };
        return Value(static_cast<double>(low(call.arg(0)) - low(call.arg(1))));
      },
      "compare", 2);
  call_method(realm, Value(array), "sort", {Value(compare)});
  RC_ASSERT(array->length() == numbers.size());
  for (uint32_t i = 1; i < array->length(); ++i) {
    int64_t before = static_cast<int64_t>(array->elements()[i - 1].as_number());
    int64_t after = static_cast<int64_t>(array->elements()[i].as_number());
    RC_ASSERT(before % 16 < after % 16 || (before % 16 == after % 16 && before < after));
  }
}

TEST(ArrayMethods, JoinOfACycleIsEmptyThere) {
  Realm realm;
  Array* array = realm.new_array();
  array->push(realm, Value(1));
  array->push(realm, Value(array));
  array->push(realm, Value::null());
  EXPECT_EQ(show(realm, Value(array)), "1,,");
  EXPECT_EQ(show(realm, Value(array)), "1,,") << "the list of joins in progress is empty again";
}

// Expectations: Node.js 18.20.1.
TEST(ArrayMethods, LoopsOverAbsurdLengthsEndAtTheStepLimit) {
  Limits limits;
  limits.steps = 1000;
  Realm realm(limits);
  Array* array = realm.new_array();
  array->set_length(realm, 4294967295U);
  EXPECT_THROW(call_method(realm, Value(array), "includes", {Value(1)}), StepLimitReached);
}

TEST(ArrayMethods, RefuseWithV8sMessages) {
  Realm realm;
  Value array(realm.new_array());
  EXPECT_EQ(thrown(realm,
                   [&] {
                     NativeFunction* f =
                         realm.new_native([](Realm&, const Call&) { return Value(); }, "f", 0);
                     call_method(realm, array, "reduce", {Value(f)});
                   }),
            "TypeError: Reduce of empty array with no initial value");
  EXPECT_EQ(thrown(realm, [&] { call_method(realm, array, "map", {Value(realm.string("abc"))}); }),
            "TypeError: abc is not a function");
  EXPECT_EQ(thrown(realm,
                   [&] {
                     Value map = get_value(realm, array, realm.key("map"));
                     realm.call(map, Value::null(), {});
                   }),
            "TypeError: Array.prototype.map called on null or undefined");
  EXPECT_EQ(thrown(realm,
                   [&] {
                     Value sort = get_value(realm, array, realm.key("sort"));
                     realm.call(sort, Value::null(), {});
                   }),
            "TypeError: Cannot convert undefined or null to object");
}

}  // namespace
}  // namespace actx
