#include "host/util_types.h"

#include <initializer_list>

#include "host/inspect_access.h"
#include "value/conversions.h"
#include "value/map_set.h"

namespace actx {
namespace {

ObjectClass class_of(const Call& call) {
  return call.arg(0).is_object() ? call.arg(0).as_object()->object_class() : ObjectClass::kOrdinary;
}

template <ObjectClass... kinds>
Value is_any(Realm&, const Call& call) {
  const ObjectClass own = class_of(call);
  return Value(((own == kinds) || ...));
}

Value never(Realm&, const Call&) {
  return Value(false);
}

bool is_async_kind(const std::u16string& kind) {
  return kind.starts_with(u"Async");
}

Value is_async_function(Realm& realm, const Call& call) {
  auto* function = as<Function>(call.arg(0));
  return Value(function != nullptr && is_async_kind(function_kind_name(realm, function)));
}

Value is_generator_function(Realm& realm, const Call& call) {
  auto* function = as<Function>(call.arg(0));
  return Value(function != nullptr &&
               function_kind_name(realm, function).find(u"Generator") != std::u16string::npos);
}

template <bool map>
Value is_collection_iterator(Realm&, const Call& call) {
  if (!call.arg(0).is_object()) return Value(false);
  CollectionIterator* iterator = as_collection_iterator(call.arg(0).as_object());
  return Value(iterator != nullptr && iterator->is_map() == map);
}

/// isUint8Array and its kin: the name of the kind is in the function's first slot.
Value is_typed_array_kind(Realm& realm, const Call& call) {
  if (class_of(call) != ObjectClass::kTypedArray) return Value(false);
  return Value(typed_array_name(realm, call.arg(0).as_object()) ==
               realm.units(call.callee->slot(0).as_string()));
}

using enum ObjectClass;
constexpr LazyProperty kRows[] = {
    lazy_method("isExternal", never, 1, kAll),
    lazy_method("isDate", is_any<kDate>, 1, kAll),
    lazy_method("isArgumentsObject", is_any<kArguments>, 1, kAll),
    lazy_method("isBigIntObject", is_any<kBigInt>, 1, kAll),
    lazy_method("isBooleanObject", is_any<kBoolean>, 1, kAll),
    lazy_method("isNumberObject", is_any<kNumber>, 1, kAll),
    lazy_method("isStringObject", is_any<kString>, 1, kAll),
    lazy_method("isSymbolObject", is_any<kSymbol>, 1, kAll),
    lazy_method("isNativeError", is_any<kError>, 1, kAll),
    lazy_method("isRegExp", is_any<kRegExp>, 1, kAll),
    lazy_method("isAsyncFunction", is_async_function, 1, kAll),
    lazy_method("isGeneratorFunction", is_generator_function, 1, kAll),
    lazy_method("isGeneratorObject", is_any<kGenerator, kAsyncGenerator>, 1, kAll),
    lazy_method("isPromise", is_any<kPromise>, 1, kAll),
    lazy_method("isMap", is_any<kMap>, 1, kAll),
    lazy_method("isSet", is_any<kSet>, 1, kAll),
    lazy_method("isMapIterator", is_collection_iterator<true>, 1, kAll),
    lazy_method("isSetIterator", is_collection_iterator<false>, 1, kAll),
    lazy_method("isWeakMap", is_any<kWeakMap>, 1, kAll),
    lazy_method("isWeakSet", is_any<kWeakSet>, 1, kAll),
    lazy_method("isArrayBuffer", is_any<kArrayBuffer>, 1, kAll),
    lazy_method("isDataView", is_any<kDataView>, 1, kAll),
    lazy_method("isSharedArrayBuffer", never, 1, kAll),
    lazy_method("isProxy", is_any<kProxy>, 1, kAll),
    lazy_method("isModuleNamespaceObject", is_any<kModuleNamespace>, 1, kAll),
    lazy_method("isAnyArrayBuffer", is_any<kArrayBuffer>, 1, kAll),
    lazy_method("isBoxedPrimitive", is_any<kBoolean, kNumber, kString, kSymbol, kBigInt>, 1, kAll),
    lazy_method("isArrayBufferView", is_any<kTypedArray, kDataView>, 1, kAll),
    lazy_method("isTypedArray", is_any<kTypedArray>, 1, kAll),
};
const LazyTable kTable(kRows);

constexpr const char* kTypedArrays[] = {"Uint8Array",    "Uint8ClampedArray", "Uint16Array",
                                        "Uint32Array",   "Int8Array",         "Int16Array",
                                        "Int32Array",    "Float32Array",      "Float64Array",
                                        "BigInt64Array", "BigUint64Array"};

}  // namespace

Object* make_util_types(Realm& realm) {
  Object* types = realm.new_builtin(kTable);
  for (const char* name : kTypedArrays) {
    NativeFunction* test = realm.new_native(is_typed_array_kind, std::string("is") + name, 1);
    test->set_slot(0, Value(realm.literal(name)));
    types->define_raw(realm, realm.key(std::string("is") + name), Value(test));
  }
  for (const char* name : {"isKeyObject", "isCryptoKey"}) {
    types->define_raw(realm, realm.key(name), Value(realm.new_native(never, name, 1)));
  }
  return types;
}

}  // namespace actx
