// Instructions that iterate: for-of, for-in, spread, destructuring, yield*.
#include "script/vm_ops.h"
#include "value/iterators.h"

namespace actx {

namespace {

IteratorRecord as_record(const Value* record) {
  return {record[0], record[1], false};
}

constexpr const char* kCannotRead =
    " is not iterable (cannot read property Symbol(Symbol.iterator))";

[[noreturn]] void throw_not_iterable(Realm& realm, Value value, uint8_t mode,
                                     const std::string& text) {
  if (mode == 1) {
    throw_type_error(realm,
                     (text.empty() ? default_site(realm, value) : text) + " is not async iterable");
  }
  bool is_literal = text == "undefined" || text == "null";
  if (text.empty() || (mode == 2 && value.is_nullish() && !is_literal)) {
    throw_type_error(realm, default_site(realm, value) + kCannotRead);
  }
  if (text.ends_with("(...)")) {  // V8 blames the function for what it returned
    throw_type_error(realm, text.substr(0, text.size() - 5) +
                                " is not a function or its return value is not iterable");
  }
  throw_type_error(realm, text + " is not iterable");
}

Value iterator_method(Realm& realm, Value iterable) {
  if (iterable.is_nullish()) return Value();
  return get_value(realm, iterable, realm.names().sym_iterator);
}

// The own enumerable string keys of an object and its prototypes, taken when the loop starts; a key
// deleted meanwhile is left out (14.7.5.9).
class Enumeration final : public Object {
 public:
  Enumeration(Object* target) : Object(nullptr), target_(target) {}  // NOLINT
  void collect(Realm& realm) {
    ArenaVector<PropertyKey> seen;
    for (Object* at = target_; at != nullptr; at = at->get_prototype_of(realm)) {
      KeyList keys;
      at->own_keys(realm, &keys);
      for (PropertyKey key : keys) {
        if (key.is_symbol() || has(seen, key)) continue;
        PropertyDescriptor descriptor;
        if (!at->get_own_property(realm, key, &descriptor)) continue;
        if (at != target_ || at->get_prototype_of(realm) != nullptr) {
          seen.push_back(realm.arena(), key);
        }
        if (descriptor.enumerable) keys_.push_back(realm.arena(), key);
      }
    }
  }
  bool next(Realm& realm, Value* key) {
    while (position_ < keys_.size()) {
      PropertyKey candidate = keys_[position_++];
      if (!target_->has_property(realm, candidate)) continue;
      *key = realm.key_value(candidate);
      return true;
    }
    return false;
  }
  void trace(Tracer& tracer) const override { tracer.visit(target_); }

