// ArrayBuffer and DataView (ECMAScript 25.1, 25.3).
#include <algorithm>
#include <cmath>

#include "value/builtins/receiver.h"
#include "value/builtins/rows.h"
#include "value/typed_array.h"

namespace actx {

namespace {

Value species_getter(Realm&, const Call& call) {
  return call.this_value;
}

[[noreturn]] void throw_detached(Realm& realm, const char* method) {
  throw_type_error(realm, std::string("Cannot perform ") + method + " on a detached ArrayBuffer");
}

Value array_buffer_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "ArrayBuffer");
  double length = to_integer_or_infinity(realm, call.arg(0));
  if (length < 0 || length > 9007199254740991.0) {
    throw_range_error(realm, "Invalid array buffer length");
  }
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, Intrinsic::kArrayBufferPrototype);
  return Value(new_array_buffer(realm, length, prototype));
}

Value array_buffer_is_view(Realm&, const Call& call) {
  return Value(as<TypedArrayObject>(call.arg(0)) != nullptr ||
               as<DataViewObject>(call.arg(0)) != nullptr);
}

Value array_buffer_byte_length(Realm& realm, const Call& call) {
  auto* buffer =
      receiver_as<ArrayBufferObject>(realm, call, "get ArrayBuffer.prototype.byteLength");
  return Value(static_cast<double>(buffer->length()));
}

double relative(Realm& realm, Value value, double length, double missing) {
  if (value.is_undefined()) return missing;
  double number = to_integer_or_infinity(realm, value);
  return std::clamp(number < 0 ? number + length : number, 0.0, length);
}

/// 25.1.5.3 ArrayBuffer.prototype.slice(start, end).
Value array_buffer_slice(Realm& realm, const Call& call) {
  constexpr const char* kName = "ArrayBuffer.prototype.slice";
  auto* buffer = receiver_as<ArrayBufferObject>(realm, call, kName);
  if (buffer->is_detached()) throw_detached(realm, kName);
  auto length = static_cast<double>(buffer->length());
  double first = relative(realm, call.arg(0), length, 0);
  double last = relative(realm, call.arg(1), length, length);
  double count = std::max(last - first, 0.0);
  Value constructor = species_constructor(realm, buffer, Intrinsic::kArrayBuffer);
  const Value args[] = {Value(count)};
  Value created = realm.construct(constructor, args);
  auto* copy = as<ArrayBufferObject>(created);
  if (copy == nullptr) throw_incompatible_receiver(realm, kName, created);
  if (copy->is_detached() || buffer->is_detached()) throw_detached(realm, kName);
  if (copy == buffer)
    throw_type_error(realm, "ArrayBuffer subclass returned this from species constructor");
  if (static_cast<double>(copy->length()) < count) {
    throw_type_error(realm, "Species constructor returned a too small ArrayBuffer");
  }
  auto from = static_cast<size_t>(first);
  std::copy_n(buffer->bytes() + from, static_cast<size_t>(count), copy->bytes());
  return Value(copy);
}

/// 25.3.2.1 DataView(buffer, byteOffset, byteLength).
Value data_view_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, "DataView");
  auto* buffer = as<ArrayBufferObject>(call.arg(0));
  if (buffer == nullptr) {
    throw_type_error(realm, "First argument to DataView constructor must be an ArrayBuffer");
  }
  double offset = to_integer_or_infinity(realm, call.arg(1));
  auto outside = [&] {
    throw_range_error(realm, "Start offset " + realm.utf8(number_to_string(realm, offset)) +
                                 " is outside the bounds of the buffer");
  };
  if (offset < 0 || offset > 9007199254740991.0) outside();
  if (buffer->is_detached()) throw_detached(realm, "DataView constructor");
  auto available = static_cast<double>(buffer->length());
  if (offset > available) outside();
  double length = available - offset;
  if (!call.arg(2).is_undefined()) {
    length = to_integer_or_infinity(realm, call.arg(2));
    if (length < 0 || offset + length > available) {
      throw_range_error(realm,
                        "Invalid DataView length " + realm.utf8(number_to_string(realm, length)));
    }
  }
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, Intrinsic::kDataViewPrototype);
  if (buffer->is_detached()) throw_detached(realm, "DataView constructor");
  return Value(realm.make<DataViewObject>(prototype, buffer, static_cast<size_t>(offset),
                                          static_cast<size_t>(length)));
}

Value data_view_buffer(Realm& realm, const Call& call) {
  return Value(receiver_as<DataViewObject>(realm, call, "DataView.prototype.buffer")->buffer());
}

