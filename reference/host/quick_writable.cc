// The methods of stream_writable.js in C++: see quick.h.
#include "host/buffer.h"
#include "host/quick_stream.h"

namespace actx {

namespace {

/// A quick function of the file, called with a writable stream.
struct WritableCall {
  Realm& realm;
  Object* stream;
  WritingState state;
  StreamParts parts;

  /// How many chunks wait.
  bool has_buffered() const {
    const auto* buffered = as<Array>(state.get<"buffered">());
    return buffered == nullptr || buffered->length() > state.number<"bufferedIndex">();
  }
  bool is_ready_to_finish() const {
    if (!state.is<"ending">() || state.is<"destroyed">() || !state.is<"constructed">() ||
        state.is<"length">() || state.is<"errored">() || state.is<"finished">() ||
        state.is<"writing">() || state.is<"errorEmitted">() || state.is<"closeEmitted">()) {
      return false;
    }
    const auto* buffered = as<Array>(state.get<"buffered">());
    return buffered != nullptr && buffered->length() == 0;
  }
  void keep(Value chunk, Value encoding, Value callback) const;
  void write_one(Value chunk, Value encoding, Value callback, double size) const;
  bool write_buffered() const;
  void call_final() const;
  void prepare_finish() const;
  void finish_when_done(bool later) const;
  void finish() const;
  void after_write(double count, Value callback) const;
};

std::optional<WritableCall> writable_call(Realm& realm, const QuickCall& quick, Value stream) {
  if (Footprint::is_active() || !stream.is_object()) return std::nullopt;
  const WritingState state = writing_of(realm, stream.as_object());
  if (!state) return std::nullopt;
  return WritableCall{realm, stream.as_object(), state, StreamParts(realm, quick.kept(1))};
}

void WritableCall::keep(Value chunk, Value encoding, Value callback) const {
  Object* entry = realm.new_object();
  entry->define_raw(realm, key_of<"chunk">(), chunk);
  entry->define_raw(realm, key_of<"encoding">(), encoding);
  entry->define_raw(realm, key_of<"callback">(), callback);
  const Value added(entry);
  invoke(realm, state.get<"buffered">(), key_of<"push">(), Args(&added, 1));
  if (!encoding.is_string() ||
      !string_equals(realm, encoding.as_string(), literal_of<"buffer">())) {
    state.set<"allBuffers">(Value(false));
  }
  if (callback.as_object() != parts.get<"ignore">().as_object()) {
    state.set<"allNoop">(Value(false));
  }
}

void WritableCall::write_one(Value chunk, Value encoding, Value callback, double size) const {
  state.set<"writelen">(Value(size));
  state.set<"writecb">(callback);
  state.set<"writing">(Value(true));
  state.set<"sync">(Value(true));
  call_method(realm, stream, key_of<"_write">(), {chunk, encoding, state.get<"onwrite">()});
  state.set<"sync">(Value(false));
}

/// Writes the one chunk that waits; false, with nothing done, when it is not just one of bytes or
/// text.
bool WritableCall::write_buffered() const {
  if (state.is<"corked">() || state.is<"bufferProcessing">() || state.is<"destroyed">() ||
      !state.is<"constructed">()) {
    return true;
  }
  auto* buffered = as<Array>(state.get<"buffered">());
  if (buffered == nullptr || !buffered->is_packed()) return false;
  if (buffered->length() == 0) return true;
  if (buffered->length() != 1 || state.number<"bufferedIndex">() != 0 || state.is<"objectMode">() ||
      !buffered->elements()[0].is_object()) {
    return false;
  }
  Object* entry = buffered->elements()[0].as_object();
  const Value chunk = get_field(realm, entry, key_of<"chunk">());
  const std::optional<double> bytes = buffer_length(realm, chunk);
  if (!bytes && !chunk.is_string()) return false;
  const double size = bytes ? *bytes : chunk.as_string()->length();
  state.set<"bufferProcessing">(Value(true));
  buffered->elements()[0] = Value::null();
  write_one(chunk, get_field(realm, entry, key_of<"encoding">()),
            get_field(realm, entry, key_of<"callback">()), size);
  parts.call<"afterFirst">({Value(stream), Value(state.object()), Value(buffered)});
  return true;
}

// What callFinal gives to _final: the slots of the function.
struct FinalSlot {
  enum : uint8_t { kStream, kParts, kIsDone };
};

/// onFinal(error)
Value on_final(Realm& realm, const Call& call) {
  NativeFunction& self = *call.callee;
  Object* stream = self.slot(FinalSlot::kStream).as_object();
  const WritableCall writable{realm, stream, writing_of(realm, stream),
                              StreamParts(realm, self.slot(FinalSlot::kParts))};
  const WritingState& state = writable.state;
  const Value error = call.arg(0);
  if (self.slot(FinalSlot::kIsDone).is_boolean()) {
    writable.parts.call<"finalCalledTwice">({Value(stream), error});
    return Value();
  }
  self.set_slot(FinalSlot::kIsDone, Value(true));
  state.add<"pendingcb">(-1);
  if (to_boolean(error)) {
    writable.parts.call<"finalFailed">({Value(stream), Value(state.object()), error});
  } else if (writable.is_ready_to_finish()) {
    state.set<"prefinished">(Value(true));
    stream_emit(realm, stream, literal_of<"prefinish">(), {});
    // 'finish' never comes before end() has returned.
    state.add<"pendingcb">(1);
    stream_tick(realm, writable.parts.get<"finish">(), {Value(stream), Value(state.object())});
  }
  return Value();
}

void WritableCall::call_final() const {
  NativeFunction* done = realm.new_native(on_final, literal_of<"onFinal">(), 1);
  done->set_slot(FinalSlot::kStream, Value(stream));
  done->set_slot(FinalSlot::kParts, parts.value());
  state.set<"sync">(Value(true));
  state.add<"pendingcb">(1);
  try {
    call_method(realm, stream, key_of<"_final">(), {Value(done)});
  } catch (const Throw& thrown) {
    realm.call(Value(done), Value(), Args(&thrown.value, 1));
  }
  state.set<"sync">(Value(false));
}

void WritableCall::prepare_finish() const {
  if (state.is<"prefinished">() || state.is<"finalCalled">()) return;
  if (is_callable(get_field(realm, stream, key_of<"_final">())) && !state.is<"destroyed">()) {
    state.set<"finalCalled">(Value(true));
    call_final();
  } else {
    state.set<"prefinished">(Value(true));
    stream_emit(realm, stream, literal_of<"prefinish">(), {});
  }
}

void WritableCall::finish_when_done(bool later) const {
  if (!is_ready_to_finish()) return;
  prepare_finish();
  if (state.number<"pendingcb">() != 0) return;
  if (later) {
    state.add<"pendingcb">(1);
    stream_tick(realm, parts.get<"finishIfStillReady">(), {Value(stream), Value(state.object())});
  } else if (is_ready_to_finish()) {
    state.add<"pendingcb">(1);
    finish();
  }
}

void WritableCall::finish() const {
  state.add<"pendingcb">(-1);
  state.set<"finished">(Value(true));
  const Value waiting =
      get_field(realm, state.object(), PropertyKey::symbol(parts.get<"kOnFinished">().as_symbol()));
  const Array* callbacks = as<Array>(waiting);
  if (callbacks == nullptr || callbacks->length() > 0) {
    parts.call<"callFinished">({Value(state.object())});
  }
  stream_emit(realm, stream, literal_of<"finish">(), {});
  if (!state.is<"autoDestroy">()) return;
  const ReadingState reading = reading_of(realm, stream);
  if (reading) {
    const Value side = reading.get<"readable">();
    const bool is_over = reading.is<"endEmitted">() || (side.is_boolean() && !side.as_boolean());
    if (!reading.is<"autoDestroy">() || !is_over) return;
  }
  call_method(realm, stream, key_of<"destroy">(), {});
}

void WritableCall::after_write(double count, Value callback) const {
  if (!state.is<"ending">() && !state.is<"length">() && state.is<"needDrain">() &&
      !to_boolean(get_field(realm, stream, key_of<"destroyed">()))) {
    state.set<"needDrain">(Value(false));
    stream_emit(realm, stream, literal_of<"drain">(), {});
  }
  for (double i = 0; i < count; ++i) {
    state.add<"pendingcb">(-1);
    realm.call(callback, Value(), {});
  }
  if (state.is<"destroyed">()) parts.call<"failBuffered">({Value(state.object())});
  finish_when_done(false);
}

/// An encoding that write() takes as it is.
bool is_plain_encoding(Realm& realm, Value encoding) {
  return !to_boolean(encoding) ||
         (encoding.is_string() && encoding_argument(realm, encoding).has_value());
}

}  // namespace

// ---- Chunks coming in ------------------------------------------------------------------------

/// write(chunk[, encoding][, callback])
Value quick_write(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.this_value);
  Value encoding = call.arg(1);
  Value callback = call.arg(2);
  if (!writable) return quick.run_slow();
  const WritingState& state = writable->state;
  if (is_callable(encoding)) {
    callback = encoding;
    encoding = Value();
  }
  if (!is_plain_encoding(realm, encoding) || state.is<"objectMode">() || state.is<"ending">() ||
      state.is<"destroyed">()) {
    return quick.run_slow();
  }
  if (!is_callable(callback)) callback = writable->parts.get<"ignore">();
  const Value chunk = call.arg(0);
  double size = 0;
  if (chunk.is_string() && !state.is<"decodeStrings">()) {
    size = chunk.as_string()->length();
    if (!to_boolean(encoding)) encoding = state.get<"defaultEncoding">();
  } else if (const std::optional<double> length = buffer_length(realm, chunk)) {
    size = *length;
    encoding = literal_of<"buffer">();
  } else {
    return quick.run_slow();
  }
  state.add<"pendingcb">(1);
  state.add<"length">(size);
  const bool has_room = state.number<"length">() < state.number<"highWaterMark">();
  if (!has_room) state.set<"needDrain">(Value(true));
  if (state.is<"writing">() || state.is<"corked">() || state.is<"errored">() ||
      !state.is<"constructed">()) {
    writable->keep(chunk, encoding, callback);
  } else {
    writable->write_one(chunk, encoding, callback, size);
  }
  return Value(has_room && !state.is<"errored">() && !state.is<"destroyed">());
}