 private:
  static bool has(const ArenaVector<PropertyKey>& keys, PropertyKey key) {
    for (PropertyKey known : keys) {
      if (known == key) return true;
    }
    return false;
  }
  Object* target_;
  KeyList keys_;
  uint32_t position_ = 0;
};

}  // namespace

std::string default_site(Realm& realm, Value value) {
  std::string text = realm.utf8(type_of(realm, value));
  if (value.is_string()) return text + " \"" + realm.utf8(value.as_string()) + "\"";
  if (value.is_null() || value.is_boolean() || value.is_number()) {
    text += " " + describe_for_message(realm, value);
  }
  return text;
}

void start_iteration(Realm& realm, Value iterable, Value* record, uint8_t mode,
                     const std::string& text) {
  IteratorRecord started;
  if (mode == 1) {
    bool can_iterate =
        (!get_value(realm, iterable, realm.names().sym_async_iterator).is_nullish() ||
         is_callable(iterator_method(realm, iterable)));
    if (!can_iterate) throw_not_iterable(realm, iterable, mode, text);
    started = get_async_iterator(realm, iterable);
  } else {
    Value method = iterator_method(realm, iterable);
    if (!is_callable(method)) throw_not_iterable(realm, iterable, mode, text);
    Value iterator = realm.call(method, iterable, {});
    if (!iterator.is_object()) {
      throw_type_error(realm, "Result of the Symbol.iterator method is not an object");
    }
    started = {iterator, iterator.as_object()->get(realm, realm.names().next), false};
  }
  if (text.ends_with("(...)") && !is_callable(started.next_method)) {
    throw_not_iterable(realm, iterable, mode, text);
  }
  record[0] = started.iterator;
  record[1] = started.next_method;
}

bool step_iteration(Realm& realm, Value* record, Value* value) {
  IteratorRecord iterator = as_record(record);
  return iterator_step(realm, &iterator, value);
}

// The record counts as done while next() runs: an iterator that throws is not closed.
Value pattern_step(Realm& realm, Value* record) {
  if (record[2].as_boolean()) return Value();
  record[2] = Value(true);
  Value value;
  if (step_iteration(realm, record, &value)) {
    record[2] = Value(false);
    return value;
  }
  return Value();
}

void pattern_skip(Realm& realm, Value* record) {
  if (record[2].as_boolean()) return;
  record[2] = Value(true);
  IteratorRecord iterator = as_record(record);
  Value value;
  bool is_fast = fast_array_step(realm, &iterator, &value);
  if (!is_fast) {
    Value result = realm.call(iterator.next_method, iterator.iterator, {});
    check_iterator_object(realm, result);
    iterator.done = to_boolean(result.as_object()->get(realm, realm.names().done));
  }
  record[2] = Value(iterator.done);
}

Value pattern_rest(Realm& realm, Value* record) {
  Array* rest = realm.new_array();
  while (!record[2].as_boolean()) {
    Value value = pattern_step(realm, record);
    if (!record[2].as_boolean()) rest->push(realm, value);
  }
  return Value(rest);
}

void close_iteration(Realm& realm, const Value* record) {
  iterator_close(realm, as_record(record));
}

void close_iteration_quietly(Realm& realm, const Value* record) {
  iterator_close_quietly(realm, as_record(record));
}

bool async_iterator_return(Realm& realm, const Value* record, bool quietly, Value* result) {
  try {
    Value method = get_method(realm, record[0], realm.names().return_);
    if (method.is_undefined()) return false;
    *result = realm.call(method, record[0], {});
    return true;
  } catch (const Throw&) {
    if (!quietly) throw;
    return false;
  }
}

void check_iterator_object(Realm& realm, Value result) {
  if (result.is_object()) return;
  throw_type_error(realm,
                   "Iterator result " + describe_for_message(realm, result) + " is not an object");
}

bool unwrap_result(Realm& realm, Value result, Value* value) {
  check_iterator_object(realm, result);
  if (to_boolean(result.as_object()->get(realm, realm.names().done))) return false;
  *value = result.as_object()->get(realm, realm.names().value);
  return true;
}

void spread_into(Realm& realm, Value array, Value iterable, bool is_call, const std::string& text) {
  auto* target = static_cast<Array*>(array.as_object());
  if (is_call && !is_callable(iterator_method(realm, iterable))) {
    // V8's words for f(...x).
    if (iterable.is_nullish()) {
      throw_type_error(realm,
                       default_site(realm, iterable) +
                           " is not iterable (cannot read property Symbol(Symbol.iterator))");
    }
    throw_type_error(realm, "Found non-callable @@iterator");
  }
  Value record[2];
  start_iteration(realm, iterable, record, 0, text);
  Value value;
  IteratorRecord iterator = as_record(record);
  while (iterator_step(realm, &iterator, &value)) target->push(realm, value);
}

Value for_in_start(Realm& realm, Value object) {
  if (object.is_nullish()) return Value();
  auto* enumeration = realm.make<Enumeration>(to_object(realm, object));
  enumeration->collect(realm);
  return Value(enumeration);
}

bool for_in_next(Realm& realm, Value enumeration, Value* key) {
  if (!enumeration.is_object()) return false;
  return static_cast<Enumeration*>(enumeration.as_object())->next(realm, key);
}

void check_destructure(Realm& realm, Value value, bool is_nested, const std::string& text) {
  const char* shown = value.is_null() ? "null" : "undefined";
  if (is_nested && !text.empty()) {
    throw_type_error(
        realm, std::string("Cannot read properties of ") + shown + " (reading '" + text + "')");
  }
  std::string message = text.empty() ? "Cannot destructure '" : text;
  if (message.ends_with('\'')) message += default_site(realm, value);
  throw_type_error(realm, message + "' as it is " + shown + ".");
}

// yield*, one step: passes the resumption on to the inner iterator (15.5.5). Sets the mode to
// kFinished when return() has no method to pass to; then the received value is the result.
Value delegate_call(Realm& realm, Value* record, Value received, bool is_async) {
  constexpr int kFinished = 3;
  auto mode = static_cast<ResumeMode>(static_cast<int>(record[2].as_number()));
  const Names& names = realm.names();
  Value arguments[] = {received};
  if (mode == ResumeMode::kNext) return realm.call(record[1], record[0], arguments);
  if (mode == ResumeMode::kReturn) {
    Value method = get_method(realm, record[0], names.return_);
    if (method.is_undefined()) {
      record[2] = Value(kFinished);
      return received;
    }
    return realm.call(method, record[0], arguments);
  }
  Value method = get_method(realm, record[0], names.throw_);
  if (!method.is_undefined()) return realm.call(method, record[0], arguments);
  if (!is_async) close_iteration(realm, record);
  throw_type_error(realm, "The iterator does not provide a 'throw' method.");
}

}  // namespace actx