Value data_view_byte_length(Realm& realm, const Call& call) {
  auto* view = receiver_as<DataViewObject>(realm, call, "DataView.prototype.byte_length");
  if (view->is_detached()) throw_detached(realm, "DataView.prototype.byteLength");
  return Value(static_cast<double>(view->byte_length()));
}

Value data_view_byte_offset(Realm& realm, const Call& call) {
  auto* view = receiver_as<DataViewObject>(realm, call, "DataView.prototype.byte_offset");
  if (view->is_detached()) throw_detached(realm, "DataView.prototype.byteOffset");
  return Value(static_cast<double>(view->byte_offset()));
}

/// The bytes that an access means; errors in the order of 25.3.1.1.
DataViewObject* view_receiver(Realm& realm, const Call& call, double* offset) {
  auto* view = as<DataViewObject>(call.this_value);
  if (view == nullptr) {
    // V8 names no receiver here.
    std::string method = "DataView.prototype." + realm.utf8(call.callee->name());
    throw_incompatible_receiver(realm, method.c_str(), Value());
  }
  *offset = to_integer_or_infinity(realm, call.arg(0));
  if (*offset < 0 || *offset > 9007199254740991.0) {
    throw_range_error(realm, "Offset is outside the bounds of the DataView");
  }
  return view;
}

uint8_t* view_bytes(Realm& realm, const Call& call, DataViewObject* view, double offset,
                    size_t size) {
  if (view->is_detached()) {
    std::string method = "DataView.prototype." + realm.utf8(call.callee->name());
    throw_detached(realm, method.c_str());
  }
  if (offset + static_cast<double>(size) > static_cast<double>(view->byte_length())) {
    throw_range_error(realm, "Offset is outside the bounds of the DataView");
  }
  return view->bytes() + static_cast<size_t>(offset);
}

template <ElementType type>
Value data_view_get(Realm& realm, const Call& call) {
  double offset;
  DataViewObject* view = view_receiver(realm, call, &offset);
  size_t size = element_size(type);
  const uint8_t* source = view_bytes(realm, call, view, offset, size);
  uint8_t bytes[8];
  std::copy_n(source, size, bytes);
  if (!to_boolean(call.arg(1))) std::reverse(bytes, bytes + size);
  return load_element(realm, type, bytes);
}

template <ElementType type>
Value data_view_set(Realm& realm, const Call& call) {
  double offset;
  DataViewObject* view = view_receiver(realm, call, &offset);
  Value element = to_element(realm, type, call.arg(1));
  size_t size = element_size(type);
  uint8_t* target = view_bytes(realm, call, view, offset, size);
  uint8_t bytes[8];
  store_element(realm, type, bytes, element);
  if (!to_boolean(call.arg(2))) std::reverse(bytes, bytes + size);
  std::copy_n(bytes, size, target);
  return Value();
}

}  // namespace

Object* build_ArrayBuffer(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kArrayBufferPrototype),
      lazy_method("isView", array_buffer_is_view, 1),
      lazy_getter("@@species", species_getter),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(array_buffer_constructor, "ArrayBuffer", 1, kTable);
}

Object* build_ArrayBufferPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kArrayBuffer),
      lazy_getter("byteLength", array_buffer_byte_length),
      lazy_method("slice", array_buffer_slice, 2),
      lazy_tag<"ArrayBuffer">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

Object* build_DataView(Realm& realm) {
  static constexpr LazyProperty kRows[] = {lazy_prototype(Intrinsic::kDataViewPrototype)};
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(data_view_constructor, "DataView", 1, kTable);
}

#define ACTX_ACCESS(name)                                           \
  lazy_method("get" #name, data_view_get<ElementType::k##name>, 1), \
      lazy_method("set" #name, data_view_set<ElementType::k##name>, 2)

Object* build_DataViewPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kDataView),
      lazy_getter("buffer", data_view_buffer),
      lazy_getter("byteLength", data_view_byte_length),
      lazy_getter("byteOffset", data_view_byte_offset),
      ACTX_ACCESS(Int8),
      ACTX_ACCESS(Uint8),
      ACTX_ACCESS(Int16),
      ACTX_ACCESS(Uint16),
      ACTX_ACCESS(Int32),
      ACTX_ACCESS(Uint32),
      ACTX_ACCESS(Float32),
      ACTX_ACCESS(Float64),
      ACTX_ACCESS(BigInt64),
      ACTX_ACCESS(BigUint64),
      lazy_tag<"DataView">(),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

#undef ACTX_ACCESS

}  // namespace actx
