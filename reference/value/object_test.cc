#include "value/object.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "value/testing/show.h"
#include "value/wrappers.h"

namespace actx {
namespace {

TEST(Object, KeysComeIndicesFirstThenNamesThenSymbols) {
  Realm realm;
  Object* object = realm.new_object();
  Symbol* symbol = realm.make<Symbol>(realm.string("s"));
  Symbol* hidden = realm.make<Symbol>(realm.string("#p"), true);
  object->put(realm, PropertyKey::symbol(symbol), Value(1));
  object->table().add(realm.arena(), PropertyKey::symbol(hidden), kAll).value = Value(1);
  for (const char* key : {"b", "10", "a", "2", "-1", "01"}) {
    object->put(realm, realm.key(key), Value(1));
  }
  EXPECT_EQ(show_keys(realm, object), "2,10,b,a,-1,01,Symbol(s)");
  object->delete_property(realm, realm.key("b"));
  object->put(realm, realm.key("b"), Value(1));
  EXPECT_EQ(show_keys(realm, object), "2,10,a,-1,01,b,Symbol(s)");
}

TEST(Object, SetterGetterAndReceiver) {
  Realm realm;
  Object* base = realm.new_object();
  NativeFunction* getter = realm.new_native(
      [](Realm& r, const Call& call) { return call.this_value.as_object()->get(r, r.key("own")); },
      "get", 0);
  NativeFunction* setter = realm.new_native(
      [](Realm& r, const Call& call) {
        call.this_value.as_object()->put(r, r.key("own"), call.arg(0));
        return Value();
      },
      "set", 1);
  base->define_raw_accessor(realm, realm.key("x"), Value(getter), Value(setter));
  Object* derived = realm.make<Object>(base);
  derived->put(realm, realm.key("x"), Value(7));
  EXPECT_EQ(show(realm, derived->get(realm, realm.key("x"))), "7");
  EXPECT_EQ(show_keys(realm, derived), "own");
  EXPECT_EQ(show_keys(realm, base), "x");
}

TEST(Object, InheritedReadOnlyPropertiesRefuseAssignment) {
  Realm realm;
  Object* base = realm.new_object();
  base->define_raw(realm, realm.key("x"), Value(1), 0);
  Object* derived = realm.make<Object>(base);
  EXPECT_FALSE(derived->set(realm, realm.key("x"), Value(2), Value(derived)));
  EXPECT_EQ(thrown(realm, [&] { derived->put(realm, realm.key("x"), Value(2)); }),
            "TypeError: Cannot assign to read only property 'x' of object '#<Object>'");
  Object* frozen = realm.new_object();
  frozen->prevent_extensions(realm);
  EXPECT_EQ(thrown(realm, [&] { frozen->put(realm, realm.key("y"), Value(2)); }),
            "TypeError: Cannot add property y, object is not extensible");
}

// 10.1.6.3, step by step. Each row: flags before, descriptor, may it change?
TEST(Object, PropertiesThatAreNotConfigurableOnlyNarrow) {
  Realm realm;
  auto attempt = [&](uint8_t flags, auto&& change) {
    Object* object = realm.new_object();
    object->define_raw(realm, realm.key("x"), Value(1), flags);
    PropertyDescriptor desc;
    change(&desc);
    return object->define_own_property(realm, realm.key("x"), desc);
  };
  auto value = [](double v) {
    return [v](PropertyDescriptor* d) { d->has_value = true, d->value = Value(v); };
  };
  auto writable = [](bool on) {
    return [on](PropertyDescriptor* d) { d->has_writable = true, d->writable = on; };
  };
  auto enumerable = [](bool on) {
    return [on](PropertyDescriptor* d) { d->has_enumerable = true, d->enumerable = on; };
  };
  auto configurable = [](bool on) {
    return [on](PropertyDescriptor* d) { d->has_configurable = true, d->configurable = on; };
  };
  EXPECT_TRUE(attempt(kWritable, value(2)));
  EXPECT_TRUE(attempt(kWritable, writable(false)));
  EXPECT_FALSE(attempt(0, value(2)));
  EXPECT_TRUE(attempt(0, value(1)));
  EXPECT_FALSE(attempt(0, writable(true)));
  EXPECT_FALSE(attempt(0, enumerable(true)));
  EXPECT_TRUE(attempt(kEnumerable, enumerable(true)));
  EXPECT_FALSE(attempt(kWritable, configurable(true)));
  EXPECT_TRUE(attempt(kConfigurable, configurable(false)));
  EXPECT_FALSE(attempt(0, [](PropertyDescriptor* d) { d->has_getter = true; }));
  EXPECT_TRUE(attempt(kConfigurable, [](PropertyDescriptor* d) { d->has_getter = true; }));
  EXPECT_TRUE(attempt(0, [](PropertyDescriptor*) {}));
}

Value nothing(Realm&, const Call&) {
  return Value();
}
constexpr LazyProperty kRows[] = {
    lazy_method("a", nothing, 1),          lazy_getter("b", nothing),    lazy_number("c", 3),
    lazy_method("@@iterator", nothing, 0), lazy_method("d", nothing, 2),
};
constexpr LazyTable kTable(kRows);

// The same properties, all there from the start.
Object* eager(Realm& realm) {
  Object* object = realm.new_builtin(kTable);
  KeyList keys;
  object->own_keys(realm, &keys);
  return object;
}

TEST(LazyTables, MethodsHaveNamesAndAreMadeOnce) {
  Realm realm;
  Object* object = realm.new_builtin(kTable);
  Value method = object->get(realm, realm.key("a"));
  EXPECT_EQ(show(realm, method), "function a() { [native code] }");
  EXPECT_EQ(method.as_object(), object->get(realm, realm.key("a")).as_object());
  Value iterator = object->get(realm, realm.names().sym_iterator);
  EXPECT_EQ(show(realm, iterator), "function [Symbol.iterator]() { [native code] }");
  EXPECT_EQ(show_keys(realm, method.as_object()), "length,name");
}

// What a program may do with an object: any sequence leads to the same keys and answers, whether
// the built-in properties were made before or on demand.
RC_GTEST_PROP(LazyTables, CannotBeToldFromEagerOnes,
              (const std::vector<std::pair<uint8_t, uint8_t>>& steps)) {
  Realm realm;
  Object* objects[] = {realm.new_builtin(kTable), eager(realm)};
  const PropertyKey keys[] = {realm.key("a"),
                              realm.key("b"),
                              realm.key("c"),
                              realm.key("d"),
                              realm.key("e"),
                              realm.key("f"),
                              realm.names().sym_iterator,
                              PropertyKey::index(1)};
  for (auto [raw_key, action] : steps) {
    PropertyKey key = keys[raw_key % 8];
    bool answers[2];
    for (int i = 0; i < 2; ++i) {
      Object* object = objects[i];
      switch (action % 5) {
        case 0:
          answers[i] = object->set(realm, key, Value(1), Value(object));
          break;
        case 1:
          answers[i] = object->delete_property(realm, key);
          break;
        case 2:
          answers[i] = object->has_property(realm, key);
          break;
        case 3:
          answers[i] = object->define_own_property(realm, key,
                                                   PropertyDescriptor::data(Value(2), kWritable));
          break;
        default:
          object->get(realm, key);
          answers[i] = object->create_data_property(realm, key, Value(4));
          break;
      }
    }
    RC_ASSERT(answers[0] == answers[1]);
  }
  RC_ASSERT(show_keys(realm, objects[0]) == show_keys(realm, objects[1]));
  for (PropertyKey key : keys) {
    PropertyDescriptor first;
    PropertyDescriptor second;
    bool has = objects[0]->get_own_property(realm, key, &first);
    RC_ASSERT(has == objects[1]->get_own_property(realm, key, &second));
    if (!has) continue;
    RC_ASSERT(first.is_accessor() == second.is_accessor());
    RC_ASSERT(first.writable == second.writable);
    RC_ASSERT(first.configurable == second.configurable);
    RC_ASSERT(first.value.tag() == second.value.tag());
  }
}

TEST(LazyTables, FunctionsListLengthAndNameFirst) {
  Realm realm;
  NativeFunction* function = realm.new_native(nothing, "f", 3);
  function->put(realm, realm.key("z"), Value(1));
  EXPECT_EQ(show_keys(realm, function), "length,name,z");
  NativeFunction* other = realm.new_native(nothing, "f", 3);
  EXPECT_TRUE(other->delete_property(realm, realm.names().name));
  EXPECT_FALSE(other->has_own_property(realm, realm.names().name));
  EXPECT_EQ(show_keys(realm, other), "length");
}

TEST(Object, PrototypeCyclesAndImmutablePrototypes) {
  Realm realm;
  Object* a = realm.new_object();
  Object* b = realm.make<Object>(a);
  EXPECT_FALSE(a->set_prototype_of(realm, b));
  EXPECT_TRUE(b->set_prototype_of(realm, nullptr));
  EXPECT_FALSE(realm.intrinsic(Intrinsic::kObjectPrototype)->set_prototype_of(realm, b));
}

TEST(StringObject, UnitsAreReadOnlyElements) {
  Realm realm;
  Object* object = to_object(realm, Value(realm.string("hi")));
  object->put(realm, realm.key("x"), Value(1));
  object->put(realm, PropertyKey::index(5), Value(1));
  EXPECT_EQ(show_keys(realm, object), "0,1,5,length,x");
  EXPECT_EQ(show(realm, object->get(realm, PropertyKey::index(1))), "i");
  EXPECT_FALSE(object->set(realm, PropertyKey::index(0), Value(1), Value(object)));
  EXPECT_FALSE(object->delete_property(realm, realm.names().length));
  EXPECT_TRUE(object->delete_property(realm, PropertyKey::index(5)));
}

}  // namespace
}  // namespace actx
