// Array.prototype methods that read the array without calling back (ECMAScript 23.1.3).
#include <cmath>

#include "value/builtins/array_common.h"

namespace actx::array_methods {

Value at(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  double index = to_integer_or_infinity(realm, call.arg(0));
  if (index < 0) index += array.length;
  if (index < 0 || index >= array.length) return Value();
  return array.object->get(realm, index_key(realm, index));
}

namespace {

bool is_concat_spreadable(Realm& realm, Value value) {
  if (!value.is_object()) return false;
  Value spreadable = value.as_object()->get(realm, realm.names().sym_is_concat_spreadable);
  return spreadable.is_undefined() ? is_array(realm, value) : to_boolean(spreadable);
}

void check_length(Realm& realm, double length) {
  if (length > 9007199254740991.0) throw_type_error(realm, "Invalid array length");
}

}  // namespace

Value concat(Realm& realm, const Call& call) {
  if (call.this_value.is_nullish()) {
    throw_type_error(realm, "Array.prototype.concat called on null or undefined");
  }
  Object* object = to_object(realm, call.this_value);
  Object* result = array_species_create(realm, object, 0);
  double n = 0;
  for (size_t item = 0; item <= call.args.size(); ++item) {
    Value value = item == 0 ? Value(object) : call.args[item - 1];
    if (!is_concat_spreadable(realm, value)) {
      check_length(realm, n + 1);
      result->create_data_property_or_throw(realm, index_key(realm, n++), value);
      continue;
    }
    Object* source = value.as_object();
    double length = length_of_array_like(realm, source);
    check_length(realm, n + length);
    for (double i = 0; i < length; ++i, ++n) {
      PropertyKey key = index_key(realm, i);
      if (!source->has_property(realm, key)) continue;
      result->create_data_property_or_throw(realm, index_key(realm, n), source->get(realm, key));
    }
  }
  put_length(realm, result, n);
  return Value(result);
}

Value includes(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  if (array.length == 0) return Value(false);
  double from = relative_index(realm, call.arg(1), array.length, 0);
  for (double i = from; i < array.length; ++i) {
    Value element = array.object->get(realm, index_key(realm, i));
    if (same_value_zero(realm, element, call.arg(0))) return Value(true);
  }
  return Value(false);
}

Value index_of(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, "indexOf");
  if (array.length == 0) return Value(-1);
  double from = relative_index(realm, call.arg(1), array.length, 0);
  for (double i = from; i < array.length; ++i) {
    PropertyKey key = index_key(realm, i);
    if (array.object->has_property(realm, key) &&
        is_strictly_equal(realm, array.object->get(realm, key), call.arg(0))) {
      return Value(i);
    }
  }
  return Value(-1);
}

Value last_index_of(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  if (array.length == 0) return Value(-1);
  double from = array.length - 1;
  if (call.args.size() > 1) {
    double n = to_integer_or_infinity(realm, call.args[1]);
    from = n < 0 ? array.length + n : std::fmin(n, from);
  }
  for (double i = from; i >= 0; --i) {
    PropertyKey key = index_key(realm, i);
    if (array.object->has_property(realm, key) &&
        is_strictly_equal(realm, array.object->get(realm, key), call.arg(0))) {
      return Value(i);
    }
  }
  return Value(-1);
}

namespace {

// Keeps an array on the list of those being joined.
class Joining {
 public:
  Joining(Realm& realm, Object* object) : realm_(realm) {
    for (Object* outer : realm.joining()) is_cycle_ |= outer == object;
    realm.joining().push_back(realm.arena(), object);
  }
  ~Joining() { realm_.joining().pop_back(); }
  Joining(const Joining&) = delete;
  Joining& operator=(const Joining&) = delete;
  bool is_cycle() const { return is_cycle_; }

 private:
  Realm& realm_;
  bool is_cycle_ = false;
};

// Joins with `text` applied to the elements that are neither undefined nor null.
template <class F>
Value join_elements(Realm& realm, const ArrayLike& array, std::u16string_view separator, F&& text) {
  Joining joining(realm, array.object);
  if (joining.is_cycle()) return Value(realm.names().empty.as_atom());
  std::u16string joined;
  for (double i = 0; i < array.length; ++i) {
    if (i > 0) joined += separator;
    if (joined.size() > 536870888) throw_range_error(realm, "Invalid string length");
    Value element = array.object->get(realm, index_key(realm, i));
    if (!element.is_nullish()) joined += realm.units(text(element));
  }
  return Value(realm.string(std::u16string_view(joined)));
}

}  // namespace

