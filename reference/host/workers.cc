#include "host/workers.h"

#include "host/builtin_modules.h"
#include "host/footprints.h"
#include "host/host.h"
#include "host/node_errors.h"
#include "value/conversions.h"
#include "value/footprint.h"
#include "value/heap.h"
#include "value/tracer.h"

namespace actx {
namespace {

/// What hooks see as the resource of a worker: an object of a class named Worker.
Object* make_resource_object(Realm& realm) {
  Object* object = realm.new_object();
  const NativeFn none = [](Realm&, const Call&) { return Value(); };
  object->define_raw(realm, realm.names().constructor, realm.new_native(none, "Worker", 0),
                     kHidden);
  return object;
}

}  // namespace

void Worker::start(WorkerSetup setup, const RuntimeOptions& options) {
  Realm& realm = host_.realm();
  Context& context = host_.context();
  thread_id_ = setup.thread_id;
  resource_ = context.create_resource(ResourceKind::kWorker, "WORKER", make_resource_object(realm));
  auto [control, worker_control] = make_channel();
  setup.control = std::move(worker_control);
  control_ = host_.ports().open(std::move(control));
  control_->listener = this;
  control_->receiving = true;
  // The other end of the public channel is made here too, and moves to the worker.
  auto [here, there] = make_channel();
  public_ = host_.ports().open(std::move(here));
  setup.port = host_.ports().release(host_.ports().adopt(std::move(there)));
  for (const uint8_t stream : {1, 2}) {
    if (forwards[stream - 1]) want(stream);
  }
  uv_async_init(host_.loop().uv(), &ended_,
                [](uv_async_t* async) { static_cast<Worker*>(async->data)->ended(); });
  ended_.data = this;
  set_ref(true);
  thread_ = std::make_unique<WorkerThread>(host_.shared(), host_.program().files(),
                                           std::move(setup), options);
  const int error = thread_->start(&ended_);
  if (error == 0) return;
  close_ended();
  host_.ports().close(*control_);
  host_.ports().close(*public_);
  thread_.reset();
  host_.workers().retire(this);
  throw_node_error(realm, Intrinsic::kErrorPrototype, "ERR_WORKER_INIT_FAILED",
                   std::string("Worker initialization failure: ") + uv_err_name(error));
}

void Worker::set_ref(bool refed) {
  const auto apply = [refed](uv_async_t& async) {
    refed ? uv_ref(as_handle(async)) : uv_unref(as_handle(async));
  };
  apply(ended_);
  if (!control_->closing) apply(control_->async);
  if (!public_->closing) apply(public_->async);
}

void Worker::send(Message::Kind kind, std::string bytes, uint8_t stream) {
  if (control_->core == nullptr) return;
  auto message = std::make_shared<Message>();
  message->kind = kind;
  message->bytes = std::move(bytes);
  message->stream = stream;
  control_->core->post(message);
}

void Worker::call(std::string_view method, Args args) {
  Realm& realm = host_.realm();
  const Value callbacks =
      get_value(realm, require_internal(realm, "worker.js"), realm.key("callbacks"));
  ArenaVector<Value> all;
  all.push_back(realm.arena(), object_);
  for (const Value arg : args) all.push_back(realm.arena(), arg);
  invoke(realm, callbacks, realm.key(method), Args(all.begin(), all.size()));
}

void Worker::receive(Message& message) {
  Realm& realm = host_.realm();
  Footprint::read_if_active(this);
  switch (message.kind) {
    case Message::Kind::kOnline:
      return call("online", {});
    case Message::Kind::kOutput: {
      if (forwards[message.stream - 1]) {
        message.stream == 1 ? host_.write_out(message.bytes) : host_.write_err(message.bytes);
        want(message.stream);
      }
      if (!captures[message.stream - 1]) return;
      const Value args[] = {Value(message.stream), realm.string(message.bytes)};
      return call("output", args);
    }
    case Message::Kind::kError: {
      const Value error = read_message(realm, host_.ports(), message, realm.new_array());
      return call("error", Args(&error, 1));
    }
    default:
      return;
  }
}

void Worker::ended() {
  thread_->join();
  close_ended();
  if (thread_->verdict() != Verdict::kExited) {
    // A run with a thread that failed has failed.
    host_.end_run(thread_->verdict(), 0,
                  "worker " + std::to_string(thread_id_) + ": " + thread_->detail());
  }
  host_.call_back(resource_, [&] {
    note_network(thread_->exit_code());
    host_.ports().drain(*public_);
    host_.ports().drain(*control_);
    if (host_.loop().is_stopped()) return;
    const Value code(thread_->exit_code());
    call("exit", Args(&code, 1));
  });
  host_.guard_limits([&] { host_.context().emit_destroy(resource_); });
  thread_->close_ports();
  host_.workers().retire(this);
}

void Worker::close_ended() {
  uv_close(as_handle(ended_),
           [](uv_handle_t* async) { static_cast<Worker*>(async->data)->closed(); });
}

void Worker::trace(Tracer& tracer) const {
  tracer.visit(object_);
  tracer.visit(resource_);
}

// ---- All of them -----------------------------------------------------------------------------

Workers::~Workers() = default;

Worker& Workers::add(Object* object) {
  running_.push_back(std::make_unique<Worker>(host_, object));
  return *running_.back();
}

Worker* Workers::find(double thread_id) {
  for (const std::unique_ptr<Worker>& worker : running_) {
    if (worker->thread_id() == thread_id) return worker.get();
  }
  return nullptr;
}

void Workers::retire(Worker* worker) {
  for (auto at = running_.begin(); at != running_.end(); ++at) {
    if (at->get() != worker) continue;
    retired_.push_back(std::move(*at));
    running_.erase(at);
    return;
  }
}

void Workers::shut_down() {
  for (const std::unique_ptr<Worker>& worker : running_) worker->stop();
  while (!running_.empty()) {
    running_.back()->join();
    retire(running_.back().get());
  }
}

void Workers::scan(HeapMarker& marker) const {
  for (const auto* list : {&running_, &retired_}) {
    for (const std::unique_ptr<Worker>& worker : *list) {
      if (!worker->is_over()) marker.scan(worker.get(), sizeof(Worker));
    }
  }
}

void Workers::trace_roots(Tracer& tracer) const {
  for (const std::unique_ptr<Worker>& worker : running_) worker->trace(tracer);
}

}  // namespace actx
