#include "host/process.h"

#include <cmath>
#include <cstring>

#include "host/builtin_modules.h"
#include "host/host.h"
#include "host/node_errors.h"
#include "host/worker_side.h"
#include "value/bigint.h"
#include "value/conversions.h"
#include "value/footprint.h"

namespace actx {

Value make_process_module(Realm& realm);

namespace {

constexpr uint64_t kNanosPerSecond = 1'000'000'000;

ProcessObject* process_of(Realm& realm) {
  return Host::of(realm).process();
}

Value text(Realm& realm, std::string_view utf8) {
  return realm.string(utf8);
}

// ---- Constants -------------------------------------------------------------------------------

Value make_version(Realm& realm) {
  return realm.literal("v18.20.1");
}

Value make_versions(Realm& realm) {
  Object* versions = realm.new_object();
  constexpr std::pair<const char*, const char*> kVersions[] = {
      {"node", "18.20.1"}, {"modules", "108"}, {"napi", "9"},
      {"unicode", "15.1"}, {"uv", "1.44.2"},   {"v8", "10.2.154.26-node.36"},
  };
  for (const auto& [name, version] : kVersions) {
    versions->define_raw(realm, realm.key(name), realm.literal(version), kEnumerable);
  }
  return versions;
}

Value make_arch(Realm& realm) {
  return realm.literal("x64");
}
Value make_platform(Realm& realm) {
  return realm.literal("linux");
}
Value make_title(Realm& realm) {
  return realm.literal("node");
}
Value make_exec_path(Realm& realm) {
  return realm.literal("/usr/bin/node");
}
Value make_exec_argv(Realm& realm) {
  return realm.new_array();
}

Value make_release(Realm& realm) {
  Object* release = realm.new_object();
  release->define_raw(realm, realm.names().name, realm.literal("node"));
  release->define_raw(realm, realm.key("lts"), realm.literal("Hydrogen"));
  return release;
}

Value make_features(Realm& realm) {
  Object* features = realm.new_object();
  for (const char* name : {"inspector", "debug", "tls", "ipv6"}) {
    features->define_raw(realm, realm.key(name), Value(false));
  }
  features->define_raw(realm, realm.key("uv"), Value(true));
  return features;
}

/// process.config: a build of nothing but what the reference has.
Value make_config(Realm& realm) {
  Object* defaults = realm.new_object();
  for (const char* name : {"cflags", "defines", "include_dirs", "libraries"}) {
    defaults->define_raw(realm, realm.key(name), realm.new_array());
  }
  defaults->define_raw(realm, realm.key("default_configuration"), realm.literal("Release"));
  Object* variables = realm.new_object();
  for (const char* name : {"asan", "node_use_openssl", "node_shared_openssl", "openssl_quic",
                           "v8_enable_i18n_support", "v8_enable_webassembly"}) {
    variables->define_raw(realm, realm.key(name), Value(0));
  }
  Object* config = realm.new_object();
  config->define_raw(realm, realm.key("target_defaults"), defaults);
  config->define_raw(realm, realm.key("variables"), variables);
  return config;
}

Value make_argv(Realm& realm) {
  Host& host = Host::of(realm);
  Array* argv = realm.new_array();
  argv->push(realm, make_exec_path(realm));
  const WorkerSide* worker = host.worker();
  const bool evaluated = worker != nullptr && worker->setup().is_evaluated;
  argv->push(realm, text(realm, evaluated ? kEvaluatedName : host.program().main_path()));
  for (const std::string& argument : host.options().arguments) {
    argv->push(realm, text(realm, argument));
  }
  return argv;
}

/// process.env: what is assigned becomes a string.
class Environment final : public Object {
 public:
  explicit Environment(Object* prototype) : Object(prototype) { exotic_ = true; }
  bool set(Realm& realm, PropertyKey key, Value value, Value receiver) override {
    return set_stored(realm, key, key.is_symbol() ? value : Value(to_string(realm, value)),
                      receiver);
  }
  using Object::get;
};

Value make_env(Realm& realm) {
  auto* env = realm.make<Environment>(realm.intrinsic(Intrinsic::kObjectPrototype));
  for (const auto& [name, value] : Host::of(realm).options().environment) {
    env->define_raw(realm, realm.key(realm.string(name)), text(realm, value));
  }
  return env;
}

// ---- Time and memory -------------------------------------------------------------------------

/// Nanoseconds since the start of the run.
uint64_t run_nanoseconds(Realm& realm) {
  return Host::of(realm).run_nanoseconds();
}

Value hrtime(Realm& realm, const Call& call) {
  const uint64_t now = run_nanoseconds(realm);
  double s = static_cast<double>(now / kNanosPerSecond);
  double ns = static_cast<double>(now % kNanosPerSecond);
  if (!call.arg(0).is_undefined()) {
    if (!is_array(realm, call.arg(0))) {
      throw_invalid_arg_type(realm, "time", "Array", call.arg(0));
    }
    const ArenaVector<Value> earlier = list_from_array_like(realm, call.arg(0));
    if (earlier.size() != 2) {
      throw_out_of_range(realm, "time", "2", Value(earlier.size()));
    }
    s -= to_number(realm, earlier[0]);
    ns -= to_number(realm, earlier[1]);
    if (ns < 0) {
      s -= 1;
      ns += static_cast<double>(kNanosPerSecond);
    }
  }
  const Value parts[] = {s, ns};
  return realm.new_array(parts);
}

Value hrtime_bigint(Realm& realm, const Call&) {
  return bigint_from_uint64(realm, run_nanoseconds(realm));
}

Value make_hrtime(Realm& realm) {
  NativeFunction* function = realm.new_native(hrtime, "hrtime", 1);
  function->define_raw(realm, realm.key("bigint"),
                       realm.new_native(hrtime_bigint, "hrtimeBigInt", 0));
  return function;
}

Value uptime(Realm& realm, const Call&) {
  return static_cast<double>(run_nanoseconds(realm)) / static_cast<double>(kNanosPerSecond);
}

double heap_used(Realm& realm) {
  return static_cast<double>(realm.arena().bytes_used());
}

Value memory_usage(Realm& realm, const Call&) {
  Object* usage = realm.new_object();
  const double used = heap_used(realm);
  const std::pair<const char*, double> rows[] = {
      {"rss", used}, {"heapTotal", used}, {"heapUsed", used}, {"external", 0}, {"arrayBuffers", 0}};
  for (const auto& [name, bytes] : rows) usage->define_raw(realm, realm.key(name), Value(bytes));
  return usage;
}

Value make_memory_usage(Realm& realm) {
  NativeFunction* function = realm.new_native(memory_usage, "memoryUsage", 0);
  function->define_raw(
      realm, realm.key("rss"),
      realm.new_native([](Realm& r, const Call&) { return Value(heap_used(r)); }, "rss", 0));
  return function;
}

Value cpu_usage(Realm& realm, const Call&) {
  Object* usage = realm.new_object();
  usage->define_raw(realm, realm.key("user"),
                    Value(std::floor(static_cast<double>(run_nanoseconds(realm)) / 1000)));
  usage->define_raw(realm, realm.key("system"), Value(0));
  return usage;
}

// ---- Control ---------------------------------------------------------------------------------

Value next_tick(Realm& realm, const Call& call) {
  validate_function(realm, call.arg(0), "callback");
  Host::of(realm).next_tick(call.arg(0), call.rest(1));
  return Value();
}

Value exit(Realm& realm, const Call& call) {
  Host::of(realm).exit_process(call.arg(0));
}

Value really_exit(Realm& realm, const Call& call) {
  throw Terminated{to_int32(realm, call.arg(0)) & 0xff};
}

Value cwd(Realm& realm, const Call&) {
  return text(realm, Host::of(realm).options().working_directory);
}

/// process.umask([mask]): the mask so far; kept, and applied to nothing.
Value umask(Realm& realm, const Call& call) {
  ProcessObject* process = process_of(realm);
  const uint32_t before = process->umask;
  const Value mask = call.arg(0);
  if (mask.is_undefined()) return Value(static_cast<double>(before));
  double bits = 0;
  if (mask.is_string()) {
    const std::string digits = realm.utf8(mask.as_string());
    if (digits.empty() || digits.find_first_not_of("01234567") != std::string::npos) {
      throw_node_error(realm, Intrinsic::kTypeErrorPrototype, "ERR_INVALID_ARG_VALUE",
                       "The argument 'mask' must be a 32-bit unsigned integer or an octal string. "
                       "Received " +
                           inspect_for_message(realm, mask));
    }
    for (const char digit : digits) bits = bits * 8 + (digit - '0');
  } else if (mask.is_number()) {
    bits = mask.as_number();
  } else {
    throw_invalid_arg_type(realm, "mask", "number", mask);
  }
  if (bits != std::trunc(bits)) throw_out_of_range(realm, "mask", "an integer", Value(bits));
  if (!(bits >= 0 && bits <= 0xffffffff)) {
    throw_out_of_range(realm, "mask", ">= 0 && <= 4294967295", Value(bits));
  }
  process->umask = static_cast<uint32_t>(bits) & 0777;
  return Value(static_cast<double>(before));
}

Value get_exiting(Realm& realm, const Call&) {
  return Host::of(realm).is_exiting();
}
Value get_exit_code(Realm& realm, const Call&) {
  Footprint::read_if_active(process_of(realm));
  return process_of(realm)->exit_code;
}
Value set_exit_code(Realm& realm, const Call& call) {
  Footprint::write_if_active(process_of(realm));
  process_of(realm)->exit_code = call.arg(0);
  return Value();
}

Value set_capture_callback(Realm& realm, const Call& call) {
  Footprint::give_up_if_active();
  ProcessObject* process = process_of(realm);
  const Value callback = call.arg(0);
  if (!callback.is_null()) {
    if (!is_callable(callback)) throw_invalid_arg_type(realm, "fn", "Function|null", callback);
    if (!process->capture_callback.is_nullish()) {
      throw_node_error(realm, Intrinsic::kErrorPrototype,
                       "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET",
                       "`process.setupUncaughtExceptionCapture()` was called while a capture "
                       "callback was already active");
    }
  }
  process->capture_callback = callback;
  return Value();
}

Value has_capture_callback(Realm& realm, const Call&) {
  return !process_of(realm)->capture_callback.is_nullish();
}

Value make_emit_warning(Realm& realm) {
  return get_value(realm, require_internal(realm, "process_warnings.js"), realm.key("emitWarning"));
}

// ---- Streams ---------------------------------------------------------------------------------

/// stdout.write and stderr.write. Slot 0: which of the two.
Value write(Realm& realm, const Call& call) {
  Host& host = Host::of(realm);
  if (!call.arg(0).is_string()) {
    throw_invalid_arg_type(realm, "chunk", "string|Buffer|Uint8Array", call.arg(0));
  }
  const std::string utf8 = realm.utf8(call.arg(0).as_string());
  call.callee->slot(0).as_boolean() ? host.write_err(utf8) : host.write_out(utf8);
  for (const Value arg : call.rest(1)) {
    if (is_callable(arg)) host.next_tick(arg, {});
  }
  return true;
}

Value make_stream(Realm& realm, bool is_error) {
  Object* stream = realm.new_object();
  NativeFunction* function = realm.new_native(write, "write", 3);
  function->set_slot(0, Value(is_error));
  stream->define_raw(realm, realm.key("write"), function);
  stream->define_raw(realm, realm.key("writable"), Value(true));
  stream->define_raw(realm, realm.key("fd"), Value(is_error ? 2 : 1));
  return stream;
}
Value make_stdout(Realm& realm) {
  return make_stream(realm, false);
}
Value make_stderr(Realm& realm) {
  return make_stream(realm, true);
}

Value make_to_string_tag(Realm& realm) {
  return realm.literal("process");
}

/// process.chdir and its like in a worker.
Value unavailable_in_worker(Realm& realm, const Call& call) {
  throw_node_error(
      realm, Intrinsic::kTypeErrorPrototype, "ERR_WORKER_UNSUPPORTED_OPERATION",
      "process." + realm.utf8(call.callee->slot(0).as_string()) + "() is not supported in workers");
}

/// What Node's process has and the reference has not. The getter's own name tells which.
Value refuse_property(Realm& realm, const Call& call) {
  const std::string name = realm.utf8(call.callee->name()).substr(std::strlen("get "));
  if (Host::of(realm).worker() != nullptr && (name == "chdir" || name == "abort")) {
    NativeFunction* function = realm.new_native(unavailable_in_worker, "unavailableInWorker", 0);
    function->set_slot(0, realm.string(name));
    return function;
  }
  refuse(realm, "process." + name);
}

constexpr LazyProperty lazy_refused(const char* name) {
  return lazy_getter(name, refuse_property, nullptr, kConfigurable);
}

constexpr LazyProperty kProcessRows[] = {
    lazy_factory("version", make_version, kEnumerable),
    lazy_factory("versions", make_versions, kEnumerable),
    lazy_factory("arch", make_arch, kEnumerable),
    lazy_factory("platform", make_platform, kEnumerable),
    lazy_factory("release", make_release, kAll),
    lazy_getter("_exiting", get_exiting, nullptr, kEnumerable | kConfigurable),
    lazy_method("uptime", uptime, 0, kAll),
    lazy_method("reallyExit", really_exit, 0, kAll),
    lazy_method("cpuUsage", cpu_usage, 1, kAll),
    lazy_factory("memoryUsage", make_memory_usage, kAll),
    lazy_method("exit", exit, 1, kAll),
    lazy_factory("hrtime", make_hrtime, kAll),
    lazy_factory("features", make_features, kEnumerable),
    lazy_method("setUncaughtExceptionCaptureCallback", set_capture_callback, 1, kAll),
    lazy_method("hasUncaughtExceptionCaptureCallback", has_capture_callback, 0, kAll),
    lazy_factory("emitWarning", make_emit_warning, kAll),
    lazy_method("nextTick", next_tick, 1, kAll),
    lazy_factory("stdout", make_stdout, kEnumerable | kConfigurable),
    lazy_factory("stderr", make_stderr, kEnumerable | kConfigurable),
    lazy_method("cwd", cwd, 0, kAll),
    lazy_factory("env", make_env, kAll),
    lazy_factory("title", make_title, kAll),
    lazy_factory("argv", make_argv, kAll),
    lazy_factory("execArgv", make_exec_argv, kAll),
    lazy_number("pid", 1, kEnumerable),
    lazy_number("ppid", 0, kEnumerable),
    lazy_factory("execPath", make_exec_path, kAll),
    lazy_factory("argv0", make_title, kAll),
    lazy_getter("exitCode", get_exit_code, set_exit_code, kEnumerable | kConfigurable),
    lazy_refused("stdin"),
    lazy_refused("binding"),
    lazy_refused("dlopen"),
    lazy_refused("kill"),
    lazy_refused("abort"),
    lazy_refused("chdir"),
    lazy_method("umask", umask, 1, kAll),
    lazy_factory("config", make_config, kAll),
    lazy_refused("report"),
    lazy_refused("openStdin"),
    lazy_refused("getuid"),
    lazy_refused("getgid"),
    lazy_refused("resourceUsage"),
    lazy_refused("getActiveResourcesInfo"),
    lazy_refused("_getActiveHandles"),
    lazy_refused("_getActiveRequests"),
    lazy_refused("_kill"),
    lazy_refused("_rawDebug"),
    lazy_refused("allowedNodeEnvironmentFlags"),
    lazy_refused("assert"),
    lazy_refused("constrainedMemory"),
    lazy_refused("debugPort"),
    lazy_refused("getegid"),
    lazy_refused("geteuid"),
    lazy_refused("getgroups"),
    lazy_refused("initgroups"),
    lazy_refused("mainModule"),
    lazy_refused("setSourceMapsEnabled"),
    lazy_refused("setegid"),
    lazy_refused("seteuid"),
    lazy_refused("setgid"),
    lazy_refused("setgroups"),
    lazy_refused("setuid"),
    lazy_factory("@@toStringTag", make_to_string_tag, kConfigurable),
};
const LazyTable kProcessTable(kProcessRows);

}  // namespace

void ProcessObject::become_emitter(Realm& realm) {
  if (is_emitter_) return;
  is_emitter_ = true;
  const Value events = require_builtin(realm, "events");
  const Value emitter = get_value(realm, events, realm.names().prototype);
  // As in Node, an object of its own stands between process and EventEmitter.prototype.
  Object* between = realm.make<Object>(emitter.as_object());
  between->define_raw(
      realm, realm.names().constructor,
      realm.new_native(
          [](Realm& r, const Call&) -> Value { throw_type_error(r, "Illegal constructor"); },
          "process", 0),
      kHidden);
  prototype_ = between;
}

bool ProcessObject::materialise(Realm& realm, PropertyKey key) {
  if (Object::materialise(realm, key)) return true;
  // Not a property of its own: whoever asks goes on to the prototype.
  become_emitter(realm);
  return false;
}

void ProcessObject::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(object_prototype_);
  tracer.visit(exit_code);
  tracer.visit(capture_callback);
}

