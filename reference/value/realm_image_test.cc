#include "value/realm_image.h"

#include <gtest/gtest.h>

#include <optional>

namespace actx {
namespace {

Value read(Realm& realm, const char* name) {
  return realm.global()->get(realm, realm.key(name));
}

void write(Realm& realm, const char* name, Value value) {
  realm.global()->put(realm, realm.key(name), value);
}

TEST(RealmImage, BringsBackWhatWasThereAndNothingElse) {
  Realm realm;
  Object* kept = realm.new_object();
  kept->put(realm, realm.key("inside"), Value(realm.string(std::string_view("text"))));
  write(realm, "kept", Value(kept));
  for (int i = 0; i < 5000; ++i) realm.new_object();  // more than the first chunk holds
  RealmImage image(realm);
  for (int run = 0; run < 3; ++run) {
    kept->put(realm, realm.key("inside"), Value(1));
    write(realm, "kept", Value(2));
    write(realm, "more", Value(3));
    realm.reset();
    for (int i = 0; i < 100 * run; ++i) realm.new_object();
    ASSERT_TRUE(image.restore(realm));
    ASSERT_TRUE(read(realm, "kept").is_object());
    EXPECT_EQ(read(realm, "kept").as_object(), kept);
    EXPECT_EQ(realm.utf8(kept->get(realm, realm.key("inside")).as_string()), "text");
    EXPECT_TRUE(read(realm, "more").is_undefined());
    EXPECT_EQ(realm.key("inside"), kept->table().slot(0).key);
  }
}

TEST(RealmImage, IsRefusedByAnArenaThatHasLetGo) {
  Realm realm;
  for (int i = 0; i < 5000; ++i) realm.new_object();
  RealmImage image(realm);
  Realm other;
  EXPECT_FALSE(image.restore(other));
}

/// A realm with an image in which `child` inherits from `parent`.
class RealmImageLookups : public ::testing::Test {
 protected:
  RealmImageLookups() {
    parent_ = realm_.make<Object>(static_cast<Object*>(nullptr));
    child_ = realm_.make<Object>(parent_);
    parent_->put(realm_, key_, Value(1));
    image_.emplace(realm_);
  }
  void begin_run() {
    realm_.reset();
    ASSERT_TRUE(image_->restore(realm_));
  }
  /// What an instance of child_ has for "x": -1 for nothing.
  double look() {
    Property* found = nullptr;
    bool is_own = false;
    EXPECT_TRUE(PropertyCache::get(realm_, realm_.make<Object>(child_), key_, &found, &is_own));
    return found == nullptr ? -1 : found->value.as_number();
  }

  Realm realm_;
  PropertyKey key_ = PropertyKey::atom(realm_.literal("x"));
  Object* parent_;
  Object* child_;
  std::optional<RealmImage> image_;
};

TEST_F(RealmImageLookups, SeeChangesOfTheRunOnly) {
  for (int run = 0; run < 3; ++run) {
    begin_run();
    EXPECT_EQ(look(), 1);
    child_->put(realm_, key_, Value(2));
    EXPECT_EQ(look(), 2);
    begin_run();
    child_->put(realm_, key_, Value(3));  // before anybody looked
    EXPECT_EQ(look(), 3);
    begin_run();
    ASSERT_TRUE(parent_->delete_property(realm_, key_));
    EXPECT_EQ(look(), -1);
    begin_run();
    child_->set_prototype_raw(nullptr);
    EXPECT_EQ(look(), -1);
  }
}

TEST_F(RealmImageLookups, SeeChangesInLaterRunsOfWhatEarlierOnesLookedAt) {
  begin_run();
  EXPECT_EQ(look(), 1);
  begin_run();
  child_->put(realm_, key_, Value(2));
  EXPECT_EQ(look(), 2);
}

TEST_F(RealmImageLookups, ForgetObjectsOfTheRun) {
  for (int run = 0; run < 2; ++run) {
    begin_run();
    Object* own = realm_.make<Object>(parent_);  // at the same address in both runs
    if (run == 1) own->put(realm_, key_, Value(5));
    Property* found = nullptr;
    ASSERT_TRUE(PropertyCache::find(realm_, own, key_, &found));
    EXPECT_EQ(found->value.as_number(), run == 1 ? 5 : 1);
  }
}

TEST_F(RealmImageLookups, CatchUpWithWhatWasMadeOnDemand) {
  Object* array = realm_.intrinsic(Intrinsic::kArrayPrototype);
  const PropertyKey join = PropertyKey::atom(realm_.literal("join"));
  image_.emplace(realm_, true);
  begin_run();
  EXPECT_EQ(array->table().find(join), nullptr);
  EXPECT_TRUE(array->get(realm_, join).is_object());
  begin_run();
  EXPECT_EQ(array->table().find(join), nullptr);
  EXPECT_TRUE(image_->catch_up(realm_));
  EXPECT_NE(array->table().find(join), nullptr);
  EXPECT_FALSE(image_->catch_up(realm_));
}

}  // namespace
}  // namespace actx
