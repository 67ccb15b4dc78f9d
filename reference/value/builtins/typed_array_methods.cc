// The methods of %TypedArray%.prototype that know about elements' types.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "value/bigint.h"
#include "value/builtins/array_common.h"
#include "value/builtins/typed_array_common.h"
#include "value/iterators.h"

namespace actx {

TypedArrayObject* this_typed_array(Realm& realm, const Call& call, const char* method) {
  auto* array = as<TypedArrayObject>(call.this_value);
  if (array == nullptr) throw_type_error(realm, "this is not a typed array.");
  if (array->is_detached()) {
    throw_type_error(realm, std::string("Cannot perform %TypedArray%.prototype.") + method +
                                " on a detached ArrayBuffer");
  }
  return array;
}

TypedArrayObject* typed_array_create(Realm& realm, Value constructor, double length,
                                     const char* method) {
  const Value args[] = {Value(length)};
  Value created = realm.construct(constructor, args);
  auto* array = as<TypedArrayObject>(created);
  if (array == nullptr) throw_type_error(realm, "this is not a typed array.");
  if (array->is_detached()) {
    throw_type_error(realm, std::string("Cannot perform ") + method + " on a detached ArrayBuffer");
  }
  if (static_cast<double>(array->length()) < length) {
    throw_type_error(realm, "Derived TypedArray constructor created an array which was too small");
  }
  return array;
}

Value typed_array_species(Realm& realm, TypedArrayObject* array) {
  return species_constructor(realm, array, typed_array_constructor_id(array->type()));
}

namespace {

TypedArrayObject* create_like(Realm& realm, TypedArrayObject* array, double length,
                              const char* method) {
  TypedArrayObject* created =
      typed_array_create(realm, typed_array_species(realm, array), length, method);
  if (is_bigint_type(created->type()) != is_bigint_type(array->type())) {
    throw_type_error(realm, "Content type mismatch of typed arrays");
  }
  return created;
}

Value make_iterator(Realm& realm, const Call& call, const char* method, IterationKind kind) {
  return make_array_iterator(realm, this_typed_array(realm, call, method), kind);
}

double length_of(const TypedArrayObject* array) {
  return static_cast<double>(array->length());
}

/// Element `index`, or undefined when the buffer was detached meanwhile.
Value element_at(Realm& realm, TypedArrayObject* array, size_t index) {
  return index < array->length() ? array->load(realm, index) : Value();
}

/// The default order: -0 before +0, NaN last.
bool comes_before(Value a, Value b) {
  if (a.is_bigint()) return bigint_compare(a.as_bigint(), b.as_bigint()) < 0;
  double x = a.as_number();
  double y = b.as_number();
  if (std::isnan(x) || std::isnan(y)) return std::isnan(y) && !std::isnan(x);
  if (x == y) return std::signbit(x) && !std::signbit(y);
  return x < y;
}

/// Sorts `from` .. `to` of `target` with the program's comparison, by halves as V8 does, so that
/// the comparison is called with the same pairs. `source` holds the same elements and is used up.
void merge_sort(Realm& realm, Value comparison, Value* source, size_t from, size_t to,
                Value* target) {
  size_t middle = from + (to - from) / 2;
  if (middle - from > 1) merge_sort(realm, comparison, target, from, middle, source);
  if (to - middle > 1) merge_sort(realm, comparison, target, middle, to, source);
  size_t left = from;
  size_t right = middle;
  for (size_t i = from; i < to; ++i) {
    bool take_left = right >= to;
    if (left < middle && right < to) {
      const Value pair[] = {source[left], source[right]};
      take_left = !(to_number(realm, realm.call(comparison, Value(), pair)) > 0);
    }
    target[i] = take_left ? source[left++] : source[right++];
  }
}

/// 23.2.3.26.1 SetTypedArrayFromTypedArray: as if the source were copied first.
void set_from_typed_array(Realm& realm, TypedArrayObject* target, double offset,
                          TypedArrayObject* source) {
  if (source->is_detached()) {
    throw_type_error(realm, "Cannot perform %TypedArray%.prototype.set on a detached ArrayBuffer");
  }
  if (length_of(source) + offset > length_of(target)) {
    throw_range_error(realm, "offset is out of bounds");
  }
  if (is_bigint_type(source->type()) != is_bigint_type(target->type())) {
    throw_type_error(realm, "Cannot mix BigInt and other types, use explicit conversions");
  }
  auto start = static_cast<size_t>(offset);
  if (source->type() == target->type()) {
    std::memmove(target->bytes() + start * element_size(target->type()), source->bytes(),
                 source->byte_length());
    return;
  }
  std::vector<Value> elements;
  for (size_t i = 0; i < source->length(); ++i) elements.push_back(source->load(realm, i));
  for (size_t i = 0; i < elements.size(); ++i) {
    target->store(realm, static_cast<double>(start + i), elements[i]);
  }
}

}  // namespace

Value typed_array_entries(Realm& realm, const Call& call) {
  return make_iterator(realm, call, "entries", IterationKind::kEntries);
}
Value typed_array_keys(Realm& realm, const Call& call) {
  return make_iterator(realm, call, "keys", IterationKind::kKeys);
}
Value typed_array_values(Realm& realm, const Call& call) {
  return make_iterator(realm, call, "values", IterationKind::kValues);
}

Value typed_array_fill(Realm& realm, const Call& call) {
  TypedArrayObject* array = this_typed_array(realm, call, "fill");
  Value element = to_element(realm, array->type(), call.arg(0));
  double length = length_of(array);
  double from = relative_index(realm, call.arg(1), length, 0);
  double to = relative_index(realm, call.arg(2), length, length);
  this_typed_array(realm, call, "fill");
  for (double i = from; i < to; ++i) array->store(realm, i, element);
  return call.this_value;
}

Value typed_array_map(Realm& realm, const Call& call) {
  TypedArrayObject* array = this_typed_array(realm, call, "map");
  Value callback = require_callback(realm, call.arg(0));
  size_t length = array->length();
  TypedArrayObject* mapped =
      create_like(realm, array, length_of(array), "%TypedArray%.prototype.map");
  for (size_t i = 0; i < length; ++i) {
    const Value args[] = {element_at(realm, array, i), Value(static_cast<double>(i)),
                          call.this_value};
    mapped->put(realm, index_key(realm, static_cast<double>(i)),
                realm.call(callback, call.arg(1), args));
  }
  return Value(mapped);
}

Value typed_array_filter(Realm& realm, const Call& call) {
  TypedArrayObject* array = this_typed_array(realm, call, "filter");
  Value callback = require_callback(realm, call.arg(0));
  ArenaVector<Value> kept;
  size_t length = array->length();
  for (size_t i = 0; i < length; ++i) {
    Value element = element_at(realm, array, i);
    const Value args[] = {element, Value(static_cast<double>(i)), call.this_value};
    if (to_boolean(realm.call(callback, call.arg(1), args))) kept.push_back(realm.arena(), element);
  }
  TypedArrayObject* result =
      create_like(realm, array, kept.size(), "%TypedArray%.prototype.filter");
  for (uint32_t i = 0; i < kept.size(); ++i) result->store(realm, i, kept[i]);
  return Value(result);
}

Value typed_array_slice(Realm& realm, const Call& call) {
  TypedArrayObject* array = this_typed_array(realm, call, "slice");
  double length = length_of(array);
  double from = relative_index(realm, call.arg(0), length, 0);
  double to = relative_index(realm, call.arg(1), length, length);
  double count = std::max(to - from, 0.0);
  TypedArrayObject* result = create_like(realm, array, count, "%TypedArray%.prototype.slice");
  if (count == 0) return Value(result);
  this_typed_array(realm, call, "slice");
  for (double i = 0; i < count; ++i) {
    result->store(realm, i, element_at(realm, array, static_cast<size_t>(from + i)));
  }
  return Value(result);
}

Value typed_array_subarray(Realm& realm, const Call& call) {
  auto* array = as<TypedArrayObject>(call.this_value);
  if (array == nullptr) {
    throw_incompatible_receiver(realm, "%TypedArray%.prototype.subarray", call.this_value);
  }
  double length = length_of(array);
  double from = relative_index(realm, call.arg(0), length, 0);
  double to = relative_index(realm, call.arg(1), length, length);
  double offset = static_cast<double>(array->byte_offset()) +
                  from * static_cast<double>(element_size(array->type()));
  const Value args[] = {Value(array->buffer()), Value(offset), Value(std::max(to - from, 0.0))};
  return realm.construct(typed_array_species(realm, array), args);
}

Value typed_array_set(Realm& realm, const Call& call) {
  auto* array = as<TypedArrayObject>(call.this_value);
  if (array == nullptr) throw_type_error(realm, "this is not a typed array.");
  double offset = to_integer_or_infinity(realm, call.arg(1));
  if (offset < 0) throw_range_error(realm, "offset is out of bounds");
  this_typed_array(realm, call, "set");
  if (auto* source = as<TypedArrayObject>(call.arg(0))) {
    set_from_typed_array(realm, array, offset, source);
    return Value();
  }
  Object* source = to_object(realm, call.arg(0));
  double count = length_of_array_like(realm, source);
  if (count + offset > length_of(array)) throw_range_error(realm, "offset is out of bounds");
  for (double i = 0; i < count; ++i) {
    array->store(realm, offset + i, source->get(realm, index_key(realm, i)));
  }
  return Value();
}

Value typed_array_sort(Realm& realm, const Call& call) {
  if (!call.arg(0).is_undefined() && !is_callable(call.arg(0))) {
    throw_type_error(realm, "The comparison function must be either a function or undefined");
  }
  TypedArrayObject* array = this_typed_array(realm, call, "sort");
  std::vector<Value> elements;
  for (size_t i = 0; i < array->length(); ++i) elements.push_back(array->load(realm, i));
  std::vector<Value> sorted = elements;
  if (call.arg(0).is_undefined()) {
    std::stable_sort(sorted.begin(), sorted.end(), comes_before);
  } else if (elements.size() > 1) {
    merge_sort(realm, call.arg(0), elements.data(), 0, elements.size(), sorted.data());
  }
  for (size_t i = 0; i < sorted.size(); ++i) array->store(realm, static_cast<double>(i), sorted[i]);
  return call.this_value;
}

}  // namespace actx