ProcessObject* make_process(Realm& realm) {
  auto* process = realm.make<ProcessObject>(realm.intrinsic(Intrinsic::kObjectPrototype));
  process->set_lazy_table(kProcessTable);
  if (Footprint* footprint = Footprint::active()) footprint->notes_itself(process);
  return process;
}

Value make_process_module(Realm& realm) {
  return process_of(realm);
}

// ---- The host's side -------------------------------------------------------------------------

ProcessObject* Host::process() {
  Object*& slot = run_.slots[kProcess];
  if (slot == nullptr) slot = make_process(realm_);
  return static_cast<ProcessObject*>(slot);
}

bool is_next_tick(Value value) {
  Function* function = as<Function>(value);
  return function != nullptr && !function->is_closure() && !function->is_bound() &&
         static_cast<NativeFunction*>(function)->fn() == next_tick;
}

Object* Host::process_object() {
  return process();
}

bool Host::emit(std::string_view event, Args args) {
  if (run_.slots[kProcess] == nullptr || !process()->is_emitter()) return false;
  ArenaVector<Value> all;
  all.push_back(realm_.arena(), realm_.literal(event));
  for (const Value arg : args) all.push_back(realm_.arena(), arg);
  return to_boolean(invoke(realm_, process(), realm_.key("emit"), Args(all.begin(), all.size())));
}

void Host::emit_warning(std::string_view message, std::string_view type) {
  const Value args[] = {realm_.string(message), realm_.literal(type)};
  invoke(realm_, process(), realm_.key("emitWarning"), args);
}

uint64_t Host::run_nanoseconds() {
  const uint64_t time = uv_hrtime() - run_.start_ns;
  Footprint::see_clock_if_active(static_cast<double>(time));
  return time;
}

}  // namespace actx
