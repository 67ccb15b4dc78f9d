// The typed array constructors, %TypedArray% and its prototype (ECMAScript 23.2).
#include <cmath>

#include "value/builtins/array_common.h"
#include "value/builtins/rows.h"
#include "value/builtins/typed_array_common.h"

namespace actx {

namespace {

constexpr double kMaxLength = 4294967296.0;  // 2^32 elements, as V8 has it

std::string number_text(Realm& realm, double number) {
  return realm.utf8(number_to_string(realm, number));
}

[[noreturn]] void throw_invalid_length(Realm& realm, double length) {
  throw_range_error(realm, "Invalid typed array length: " + number_text(realm, length));
}

TypedArrayObject* allocate(Realm& realm, ElementType type, double length, Object* prototype) {
  if (length < 0 || length > kMaxLength) throw_invalid_length(realm, length);
  return new_typed_array(realm, type, length, prototype);
}

/// 23.2.5.1.3 InitializeTypedArrayFromArrayBuffer.
TypedArrayObject* over_buffer(Realm& realm, ElementType type, ArrayBufferObject* buffer,
                              const Call& call, Object* prototype) {
  auto size = static_cast<double>(element_size(type));
  std::string name = typed_array_name(type);
  double offset = to_integer_or_infinity(realm, call.arg(1));
  if (offset < 0 || offset > 9007199254740991.0) {
    throw_range_error(realm, "Start offset " + number_text(realm, offset) +
                                 " is outside the bounds of the buffer");
  }
  if (std::fmod(offset, size) != 0) {
    throw_range_error(
        realm, "start offset of " + name + " should be a multiple of " + number_text(realm, size));
  }
  double length = -1;
  if (!call.arg(2).is_undefined()) {
    length = to_integer_or_infinity(realm, call.arg(2));
    if (length < 0 || length > 9007199254740991.0) throw_invalid_length(realm, length);
  }
  if (buffer->is_detached()) {
    throw_type_error(realm, "Cannot perform Construct on a detached ArrayBuffer");
  }
  auto available = static_cast<double>(buffer->length());
  if (length < 0) {
    if (std::fmod(available, size) != 0) {
      throw_range_error(
          realm, "byte length of " + name + " should be a multiple of " + number_text(realm, size));
    }
    if (offset > available) {
      throw_range_error(realm, "Start offset " + number_text(realm, offset) +
                                   " is outside the bounds of the buffer");
    }
    length = (available - offset) / size;
  } else if (offset + length * size > available) {
    throw_invalid_length(realm, length);
  }
  return realm.make<TypedArrayObject>(prototype, type, buffer, static_cast<size_t>(offset),
                                      static_cast<size_t>(length));
}

TypedArrayObject* from_typed_array(Realm& realm, ElementType type, TypedArrayObject* source,
                                   Object* prototype) {
  if (source->is_detached()) {
    throw_type_error(realm, "Cannot perform Construct on a detached ArrayBuffer");
  }
  if (is_bigint_type(source->type()) != is_bigint_type(type)) {
    throw_type_error(realm, "Cannot mix BigInt and other types, use explicit conversions");
  }
  TypedArrayObject* array = allocate(realm, type, static_cast<double>(source->length()), prototype);
  for (size_t i = 0; i < source->length(); ++i) {
    array->store(realm, static_cast<double>(i), source->load(realm, i));
  }
  return array;
}

/// The elements of an iterable, or of an array-like object when it has no iterator.
ArenaVector<Value> gather(Realm& realm, Object* source) {
  ArenaVector<Value> values;
  Value iterator = get_method(realm, Value(source), realm.names().sym_iterator);
  if (!iterator.is_undefined()) {
    iterate(realm, Value(source), [&](Value value) { values.push_back(realm.arena(), value); });
    return values;
  }
  double length = length_of_array_like(realm, source);
  if (length > kMaxLength) throw_invalid_length(realm, length);
  for (double i = 0; i < length; ++i) {
    values.push_back(realm.arena(), source->get(realm, index_key(realm, i)));
  }
  return values;
}

/// 23.2.5.1 TypedArray(...args).
template <ElementType type>
Value typed_array_constructor(Realm& realm, const Call& call) {
  require_new(realm, call, typed_array_name(type));
  Object* prototype =
      prototype_from_constructor(realm, call.new_target, typed_array_prototype(type));
  Value first = call.arg(0);
  if (!first.is_object()) {
    double length = to_integer_or_infinity(realm, first);
    return Value(allocate(realm, type, length, prototype));
  }
  Object* source = first.as_object();
  if (auto* array = as<TypedArrayObject>(source)) {
    return Value(from_typed_array(realm, type, array, prototype));
  }
  if (auto* buffer = as<ArrayBufferObject>(source)) {
    return Value(over_buffer(realm, type, buffer, call, prototype));
  }
  ArenaVector<Value> values = gather(realm, source);
  TypedArrayObject* array = allocate(realm, type, values.size(), prototype);
  for (uint32_t i = 0; i < values.size(); ++i) array->store(realm, i, values[i]);
  return Value(array);
}

Value abstract_constructor(Realm& realm, const Call&) {
  throw_type_error(realm, "Abstract class TypedArray not directly constructable");
}

Value species_getter(Realm&, const Call& call) {
  return call.this_value;
}

void require_constructor(Realm& realm, Value value) {
  if (is_constructor(value)) return;
  throw_type_error(realm, describe_for_message(realm, value) + " is not a constructor");
}

Value typed_array_of(Realm& realm, const Call& call) {
  require_constructor(realm, call.this_value);
  TypedArrayObject* array = typed_array_create(
      realm, call.this_value, static_cast<double>(call.args.size()), "%TypedArray%.of");
  for (size_t i = 0; i < call.args.size(); ++i) {
    array->put(realm, index_key(realm, static_cast<double>(i)), call.args[i]);
  }
  return Value(array);
}

/// 23.2.2.1 %TypedArray%.from(source, mapper, thisArg).
Value typed_array_from(Realm& realm, const Call& call) {
  require_constructor(realm, call.this_value);
  Value mapper = call.arg(1);
  if (!mapper.is_undefined() && !is_callable(mapper)) {
    throw_type_error(realm, describe_for_message(realm, mapper) + " is not a function");
  }
  Value iterator = get_method(realm, call.arg(0), realm.names().sym_iterator);
  ArenaVector<Value> values;
  if (!iterator.is_undefined()) {
    iterate(realm, call.arg(0), [&](Value value) { values.push_back(realm.arena(), value); });
  } else {
    values = gather(realm, to_object(realm, call.arg(0)));
  }
  TypedArrayObject* array =
      typed_array_create(realm, call.this_value, values.size(), "%TypedArray%.from");
  for (uint32_t i = 0; i < values.size(); ++i) {
    Value value = values[i];
    if (!mapper.is_undefined()) {
      const Value args[] = {value, Value(i)};
      value = realm.call(mapper, call.arg(2), args);
    }
    array->put(realm, PropertyKey::index(i), value);
  }
  return Value(array);
}

template <FixedText name, double (*read)(TypedArrayObject*)>
Value number_getter(Realm& realm, const Call& call) {
  auto* array = as<TypedArrayObject>(call.this_value);
  if (array == nullptr) throw_incompatible_receiver(realm, name.units, call.this_value);
  return Value(read(array));
}
double read_byte_length(TypedArrayObject* array) {
  return static_cast<double>(array->byte_length());
}
double read_byte_offset(TypedArrayObject* array) {
  return static_cast<double>(array->byte_offset());
}
double read_length(TypedArrayObject* array) {
  return static_cast<double>(array->length());
}

Value buffer_getter(Realm& realm, const Call& call) {
  auto* array = receiver_as<TypedArrayObject>(realm, call, "get TypedArray.prototype.buffer");
  return Value(array->buffer());
}

Value tag_getter(Realm& realm, const Call& call) {
  auto* array = as<TypedArrayObject>(call.this_value);
  return array == nullptr ? Value() : Value(realm.literal(typed_array_name(array->type())));
}

/// A method that works on elements through ordinary lookups, as that of Array does.
template <FixedText name, NativeFn method>
Value as_array(Realm& realm, const Call& call) {
  this_typed_array(realm, call, name.units);
  return method(realm, call);
}

template <ElementType type, Intrinsic prototype>
Object* build_constructor(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(prototype),
      lazy_number("BYTES_PER_ELEMENT", double{element_size(type)}),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(typed_array_constructor<type>, typed_array_name(type), 3, kTable,
                               realm.intrinsic(Intrinsic::kTypedArray));
}

template <ElementType type, Intrinsic constructor>
Object* build_prototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", constructor),
      lazy_number("BYTES_PER_ELEMENT", double{element_size(type)}),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable, realm.intrinsic(Intrinsic::kTypedArrayPrototype));
}

}  // namespace

