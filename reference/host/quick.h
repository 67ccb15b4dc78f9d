// Functions of js/ that are called so often that they exist in C++ too.
//
// `quick(name, slow, ...values)` of native:host gives a function that does what the JavaScript
// function `slow` does, and has its name and length. The C++ is for the usual case: where anything
// is special, and whenever somebody keeps a footprint, it calls `slow` before it did anything.
//
// Words
// - slow: the JavaScript function, slot 0 of the quick one. What it does is the specification.
// - kept value: a further argument of quick(), in a slot from 1 on.
#ifndef ACTX_HOST_QUICK_H_
#define ACTX_HOST_QUICK_H_

#include "value/footprint.h"
#include "value/function.h"
#include "value/realm.h"

namespace actx {

/// quick(name, slow, ...values)
Value make_quick(Realm& realm, const Call& call);

/// The call of a quick function: begins each of them.
class QuickCall {
 public:
  /// In stacks the function stands where its slow one stands.
  QuickCall(Realm& realm, const Call& call) : realm_(realm), call_(call) {
    realm.activation()->describe = describe;
  }
  /// `this`, if it may be treated in C++, else null.
  Object* receiver() const {
    return Footprint::is_active() || !call_.this_value.is_object() ? nullptr
                                                                   : call_.this_value.as_object();
  }
  Value kept(uint32_t i) const { return call_.callee->slot(i); }
  /// Leaves everything to the JavaScript.
  Value run_slow() const {
    return realm_.call(call_.callee->slot(0), call_.this_value, call_.args);
  }

 private:
  static void describe(Realm& realm, const Activation& self, std::u16string* out);
  Realm& realm_;
  const Call& call_;
};

// Of events.js (quick_emitter.cc).
/// Keeps kCapture and watchResult(emitter, result, type, args).
Value quick_emit(Realm& realm, const Call& call);
/// Keeps an object whose `standard` is the limit of listeners.
Value quick_on(Realm& realm, const Call& call);
Value quick_once(Realm& realm, const Call& call);
Value quick_remove_listener(Realm& realm, const Call& call);
Value quick_listener_count(Realm& realm, const Call& call);
/// Keeps kCapture and EventEmitter.prototype.
Value quick_init_emitter(Realm& realm, const Call& call);

// Of stream_readable.js: only for other events than 'data' and 'readable'. They keep Stream's
// prototype, whose own methods they call.
Value quick_readable_on(Realm& realm, const Call& call);
Value quick_readable_remove_listener(Realm& realm, const Call& call);

// Of stream_readable.js (quick_readable.cc). All keep the functions of that file they call.
Value quick_read(Realm& realm, const Call& call);
Value quick_push(Realm& realm, const Call& call);
/// Keeps kPaused too.
Value quick_resume(Realm& realm, const Call& call);
Value quick_flow(Realm& realm, const Call& call);
Value quick_start_flow(Realm& realm, const Call& call);
Value quick_read_more(Realm& realm, const Call& call);
Value quick_emit_readable_now(Realm& realm, const Call& call);
Value quick_emit_end(Realm& realm, const Call& call);
Value quick_is_readable(Realm& realm, const Call& call);
Value quick_duplex_destroyed(Realm& realm, const Call& call);

// Of stream_writable.js (quick_writable.cc). All keep the functions of that file they call.
Value quick_write(Realm& realm, const Call& call);
Value quick_chunk_written(Realm& realm, const Call& call);
Value quick_after_write(Realm& realm, const Call& call);
Value quick_finish_when_done(Realm& realm, const Call& call);
Value quick_is_ready_to_finish(Realm& realm, const Call& call);
Value quick_finish(Realm& realm, const Call& call);
Value quick_write_buffered(Realm& realm, const Call& call);
Value quick_end(Realm& realm, const Call& call);
Value quick_uncork(Realm& realm, const Call& call);
Value quick_is_writable(Realm& realm, const Call& call);

// Of stream_destroy.js (quick_destroy.cc). All keep the functions of that file they call.
Value quick_destroy(Realm& realm, const Call& call);
Value quick_emit_close(Realm& realm, const Call& call);

// Of http_outgoing.js (quick_head.cc, quick_outgoing.cc).
/// Keeps utcDate() and kOutHeaders.
Value quick_store_header(Realm& realm, const Call& call);
Value quick_end_message(Realm& realm, const Call& call);
Value quick_send(Realm& realm, const Call& call);
Value quick_write_raw(Realm& realm, const Call& call);

// Of net_socket.js (quick_socket.cc).
/// Keeps kTimer.
Value quick_unref_timer(Realm& realm, const Call& call);
// All others keep the functions of that file they call.
Value quick_socket_read(Realm& realm, const Call& call);
/// Keeps WriteWrap.prototype and kQueued too.
Value quick_write_generic(Realm& realm, const Call& call);
/// Keeps ShutdownWrap.prototype too.
Value quick_socket_final(Realm& realm, const Call& call);
/// Keeps kTimer and kCounts too.
Value quick_socket_destroy(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_HOST_QUICK_H_
