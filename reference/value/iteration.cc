// Iterators: ECMAScript 7.4.
#include "value/conversions.h"
#include "value/iterators.h"

namespace actx {

namespace {

// How V8 shows a value that a built-in could not iterate: its type, and its text if it is short.
[[noreturn]] void refuse(Realm& realm, Value value, const char* symbol) {
  std::string shown = realm.utf8(type_of(realm, value));
  if (value.is_string()) {
    shown += " \"" + realm.utf8(value.as_string()) + "\"";
  } else if (value.is_null() || value.is_boolean() || value.is_number()) {
    shown += " " + describe_for_message(realm, value);
  }
  throw_type_error(realm, shown + " is not iterable (cannot read property " + symbol + ")");
}

}  // namespace

void throw_not_iterable(Realm& realm, Value value) {
  refuse(realm, value, "Symbol(Symbol.iterator)");
}

IteratorRecord get_iterator_from_method(Realm& realm, Value iterable, Value method) {
  Value iterator = realm.call(method, iterable, {});
  if (!iterator.is_object()) {
    throw_type_error(realm, "Result of the Symbol.iterator method is not an object");
  }
  return {iterator, iterator.as_object()->get(realm, realm.names().next), false};
}

IteratorRecord get_iterator(Realm& realm, Value iterable) {
  Value method;
  if (!iterable.is_nullish()) method = get_value(realm, iterable, realm.names().sym_iterator);
  if (!is_callable(method)) refuse(realm, iterable, "Symbol(Symbol.iterator)");
  return get_iterator_from_method(realm, iterable, method);
}

IteratorRecord get_async_iterator(Realm& realm, Value iterable) {
  if (iterable.is_nullish()) {
    refuse(realm, iterable, "Symbol(Symbol.asyncIterator)");
  }
  Value method = get_method(realm, iterable, realm.names().sym_async_iterator);
  if (method.is_undefined()) {
    Value sync = get_value(realm, iterable, realm.names().sym_iterator);
    if (!is_callable(sync)) {
      refuse(realm, iterable, "Symbol(Symbol.asyncIterator)");
    }
    return async_from_sync_iterator(realm, get_iterator_from_method(realm, iterable, sync));
  }
  Value iterator = realm.call(method, iterable, {});
  if (!iterator.is_object()) {
    throw_type_error(realm, "Result of the Symbol.asyncIterator method is not an object");
  }
  return {iterator, iterator.as_object()->get(realm, realm.names().next), false};
}

bool iterator_step(Realm& realm, IteratorRecord* record, Value* value) {
  if (fast_array_step(realm, record, value)) return !record->done;
  try {
    Value result = realm.call(record->next_method, record->iterator, {});
    if (!result.is_object()) {
      throw_type_error(
          realm, "Iterator result " + describe_for_message(realm, result) + " is not an object");
    }
    record->done = to_boolean(result.as_object()->get(realm, realm.names().done));
    if (record->done) return false;
    *value = result.as_object()->get(realm, realm.names().value);
    return true;
  } catch (const Throw&) {
    // A failing iterator is not closed (7.4.6: [[Done]] becomes true).
    record->done = true;
    throw;
  }
}

void iterator_close(Realm& realm, const IteratorRecord& record) {
  Value method = get_method(realm, record.iterator, realm.names().return_);
  if (method.is_undefined()) return;
  Value result = realm.call(method, record.iterator, {});
  if (!result.is_object()) {
    throw_type_error(
        realm, "Iterator result " + describe_for_message(realm, result) + " is not an object");
  }
}

void iterator_close_quietly(Realm& realm, const IteratorRecord& record) {
  try {
    Value method = get_method(realm, record.iterator, realm.names().return_);
    if (!method.is_undefined()) realm.call(method, record.iterator, {});
  } catch (const Throw&) {
    // The error that closed the iterator wins.
  }
}

}  // namespace actx
