// The methods of stream_readable.js in C++: see quick.h.
#include <cmath>

#include "host/async_hooks.h"
#include "host/quick_stream.h"

namespace actx {

namespace {

/// A quick function of the file, called with a readable stream.
struct ReadableCall {
  Realm& realm;
  Object* stream;
  ReadingState state;
  StreamParts parts;

  void end_later() const {
    if (state.is<"endEmitted">()) return;
    state.set<"ended">(Value(true));
    stream_tick(realm, parts.get<"emitEnd">(), {Value(state.object()), Value(stream)});
  }
  void emit_readable_later() const {
    state.set<"needReadable">(Value(false));
    if (state.is<"emittedReadable">()) return;
    state.set<"emittedReadable">(Value(true));
    stream_tick(realm, parts.get<"emitReadableNow">(), {Value(stream)});
  }
  void read_more_later() const {
    if (state.is<"readingMore">() || !state.is<"constructed">()) return;
    state.set<"readingMore">(Value(true));
    stream_tick(realm, parts.get<"readMore">(), {Value(stream), Value(state.object())});
  }
  Value read(Args args) const {
    return realm.call(field<"read">(realm, stream), Value(stream), args);
  }
  void look() const {
    const Value none(0);
    read(Args(&none, 1));
  }
  void flow() const {
    while (state.is<"flowing">() && !read({}).is_null()) {
    }
  }
  void forget_writers() const {
    if (state.is<"multiAwaitDrain">()) {
      invoke(realm, state.get<"awaitDrainWriters">(), key_of<"clear">(), {});
    } else {
      state.set<"awaitDrainWriters">(Value::null());
    }
  }
  bool wants_more() const {
    return !state.is<"ended">() && (state.number<"length">() < state.number<"highWaterMark">() ||
                                    state.number<"length">() == 0);
  }
  bool is_full() const {
    const double length = state.number<"length">();
    const double mark = state.number<"highWaterMark">();
    return mark != 0 ? length >= mark : length > 0;
  }

