// What the quick functions of streams share: the state of a side, ticks, and the JavaScript they
// leave the rest to.
#ifndef ACTX_HOST_QUICK_STREAM_H_
#define ACTX_HOST_QUICK_STREAM_H_

#include "host/host.h"
#include "host/plain_fields.h"
#include "host/quick.h"
#include "value/conversions.h"

namespace actx {

/// `_readableState` or `_writableState` of a stream. A copy of a pointer: make it again after the
/// program ran.
template <FieldOf kind>
class StreamState {
 public:
  StreamState(Realm& realm, Object* state) : realm_(realm), state_(state) {}
  explicit operator bool() const { return state_ != nullptr; }
  Object* object() const { return state_; }

  template <AsciiText name>
  Value get() const {
    return field<name, kind>(realm_, state_);
  }
  template <AsciiText name>
  bool is() const {
    const Value value = get<name>();
    return value.is_boolean() ? value.as_boolean() : to_boolean(value);
  }
  template <AsciiText name>
  double number() const {
    const Value value = get<name>();
    return value.is_number() ? value.as_number() : to_number(realm_, value);
  }
  template <AsciiText name>
  void set(Value value) const {
    set_field<name, kind>(realm_, state_, value);
  }
  template <AsciiText name>
  void add(double amount) const {
    set<name>(Value(number<name>() + amount));
  }

 private:
  Realm& realm_;
  Object* state_;
};

using ReadingState = StreamState<FieldOf::kReading>;
using WritingState = StreamState<FieldOf::kWriting>;

/// The state of a stream's side; none when the stream has no such side.
inline ReadingState reading_of(Realm& realm, Object* stream) {
  const Value state = field<"_readableState">(realm, stream);
  return {realm, state.is_object() ? state.as_object() : nullptr};
}
inline WritingState writing_of(Realm& realm, Object* stream) {
  const Value state = field<"_writableState">(realm, stream);
  return {realm, state.is_object() ? state.as_object() : nullptr};
}

/// process.nextTick(callback, ...args)
void stream_tick(Realm& realm, Value callback, std::initializer_list<Value> args);
/// stream.emit(event, ...args)
void stream_emit(Realm& realm, Object* stream, Value event, std::initializer_list<Value> args);
/// Calls a method of the stream.
Value call_method(Realm& realm, Object* stream, PropertyKey key, std::initializer_list<Value> args);

/// The functions of a file of js/ that its quick ones call: an object kept in slot 1.
class StreamParts {
 public:
  StreamParts(Realm& realm, Value parts) : realm_(realm), parts_(parts) {}
  Value value() const { return parts_; }
  template <AsciiText name>
  Value get() const {
    return field<name, FieldOf::kOther>(realm_, parts_.as_object());
  }
  template <AsciiText name>
  Value call(std::initializer_list<Value> args) const {
    return realm_.call(get<name>(), Value(), Args(args.begin(), args.size()));
  }

 private:
  Realm& realm_;
  Value parts_;
};

/// The size of a chunk of bytes that is a Buffer, nothing for anything else.
std::optional<double> buffer_length(Realm& realm, Value chunk);

}  // namespace actx

#endif  // ACTX_HOST_QUICK_STREAM_H_
