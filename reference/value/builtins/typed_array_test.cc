#include "value/typed_array.h"

#include <gtest/gtest.h>

#include <string>

#include "value/json.h"
#include "value/testing/show.h"

namespace actx {
namespace {

Value parse_json(Realm& realm, const char* text) {
  return json_parse(realm, realm.units(realm.string(std::string_view(text))));
}
Value make(Realm& realm, const char* constructor, Value argument) {
  return realm.construct(global(realm, constructor), Args(&argument, 1));
}

struct TypedArrayRow {
  const char* constructor;
  const char* elements;  // a JSON array
  const char* method;
  const char* arguments;  // a JSON array
  const char* result;     // String(result), or the error
  const char* after;      // String(array) afterwards
};

// What Node 18.20.1 gave.
constexpr TypedArrayRow kTypedArrayRows[] = {
    {"Uint8Array", R"([1,256,-1,1.9,null,"7","x"])", "join", R"(["-"])", R"(1-0-255-1-0-7-0)",
     R"(1,0,255,1,0,7,0)"},
    {"Uint8ClampedArray", R"([1,256,-1,1.5,2.5,0.5])", "join", R"([])", R"(1,255,0,2,2,0)",
     R"(1,255,0,2,2,0)"},
    {"Int8Array", R"([127,128,255,-129])", "join", R"([])", R"(127,-128,-1,127)",
     R"(127,-128,-1,127)"},
    {"Int16Array", R"([32768,10000000000])", "join", R"([])", R"(-32768,-7168)", R"(-32768,-7168)"},
    {"Uint16Array", R"([-1,65536])", "join", R"([])", R"(65535,0)", R"(65535,0)"},
    {"Int32Array", R"([2147483648,4294967296])", "join", R"([])", R"(-2147483648,0)",
     R"(-2147483648,0)"},
    {"Uint32Array", R"([-1,4294967301])", "join", R"([])", R"(4294967295,5)", R"(4294967295,5)"},
    {"Float32Array", R"([1.1,16777217])", "join", R"([])", R"(1.100000023841858,16777216)",
     R"(1.100000023841858,16777216)"},
    {"Float64Array", R"([0.1,1e+300])", "join", R"([])", R"(0.1,1e+300)", R"(0.1,1e+300)"},
    {"Uint8Array", R"([1,2,3])", "fill", R"([9,1,2])", R"(1,9,3)", R"(1,9,3)"},
    {"Uint8Array", R"([1,2,3])", "fill", R"([9,-1])", R"(1,2,9)", R"(1,2,9)"},
    {"Uint8Array", R"([1,2,3,4])", "copyWithin", R"([0,2])", R"(3,4,3,4)", R"(3,4,3,4)"},
    {"Uint8Array", R"([1,2,3])", "slice", R"([-2])", R"(2,3)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "slice", R"([1,2])", R"(2)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "subarray", R"([1])", R"(2,3)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "subarray", R"([2,1])", R"()", R"(1,2,3)"},
    {"Uint8Array", R"([3,1,2])", "sort", R"([])", R"(1,2,3)", R"(1,2,3)"},
    {"Float64Array", R"([3,0,-1,null])", "sort", R"([])", R"(-1,0,0,3)", R"(-1,0,0,3)"},
    {"Uint8Array", R"([3,1,2])", "sort", R"([1])",
     R"(TypeError: The comparison function must be either a function or undefined)", R"(3,1,2)"},
    {"Uint8Array", R"([1,2,3])", "reverse", R"([])", R"(3,2,1)", R"(3,2,1)"},
    {"Uint8Array", R"([1,2,3])", "includes", R"([2])", R"(true)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "indexOf", R"([2,-1])", R"(-1)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "lastIndexOf", R"([3,-2])", R"(-1)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "at", R"([-1])", R"(3)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "set", R"([[7,8],1])", R"(undefined)", R"(1,7,8)"},
    {"Uint8Array", R"([1,2,3])", "set", R"([[7,8],2])", R"(RangeError: offset is out of bounds)",
     R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "set", R"([[7],-1])", R"(RangeError: offset is out of bounds)",
     R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "map", R"([1])", R"(TypeError: 1 is not a function)", R"(1,2,3)"},
    {"Uint8Array", R"([1,2,3])", "forEach", R"([])", R"(TypeError: undefined is not a function)",
     R"(1,2,3)"},
    {"Uint8Array", R"([])", "reduce", R"([])", R"(TypeError: undefined is not a function)", R"()"},
    {"Uint8Array", R"([1,2])", "toLocaleString", R"([])", R"(1,2)", R"(1,2)"},
};

TEST(TypedArray, MethodsBehaveAsNode) {
  for (const TypedArrayRow& row : kTypedArrayRows) {
    Realm realm;
    Value array = make(realm, row.constructor, parse_json(realm, row.elements));
    std::string result = thrown(realm, [&] {
      ArenaVector<Value> args = list_from_array_like(realm, parse_json(realm, row.arguments));
      throw Throw{invoke(realm, array, realm.key(row.method), Args(args.begin(), args.size()))};
    });
    EXPECT_EQ(result, row.result) << row.constructor << row.elements << row.method << row.arguments;
    EXPECT_EQ(show(realm, array), row.after) << row.method;
  }
}

TEST(TypedArray, NumericKeysNeverBecomeProperties) {
  Realm realm;
  Object* array = make(realm, "Uint8Array", Value(2)).as_object();
  for (const char* key : {"5", "1.5", "-0", "NaN", "Infinity", "-1"}) {
    array->put(realm, realm.key(std::string_view(key)), Value(1));
    EXPECT_FALSE(array->has_property(realm, realm.key(std::string_view(key)))) << key;
  }
  array->put(realm, realm.key("foo"), Value(1));
  array->put(realm, realm.key("01"), Value(1));
  EXPECT_EQ(show_keys(realm, array), "0,1,foo,01");
  EXPECT_FALSE(array->delete_property(realm, PropertyKey::index(0)));
  EXPECT_TRUE(array->delete_property(realm, PropertyKey::index(7)));
}

TEST(TypedArray, ViewsShareTheirBuffer) {
  Realm realm;
  ArrayBufferObject* buffer = new_array_buffer(realm, 8);
  const Value whole[] = {Value(buffer)};
  Value bytes = realm.construct(global(realm, "Uint8Array"), whole);
  Value view = realm.construct(global(realm, "DataView"), whole);
  call_method(realm, view, "setUint16", {Value(1), Value(0x1234)});
  EXPECT_EQ(show(realm, bytes), "0,18,52,0,0,0,0,0");
  call_method(realm, view, "setUint16", {Value(1), Value(0x1234), Value(true)});
  EXPECT_EQ(show(realm, bytes), "0,52,18,0,0,0,0,0");
  const Value part[] = {Value(buffer), Value(2), Value(1)};
  EXPECT_EQ(show(realm, realm.construct(global(realm, "Uint16Array"), part)), "18");
}

TEST(TypedArray, ADetachedBufferLeavesNothing) {
  Realm realm;
  Value array = make(realm, "Uint8Array", Value(4));
  as<TypedArrayObject>(array)->buffer()->detach();
  EXPECT_EQ(get_value(realm, array, realm.names().length).as_number(), 0);
  EXPECT_TRUE(get_value(realm, array, PropertyKey::index(0)).is_undefined());
  EXPECT_EQ(thrown(realm, [&] { call_method(realm, array, "fill", {Value(1)}); }),
            "TypeError: Cannot perform %TypedArray%.prototype.fill on a detached ArrayBuffer");
  EXPECT_EQ(thrown(realm, [&] { make(realm, "Uint8Array", array); }),
            "TypeError: Cannot perform Construct on a detached ArrayBuffer");
}

// Messages as Node 18.20.1 prints them.
TEST(TypedArray, Messages) {
  Realm realm;
  auto construct = [&](const char* name, std::initializer_list<Value> args) {
    return thrown(realm,
                  [&] { realm.construct(global(realm, name), Args(args.begin(), args.size())); });
  };
  Value three(new_array_buffer(realm, 3));
  Value four(new_array_buffer(realm, 4));
  EXPECT_EQ(construct("Uint8Array", {Value(-1)}), "RangeError: Invalid typed array length: -1");
  EXPECT_EQ(construct("Uint16Array", {three}),
            "RangeError: byte length of Uint16Array should be a multiple of 2");
  EXPECT_EQ(construct("Uint16Array", {four, Value(1)}),
            "RangeError: start offset of Uint16Array should be a multiple of 2");
  EXPECT_EQ(construct("Uint16Array", {four, Value(6)}),
            "RangeError: Start offset 6 is outside the bounds of the buffer");
  EXPECT_EQ(construct("Uint16Array", {four, Value(0), Value(3)}),
            "RangeError: Invalid typed array length: 3");
  EXPECT_EQ(construct("BigInt64Array", {parse_json(realm, "[1]")}),
            "TypeError: Cannot convert 1 to a BigInt");
  EXPECT_EQ(construct("ArrayBuffer", {Value(-1)}), "RangeError: Invalid array buffer length");
  EXPECT_EQ(construct("ArrayBuffer", {Value(1e15)}), "RangeError: Array buffer allocation failed");
  EXPECT_EQ(construct("DataView", {Value(1)}),
            "TypeError: First argument to DataView constructor must be an ArrayBuffer");
  EXPECT_EQ(construct("DataView", {four, Value(5)}),
            "RangeError: Start offset 5 is outside the bounds of the buffer");
  Value view = make(realm, "DataView", four);
  EXPECT_EQ(thrown(realm, [&] { call_method(realm, view, "getInt16", {Value(3)}); }),
            "RangeError: Offset is outside the bounds of the DataView");
  EXPECT_EQ(thrown(realm,
                   [&] {
                     call_method(realm, global(realm, "Object"), "freeze",
                                 {make(realm, "Uint8Array", Value(1))});
                   }),
            "TypeError: Cannot freeze array buffer views with elements");
}

}  // namespace
}  // namespace actx