  void emit_data(Value chunk) const;
  double amount(double size) const;
  bool ask_source(double wanted) const;
  void emit_readable_now() const;
  void source_ended() const;
};

void ReadableCall::emit_data(Value chunk) const {
  state.set<"dataEmitted">(Value(true));
  const Value data(literal_of<"data">());
  const Value reader = state.get<"reader">();
  if (reader.is_undefined()) return stream_emit(realm, stream, data, {chunk});
  const Value args[] = {data, chunk};
  realm.call(reader, Value(stream), args);
}

/// How much of the wanted `size` (NaN: whatever there is) can be read now.
double ReadableCall::amount(double size) const {
  const double length = state.number<"length">();
  const bool ended = state.is<"ended">();
  if (size <= 0 || (length == 0 && ended)) return 0;
  if (state.is<"objectMode">()) return 1;
  if (std::isnan(size)) {
    if (length == 0 || !state.is<"flowing">()) return length;
    return to_number(realm, parts.call<"firstLength">({Value(state.object())}));
  }
  if (size <= length) return size;
  return ended ? length : 0;
}

/// Calls _read unless there is a reason not to. True when a chunk came at once.
bool ReadableCall::ask_source(double wanted) const {
  const double length = state.number<"length">();
  const bool asks = state.is<"needReadable">() || length == 0 ||
                    length - wanted < state.number<"highWaterMark">();
  if (!asks || state.is<"ended">() || state.is<"reading">() || state.is<"destroyed">() ||
      state.is<"errored">() || !state.is<"constructed">()) {
    return false;
  }
  state.set<"reading">(Value(true));
  state.set<"sync">(Value(true));
  if (length == 0) state.set<"needReadable">(Value(true));
  try {
    call_method(realm, stream, key_of<"_read">(), {state.get<"highWaterMark">()});
  } catch (const Throw& thrown) {
    parts.call<"errorOrDestroy">({Value(stream), thrown.value});
  }
  state.set<"sync">(Value(false));
  return !state.is<"reading">();
}

void ReadableCall::emit_readable_now() const {
  if (!state.is<"destroyed">() && !state.is<"errored">() &&
      (state.is<"length">() || state.is<"ended">())) {
    stream_emit(realm, stream, literal_of<"readable">(), {});
    state.set<"emittedReadable">(Value(false));
  }
  state.set<"needReadable">(Value(!state.is<"flowing">() && !state.is<"ended">() &&
                                  state.number<"length">() <= state.number<"highWaterMark">()));
  flow();
}

/// push(null) of a stream without decoder.
void ReadableCall::source_ended() const {
  if (state.is<"ended">()) return;
  state.set<"ended">(Value(true));
  if (state.is<"sync">()) return emit_readable_later();
  state.set<"needReadable">(Value(false));
  state.set<"emittedReadable">(Value(true));
  emit_readable_now();
}

/// The stream, if the call may be done in C++.
std::optional<ReadableCall> readable_call(Realm& realm, const QuickCall& quick, Value stream) {
  if (Footprint::is_active() || !stream.is_object()) return std::nullopt;
  const ReadingState state = reading_of(realm, stream.as_object());
  if (!state) return std::nullopt;
  return ReadableCall{realm, stream.as_object(), state, StreamParts(realm, quick.kept(1))};
}

}  // namespace

// ---- Chunks going out ------------------------------------------------------------------------

Value quick_read(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.this_value);
  const Value requested = call.arg(0);
  const double wanted = requested.is_number() ? requested.as_number() : NAN;
  if (!readable || !(requested.is_number() || requested.is_undefined()) ||
      (requested.is_number() && std::trunc(wanted) != wanted) ||
      wanted > readable->state.number<"highWaterMark">()) {
    return quick.run_slow();
  }
  const ReadingState& state = readable->state;
  if (wanted != 0) state.set<"emittedReadable">(Value(false));
  // read(0) only looks: when there is enough, 'readable' tells.
  if (wanted == 0 && state.is<"needReadable">() && (readable->is_full() || state.is<"ended">())) {
    if (!state.is<"length">() && state.is<"ended">()) {
      readable->end_later();
    } else {
      readable->emit_readable_later();
    }
    return Value::null();
  }
  double size = readable->amount(wanted);
  if (size == 0 && state.is<"ended">()) {
    if (!state.is<"length">()) readable->end_later();
    return Value::null();
  }
  if (readable->ask_source(size)) size = readable->amount(wanted);
  const Value chunk =
      size > 0 ? readable->parts.call<"take">({Value(size), Value(state.object())}) : Value::null();
  if (chunk.is_null()) {
    state.set<"needReadable">(Value(state.number<"length">() <= state.number<"highWaterMark">()));
    size = 0;
  } else {
    state.add<"length">(-size);
    readable->forget_writers();
  }
  if (!state.is<"length">()) {
    const bool ended = state.is<"ended">();
    if (!ended) state.set<"needReadable">(Value(true));
    if (wanted != size && ended) readable->end_later();
  }
  if (!chunk.is_null() && !state.is<"errorEmitted">() && !state.is<"closeEmitted">()) {
    readable->emit_data(chunk);
  }
  return chunk;
}

Value quick_flow(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.arg(0));
  if (!readable) return quick.run_slow();
  readable->flow();
  return Value();
}

Value quick_emit_end(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.arg(1));
  if (!readable) return quick.run_slow();
  const ReadingState& state = readable->state;
  Object* stream = readable->stream;
  if (state.is<"errored">() || state.is<"closeEmitted">() || state.is<"endEmitted">() ||
      state.is<"length">()) {
    return Value();
  }
  state.set<"endEmitted">(Value(true));
  stream_emit(realm, stream, literal_of<"end">(), {});
  const Value half_open = field<"allowHalfOpen">(realm, stream);
  if (half_open.is_boolean() && !half_open.as_boolean() &&
      to_boolean(get_field(realm, stream, key_of<"writable">()))) {
    stream_tick(realm, readable->parts.get<"endOtherSide">(), {Value(stream)});
  } else if (state.is<"autoDestroy">()) {
    const WritingState writing = writing_of(realm, stream);
    const auto is_never_writable = [&] {
      const Value writable = writing.get<"writable">();
      return writable.is_boolean() && !writable.as_boolean();
    };
    if (!writing ||
        (writing.is<"autoDestroy">() && (writing.is<"finished">() || is_never_writable()))) {
      call_method(realm, stream, key_of<"destroy">(), {});
    }
  }
  return Value();
}

// ---- Chunks coming in ------------------------------------------------------------------------

