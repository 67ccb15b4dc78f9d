// The host's part of the global object, and what its own JavaScript files may ask of C++.
#include "host/globals.h"

#include "host/async_hooks.h"
#include "host/builtin_modules.h"
#include "host/host.h"
#include "host/imitate.h"
#include "host/lazy_exports.h"
#include "host/listeners.h"
#include "host/node_errors.h"
#include "host/observe.h"
#include "host/processors.h"
#include "host/quick.h"
#include "host/refused_object.h"
#include "host/timers.h"
#include "value/conversions.h"

namespace actx {
namespace {

Value queue_microtask(Realm& realm, const Call& call) {
  validate_function(realm, call.arg(0), "callback");
  Host::of(realm).queue_microtask(call.arg(0));
  return Value();
}

Value collect_garbage(Realm& realm, const Call&) {
  realm.collect();
  Host::of(realm).reclaim_soon();
  return Value();
}

Value make_global(Realm& realm) {
  return Value(realm.global());
}
Value make_process_global(Realm& realm) {
  return Host::of(realm).process_object();
}

// Globals that live in files of host/js/.
struct JsGlobal {
  const char* name;
  const char* file;
};
constexpr JsGlobal kJsGlobals[] = {
    {"structuredClone", "structured_clone.js"},
    {"performance", "performance.js"},
    {"Event", "event.js"},
    {"EventTarget", "event_target.js"},
    {"AbortController", "abort.js"},
    {"AbortSignal", "abort.js"},
    {"DOMException", "dom_exception.js"},
    {"URL", "url.js"},
    {"URLSearchParams", "url.js"},
    {"TextEncoder", "encoding.js"},
    {"TextDecoder", "encoding.js"},
    {"console", "console.js"},
    {"fetch", "fetch.js"},
    {"Headers", "fetch.js"},
    {"Response", "fetch.js"},
    {"MessageChannel", "message_port.js"},
    {"MessagePort", "message_port.js"},
    {"MessageEvent", "message_event.js"},
    {"BroadcastChannel", "broadcast_channel.js"},
};

template <size_t i>
Value make_js_global(Realm& realm) {
  return get_value(realm, require_internal(realm, kJsGlobals[i].file),
                   realm.key(kJsGlobals[i].name));
}

template <size_t i>
constexpr LazyProperty js_global(uint8_t flags = kHidden) {
  return lazy_factory(kJsGlobals[i].name, make_js_global<i>, flags);
}

Value global_tag(Realm& realm) {
  return realm.literal("global");
}

// What Node's global object has and the reference has not: see refused_object.h.
std::string accessor_of(Realm& realm, const Call& call) {
  return realm.utf8(call.callee->name()).substr(std::string_view("get ").size());
}

Value refused_global(Realm& realm, const Call& call) {
  const std::string name = accessor_of(realm, call);
  const bool is_namespace = name == "Intl" || name == "Atomics" || name == "WebAssembly";
  Object* object = make_refused_object(realm, name, !is_namespace);
  realm.global()->define_raw(realm, realm.key(name), object, kHidden);
  return object;
}

Value replace_global(Realm& realm, const Call& call) {
  realm.global()->define_raw(realm, realm.key(accessor_of(realm, call)), call.arg(0), kHidden);
  return Value();
}

constexpr LazyProperty refused(const char* name) {
  return lazy_getter(name, refused_global, replace_global, kConfigurable);
}

// The rows that Node lists as enumerable come first, in its order.
#define HOST_GLOBALS                                                                            \
  lazy_factory("global", make_global, kAll),                                                    \
      lazy_method("queueMicrotask", queue_microtask, 1, kAll), kTimerRows[3], kTimerRows[2],    \
      js_global<0>(kAll), kTimerRows[5], kTimerRows[1], kTimerRows[4], kTimerRows[0],           \
      lazy_factory("atob", make_atob, kAll), lazy_factory("btoa", make_btoa, kAll),             \
      js_global<1>(kAll), lazy_factory("Buffer", make_buffer_class),                            \
      lazy_factory("process", make_process_global),                                             \
      lazy_factory("@@toStringTag", global_tag, kConfigurable),                                 \
      lazy_method("observe", observe, 2), js_global<2>(), js_global<3>(), js_global<4>(),       \
      js_global<5>(), js_global<6>(), js_global<7>(), js_global<8>(), js_global<9>(),           \
      js_global<10>(), js_global<11>(), js_global<15>(), js_global<16>(), js_global<17>(),      \
      js_global<18>(), refused("Intl"), refused("Blob"), refused("Performance"),                \
      refused("TransformStream"), refused("WritableStream"), refused("ReadableStream"),         \
      refused("ByteLengthQueuingStrategy"), refused("CountQueuingStrategy"),                    \
      refused("TextEncoderStream"), refused("TextDecoderStream"), refused("CompressionStream"), \
      refused("DecompressionStream"), refused("SharedArrayBuffer"), refused("Atomics"),         \
      refused("WebAssembly"), js_global<12>(), refused("FormData"), js_global<13>(),            \
      refused("Request"), js_global<14>()

// ---- native:host -----------------------------------------------------------------------------

Value write_error(Realm& realm, const Call& call) {
  Host::of(realm).write_err(realm.utf8(to_string(realm, call.arg(0))));
  return Value();
}

Value write_output(Realm& realm, const Call& call) {
  Host::of(realm).write_out(realm.utf8(to_string(realm, call.arg(0))));
  return Value();
}

/// refuse(what): ends the run; `what` is not in the litmus language.
Value refuse_text(Realm& realm, const Call& call) {
  refuse(realm, realm.utf8(to_string(realm, call.arg(0))));
}

/// processors(): [model, speed, user, nice, sys, idle, irq] of each, one after another.
Value list_processors(Realm& realm, const Call&) {
  Array* list = realm.new_array();
  for (const Processor& processor : Host::of(realm).surroundings().processors()) {
    list->push(realm, realm.string(processor.model));
    list->push(realm, Value(processor.speed_mhz));
    for (const uint64_t time : processor.times_ms) {
      list->push(realm, Value(static_cast<double>(time)));
    }
  }
  return list;
}

Value get_parallelism(Realm& realm, const Call&) {
  return Value(Host::of(realm).surroundings().parallelism());
}

constexpr LazyProperty kNativeHostRows[] = {
    lazy_method("writeError", write_error, 1),
    lazy_method("writeOutput", write_output, 1),
    lazy_method("refuse", refuse_text, 1),
    lazy_method("bindListener", bind_listener, 1),
    lazy_method("bindFinished", bind_finished, 1),
    lazy_method("bindReader", bind_reader, 1),
    lazy_method("addPlainly", add_listener_plainly, 5),
    lazy_method("quick", make_quick, 2),
    lazy_method("imitate", imitate, 4),
    lazy_method("bindFirst", bind_first, 2),
    lazy_method("lazyExports", lazy_exports, 1),
    lazy_method("refuseExports", refuse_exports, 3),
    lazy_method("makeEnumerable", make_enumerable, 1),
    lazy_method("processors", list_processors, 0),
    lazy_method("parallelism", get_parallelism, 0),
};
const LazyTable kNativeHostTable(kNativeHostRows);

}  // namespace

const LazyTable& host_globals(bool expose_gc) {
  static const LazyProperty rows[] = {HOST_GLOBALS};
  static const LazyTable table(rows);
  static const LazyProperty rows_with_gc[] = {HOST_GLOBALS, lazy_method("gc", collect_garbage, 0)};
  static const LazyTable table_with_gc(rows_with_gc);
  return expose_gc ? table_with_gc : table;
}

Value make_native_host(Realm& realm) {
  return realm.new_builtin(kNativeHostTable);
}

}  // namespace actx
