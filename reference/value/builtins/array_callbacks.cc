// Array.prototype methods that call back for each element (ECMAScript 23.1.3).
#include "value/builtins/array_common.h"

namespace actx::array_methods {

namespace {

// Calls back with (element, index, object).
class Callback {
 public:
  Callback(Realm& realm, const Call& call, Object* object)
      : realm_(realm),
        fn_(require_callback(realm, call.arg(0))),
        this_value_(call.arg(1)),
        object_(object) {}
  Value operator()(Value element, double index) const {
    Value args[] = {element, Value(index), Value(object_)};
    return realm_.call(fn_, this_value_, args);
  }

 private:
  Realm& realm_;
  Value fn_;
  Value this_value_;
  Object* object_;
};

// Visits the elements that exist, in order; stops when `visit(element, index)` says so.
template <class F>
void each_present(Realm& realm, const ArrayLike& array, F&& visit) {
  for (double i = 0; i < array.length; ++i) {
    PropertyKey key = index_key(realm, i);
    if (!array.object->has_property(realm, key)) continue;
    if (visit(array.object->get(realm, key), i)) return;
  }
}

enum class Find : uint8_t { kElement, kIndex };

Value search(Realm& realm, const Call& call, const char* name, Find what, bool backwards) {
  ArrayLike array = array_receiver(realm, call, name);
  Callback callback(realm, call, array.object);
  for (double n = 0; n < array.length; ++n) {
    double i = backwards ? array.length - 1 - n : n;
    Value element = array.object->get(realm, index_key(realm, i));
    if (to_boolean(callback(element, i))) return what == Find::kElement ? element : Value(i);
  }
  return what == Find::kElement ? Value() : Value(-1);
}

Value fold(Realm& realm, const Call& call, const char* name, bool backwards) {
  ArrayLike array = array_receiver(realm, call, name);
  Value callback = require_callback(realm, call.arg(0));
  bool started = call.args.size() > 1;
  Value result = call.arg(1);
  for (double n = 0; n < array.length; ++n) {
    double i = backwards ? array.length - 1 - n : n;
    PropertyKey key = index_key(realm, i);
    if (!array.object->has_property(realm, key)) continue;
    Value element = array.object->get(realm, key);
    if (!started) {
      result = element;
      started = true;
      continue;
    }
    Value args[] = {result, element, Value(i), Value(array.object)};
    result = realm.call(callback, Value(), args);
  }
  if (!started) throw_type_error(realm, "Reduce of empty array with no initial value");
  return result;
}

}  // namespace

Value every(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, "every");
  Callback callback(realm, call, array.object);
  bool all = true;
  each_present(realm, array, [&](Value element, double i) {
    all = to_boolean(callback(element, i));
    return !all;
  });
  return Value(all);
}

Value some(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, "some");
  Callback callback(realm, call, array.object);
  bool any = false;
  each_present(realm, array, [&](Value element, double i) {
    any = to_boolean(callback(element, i));
    return any;
  });
  return Value(any);
}

Value for_each(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, "forEach");
  Callback callback(realm, call, array.object);
  each_present(realm, array, [&](Value element, double i) {
    callback(element, i);
    return false;
  });
  return Value();
}

Value map(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, "map");
  Callback callback(realm, call, array.object);
  Object* result = array_species_create(realm, array.object, array.length);
  each_present(realm, array, [&](Value element, double i) {
    Value mapped = callback(element, i);
    result->create_data_property_or_throw(realm, index_key(realm, i), mapped);
    return false;
  });
  return Value(result);
}

Value filter(Realm& realm, const Call& call) {
  ArrayLike array = array_receiver(realm, call, "filter");
  Callback callback(realm, call, array.object);
  Object* result = array_species_create(realm, array.object, 0);
  double count = 0;
  each_present(realm, array, [&](Value element, double i) {
    if (to_boolean(callback(element, i))) {
      result->create_data_property_or_throw(realm, index_key(realm, count++), element);
    }
    return false;
  });
  return Value(result);
}

Value find(Realm& realm, const Call& call) {
  return search(realm, call, "find", Find::kElement, false);
}
Value find_index(Realm& realm, const Call& call) {
  return search(realm, call, "findIndex", Find::kIndex, false);
}
Value find_last(Realm& realm, const Call& call) {
  return search(realm, call, "findLast", Find::kElement, true);
}
Value find_last_index(Realm& realm, const Call& call) {
  return search(realm, call, "findLastIndex", Find::kIndex, true);
}
Value reduce(Realm& realm, const Call& call) {
  return fold(realm, call, "reduce", false);
}
Value reduce_right(Realm& realm, const Call& call) {
  return fold(realm, call, "reduceRight", true);
}

}  // namespace actx::array_methods
