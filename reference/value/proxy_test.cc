#include "value/proxy.h"

#include <gtest/gtest.h>

#include "value/testing/show.h"

namespace actx {
namespace {

Proxy* proxy_with(Realm& realm, Object* target, const char* trap, NativeFn fn) {
  Object* handler = realm.new_object();
  handler->put(realm, realm.key(trap), Value(realm.new_native(fn, trap, 0)));
  return realm.make<Proxy>(target, handler);
}

Value answer_undefined(Realm&, const Call&) {
  return Value();
}
Value answer_true(Realm&, const Call&) {
  return Value(true);
}
Value answer_false(Realm&, const Call&) {
  return Value(false);
}
Value answer_number(Realm&, const Call&) {
  return Value(2);
}
Value answer_empty_array(Realm& realm, const Call&) {
  return Value(realm.new_array());
}

TEST(Proxy, WithoutTrapsIsItsTarget) {
  Realm realm;
  Object* target = realm.new_object();
  Proxy* proxy = realm.make<Proxy>(target, realm.new_object());
  proxy->put(realm, realm.key("x"), Value(1));
  EXPECT_EQ(show_keys(realm, target), "x");
  EXPECT_EQ(show(realm, proxy->get(realm, realm.key("x"))), "1");
  EXPECT_TRUE(proxy->has_property(realm, realm.key("toString")));
  EXPECT_TRUE(proxy->delete_property(realm, realm.key("x")));
  EXPECT_EQ(show_keys(realm, proxy), "");
  EXPECT_FALSE(Value(proxy).as_object()->is_callable());
}

// Expectations: the messages of Node.js 18.20.1.
TEST(Proxy, ChecksItsInvariants) {
  Realm realm;
  PropertyKey x = realm.key("x");
  Object* target = realm.new_object();
  target->define_raw(realm, x, Value(1), 0);
  target->prevent_extensions(realm);
  auto with = [&](const char* trap, NativeFn fn) { return proxy_with(realm, target, trap, fn); };
  EXPECT_EQ(thrown(realm, [&] { with("get", answer_number)->get(realm, x); }),
            "TypeError: 'get' on proxy: property 'x' is a read-only and non-configurable data "
            "property on the proxy target but the proxy did not return its actual value (expected "
            "'1' but got '2')");
  EXPECT_EQ(thrown(realm, [&] { with("has", answer_false)->has_property(realm, x); }),
            "TypeError: 'has' on proxy: trap returned falsish for property 'x' which exists in the "
            "proxy target as non-configurable");
  EXPECT_EQ(thrown(realm, [&] { with("deleteProperty", answer_true)->delete_property(realm, x); }),
            "TypeError: 'deleteProperty' on proxy: trap returned truish for property 'x' which is "
            "non-configurable in the proxy target");
  EXPECT_EQ(thrown(realm, [&] { with("set", answer_true)->put(realm, x, Value(5)); }),
            "TypeError: 'set' on proxy: trap returned truish for property 'x' which exists in the "
            "proxy target as a non-configurable and non-writable data property with a different "
            "value");
  EXPECT_EQ(thrown(realm, [&] { with("set", answer_false)->put(realm, x, Value(5)); }),
            "TypeError: 'set' on proxy: trap returned falsish for property 'x'");
  EXPECT_EQ(thrown(realm,
                   [&] {
                     KeyList keys;
                     with("ownKeys", answer_empty_array)->own_keys(realm, &keys);
                   }),
            "TypeError: 'ownKeys' on proxy: trap result did not include 'x'");
  EXPECT_EQ(thrown(realm, [&] { with("isExtensible", answer_true)->is_extensible(realm); }),
            "TypeError: 'isExtensible' on proxy: trap result does not reflect extensibility of "
            "proxy target (which is 'false')");
  EXPECT_EQ(
      thrown(
          realm,
          [&] {
            PropertyDescriptor desc;
            with("getOwnPropertyDescriptor", answer_undefined)->get_own_property(realm, x, &desc);
          }),
      "TypeError: 'getOwnPropertyDescriptor' on proxy: trap returned undefined for property "
      "'x' which is non-configurable in the proxy target");
  EXPECT_EQ(thrown(realm, [&] { with("getPrototypeOf", answer_number)->get_prototype_of(realm); }),
            "TypeError: 'getPrototypeOf' on proxy: trap returned neither object nor null");
}

TEST(Proxy, OnceRevokedDoesNothing) {
  Realm realm;
  Value revocable = call_method(realm, global(realm, "Proxy"), "revocable",
                                {Value(realm.new_object()), Value(realm.new_object())});
  Value proxy = revocable.as_object()->get(realm, realm.names().proxy);
  call_method(realm, revocable, "revoke");
  EXPECT_EQ(thrown(realm, [&] { proxy.as_object()->get(realm, realm.key("x")); }),
            "TypeError: Cannot perform 'get' on a proxy that has been revoked");
  EXPECT_EQ(thrown(realm, [&] { is_array(realm, proxy); }),
            "TypeError: Cannot perform 'IsArray' on a proxy that has been revoked");
}

TEST(Proxy, OfAnArrayIsAnArray) {
  Realm realm;
  Array* array = realm.new_array();
  array->push(realm, Value(7));
  Value proxy(realm.make<Proxy>(array, realm.new_object()));
  EXPECT_TRUE(is_array(realm, proxy));
  EXPECT_EQ(show(realm, call_method(realm, proxy, "join")), "7");
  call_method(realm, proxy, "push", {Value(8)});
  EXPECT_EQ(array->length(), 2U);
}

TEST(Proxy, ChainsOfProxiesHitTheDepthLimit) {
  Realm realm;
  Object* object = realm.new_object();
  for (int i = 0; i < 100000; ++i) object = realm.make<Proxy>(object, realm.new_object());
  EXPECT_EQ(thrown(realm, [&] { object->get(realm, realm.key("x")); }),
            "RangeError: Maximum call stack size exceeded");
}

}  // namespace
}  // namespace actx
