// Array, its statics, and the table of Array.prototype (ECMAScript 23.1).
#include <cmath>

#include "value/builtins/array_common.h"
#include "value/builtins/rows.h"
#include "value/footprint.h"
#include "value/iterators.h"

namespace actx {

ArrayLike array_receiver(Realm& realm, const Call& call, const char* method) {
  if (method != nullptr && call.this_value.is_nullish()) {
    throw_type_error(realm,
                     std::string("Array.prototype.") + method + " called on null or undefined");
  }
  Object* object = to_object(realm, call.this_value);
  return {object, length_of_array_like(realm, object)};
}

double relative_index(Realm& realm, Value argument, double length, double if_undefined) {
  if (argument.is_undefined()) return if_undefined;
  double index = to_integer_or_infinity(realm, argument);
  return index < 0 ? std::fmax(length + index, 0) : std::fmin(index, length);
}

Value require_callback(Realm& realm, Value callback) {
  if (is_callable(callback)) return callback;
  throw_type_error(realm, describe_for_message(realm, callback) + " is not a function");
}

Array* array_create(Realm& realm, double length) {
  if (length > 4294967295.0) throw_range_error(realm, "Invalid array length");
  Array* array = realm.new_array();
  array->set_length(realm, static_cast<uint32_t>(length));
  return array;
}

Value array_species(Realm& realm, Object* original) {
  if (!is_array(realm, Value(original))) return Value();
  Value constructor = original->get(realm, realm.names().constructor);
  if (constructor.is_object()) {
    constructor = constructor.as_object()->get(realm, realm.names().sym_species);
    if (constructor.is_null()) constructor = Value();
  }
  if (constructor.is_undefined()) return Value();
  if (!is_constructor(constructor)) {
    throw_type_error(realm, "object.constructor[Symbol.species] is not a constructor");
  }
  // A fresh Array nobody else sees needs no call.
  if (constructor.as_object() == realm.intrinsic(Intrinsic::kArray)) return Value();
  return constructor;
}

Object* array_of_species(Realm& realm, Value species, double length) {
  if (species.is_undefined()) return array_create(realm, length);
  Value argument(length);
  return realm.construct(species, Args(&argument, 1)).as_object();
}

Object* array_species_create(Realm& realm, Object* original, double length) {
  return array_of_species(realm, array_species(realm, original), length);
}

Array* packed_array(Object* object, double length) {
  Array* array = Footprint::is_active() ? nullptr : as<Array>(object);
  return array != nullptr && array->is_packed() && array->length() == length ? array : nullptr;
}

void put_length(Realm& realm, Object* object, double length) {
  object->put(realm, realm.names().length, Value(length));
}

Value array_constructor(Realm& realm, const Call& call) {
  Object* new_target = call.new_target == nullptr ? call.callee : call.new_target;
  Object* prototype =
      new_target == call.callee
          ? realm.intrinsic(Intrinsic::kArrayPrototype)
          : prototype_from_constructor(realm, new_target, Intrinsic::kArrayPrototype);
  Array* array = realm.make<Array>(prototype);
  if (call.args.size() == 1 && call.args[0].is_number()) {
    double length = call.args[0].as_number();
    if (length != static_cast<uint32_t>(double_to_int32(length))) {
      throw_range_error(realm, "Invalid array length");
    }
    array->set_length(realm, static_cast<uint32_t>(length));
    return Value(array);
  }
  for (Value element : call.args) array->push(realm, element);
  return Value(array);
}

namespace {

Value is_array(Realm& realm, const Call& call) {
  return Value(actx::is_array(realm, call.arg(0)));
}

Object* construct_this(Realm& realm, Value constructor, Args args) {
  if (is_constructor(constructor)) return realm.construct(constructor, args).as_object();
  return array_create(realm, args.empty() ? 0 : args[0].as_number());
}

Value of(Realm& realm, const Call& call) {
  Value length(static_cast<double>(call.args.size()));
  Object* array = construct_this(realm, call.this_value, Args(&length, 1));
  for (uint32_t i = 0; i < call.args.size(); ++i) {
    array->create_data_property_or_throw(realm, PropertyKey::index(i), call.args[i]);
  }
  put_length(realm, array, static_cast<double>(call.args.size()));
  return Value(array);
}

// Array.from (23.1.2.1).
Value from(Realm& realm, const Call& call) {
  Value mapper = call.arg(1);
  Value items = call.arg(0);
  if (!mapper.is_undefined()) require_callback(realm, mapper);
  auto mapped = [&](Value value, double i) {
    if (mapper.is_undefined()) return value;
    Value args[] = {value, Value(i)};
    return realm.call(mapper, call.arg(2), args);
  };
  if (items.is_nullish()) throw_not_iterable(realm, items);
  Value method = get_value(realm, items, realm.names().sym_iterator);
  if (!method.is_nullish() && !is_callable(method)) {
    throw_type_error(realm, "Found non-callable @@iterator");
  }
  double count = 0;
  if (!method.is_nullish()) {
    Object* array = construct_this(realm, call.this_value, {});
    IteratorRecord record = get_iterator_from_method(realm, items, method);
    iterate(realm, record, [&](Value value) {
      value = mapped(value, count);
      array->create_data_property_or_throw(realm, index_key(realm, count), value);
      ++count;
    });
    put_length(realm, array, count);
    return Value(array);
  }
  Object* source = to_object(realm, items);
  double length = length_of_array_like(realm, source);
  Value length_value(length);
  Object* array = construct_this(realm, call.this_value, Args(&length_value, 1));
  for (; count < length; ++count) {
    PropertyKey key = index_key(realm, count);
    array->create_data_property_or_throw(realm, key, mapped(source->get(realm, key), count));
  }
  put_length(realm, array, length);
  return Value(array);
}

Value return_this(Realm&, const Call& call) {
  return call.this_value;
}

template <IterationKind kind>
Value iterator(Realm& realm, const Call& call) {
  return make_array_iterator(realm, to_object(realm, call.this_value), kind);
}

// 23.1.3.40, as of V8 10.2.
Value unscopables(Realm& realm) {
  Object* list = realm.make<Object>(nullptr);
  for (const char* name : {"copyWithin", "entries", "fill", "find", "findIndex", "flat", "flatMap",
                           "includes", "keys", "values", "at", "findLast", "findLastIndex"}) {
    list->define_raw(realm, realm.key(name), Value(true));
  }
  return Value(list);
}

constexpr LazyProperty kRows[] = {
    lazy_prototype(Intrinsic::kArrayPrototype),
    lazy_method("isArray", is_array, 1),
    lazy_method("from", from, 1),
    lazy_method("of", of, 0),
    lazy_getter("@@species", return_this),
};
constexpr LazyTable kTable(kRows);

constexpr LazyProperty kPrototypeRows[] = {
    lazy_intrinsic("constructor", Intrinsic::kArray),
    lazy_method("concat", array_methods::concat, 1),
    lazy_method("copyWithin", array_methods::copy_within, 2),
    lazy_method("fill", array_methods::fill, 1),
    lazy_method("find", array_methods::find, 1),
    lazy_method("findIndex", array_methods::find_index, 1),
    lazy_method("lastIndexOf", array_methods::last_index_of, 1),
    lazy_method("pop", array_methods::pop, 0),
    lazy_method("push", array_methods::push, 1),
    lazy_method("reverse", array_methods::reverse, 0),
    lazy_method("shift", array_methods::shift, 0),
    lazy_method("unshift", array_methods::unshift, 1),
    lazy_method("slice", array_methods::slice, 2),
    lazy_method("sort", array_methods::sort, 1),
    lazy_method("splice", array_methods::splice, 2),
    lazy_method("includes", array_methods::includes, 1),
    lazy_method("indexOf", array_methods::index_of, 1),
    lazy_method("join", array_methods::join, 1),
    lazy_method("keys", iterator<IterationKind::kKeys>, 0),
    lazy_method("entries", iterator<IterationKind::kEntries>, 0),
    lazy_intrinsic("values", Intrinsic::kArrayValues),
    lazy_method("forEach", array_methods::for_each, 1),
    lazy_method("filter", array_methods::filter, 1),
    lazy_method("flat", array_methods::flat, 0),
    lazy_method("flatMap", array_methods::flat_map, 1),
    lazy_method("map", array_methods::map, 1),
    lazy_method("every", array_methods::every, 1),
    lazy_method("some", array_methods::some, 1),
    lazy_method("reduce", array_methods::reduce, 1),
    lazy_method("reduceRight", array_methods::reduce_right, 1),
    lazy_method("toLocaleString", array_methods::to_locale_string, 0),
    lazy_intrinsic("toString", Intrinsic::kArrayToString),
    lazy_method("at", array_methods::at, 1),
    lazy_method("findLast", array_methods::find_last, 1),
    lazy_method("findLastIndex", array_methods::find_last_index, 1),
    lazy_intrinsic("@@iterator", Intrinsic::kArrayValues),
    lazy_factory("@@unscopables", unscopables, kConfigurable),
};
constexpr LazyTable kPrototype(kPrototypeRows);

}  // namespace

Object* build_Array(Realm& realm) {
  return realm.new_constructor(array_constructor, "Array", 1, kTable);
}

Object* build_ArrayPrototype(Realm& realm) {
  Array* prototype = realm.make<Array>(realm.intrinsic(Intrinsic::kObjectPrototype));
  prototype->set_lazy_table(kPrototype);
  return prototype;
}

Object* build_ArrayToString(Realm& realm) {
  return realm.new_native(array_methods::to_string, "toString", 0);
}
Object* build_ArrayValues(Realm& realm) {
  return realm.new_native(iterator<IterationKind::kValues>, "values", 0);
}

}  // namespace actx
