// Iterator prototypes (ECMAScript 27.1), array iterators (23.1.5), async-from-sync iterators
// (27.1.4).
#include <typeinfo>

#include "value/builtins/builtins.h"
#include "value/builtins/rows.h"
#include "value/iterators.h"
#include "value/promise.h"

namespace actx {

namespace {

Value return_this(Realm&, const Call& call) {
  return call.this_value;
}

Value array_iterator_next(Realm& realm, const Call& call) {
  ArrayIterator* iterator =
      call.this_value.is_object() ? as_array_iterator(call.this_value.as_object()) : nullptr;
  if (iterator == nullptr) {
    throw_type_error(realm,
                     "Method Array Iterator.prototype.next called on incompatible receiver " +
                         describe_for_message(realm, call.this_value));
  }
  Value value;
  bool more = iterator->step(realm, &value);
  return Value(realm.iterator_result(more ? value : Value(), !more));
}

}  // namespace

bool ArrayIterator::step(Realm& realm, Value* value) {
  if (array == nullptr) return false;
  double length = length_of_array_like(realm, array);
  if (next_index >= length) {
    array = nullptr;
    return false;
  }
  double index = next_index++;
  if (kind == IterationKind::kKeys) {
    *value = Value(index);
    return true;
  }
  Value element = array->get(realm, realm.to_property_key(Value(index)));
  if (kind == IterationKind::kEntries) {
    Value pair[] = {Value(index), element};
    element = Value(realm.new_array(pair));
  }
  *value = element;
  return true;
}

void ArrayIterator::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(array);
}

ArrayIterator* as_array_iterator(Object* object) {
  return object->object_class() == ObjectClass::kIterator &&
                 typeid(*object) == typeid(ArrayIterator)
             ? static_cast<ArrayIterator*>(object)
             : nullptr;
}

Value make_array_iterator(Realm& realm, Object* array, IterationKind kind) {
  return Value(
      realm.make<ArrayIterator>(realm.intrinsic(Intrinsic::kArrayIteratorPrototype), array, kind));
}

bool fast_array_step(Realm& realm, IteratorRecord* record, Value* value) {
  if (!record->iterator.is_object() || !record->next_method.is_object()) return false;
  Object* object = record->iterator.as_object();
  if (object->object_class() != ObjectClass::kIterator) return false;
  Function* next = as<Function>(record->next_method);
  Object* prototype = realm.intrinsic(Intrinsic::kArrayIteratorPrototype);
  Property* own = prototype->own_slot(realm, realm.names().next);
  bool original = next != nullptr && own != nullptr && (own->flags & kAccessor) == 0 &&
                  own->value.is_object() && own->value.as_object() == next &&
                  typeid(*next) == typeid(NativeFunction) &&
                  static_cast<NativeFunction*>(next)->fn() == array_iterator_next;
  ArrayIterator* iterator = original ? as_array_iterator(object) : nullptr;
  if (iterator == nullptr) return false;
  try {
    record->done = !iterator->step(realm, value);
  } catch (const Throw&) {
    record->done = true;
    throw;
  }
  return true;
}

namespace {

// The wrapper of a sync iterator; its three methods come from one prototype.
class AsyncFromSyncIterator final : public Object {
 public:
  AsyncFromSyncIterator(Object* prototype, const IteratorRecord& sync)
      : Object(prototype, ObjectClass::kIterator), sync(sync) {}
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(sync.iterator);
    tracer.visit(sync.next_method);
  }
  IteratorRecord sync;
};

AsyncFromSyncIterator* self(const Call& call) {
  return static_cast<AsyncFromSyncIterator*>(call.this_value.as_object());
}

Value unwrap(Realm& realm, const Call& call) {
  return Value(realm.iterator_result(call.arg(0), to_boolean(call.callee->slot(0))));
}

