// Array.prototype methods that change the array in place (ECMAScript 23.1.3).
#include <algorithm>
#include <cmath>

#include "value/builtins/array_common.h"
#include "value/footprint.h"

namespace actx::array_methods {

namespace {

// Moves one element, hole or not.
void move(Realm& realm, Object* object, double from, double to) {
  PropertyKey source = index_key(realm, from);
  if (object->has_property(realm, source)) {
    object->put(realm, index_key(realm, to), object->get(realm, source));
  } else {
    object->delete_or_throw(realm, index_key(realm, to));
  }
}

void check_length(Realm& realm, double length, double added) {
  if (length + added > 9007199254740991.0) throw_type_error(realm, "Invalid array length");
}

}  // namespace

Value copy_within(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  double to = relative_index(realm, call.arg(0), array.length, 0);
  double from = relative_index(realm, call.arg(1), array.length, 0);
  double end = relative_index(realm, call.arg(2), array.length, array.length);
  double count = std::fmin(end - from, array.length - to);
  bool backwards = from < to && to < from + count;
  for (double n = 0; n < count; ++n) {
    double offset = backwards ? count - 1 - n : n;
    move(realm, array.object, from + offset, to + offset);
  }
  return Value(array.object);
}

Value fill(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  double from = relative_index(realm, call.arg(1), array.length, 0);
  double end = relative_index(realm, call.arg(2), array.length, array.length);
  for (double i = from; i < end; ++i) array.object->put(realm, index_key(realm, i), call.arg(0));
  return Value(array.object);
}

Value pop(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  if (array.length == 0) {
    put_length(realm, array.object, 0);
    return Value();
  }
  PropertyKey key = index_key(realm, array.length - 1);
  Value element = array.object->get(realm, key);
  array.object->delete_or_throw(realm, key);
  put_length(realm, array.object, array.length - 1);
  return element;
}

Value push(Realm& realm, const Call& call) {
  if (Array* plain = as<Array>(call.this_value);
      plain != nullptr && call.args.size() == 1 && !Footprint::is_active()) {
    const uint32_t length = plain->length();
    if (plain->is_dense() && plain->is_extensible_raw() && length < UINT32_MAX - 1 &&
        plain->set(realm, index_key(realm, length), call.args[0], call.this_value)) {
      return Value(length + 1);
    }
  }
  ArrayLike array = array_receiver(realm, call, nullptr);
  double length = array.length;
  if (length + static_cast<double>(call.args.size()) > 9007199254740991.0) {
    throw_type_error(realm, "Pushing " + std::to_string(call.args.size()) +
                                " elements on an array-like of length " +
                                realm.utf8(number_to_string(realm, length)) +
                                " is disallowed, as the total surpasses 2**53-1");
  }
  for (Value arg : call.args) array.object->put(realm, index_key(realm, length++), arg);
  put_length(realm, array.object, length);
  return Value(length);
}

Value reverse(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  Object* object = array.object;
  double middle = std::floor(array.length / 2);
  for (double i = 0; i < middle; ++i) {
    PropertyKey low = index_key(realm, i);
    PropertyKey high = index_key(realm, array.length - 1 - i);
    bool has_low = object->has_property(realm, low);
    Value low_value = has_low ? object->get(realm, low) : Value();
    bool has_high = object->has_property(realm, high);
    Value high_value = has_high ? object->get(realm, high) : Value();
    if (has_high) {
      object->put(realm, low, high_value);
    } else if (has_low) {
      object->delete_or_throw(realm, low);
    }
    if (has_low) {
      object->put(realm, high, low_value);
    } else if (has_high) {
      object->delete_or_throw(realm, high);
    }
  }
  return Value(object);
}

Value shift(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  if (array.length == 0) {
    put_length(realm, array.object, 0);
    return Value();
  }
  Value first = array.object->get(realm, PropertyKey::index(0));
  for (double i = 1; i < array.length; ++i) move(realm, array.object, i, i - 1);
  array.object->delete_or_throw(realm, index_key(realm, array.length - 1));
  put_length(realm, array.object, array.length - 1);
  return first;
}

Value unshift(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  double count = static_cast<double>(call.args.size());
  if (count > 0) {
    check_length(realm, array.length, count);
    for (double i = array.length; i > 0; --i) move(realm, array.object, i - 1, i - 1 + count);
    for (uint32_t i = 0; i < count; ++i) {
      array.object->put(realm, PropertyKey::index(i), call.args[i]);
    }
  }
  put_length(realm, array.object, array.length + count);
  return Value(array.length + count);
}

namespace {

bool can_change_length(Realm& realm, Array* array) {
  PropertyDescriptor length;
  return array->get_own_property(realm, realm.names().length, &length) && length.writable;
}

Value splice_packed(Realm& realm, Array* array, uint32_t start, uint32_t removed, Args items) {
  ArenaVector<Value>& elements = array->elements();
  Array* result = realm.new_array(Args(elements.begin() + start, removed));
  const uint32_t length = array->length();
  const uint32_t added = static_cast<uint32_t>(items.size());
  const uint32_t moved = added == removed ? 0 : length - removed - start;
  count_index_steps(realm, 2.0 * (removed + moved) + std::max(added, removed));
  if (added <= removed) {
    std::copy(elements.begin() + start + removed, elements.end(), elements.begin() + start + added);
    array->set_length(realm, length - removed + added);
  } else {
    for (uint32_t i = removed; i < added; ++i) array->push(realm, Value());
    std::copy_backward(elements.begin() + start + removed, elements.begin() + length,
                       elements.end());
  }
  std::copy(items.begin(), items.end(), elements.begin() + start);
  return Value(result);
}

}  // namespace

Value splice(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, nullptr);
  Object* object = array.object;
  double length = array.length;
  double start = relative_index(realm, call.arg(0), length, 0);
  double removed = 0;
  if (call.args.size() == 1) {
    removed = length - start;
  } else if (call.args.size() > 1) {
    double wanted = to_integer_or_infinity(realm, call.args[1]);
    removed = std::fmin(std::fmax(wanted, 0), length - start);
  }
  Args items = call.rest(2);
  double added = static_cast<double>(items.size());
  check_length(realm, length - removed, added);
  const Value species = array_species(realm, object);
  if (species.is_undefined()) {
    Array* packed = packed_array(object, length);
    if (packed != nullptr && can_change_length(realm, packed)) {
      return splice_packed(realm, packed, static_cast<uint32_t>(start),
                           static_cast<uint32_t>(removed), items);
    }
  }
  Object* result = array_of_species(realm, species, removed);
  for (double i = 0; i < removed; ++i) {
    PropertyKey from = index_key(realm, start + i);
    if (!object->has_property(realm, from)) continue;
    result->create_data_property_or_throw(realm, index_key(realm, i), object->get(realm, from));
  }
  put_length(realm, result, removed);
  if (added < removed) {
    for (double i = start; i < length - removed; ++i) move(realm, object, i + removed, i + added);
    for (double i = length; i > length - removed + added; --i) {
      object->delete_or_throw(realm, index_key(realm, i - 1));
    }
  } else if (added > removed) {
    for (double i = length - removed; i > start; --i) {
      move(realm, object, i + removed - 1, i + added - 1);
    }
  }
  for (uint32_t i = 0; i < items.size(); ++i) {
    object->put(realm, index_key(realm, start + i), items[i]);
  }
  put_length(realm, object, length - removed + added);
  return Value(result);
}

}  // namespace actx::array_methods
