// The part native:child: what stands for a child process and its pipes. There are no processes: the
// commands are those of child_commands.js, and only their timing is the loop's.
#include <uv.h>

#include "host/async_hooks.h"
#include "host/builtin_modules.h"
#include "value/conversions.h"
#include "value/tracer.h"

namespace actx {
namespace {

/// A handle of a child (PROCESSWRAP, PIPEWRAP): its events run in its scope, in the context of the
/// spawn.
class ChildHandle final : public Object {
 public:
  ChildHandle(Object* prototype, Host& host) : Object(prototype, ObjectClass::kHost), host_(host) {}
  void begin(std::string_view type) {
    resource_ = host_.context().create_resource(ResourceKind::kNative, type, this);
  }
  Host& host() { return host_; }
  Resource* resource() { return resource_; }
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(resource_);
  }

 private:
  Host& host_;
  Resource* resource_ = nullptr;
};

/// One event to come: the thread pool decides in which order events of different handles come.
class ChildEvent final : public Cell {
 public:
  ChildEvent(ChildHandle& handle, Value callback) : handle_(handle), callback_(callback) {
    uv_.data = this;
    handle_.host().pin(pin_, this);
  }
  void start() {
    uv_queue_work(
        handle_.host().loop().uv(), &uv_, [](uv_work_t*) {}, on_done);
  }
  void trace(Tracer& tracer) const override {
    tracer.visit(&handle_);
    tracer.visit(callback_);
  }

 private:
  static void on_done(uv_work_t* request, int) {
    auto& self = *static_cast<ChildEvent*>(request->data);
    Host& host = self.handle_.host();
    host.unpin(self.pin_);
    host.call_back(self.handle_.resource(),
                   [&] { host.realm().call(self.callback_, Value(), {}); });
  }

  ChildHandle& handle_;
  Value callback_;
  uv_work_t uv_;
  Pin pin_;
};

ChildHandle& this_handle(Realm& realm, const Call& call) {
  auto* handle = call.this_value.is_object()
                     ? dynamic_cast<ChildHandle*>(call.this_value.as_object())
                     : nullptr;
  if (handle == nullptr) throw_type_error(realm, "Illegal invocation");
  return *handle;
}

/// later(callback): calls it from the loop, in the scope of the handle.
Value handle_later(Realm& realm, const Call& call) {
  realm.make<ChildEvent>(this_handle(realm, call), call.arg(0))->start();
  return Value();
}

/// close(): the handle is over.
Value handle_close(Realm& realm, const Call& call) {
  ChildHandle& handle = this_handle(realm, call);
  handle.host().context().emit_destroy(handle.resource());
  return Value();
}

constexpr LazyProperty kHandleRows[] = {
    lazy_method("later", handle_later, 1),
    lazy_method("close", handle_close, 0),
};
const LazyTable kHandleTable(kHandleRows);

/// makeHandle(type)
Value make_handle(Realm& realm, const Call& call) {
  Host& host = Host::of(realm);
  Object*& prototype = host.slot(Host::kChildPrototype);
  if (prototype == nullptr) prototype = realm.new_builtin(kHandleTable);
  auto* handle = realm.make<ChildHandle>(prototype, host);
  handle->begin(realm.utf8(to_string(realm, call.arg(0))));
  return Value(handle);
}

constexpr LazyProperty kRows[] = {lazy_method("makeHandle", make_handle, 1)};
const LazyTable kTable(kRows);

}  // namespace

Value make_native_child(Realm& realm) {
  return realm.new_builtin(kTable);
}

}  // namespace actx
