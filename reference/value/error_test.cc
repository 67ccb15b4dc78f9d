#include "value/error.h"

#include <gtest/gtest.h>

#include "value/stack.h"
#include "value/testing/show.h"

namespace actx {
namespace {

std::string stack_of(Realm& realm, Value error) {
  return show(realm, error.as_object()->get(realm, realm.names().stack));
}

Value new_error(Realm& realm, const char* constructor, std::initializer_list<Value> args) {
  return realm.construct(global(realm, constructor), Args(args.begin(), args.size()));
}

// Expectations in this file: Node.js 18.20.1.
TEST(Error, OwnPropertiesAreStackMessageCause) {
  Realm realm;
  Object* options = realm.new_object();
  options->put(realm, realm.names().cause, Value(1));
  Value error = new_error(realm, "Error", {Value(realm.string("m")), Value(options)});
  EXPECT_EQ(show_keys(realm, error.as_object()), "stack,message,cause");
  EXPECT_EQ(show_keys(realm, new_error(realm, "TypeError", {}).as_object()), "stack");
  PropertyDescriptor stack;
  ASSERT_TRUE(error.as_object()->get_own_property(realm, realm.names().stack, &stack));
  EXPECT_TRUE(stack.is_data() && stack.writable && stack.configurable && !stack.enumerable);
}

TEST(Error, TheHeadOfTheStackIsReadWhenTheStackIs) {
  Realm realm;
  Value error = new_error(realm, "Error", {Value(realm.string("a"))});
  error.as_object()->put(realm, realm.names().message, Value(realm.string("b")));
  error.as_object()->put(realm, realm.names().name, Value(realm.string("N")));
  EXPECT_EQ(stack_of(realm, error), "N: b");
  error.as_object()->put(realm, realm.names().message, Value(realm.string("c")));
  EXPECT_EQ(stack_of(realm, error), "N: b");
}

Value fail(Realm& realm, const Call&) {
  throw_type_error(realm, "no");
}

TEST(Error, NativeFramesShowTheTypeOfTheirReceiver) {
  Realm realm;
  Array* array = realm.new_array();
  array->push(realm, Value(1));
  Value callback(realm.new_native(fail, "callback", 0));
  try {
    call_method(realm, Value(array), "forEach", {callback});
    FAIL();
  } catch (const Throw& error) {
    EXPECT_EQ(stack_of(realm, error.value),
              "TypeError: no\n    at callback (<anonymous>)\n    at Array.forEach (<anonymous>)");
  }
}

TEST(Error, CallAndApplyAreNotShown) {
  Realm realm;
  Value callback(realm.new_native(fail, "callback", 0));
  try {
    call_method(realm, callback, "call", {Value(1)});
    FAIL();
  } catch (const Throw& error) {
    EXPECT_EQ(stack_of(realm, error.value), "TypeError: no\n    at Number.callback (<anonymous>)");
  }
}

TEST(Error, StackTraceLimitCountsLines) {
  Realm realm;
  Value callback(realm.new_native(fail, "callback", 0));
  Object* error_constructor = global(realm, "Error").as_object();
  auto stack = [&] {
    try {
      Array* array = realm.new_array();
      array->push(realm, Value(1));
      call_method(realm, Value(array), "forEach", {callback});
    } catch (const Throw& error) {
      return stack_of(realm, error.value);
    }
    return std::string();
  };
  PropertyKey limit = realm.key("stackTraceLimit");
  error_constructor->put(realm, limit, Value(1));
  EXPECT_EQ(stack(), "TypeError: no\n    at callback (<anonymous>)");
  error_constructor->put(realm, limit, Value(0));
  EXPECT_EQ(stack(), "TypeError: no");
  error_constructor->put(realm, limit, Value(realm.string("x")));
  EXPECT_EQ(stack(), "undefined");
}

TEST(Error, CaptureStackTraceGivesAnyObjectAStack) {
  Realm realm;
  Object* object = realm.new_object();
  object->put(realm, realm.names().name, Value(realm.string("on")));
  object->put(realm, realm.names().message, Value(realm.string("om")));
  call_method(realm, global(realm, "Error"), "captureStackTrace", {Value(object)});
  EXPECT_EQ(stack_of(realm, Value(object)), "on: om");
  EXPECT_EQ(show_keys(realm, object), "name,message,stack");
}

TEST(Error, AggregateErrorsListWhatTheyGather) {
  Realm realm;
  Array* errors = realm.new_array();
  errors->push(realm, Value(1));
  Value error = new_error(realm, "AggregateError", {Value(errors), Value(realm.string("m"))});
  EXPECT_EQ(show_keys(realm, error.as_object()), "stack,message,errors");
  EXPECT_EQ(show(realm, error), "AggregateError: m");
  EXPECT_EQ(show(realm, error.as_object()->get(realm, realm.names().errors)), "1");
}

TEST(CallSite, IsWrittenAsV8Does) {
  Realm realm;
  Object* receiver = realm.new_object();
  Function* f = realm.new_native(fail, "f", 0);
  auto line = [&](CallSite site) {
    site.location = u"F:1:2";
    std::u16string text;
    append_call_site(realm, site, &text);
    return utf16_to_utf8(text);
  };
  EXPECT_EQ(line({.function = f}), "f (F:1:2)");
  EXPECT_EQ(line({.function = f, .this_value = Value(receiver)}), "Object.f (F:1:2)");
  receiver->put(realm, realm.key("g"), Value(f));
  EXPECT_EQ(line({.function = f, .this_value = Value(receiver)}), "Object.f [as g] (F:1:2)");
  EXPECT_EQ(line({.function = f, .this_value = Value(realm.global())}), "f (F:1:2)");
  EXPECT_EQ(line({.function = f, .is_construct = true}), "new f (F:1:2)");
  EXPECT_EQ(line({.function = f, .is_async = true}), "async f (F:1:2)");
  Function* anonymous = realm.new_native(fail, "", 0);
  EXPECT_EQ(line({.function = anonymous}), "F:1:2");
  EXPECT_EQ(line({.function = anonymous, .this_value = Value(receiver)}),
            "Object.<anonymous> (F:1:2)");
  Function* getter = realm.new_native(fail, "get a", 0);
  receiver->define_raw_accessor(realm, realm.key("a"), Value(getter), Value());
  EXPECT_EQ(line({.function = getter, .this_value = Value(receiver)}), "get a [as a] (F:1:2)");
}

}  // namespace
}  // namespace actx
