#include "value/realm_image.h"

#include <gtest/gtest.h>

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
  const RealmImage image(realm);
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
  const RealmImage image(realm);
  Realm other;
  EXPECT_FALSE(image.restore(other));
}

}  // namespace
}  // namespace actx