// ---- A chunk is written ----------------------------------------------------------------------

/// chunkWritten(stream, error)
Value quick_chunk_written(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.arg(0));
  if (!writable || to_boolean(call.arg(1))) return quick.run_slow();
  const WritingState& state = writable->state;
  const Value callback = state.get<"writecb">();
  if (!is_callable(callback)) return quick.run_slow();
  const bool sync = state.is<"sync">();
  state.set<"writing">(Value(false));
  state.set<"writecb">(Value::null());
  state.add<"length">(-state.number<"writelen">());
  state.set<"writelen">(Value(0));
  if (writable->has_buffered()) {
    writable->parts.call<"writeBuffered">({Value(writable->stream), Value(state.object())});
  }
  if (sync) {
    writable->parts.call<"afterWriteLater">(
        {Value(writable->stream), Value(state.object()), callback});
  } else {
    writable->after_write(1, callback);
  }
  return Value();
}

/// afterWrite(stream, state, count, callback)
Value quick_after_write(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.arg(0));
  if (!writable || !call.arg(2).is_number()) return quick.run_slow();
  writable->after_write(call.arg(2).as_number(), call.arg(3));
  return Value();
}

// ---- The end ---------------------------------------------------------------------------------

/// finishWhenDone(stream, state, later)
Value quick_finish_when_done(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.arg(0));
  if (!writable) return quick.run_slow();
  writable->finish_when_done(to_boolean(call.arg(2)));
  return Value();
}

