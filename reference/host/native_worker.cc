// The part native:worker: what js/worker.js and js/worker_threads.js ask of threads.
#include "host/builtin_modules.h"
#include "host/footprints.h"
#include "host/host.h"
#include "host/node_errors.h"
#include "host/worker_side.h"
#include "host/workers.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/static_key.h"

namespace actx {

Value make_native_worker(Realm& realm);

namespace {

template <AsciiText name>
Value option(Realm& realm, Value options) {
  return get_value(realm, options, key_of<name>());
}

std::vector<std::string> texts(Realm& realm, Value list) {
  std::vector<std::string> result;
  for (const Value text : list_from_array_like(realm, list)) {
    result.push_back(realm.utf8(to_string(realm, text)));
  }
  return result;
}

/// The heap a worker may use by its resource limits, or 0 for no limit of its own.
size_t heap_limit(const double (&limits)[4]) {
  const double megabytes = std::max(limits[0], 0.0) + std::max(limits[1], 0.0);
  return limits[1] <= 0 ? 0 : static_cast<size_t>(megabytes * (1 << 20));
}

RuntimeOptions worker_options(Realm& realm, Value options, const double (&limits)[4]) {
  RuntimeOptions result = Host::of(realm).options();
  result.arguments = texts(realm, option<"argv">(realm, options));
  result.environment.clear();
  for (const Value entry : list_from_array_like(realm, option<"env">(realm, options))) {
    std::vector<std::string> pair = texts(realm, entry);
    result.environment.emplace_back(std::move(pair[0]), std::move(pair[1]));
  }
  const size_t heap = heap_limit(limits);
  if (heap > 0 && heap < result.limits.heap_bytes) result.limits.heap_bytes = heap;
  return result;
}

/// start(worker, options): makes the ports and starts the thread; { threadId, port }.
Value start(Realm& realm, const Call& call) {
  Host& host = Host::of(realm);
  const Value options = call.arg(1);
  WorkerSetup setup;
  setup.thread_id = host.shared().next_thread_id();
  Footprint::write_if_active(&host.shared());
  note_network(static_cast<int>(setup.thread_id));
  if (setup.thread_id == 0) throw PendingLimitReached{};
  setup.file = realm.utf8(to_string(realm, option<"file">(realm, options)));
  setup.is_evaluated = to_boolean(option<"evaluated">(realm, options));
  if (setup.is_evaluated) {
    setup.source = std::move(setup.file);
    setup.file = join_path(host.options().working_directory, kEvaluatedName);
  }
  const ArenaVector<Value> limits =
      list_from_array_like(realm, option<"resourceLimits">(realm, options));
  for (uint32_t i = 0; i < 4; ++i) setup.resource_limits[i] = to_number(realm, limits[i]);
  const ArenaVector<Value> transfer =
      list_from_array_like(realm, option<"transferList">(realm, options));
  setup.data = write_message(realm, host.ports(), option<"data">(realm, options),
                             Args(transfer.begin(), transfer.size()), nullptr);
  const RuntimeOptions runtime = worker_options(realm, options, setup.resource_limits);

  Worker& worker = host.workers().add(call.arg(0).as_object());
  for (const int i : {0, 1}) {
    worker.captures[i] =
        to_boolean(i == 0 ? option<"stdout">(realm, options) : option<"stderr">(realm, options));
    worker.forwards[i] = !worker.captures[i];
  }
  worker.start(std::move(setup), runtime);
  Object* result = realm.new_object();
  result->define_raw(realm, key_of<"threadId">(), Value(worker.thread_id()));
  result->define_raw(realm, key_of<"port">(), worker.public_port());
  return result;
}

Worker* find(Realm& realm, const Call& call) {
  return Host::of(realm).workers().find(to_number(realm, call.arg(0)));
}

Value stop(Realm& realm, const Call& call) {
  if (Worker* worker = find(realm, call)) worker->stop();
  return Value();
}

Value set_ref(Realm& realm, const Call& call) {
  if (Worker* worker = find(realm, call)) worker->set_ref(to_boolean(call.arg(1)));
  return Value();
}

Value want(Realm& realm, const Call& call) {
  const auto stream = static_cast<uint8_t>(to_number(realm, call.arg(1)));
  if (Worker* worker = find(realm, call)) worker->want(stream);
  return Value();
}

/// capture(threadId, stream): the program wants to hear the output too.
Value capture(Realm& realm, const Call& call) {
  const auto stream = static_cast<uint8_t>(to_number(realm, call.arg(1)));
  if (Worker* worker = find(realm, call)) {
    Footprint::write_if_active(worker);
    worker->captures[stream - 1] = true;
  }
  return Value();
}

/// self(): what this thread is as a worker; undefined on the main thread.
Value self(Realm& realm, const Call&) {
  Host& host = Host::of(realm);
  WorkerSide* worker = host.worker();
  if (worker == nullptr) return Value();
  Object* result = realm.new_object();
  const auto add = [&](std::string_view name, Value value) {
    result->define_raw(realm, realm.key(name), value);
  };
  add("threadId", Value(worker->setup().thread_id));
  add("port", worker->parent_port().object);
  Array* limits = realm.new_array();
  for (const double limit : worker->setup().resource_limits) limits->push(realm, Value(limit));
  add("resourceLimits", limits);
  add("data", read_message(realm, host.ports(), *worker->setup().data, realm.new_array()));
  return result;
}

constexpr LazyProperty kRows[] = {
    lazy_method("start", start, 2),     lazy_method("stop", stop, 1),
    lazy_method("setRef", set_ref, 2),  lazy_method("want", want, 2),
    lazy_method("capture", capture, 2), lazy_method("self", self, 0),
};
const LazyTable kTable(kRows);

}  // namespace

Value make_native_worker(Realm& realm) {
  return realm.new_builtin(kTable);
}

}  // namespace actx