Object* build_TypedArray(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_prototype(Intrinsic::kTypedArrayPrototype),
      lazy_method("of", typed_array_of, 0),
      lazy_method("from", typed_array_from, 1),
      lazy_getter("@@species", species_getter),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_constructor(abstract_constructor, "TypedArray", 0, kTable);
}

Object* build_TypedArrayValues(Realm& realm) {
  return realm.new_native(typed_array_values, "values", 0);
}

#define ACTX_ARRAY_ROW(name, method, length) \
  lazy_method(name, as_array<name, array_methods::method>, length)

Object* build_TypedArrayPrototype(Realm& realm) {
  static constexpr LazyProperty kRows[] = {
      lazy_intrinsic("constructor", Intrinsic::kTypedArray),
      lazy_getter("buffer", buffer_getter),
      lazy_getter("byteLength",
                  number_getter<"get TypedArray.prototype.byteLength", read_byte_length>),
      lazy_getter("byteOffset",
                  number_getter<"get TypedArray.prototype.byteOffset", read_byte_offset>),
      lazy_getter("length", number_getter<"get TypedArray.prototype.length", read_length>),
      lazy_method("entries", typed_array_entries, 0),
      lazy_method("keys", typed_array_keys, 0),
      lazy_intrinsic("values", Intrinsic::kTypedArrayValues),
      ACTX_ARRAY_ROW("copyWithin", copy_within, 2),
      ACTX_ARRAY_ROW("every", every, 1),
      lazy_method("fill", typed_array_fill, 1),
      lazy_method("filter", typed_array_filter, 1),
      ACTX_ARRAY_ROW("find", find, 1),
      ACTX_ARRAY_ROW("findIndex", find_index, 1),
      ACTX_ARRAY_ROW("forEach", for_each, 1),
      ACTX_ARRAY_ROW("includes", includes, 1),
      ACTX_ARRAY_ROW("indexOf", index_of, 1),
      ACTX_ARRAY_ROW("join", join, 1),
      ACTX_ARRAY_ROW("lastIndexOf", last_index_of, 1),
      lazy_method("map", typed_array_map, 1),
      ACTX_ARRAY_ROW("reverse", reverse, 0),
      ACTX_ARRAY_ROW("reduce", reduce, 1),
      ACTX_ARRAY_ROW("reduceRight", reduce_right, 1),
      lazy_method("set", typed_array_set, 1),
      lazy_method("slice", typed_array_slice, 2),
      ACTX_ARRAY_ROW("some", some, 1),
      lazy_method("sort", typed_array_sort, 1),
      lazy_method("subarray", typed_array_subarray, 2),
      ACTX_ARRAY_ROW("toLocaleString", to_locale_string, 0),
      lazy_intrinsic("toString", Intrinsic::kArrayToString),
      ACTX_ARRAY_ROW("at", at, 1),
      ACTX_ARRAY_ROW("findLast", find_last, 1),
      ACTX_ARRAY_ROW("findLastIndex", find_last_index, 1),
      lazy_getter("@@toStringTag", tag_getter),
      lazy_intrinsic("@@iterator", Intrinsic::kTypedArrayValues),
  };
  static constexpr LazyTable kTable(kRows);
  return realm.new_builtin(kTable);
}

#undef ACTX_ARRAY_ROW

#define ACTX_TYPE(name, bytes)                                                                 \
  Object* build_##name##Array(Realm& realm) {                                                  \
    return build_constructor<ElementType::k##name, Intrinsic::k##name##ArrayPrototype>(realm); \
  }                                                                                            \
  Object* build_##name##ArrayPrototype(Realm& realm) {                                         \
    return build_prototype<ElementType::k##name, Intrinsic::k##name##Array>(realm);            \
  }
ACTX_ELEMENT_TYPES(ACTX_TYPE)
#undef ACTX_TYPE

}  // namespace actx
