// Built-in iterator objects of arrays, and the wrapper that makes a sync iterator async.
#ifndef ACTX_VALUE_ITERATORS_H_
#define ACTX_VALUE_ITERATORS_H_

#include "value/conversions.h"
#include "value/map_set.h"

namespace actx {

/// An Array Iterator (23.1.5). `array` is null once it is finished.
class ArrayIterator final : public Object {
 public:
  ArrayIterator(Object* prototype, Object* array, IterationKind kind)
      : Object(prototype, ObjectClass::kIterator), array(array), kind(kind) {}
  /// One step; false at the end.
  bool step(Realm& realm, Value* value);
  void trace(Tracer& tracer) const override;

  Object* array;
  IterationKind kind;
  double next_index = 0;
};

/// The object as an array iterator, or null: other built-in iterators share its class.
ArrayIterator* as_array_iterator(Object* object);

/// CreateArrayIterator.
Value make_array_iterator(Realm& realm, Object* array, IterationKind kind);

/// When `record` walks an array iterator whose `next` is the built-in one, makes the step without
/// the result object, sets record->done at the end, and returns true.
bool fast_array_step(Realm& realm, IteratorRecord* record, Value* value);

/// CreateAsyncFromSyncIterator (27.1.4.1).
IteratorRecord async_from_sync_iterator(Realm& realm, const IteratorRecord& sync);

}  // namespace actx

#endif  // ACTX_VALUE_ITERATORS_H_