Value join(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  std::u16string_view separator = u",";
  if (!call.arg(0).is_undefined()) {
    separator = realm.units(actx::to_string(realm, call.arg(0)));
  }
  return join_elements(realm, array, separator,
                       [&](Value element) { return actx::to_string(realm, element); });
}

Value to_locale_string(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  PropertyKey method = realm.key("toLocaleString");
  Value args[] = {call.arg(0), call.arg(1)};
  return join_elements(realm, array, u",", [&](Value element) {
    return actx::to_string(realm, invoke(realm, element, method, args));
  });
}

Value to_string(Realm& realm, const Call& call) {
  Object* object = to_object(realm, call.this_value);
  Value method = object->get(realm, realm.names().join);
  if (is_callable(method)) return realm.call(method, Value(object), {});
  return object_to_string(realm, Call{Value(object), {}, nullptr, call.callee});
}

Value slice(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  double from = relative_index(realm, call.arg(0), array.length, 0);
  double to = relative_index(realm, call.arg(1), array.length, array.length);
  const double count = std::fmax(to - from, 0);
  const Value species = array_species(realm, array.object);
  const Array* packed = species.is_undefined() ? packed_array(array.object, array.length) : nullptr;
  if (packed != nullptr) {
    count_index_steps(realm, 2 * count);
    return Value(realm.new_array(Args(packed->elements().begin() + static_cast<uint32_t>(from),
                                      static_cast<uint32_t>(count))));
  }
  Object* result = array_of_species(realm, species, count);
  double n = 0;
  for (double i = from; i < to; ++i, ++n) {
    PropertyKey key = index_key(realm, i);
    if (!array.object->has_property(realm, key)) continue;
    result->create_data_property_or_throw(realm, index_key(realm, n),
                                          array.object->get(realm, key));
  }
  put_length(realm, result, n);
  return Value(result);
}

namespace {

ArrayLike array_like(Realm& realm, Value array) {
  return {array.as_object(), length_of_array_like(realm, array.as_object())};
}

// FlattenIntoArray (23.1.3.11.1) without a mapper. Returns the next target index.
double flatten(Realm& realm, Object* target, const ArrayLike& source, double start, double depth) {
  NativeScope scope(realm);
  for (double i = 0; i < source.length; ++i) {
    PropertyKey key = index_key(realm, i);
    if (!source.object->has_property(realm, key)) continue;
    Value element = source.object->get(realm, key);
    if (depth > 0 && is_array(realm, element)) {
      start = flatten(realm, target, array_like(realm, element), start, depth - 1);
    } else {
      target->create_data_property_or_throw(realm, index_key(realm, start++), element);
    }
  }
  return start;
}

}  // namespace

Value flat(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  double depth = 1;
  if (!call.arg(0).is_undefined()) depth = to_integer_or_infinity(realm, call.arg(0));
  Object* result = array_species_create(realm, array.object, 0);
  flatten(realm, result, array, 0, depth);
  return Value(result);
}

Value flat_map(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  if (!is_callable(call.arg(0))) {
    throw_type_error(realm, "flatMap mapper function is not callable");
  }
  Object* result = array_species_create(realm, array.object, 0);
  double n = 0;
  for (double i = 0; i < array.length; ++i) {
    PropertyKey key = index_key(realm, i);
    if (!array.object->has_property(realm, key)) continue;
    Value args[] = {array.object->get(realm, key), Value(i), Value(array.object)};
    Value mapped = realm.call(call.arg(0), call.arg(1), args);
    if (is_array(realm, mapped)) {
      n = flatten(realm, result, array_like(realm, mapped), n, 0);
    } else {
      result->create_data_property_or_throw(realm, index_key(realm, n++), mapped);
    }
  }
  return Value(result);
}

}  // namespace actx::array_methods
