// Array.prototype.sort (ECMAScript 23.1.3.30): stable. Short arrays call the comparison in the
// order of V8's sort: a run at the start, then binary insertion.
#include <algorithm>
#include <cmath>

#include "value/builtins/array_common.h"

namespace actx::array_methods {

namespace {

class Sorter {
 public:
  Sorter(Realm& realm, Value comparison) : realm_(realm), comparison_(comparison) {}

  void sort(ArenaVector<Value>* values) {
    Value* data = values->begin();
    uint32_t count = values->size();
    for (uint32_t low = 0; low < count; low += kRun) {
      insertion_sort(data + low, std::min(kRun, count - low));
    }
    if (count <= kRun) return;
    Value* buffer = realm_.arena().make_array<Value>(count);
    for (uint32_t width = kRun; width < count; width *= 2) {
      for (uint32_t low = 0; low + width < count; low += 2 * width) {
        merge(data + low, width, std::min(2 * width, count - low), buffer);
      }
    }
  }

 private:
  static constexpr uint32_t kRun = 63;

  // Whether a belongs before b.
  bool before(Value a, Value b) {
    if (comparison_.is_undefined()) {
      String* left = actx::to_string(realm_, a);
      return realm_.units(left) < realm_.units(actx::to_string(realm_, b));
    }
    Value args[] = {a, b};
    return to_number(realm_, realm_.call(comparison_, Value(), args)) < 0;
  }

  void insertion_sort(Value* data, uint32_t count) {
    if (count < 2) return;
    uint32_t sorted = 2;
    bool descending = before(data[1], data[0]);
    while (sorted < count && before(data[sorted], data[sorted - 1]) == descending) ++sorted;
    if (descending) std::reverse(data, data + sorted);
    for (; sorted < count; ++sorted) {
      Value pivot = data[sorted];
      uint32_t left = 0;
      uint32_t right = sorted;
      while (left < right) {
        uint32_t middle = left + (right - left) / 2;
        if (before(pivot, data[middle])) {
          right = middle;
        } else {
          left = middle + 1;
        }
      }
      std::copy_backward(data + left, data + sorted, data + sorted + 1);
      data[left] = pivot;
    }
  }

  // Merges data[0, middle) and data[middle, count), the left one first among equals.
  void merge(Value* data, uint32_t middle, uint32_t count, Value* buffer) {
    std::copy_n(data, middle, buffer);
    uint32_t left = 0;
    uint32_t right = middle;
    uint32_t out = 0;
    while (left < middle && right < count) {
      data[out++] = before(data[right], buffer[left]) ? data[right++] : buffer[left++];
    }
    std::copy(buffer + left, buffer + middle, data + out);
  }

  Realm& realm_;
  Value comparison_;
};

}  // namespace

Value sort(Realm& realm, const Call& call) {
  Value comparison = call.arg(0);
  if (!comparison.is_undefined() && !is_callable(comparison)) {
    throw_type_error(realm, "The comparison function must be either a function or undefined");
  }
  ArrayLike array = array_receiver(realm, call, nullptr);
  ArenaVector<Value> values;
  double undefined_count = 0;
  for (double i = 0; i < array.length; ++i) {
    PropertyKey key = index_key(realm, i);
    if (!array.object->has_property(realm, key)) continue;
    Value value = array.object->get(realm, key);
    if (value.is_undefined()) {
      ++undefined_count;
    } else {
      values.push_back(realm.arena(), value);
    }
  }
  Sorter(realm, comparison).sort(&values);
  double n = 0;
  for (Value value : values) array.object->put(realm, index_key(realm, n++), value);
  double present = n + undefined_count;
  for (; n < present; ++n) array.object->put(realm, index_key(realm, n), Value());
  for (; n < array.length; ++n) array.object->delete_or_throw(realm, index_key(realm, n));
  return Value(array.object);
}

}  // namespace actx::array_methods