Value quick_push(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.this_value);
  if (!readable) return quick.run_slow();
  const ReadingState& state = readable->state;
  const Value chunk = call.arg(0);
  if (state.is<"objectMode">() || state.is<"decoder">()) return quick.run_slow();
  if (chunk.is_null()) {
    state.set<"reading">(Value(false));
    readable->source_ended();
    return Value(readable->wants_more());
  }
  const std::optional<double> length = buffer_length(realm, chunk);
  if (!length || *length == 0 || state.is<"ended">()) return quick.run_slow();
  if (state.is<"destroyed">() || state.is<"errored">()) return Value(false);
  state.set<"reading">(Value(false));
  const bool goes_through =
      state.is<"flowing">() && !state.is<"length">() && !state.is<"sync">() &&
      to_number(realm, call_method(realm, readable->stream, key_of<"listenerCount">(),
                                   {Value(literal_of<"data">())})) > 0;
  if (goes_through) {
    readable->forget_writers();
    readable->emit_data(chunk);
  } else {
    state.add<"length">(*length);
    invoke(realm, state.get<"buffer">(), key_of<"push">(), Args(&chunk, 1));
    if (state.is<"needReadable">()) readable->emit_readable_later();
  }
  readable->read_more_later();
  return Value(readable->wants_more());
}

Value quick_emit_readable_now(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.arg(0));
  if (!readable) return quick.run_slow();
  readable->emit_readable_now();
  return Value();
}

Value quick_read_more(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.arg(0));
  if (!readable) return quick.run_slow();
  const ReadingState& state = readable->state;
  while (!state.is<"reading">() && !state.is<"ended">()) {
    const double before = state.number<"length">();
    if (before >= state.number<"highWaterMark">() && !(state.is<"flowing">() && before == 0)) break;
    readable->look();
    if (state.number<"length">() == before) break;
  }
  state.set<"readingMore">(Value(false));
  return Value();
}

// ---- Flowing ---------------------------------------------------------------------------------

Value quick_resume(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.this_value);
  if (!readable) return quick.run_slow();
  const ReadingState& state = readable->state;
  if (!state.is<"flowing">()) {
    // With a 'readable' listener the chunks are read, not emitted.
    state.set<"flowing">(Value(!state.is<"readableListening">()));
    const Value emit = field<"emit">(realm, readable->stream);
    const Value reader = bind_reader(realm, Call{Value(), Args(&emit, 1), nullptr, call.callee});
    if (!reader.is_undefined()) state.set<"reader">(reader);
    if (!state.is<"resumeScheduled">()) {
      state.set<"resumeScheduled">(Value(true));
      stream_tick(realm, readable->parts.get<"startFlow">(),
                  {Value(readable->stream), Value(state.object())});
    }
  }
  set_field(realm, state.object(), PropertyKey::symbol(quick.kept(2).as_symbol()), Value(false));
  return call.this_value;
}

Value quick_start_flow(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.arg(0));
  if (!readable) return quick.run_slow();
  const ReadingState& state = readable->state;
  if (!state.is<"reading">()) readable->look();
  state.set<"resumeScheduled">(Value(false));
  stream_emit(realm, readable->stream, literal_of<"resume">(), {});
  readable->flow();
  if (state.is<"flowing">() && !state.is<"reading">()) readable->look();
  return Value();
}

// ---- Questions -------------------------------------------------------------------------------

Value quick_is_readable(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  const auto readable = readable_call(realm, quick, call.this_value);
  if (!readable) return quick.run_slow();
  const ReadingState& state = readable->state;
  const Value side = state.get<"readable">();
  return Value(!(side.is_boolean() && !side.as_boolean()) &&
               !to_boolean(get_field(realm, readable->stream, key_of<"destroyed">())) &&
               !state.is<"errorEmitted">() && !state.is<"endEmitted">());
}

Value quick_duplex_destroyed(Realm& realm, const Call& call) {
  const QuickCall quick(realm, call);
  Object* stream = quick.receiver();
  if (stream == nullptr) return quick.run_slow();
  const ReadingState reading = reading_of(realm, stream);
  const WritingState writing = writing_of(realm, stream);
  return Value(reading && writing && reading.is<"destroyed">() && writing.is<"destroyed">());
}

}  // namespace actx