// AsyncFromSyncIteratorContinuation (27.1.4.4): settles `promise` with the awaited value.
void continue_with(Realm& realm, Promise* promise, Object* result) {
  bool done = to_boolean(result->get(realm, realm.names().done));
  Value value = result->get(realm, realm.names().value);
  Promise* wrapped = promise_resolve(realm, value);
  NativeFunction* unwrapper = realm.new_native(unwrap, realm.names().empty.as_atom(), 1);
  unwrapper->set_slot(0, Value(done));
  perform_promise_then(realm, wrapped, Value(unwrapper), Value(), native_capability(promise));
}

// Runs one of the methods; every exception rejects the promise.
template <class F>
Value as_promise(Realm& realm, F&& steps) {
  Promise* promise = new_promise(realm);
  try {
    steps(promise);
  } catch (const Throw& error) {
    reject_promise(realm, promise, error.value);
  }
  return Value(promise);
}

Value async_next(Realm& realm, const Call& call) {
  return as_promise(realm, [&](Promise* promise) {
    const IteratorRecord& sync = self(call)->sync;
    Value result =
        realm.call(sync.next_method, sync.iterator, call.args.first(call.args.empty() ? 0 : 1));
    if (!result.is_object()) {
      throw_type_error(
          realm, "Iterator result " + describe_for_message(realm, result) + " is not an object");
    }
    continue_with(realm, promise, result.as_object());
  });
}

Value async_finish(Realm& realm, const Call& call, PropertyKey method_name) {
  return as_promise(realm, [&](Promise* promise) {
    const IteratorRecord& sync = self(call)->sync;
    Value method = get_method(realm, sync.iterator, method_name);
    if (method.is_undefined()) {
      if (method_name == realm.names().throw_) {
        reject_promise(realm, promise, call.arg(0));
      } else {
        resolve_promise(realm, promise, Value(realm.iterator_result(call.arg(0), true)));
      }
      return;
    }
    Value result = realm.call(method, sync.iterator, call.args.first(call.args.empty() ? 0 : 1));
    if (!result.is_object()) {
      throw_type_error(
          realm, "Iterator result " + describe_for_message(realm, result) + " is not an object");
    }
    continue_with(realm, promise, result.as_object());
  });
}

Value async_return(Realm& realm, const Call& call) {
  return async_finish(realm, call, realm.names().return_);
}

Value async_throw(Realm& realm, const Call& call) {
  return async_finish(realm, call, realm.names().throw_);
}

constexpr LazyProperty kIteratorRows[] = {lazy_method("@@iterator", return_this, 0)};
constexpr LazyTable kIterator(kIteratorRows);
constexpr LazyProperty kAsyncIteratorRows[] = {lazy_method("@@asyncIterator", return_this, 0)};
constexpr LazyTable kAsyncIterator(kAsyncIteratorRows);
constexpr LazyProperty kArrayIteratorRows[] = {
    lazy_method("next", array_iterator_next, 0),
    lazy_tag<"Array Iterator">(),
};
constexpr LazyTable kArrayIterator(kArrayIteratorRows);
constexpr LazyProperty kAsyncFromSyncRows[] = {
    lazy_method("next", async_next, 1),
    lazy_method("return", async_return, 1),
    lazy_method("throw", async_throw, 1),
};
constexpr LazyTable kAsyncFromSync(kAsyncFromSyncRows);

}  // namespace

IteratorRecord async_from_sync_iterator(Realm& realm, const IteratorRecord& sync) {
  Object* iterator = realm.make<AsyncFromSyncIterator>(
      realm.intrinsic(Intrinsic::kAsyncFromSyncIteratorPrototype), sync);
  return {Value(iterator), iterator->get(realm, realm.names().next), false};
}

Object* build_IteratorPrototype(Realm& realm) {
  return realm.new_builtin(kIterator);
}
Object* build_AsyncIteratorPrototype(Realm& realm) {
  return realm.new_builtin(kAsyncIterator);
}
Object* build_ArrayIteratorPrototype(Realm& realm) {
  return realm.new_builtin(kArrayIterator, realm.intrinsic(Intrinsic::kIteratorPrototype));
}
Object* build_AsyncFromSyncIteratorPrototype(Realm& realm) {
  return realm.new_builtin(kAsyncFromSync, realm.intrinsic(Intrinsic::kAsyncIteratorPrototype));
}

}  // namespace actx
