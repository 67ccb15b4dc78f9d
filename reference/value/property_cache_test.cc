#include "value/property_cache.h"

#include <gtest/gtest.h>

namespace actx {
namespace {

class PropertyCacheTest : public ::testing::Test {
 protected:
  PropertyCacheTest() {
    base_ = realm_.make<Object>(static_cast<Object*>(nullptr));
    middle_ = realm_.make<Object>(base_);
  }
  /// What the chain that begins at middle_ has for "x": -1 for nothing.
  double look() {
    Property* found = nullptr;
    EXPECT_TRUE(PropertyCache::find(realm_, middle_, key_, &found));
    return found == nullptr ? -1 : found->value.as_number();
  }

  Realm realm_;
  PropertyKey key_ = realm_.key("x");
  Object* base_;
  Object* middle_;
};

TEST_F(PropertyCacheTest, SeesWhatTheChainGetsAndLoses) {
  EXPECT_EQ(look(), -1);
  base_->put(realm_, key_, Value(1));
  EXPECT_EQ(look(), 1);
  base_->put(realm_, key_, Value(2));
  EXPECT_EQ(look(), 2);
  middle_->put(realm_, key_, Value(3));
  EXPECT_EQ(look(), 3);
  middle_->delete_property(realm_, key_);
  EXPECT_EQ(look(), 2);
}

TEST_F(PropertyCacheTest, SeesAnotherPrototype) {
  base_->put(realm_, key_, Value(1));
  EXPECT_EQ(look(), 1);
  Object* other = realm_.make<Object>(static_cast<Object*>(nullptr));
  ASSERT_TRUE(middle_->set_prototype_of(realm_, other));
  EXPECT_EQ(look(), -1);
  other->put(realm_, key_, Value(4));
  EXPECT_EQ(look(), 4);
}

TEST_F(PropertyCacheTest, KnowsNothingOfObjectsThatAnswerThemselves) {
  Array* list = realm_.new_array();
  Property* found = nullptr;
  EXPECT_FALSE(PropertyCache::find(realm_, list, realm_.names().length, &found));
  EXPECT_FALSE(PropertyCache::find(realm_, list, PropertyKey::index(0), &found));
  EXPECT_TRUE(PropertyCache::find(realm_, list, key_, &found));
  EXPECT_EQ(found, nullptr);
}

TEST_F(PropertyCacheTest, WritesOnlyPlainly) {
  Object* object = realm_.make<Object>(middle_);
  ASSERT_NE(PropertyCache::set(realm_, object, key_, Value(1)), nullptr);
  EXPECT_EQ(object->get(realm_, key_).as_number(), 1);
  base_->define_raw(realm_, realm_.key("y"), Value(1), kEnumerable);
  EXPECT_EQ(PropertyCache::set(realm_, object, realm_.key("y"), Value(2)), nullptr);
  base_->define_raw_accessor(realm_, realm_.key("z"), Value(), Value());
  EXPECT_EQ(PropertyCache::set(realm_, object, realm_.key("z"), Value(2)), nullptr);
  base_->put(realm_, realm_.key("v"), Value(1));
  ASSERT_NE(PropertyCache::set(realm_, object, realm_.key("v"), Value(6)), nullptr);
  EXPECT_EQ(base_->get(realm_, realm_.key("v")).as_number(), 1);
  EXPECT_EQ(object->get(realm_, realm_.key("v")).as_number(), 6);
  object->prevent_extensions(realm_);
  EXPECT_EQ(PropertyCache::set(realm_, object, realm_.key("w"), Value(2)), nullptr);
  ASSERT_NE(PropertyCache::set(realm_, object, key_, Value(5)), nullptr);
  EXPECT_EQ(object->get(realm_, key_).as_number(), 5);
}

TEST_F(PropertyCacheTest, ForgetsARunThatEnded) {
  base_->put(realm_, key_, Value(1));
  EXPECT_EQ(look(), 1);
  realm_.reset();
  key_ = realm_.key("x");
  base_ = realm_.make<Object>(static_cast<Object*>(nullptr));
  middle_ = realm_.make<Object>(base_);  // at the same address as before
  EXPECT_EQ(look(), -1);
}

TEST_F(PropertyCacheTest, TellsObjectsOfOneLayoutApartByTheirValues) {
  const PropertyKey own = realm_.key("own");
  for (int i = 0; i < 3; ++i) {
    Object* object = realm_.make<Object>(middle_);
    Property* found = nullptr;
    bool is_own = true;
    ASSERT_TRUE(PropertyCache::get(realm_, object, own, &found, &is_own));
    EXPECT_EQ(found, nullptr);
    ASSERT_NE(PropertyCache::set(realm_, object, own, Value(i)), nullptr);
    ASSERT_TRUE(PropertyCache::get(realm_, object, own, &found, &is_own));
    EXPECT_TRUE(is_own);
    EXPECT_EQ(found, object->table().find(own));
    EXPECT_EQ(found->value.as_number(), i);
    object->delete_property(realm_, own);
    ASSERT_TRUE(PropertyCache::get(realm_, object, own, &found, &is_own));
    EXPECT_EQ(found, nullptr);
  }
}

TEST_F(PropertyCacheTest, KnowsThatFunctionsGetPropertiesOnDemand) {
  const PropertyKey name = realm_.names().name;
  for (int i = 0; i < 2; ++i) {
    Object* function = realm_.new_native(nullptr, "f", 0);
    Property* found = nullptr;
    bool is_own = false;
    ASSERT_TRUE(PropertyCache::get(realm_, function, key_, &found, &is_own));
    EXPECT_EQ(found, nullptr);
    ASSERT_TRUE(PropertyCache::get(realm_, function, name, &found, &is_own));
    EXPECT_TRUE(is_own);
  }
}

}  // namespace
}  // namespace actx
