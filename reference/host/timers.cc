// setTimeout, setInterval, setImmediate, and the module `timers`.
#include "host/timers.h"

#include "host/builtin_modules.h"
#include "host/exact_cast.h"
#include "host/host.h"
#include "host/items.h"
#include "host/node_errors.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/stack.h"
#include "value/static_key.h"

namespace actx {

namespace {

constexpr double kMaxDelay = 2147483647;  // Node's TIMEOUT_MAX

// ---- Timeout ---------------------------------------------------------------------------------

Object* timeout_prototype(Realm& realm);
Object* immediate_prototype(Realm& realm);

TimeoutObject& this_timeout(Realm& realm, const Call& call) {
  TimeoutObject* timeout = as_timeout(call.this_value);
  if (timeout == nullptr) throw_type_error(realm, "Illegal invocation");
  return *timeout;
}

ImmediateObject& this_immediate(Realm& realm, const Call& call) {
  ImmediateObject* immediate = as_immediate(call.this_value);
  if (immediate == nullptr) throw_type_error(realm, "Illegal invocation");
  return *immediate;
}

void clear_timeout(Realm& realm, TimeoutObject& timeout) {
  Host::of(realm).loop().clear(timeout);
}

Value timeout_refresh(Realm& realm, const Call& call) {
  TimeoutObject& timeout = this_timeout(realm, call);
  Host& host = Host::of(realm);
  if (Footprint* footprint = Footprint::active()) {
    footprint->reordered(static_cast<Object*>(&timeout));
  }
  if (host.loop().refresh(timeout)) {
    // It had fired: it is scheduled anew.
    timeout.resource = host.context().renew_resource(timeout.resource);
  }
  return call.this_value;
}

/// ref(), unref() and hasRef() of an object that is no timer do nothing, as in Node.
TimeoutObject* timeout_or_null(Realm& realm, const Call& call) {
  if (call.this_value.is_nullish()) {
    throw_type_error(realm, std::string("Cannot read properties of ") +
                                (call.this_value.is_null() ? "null" : "undefined") +
                                " (reading 'Symbol(refed)')");
  }
  return as_timeout(call.this_value);
}

Value set_timeout_ref(Realm& realm, const Call& call, bool refed) {
  TimeoutObject* timeout = timeout_or_null(realm, call);
  if (timeout != nullptr) Host::of(realm).loop().set_ref(static_cast<Timer&>(*timeout), refed);
  return call.this_value;
}

Value timeout_ref(Realm& realm, const Call& call) {
  return set_timeout_ref(realm, call, true);
}

Value timeout_unref(Realm& realm, const Call& call) {
  Footprint::keep_all_if_active();
  return set_timeout_ref(realm, call, false);
}

Value timeout_has_ref(Realm& realm, const Call& call) {
  const TimeoutObject* timeout = timeout_or_null(realm, call);
  return timeout == nullptr ? Value() : Value(timeout->refed);
}

Value timeout_close(Realm& realm, const Call& call) {
  clear_timeout(realm, this_timeout(realm, call));
  return call.this_value;
}

Value timeout_to_primitive(Realm& realm, const Call& call) {
  Footprint::give_up_if_active();
  TimeoutObject& timeout = this_timeout(realm, call);
  if (!timeout.has_primitive) {
    timeout.has_primitive = true;
    Host::of(realm).known_timers().push_back(realm.arena(), &timeout);
  }
  return static_cast<double>(timeout.resource->async_id);
}

Value timeout_destroyed(Realm& realm, const Call& call) {
  return this_timeout(realm, call).destroyed;
}

Value timeout_repeat(Realm& realm, const Call& call) {
  const TimeoutObject& timeout = this_timeout(realm, call);
  return timeout.repeat == 0 ? Value::null() : Value(timeout.repeat);
}

/// In a callback it makes the timer an interval, or ends one.
Value set_timeout_repeat(Realm& realm, const Call& call) {
  const Value period = call.arg(0);
  this_timeout(realm, call).repeat = to_boolean(period) ? to_number(realm, period) : 0;
  return Value();
}

Value timeout_idle_timeout(Realm& realm, const Call& call) {
  return this_timeout(realm, call).duration;
}

Value timeout_on_timeout(Realm& realm, const Call& call) {
  const TimeoutObject& timeout = this_timeout(realm, call);
  return timeout.armed ? timeout.callback : Value::null();
}

Value set_timeout_on_timeout(Realm& realm, const Call& call) {
  TimeoutObject& timeout = this_timeout(realm, call);
  if (is_callable(call.arg(0))) {
    timeout.callback = call.arg(0);
  } else {
    timeout.armed = false;
  }
  return Value();
}

Value illegal_constructor(Realm& realm, const Call&) {
  throw_type_error(realm, "Illegal constructor");
}

Value make_timeout_constructor(Realm& realm) {
  NativeFunction* constructor = realm.new_native(illegal_constructor, "Timeout", 5);
  constructor->define_raw(realm, realm.names().prototype, timeout_prototype(realm), 0);
  return constructor;
}

Value make_immediate_constructor(Realm& realm) {
  NativeFunction* constructor = realm.new_native(illegal_constructor, "Immediate", 2);
  constructor->define_raw(realm, realm.names().prototype, immediate_prototype(realm), 0);
  return constructor;
}

constexpr LazyProperty kTimeoutRows[] = {
    lazy_factory("constructor", make_timeout_constructor),
    lazy_method("refresh", timeout_refresh, 0),
    lazy_method("unref", timeout_unref, 0),
    lazy_method("ref", timeout_ref, 0),
    lazy_method("hasRef", timeout_has_ref, 0),
    lazy_method("close", timeout_close, 0, kAll),
    lazy_method("@@toPrimitive", timeout_to_primitive, 0, kAll),
    lazy_getter("_destroyed", timeout_destroyed),
    lazy_getter("_repeat", timeout_repeat, set_timeout_repeat),
    lazy_getter("_idleTimeout", timeout_idle_timeout),
    lazy_getter("_onTimeout", timeout_on_timeout, set_timeout_on_timeout),
};
const LazyTable kTimeoutTable(kTimeoutRows);

// In Node a timer has its callback in a property of its own, which stack traces show.
std::u16string_view callback_name(Object* receiver, Function* function) {
  const auto is_kept = [&](Value callback) {
    return callback.is_object() && callback.as_object() == function;
  };
  if (const TimeoutObject* timeout = as_timeout(Value(receiver))) {
    return timeout->armed && is_kept(timeout->callback) ? u"_onTimeout" : u"";
  }
  const ImmediateObject* immediate = as_immediate(Value(receiver));
  return immediate != nullptr && is_kept(immediate->callback) ? u"_onImmediate" : u"";
}

Object* timeout_prototype(Realm& realm) {
  static const bool named = (set_kept_name(callback_name), true);
  (void)named;
  Object*& prototype = Host::of(realm).slot(Host::kTimeoutPrototype);
  if (prototype == nullptr) prototype = realm.new_builtin(kTimeoutTable);
  return prototype;
}

// ---- Immediate -------------------------------------------------------------------------------

Value immediate_ref(Realm& realm, const Call& call) {
  Host::of(realm).loop().set_ref(static_cast<Immediate&>(this_immediate(realm, call)), true);
  return call.this_value;
}

Value immediate_unref(Realm& realm, const Call& call) {
  Footprint::keep_all_if_active();
  Host::of(realm).loop().set_ref(static_cast<Immediate&>(this_immediate(realm, call)), false);
  return call.this_value;
}

Value immediate_has_ref(Realm& realm, const Call& call) {
  return this_immediate(realm, call).ref == Immediate::Ref::kRefed;
}

Value immediate_destroyed(Realm& realm, const Call& call) {
  return this_immediate(realm, call).destroyed;
}

constexpr LazyProperty kImmediateRows[] = {
    lazy_factory("constructor", make_immediate_constructor),
    lazy_method("ref", immediate_ref, 0),
    lazy_method("unref", immediate_unref, 0),
    lazy_method("hasRef", immediate_has_ref, 0),
    lazy_getter("_destroyed", immediate_destroyed),
};
const LazyTable kImmediateTable(kImmediateRows);

Object* immediate_prototype(Realm& realm) {
  static const bool named = (set_kept_name(callback_name), true);
  (void)named;
  Object*& prototype = Host::of(realm).slot(Host::kImmediatePrototype);
  if (prototype == nullptr) prototype = realm.new_builtin(kImmediateTable);
  return prototype;
}

// ---- The functions ---------------------------------------------------------------------------

void keep_args(Realm& realm, Scheduled& scheduled, Args args) {
  for (const Value arg : args) scheduled.args.push_back(realm.arena(), arg);
}

/// The delay as Node's Timeout takes it: 1 for what is no number from 1 to 2^31-1.
double delay_of(Realm& realm, Value value) {
  // Node multiplies by one.
  if (value.is_bigint()) {
    throw_type_error(realm, "Cannot mix BigInt and other types, use explicit conversions");
  }
  const double delay = to_number(realm, value);
  if (delay >= 1 && delay <= kMaxDelay) return delay;
  if (delay > kMaxDelay) {
    const std::string shown = realm.utf8(number_to_string(realm, delay));
    Host::of(realm).emit_warning(
        shown + " does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.",
        "TimeoutOverflowWarning");
  }
  return 1;
}

Value start_timer(Realm& realm, const Call& call, bool repeats) {
  validate_function(realm, call.arg(0), "callback");
  Host& host = Host::of(realm);
  host.check_pending();
  auto* timeout = realm.make<TimeoutObject>(timeout_prototype(realm));
  timeout->duration = delay_of(realm, call.arg(1));
  if (repeats) timeout->repeat = timeout->duration;
  timeout->callback = call.arg(0);
  keep_args(realm, *timeout, call.rest(2));
  timeout->resource =
      host.context().create_resource({ResourceKind::kTimeout, literal_of<"Timeout">()}, timeout);
  host.loop().start(*timeout);
  return timeout;
}

Value set_timeout(Realm& realm, const Call& call) {
  return start_timer(realm, call, false);
}
Value set_interval(Realm& realm, const Call& call) {
  return start_timer(realm, call, true);
}

Value clear_timer(Realm& realm, const Call& call) {
  const Value value = call.arg(0);
  if (TimeoutObject* timeout = as_timeout(value)) {
    clear_timeout(realm, *timeout);
  } else if (value.is_number() || value.is_string()) {
    for (TimeoutObject* timeout : Host::of(realm).known_timers()) {
      if (timeout->destroyed) continue;
      const double id = static_cast<double>(timeout->resource->async_id);
      const bool is_it = value.is_number()
                             ? value.as_number() == id
                             : string_equals(realm, value.as_string(), number_to_string(realm, id));
      if (is_it) clear_timeout(realm, *timeout);
    }
  }
  return Value();
}

Value set_immediate(Realm& realm, const Call& call) {
  validate_function(realm, call.arg(0), "callback");
  Host& host = Host::of(realm);
  host.check_pending();
  auto* immediate = realm.make<ImmediateObject>(immediate_prototype(realm));
  immediate->callback = call.arg(0);
  keep_args(realm, *immediate, call.rest(1));
  immediate->resource = host.context().create_resource(
      {ResourceKind::kImmediate, literal_of<"Immediate">()}, immediate);
  host.loop().add_immediate(*immediate);
  return immediate;
}

Value clear_immediate(Realm& realm, const Call& call) {
  if (ImmediateObject* immediate = as_immediate(call.arg(0))) {
    Host::of(realm).loop().clear(*immediate);
  }
  return Value();
}

/// The getter of util.promisify.custom on setTimeout and setImmediate.
Value promisified(Realm& realm, const Call& call) {
  const Value promises = require_builtin(realm, "timers/promises");
  return get_value(realm, promises, realm.key(call.callee->slot(0).as_string()));
}

// ---- Globals and module ----------------------------------------------------------------------

struct TimerFunction {
  const char* name;
  NativeFn fn;
  uint8_t length;
};
constexpr TimerFunction kFunctions[] = {
    {"setTimeout", set_timeout, 5},     {"clearTimeout", clear_timer, 1},
    {"setImmediate", set_immediate, 4}, {"clearImmediate", clear_immediate, 1},
    {"setInterval", set_interval, 5},   {"clearInterval", clear_timer, 1},
};

/// Function number i, the same object as a global and as a property of the module.
NativeFunction* timer_function(Realm& realm, size_t i) {
  Object*& slot = Host::of(realm).slot(static_cast<Host::Slot>(Host::kTimerFunctions + i));
  if (slot == nullptr) {
    slot = realm.new_native(kFunctions[i].fn, kFunctions[i].name, kFunctions[i].length);
  }
  return static_cast<NativeFunction*>(slot);
}

template <size_t i>
Value make_timer_function(Realm& realm) {
  return timer_function(realm, i);
}

}  // namespace

const LazyProperty kTimerRows[6] = {
    lazy_factory("setTimeout", make_timer_function<0>, kAll),
    lazy_factory("clearTimeout", make_timer_function<1>, kAll),
    lazy_factory("setImmediate", make_timer_function<2>, kAll),
    lazy_factory("clearImmediate", make_timer_function<3>, kAll),
    lazy_factory("setInterval", make_timer_function<4>, kAll),
    lazy_factory("clearInterval", make_timer_function<5>, kAll),
};

Value make_timers_module(Realm& realm) {
  Object* exports = realm.new_object();
  for (size_t i = 0; i < std::size(kFunctions); ++i) {
    exports->define_raw(realm, realm.key(kFunctions[i].name), timer_function(realm, i));
  }
  // Timers made of objects of the program's own: deprecated, and not in the language.
  for (const char* name : {"_unrefActive", "active", "unenroll", "enroll"}) {
    NativeFunction* function = realm.new_native(
        [](Realm& r, const Call& call) -> Value {
          refuse(r, "timers." + r.utf8(call.callee->name()));
        },
        name, 1);
    exports->define_raw(realm, realm.key(name), function);
  }
  return exports;
}

void define_promisified_timers(Realm& realm, Symbol* custom) {
  for (const size_t i : {size_t{0}, size_t{2}}) {
    NativeFunction* getter = realm.new_native(promisified, "get", 0);
    getter->set_slot(0, realm.literal(kFunctions[i].name));
    timer_function(realm, i)->define_raw_accessor(realm, PropertyKey::symbol(custom), getter,
                                                  Value(), kEnumerable);
  }
}

TimeoutObject* as_timeout(Value value) {
  return exact_cast<TimeoutObject>(value);
}

ImmediateObject* as_immediate(Value value) {
  return exact_cast<ImmediateObject>(value);
}

void add_empty_immediate(Host& host) {
  Realm& realm = host.realm();
  auto* immediate = realm.make<ImmediateObject>(immediate_prototype(realm));
  immediate->callback = realm.new_native([](Realm&, const Call&) { return Value(); }, "noop", 0);
  immediate->resource = host.context().create_resource(
      {ResourceKind::kImmediate, literal_of<"Immediate">()}, immediate);
  host.loop().add_immediate(*immediate);
}

}  // namespace actx