/// isReadyToFinish(state)
Value quick_is_ready_to_finish(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  if (Footprint::is_active() || !call.arg(0).is_object()) return quick.run_slow();
  const WritableCall writable{realm, nullptr, WritingState(realm, call.arg(0).as_object()),
                              StreamParts(realm, Value())};
  return Value(writable.is_ready_to_finish());
}

/// finish(stream, state)
Value quick_finish(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.arg(0));
  if (!writable) return quick.run_slow();
  writable->finish();
  return Value();
}

/// writeBuffered(stream, state)
Value quick_write_buffered(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.arg(0));
  return !writable || !writable->write_buffered() ? quick.run_slow() : Value();
}

/// end() without a chunk or callback
Value quick_end(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.this_value);
  if (!writable || !call.arg(0).is_nullish() || !call.arg(1).is_nullish() ||
      !call.arg(2).is_nullish() || writable->state.is<"corked">() ||
      writable->state.is<"errored">() || writable->state.is<"ending">()) {
    return quick.run_slow();
  }
  writable->state.set<"ending">(Value(true));
  writable->finish_when_done(true);
  writable->state.set<"ended">(Value(true));
  return call.this_value;
}

Value quick_uncork(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.this_value);
  if (!writable) return quick.run_slow();
  const WritingState& state = writable->state;
  if (!state.is<"corked">()) return Value();
  state.add<"corked">(-1);
  if (!state.is<"writing">() && !writable->write_buffered()) {
    writable->parts.call<"writeBuffered">({Value(writable->stream), Value(state.object())});
  }
  return Value();
}

Value quick_is_writable(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto writable = writable_call(realm, quick, call.this_value);
  if (!writable) return quick.run_slow();
  const WritingState& state = writable->state;
  const Value side = state.get<"writable">();
  return Value(!(side.is_boolean() && !side.as_boolean()) && !state.is<"destroyed">() &&
               !state.is<"errored">() && !state.is<"ending">() && !state.is<"ended">());
}

}  // namespace actx
