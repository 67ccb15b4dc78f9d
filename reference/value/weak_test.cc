#include "value/weak.h"

#include <gtest/gtest.h>

#include "value/testing/show.h"

namespace actx {
namespace {

class WeakTest : public testing::Test {
 protected:
  Value make(const char* constructor, std::initializer_list<Value> args = {}) {
    return realm_.construct(global(realm_, constructor), Args(args.begin(), args.size()));
  }
  /// A property of the global object keeps what it holds.
  void keep(const char* name, Value value) {
    realm_.global()->put(realm_, realm_.key(name), value);
  }
  void drop(const char* name) { keep(name, Value()); }
  void collect() {
    realm_.clear_kept_objects();
    realm_.collect();
  }
  bool has(Value collection, Value key) {
    return call_method(realm_, collection, "has", {key}).as_boolean();
  }
  Realm realm_;
};

TEST_F(WeakTest, AWeakMapForgetsDeadKeysAndKeepsLiveOnes) {
  Value map = make("WeakMap");
  keep("map", map);
  Value live(realm_.new_object());
  Value dead(realm_.new_object());
  keep("live", live);
  call_method(realm_, map, "set", {live, Value(1)});
  call_method(realm_, map, "set", {dead, Value(2)});
  collect();
  EXPECT_TRUE(has(map, live));
  EXPECT_FALSE(has(map, dead));
}

TEST_F(WeakTest, AValueThatIsTheNextKeyKeepsTheChain) {
  Value map = make("WeakMap");
  keep("map", map);
  Value keys[3] = {Value(realm_.new_object()), Value(realm_.new_object()),
                   Value(realm_.new_object())};
  keep("first", keys[0]);
  call_method(realm_, map, "set", {keys[2], Value(3)});
  call_method(realm_, map, "set", {keys[1], keys[2]});
  call_method(realm_, map, "set", {keys[0], keys[1]});
  collect();
  EXPECT_TRUE(has(map, keys[2]));
  drop("first");
  collect();
  EXPECT_FALSE(has(map, keys[0]));
  EXPECT_FALSE(has(map, keys[2]));
}

TEST_F(WeakTest, AValueThatRefersToItsOwnKeyDoesNotKeepIt) {
  Value map = make("WeakMap");
  keep("map", map);
  Value key(realm_.new_object());
  Value value(realm_.new_object());
  value.as_object()->put(realm_, realm_.names().cause, key);
  call_method(realm_, map, "set", {key, value});
  collect();
  EXPECT_FALSE(has(map, key));
}

TEST_F(WeakTest, AWeakRefLosesItsTargetOnlyAfterTheJob) {
  Value target(realm_.new_object());
  Value reference = make("WeakRef", {target});
  keep("reference", reference);
  realm_.collect();
  EXPECT_TRUE(call_method(realm_, reference, "deref").is_object());
  collect();
  EXPECT_TRUE(call_method(realm_, reference, "deref").is_undefined());
}

std::string* heard(Realm& realm) {
  return static_cast<std::string*>(realm.host);
}

Value note(Realm& realm, const Call& call) {
  *heard(realm) += show(realm, call.arg(0)) + ";";
  return Value();
}

class RegistryTest : public WeakTest {
 protected:
  RegistryTest() {
    realm_.host = &heard_;
    realm_.set_finalization_hook(
        [](Realm& realm, FinalizationRegistry*) { *heard(realm) += "due;"; });
    registry_ = make("FinalizationRegistry", {Value(realm_.new_native(note, "note", 1))});
    keep("registry", registry_);
  }
  void add(Value target, int held, Value token = Value()) {
    call_method(realm_, registry_, "register", {target, Value(held), token});
  }
  bool run() { return run_finalizer(realm_, as<FinalizationRegistry>(registry_)); }
  std::string heard_;
  Value registry_;
};

TEST_F(RegistryTest, FinalizersRunLaterInTheOrderOfRegistration) {
  Value live(realm_.new_object());
  keep("live", live);
  add(Value(realm_.new_object()), 1);
  add(live, 2);
  add(Value(realm_.new_object()), 3);
  collect();
  EXPECT_EQ(heard_, "due;");
  while (run()) {
  }
  EXPECT_EQ(heard_, "due;1;3;");
  drop("live");
  collect();
  EXPECT_TRUE(run());
  EXPECT_FALSE(run());
  EXPECT_EQ(heard_, "due;1;3;due;2;");
}

TEST_F(RegistryTest, UnregisteringByTokenCancels) {
  Value token(realm_.new_object());
  keep("token", token);
  add(Value(realm_.new_object()), 1, token);
  add(Value(realm_.new_object()), 2);
  EXPECT_TRUE(call_method(realm_, registry_, "unregister", {token}).as_boolean());
  EXPECT_FALSE(call_method(realm_, registry_, "unregister", {token}).as_boolean());
  collect();
  while (run()) {
  }
  EXPECT_EQ(heard_, "due;2;");
}

TEST_F(RegistryTest, ADeadRegistryCallsNobody) {
  add(Value(realm_.new_object()), 1);
  drop("registry");
  collect();
  EXPECT_EQ(heard_, "");
}

// Messages as Node 18.20.1 prints them.
TEST_F(RegistryTest, Messages) {
  auto message = [&](auto&& steps) { return thrown(realm_, steps); };
  EXPECT_EQ(message([&] { make("WeakRef", {Value(1)}); }), "TypeError: WeakRef: invalid target");
  EXPECT_EQ(message([&] { make("FinalizationRegistry"); }),
            "TypeError: FinalizationRegistry: cleanup must be callable");
  EXPECT_EQ(message([&] { add(Value(1), 1); }),
            "TypeError: FinalizationRegistry.prototype.register: invalid target");
  EXPECT_EQ(message([&] { add(Value(realm_.new_object()), 1, Value(1)); }),
            "TypeError: Invalid unregisterToken ('1')");
  EXPECT_EQ(message([&] {
              call_method(realm_, make("WeakMap"), "set", {Value(1), Value(2)});
            }),
            "TypeError: Invalid value used as weak map key");
  EXPECT_EQ(message([&] { call_method(realm_, make("WeakSet"), "add", {Value(1)}); }),
            "TypeError: Invalid value used in weak set");
}

}  // namespace
}  // namespace actx
