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

}  // namespace
}  // namespace actx
