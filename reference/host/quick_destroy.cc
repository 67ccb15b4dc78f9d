// The functions of stream_destroy.js in C++: see quick.h.
#include "host/quick_stream.h"

namespace actx {

namespace {

// What runDestroy gives to _destroy: the slots of the function.
struct DestroyedSlot {
  enum : uint8_t { kStream, kParts, kCallback, kIsDone };
};

/// Marks both sides, when there are two.
template <AsciiText name>
void mark_sides(Realm& realm, Object* stream) {
  const WritingState writing = writing_of(realm, stream);
  if (writing) writing.set<name>(Value(true));
  const ReadingState reading = reading_of(realm, stream);
  if (reading) reading.set<name>(Value(true));
}

/// onDestroyed(error): _destroy is done.
Value on_destroyed(Realm& realm, const Call& call) {
  NativeFunction& self = *call.callee;
  if (self.slot(DestroyedSlot::kIsDone).is_boolean()) return Value();
  self.set_slot(DestroyedSlot::kIsDone, Value(true));
  Object* stream = self.slot(DestroyedSlot::kStream).as_object();
  const StreamParts parts(realm, self.slot(DestroyedSlot::kParts));
  const Value error = call.arg(0);
  if (to_boolean(error)) parts.call<"noteErrorOf">({Value(stream), error});
  mark_sides<"closed">(realm, stream);
  const Value callback = self.slot(DestroyedSlot::kCallback);
  if (is_callable(callback)) realm.call(callback, Value(), Args(&error, 1));
  if (to_boolean(error)) {
    stream_tick(realm, parts.get<"emitErrorAndClose">(), {Value(stream), error});
  } else {
    stream_tick(realm, parts.get<"emitClose">(), {Value(stream)});
  }
  return Value();
}

}  // namespace

/// destroy(error, callback), without an error
Value quick_destroy(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* stream = quick.receiver();
  if (stream == nullptr || to_boolean(call.arg(0))) return quick.run_slow();
  const ReadingState reading = reading_of(realm, stream);
  const WritingState writing = writing_of(realm, stream);
  const bool is_constructed = writing   ? writing.is<"constructed">()
                              : reading ? reading.is<"constructed">()
                                        : false;
  const Value callback = call.arg(1);
  if ((writing && writing.is<"destroyed">()) || (reading && reading.is<"destroyed">())) {
    if (is_callable(callback)) realm.call(callback, Value(), {});
    return call.this_value;
  }
  if (!is_constructed) return quick.run_slow();
  mark_sides<"destroyed">(realm, stream);
  NativeFunction* done = realm.new_native(on_destroyed, literal_of<"onDestroyed">(), 1);
  done->set_slot(DestroyedSlot::kStream, Value(stream));
  done->set_slot(DestroyedSlot::kParts, quick.kept(1));
  done->set_slot(DestroyedSlot::kCallback, callback);
  try {
    call_method(realm, stream, key_of<"_destroy">(), {Value::null(), Value(done)});
  } catch (const Throw& thrown) {
    realm.call(Value(done), Value(), Args(&thrown.value, 1));
  }
  return call.this_value;
}

/// emitClose(stream)
Value quick_emit_close(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  if (Footprint::is_active() || !call.arg(0).is_object()) return quick.run_slow();
  Object* stream = call.arg(0).as_object();
  mark_sides<"closeEmitted">(realm, stream);
  const ReadingState reading = reading_of(realm, stream);
  const WritingState writing = writing_of(realm, stream);
  if ((writing && writing.is<"emitClose">()) || (reading && reading.is<"emitClose">())) {
    stream_emit(realm, stream, literal_of<"close">(), {});
  }
  return Value();
}

}  // namespace actx
