// FileHandle: an open file as an object of the host (FILEHANDLE), which promises are made over.
#include "host/async_hooks.h"
#include "host/footprints.h"
#include "host/fs_request.h"
#include "host/node_errors.h"
#include "value/tracer.h"

namespace actx {
namespace {

class FileHandleObject final : public Object {
 public:
  FileHandleObject(Object* prototype, int fd) : Object(prototype, ObjectClass::kHost), fd_(fd) {}
  void trace(Tracer& tracer) const override {
    Object::trace(tracer);
    tracer.visit(resource);
  }
  /// The descriptor; -1 once it is closed or given away.
  int fd() const { return fd_; }
  int release() {
    const int fd = fd_;
    fd_ = -1;
    return fd;
  }
  Resource* resource = nullptr;

 private:
  int fd_;
};

/// The closing of a handle: FILEHANDLECLOSEREQ.
class CloseRequest final : public Cell {
 public:
  explicit CloseRequest(Host& host) : host_(host) {
    uv.data = this;
    promise_ = new_promise(host.realm());
    resource_ = host.context().create_resource(ResourceKind::kFile, "FILEHANDLECLOSEREQ",
                                               host.realm().new_object());
    host.pin(pin_, this);
  }
  static void on_done(uv_fs_t* request) {
    auto& self = *static_cast<CloseRequest*>(request->data);
    const int code = static_cast<int>(request->result);
    uv_fs_req_cleanup(request);
    self.host_.unpin(self.pin_);
    Realm& realm = self.host_.realm();
    self.host_.call_back(self.resource_, [&] {
      if (code < 0) {
        reject_promise(realm, self.promise_,
                       Value(make_uv_error(realm, code, {"close"}, UvErrorOrder::kCodeFirst)));
      } else {
        resolve_promise(realm, self.promise_, Value());
      }
    });
    self.host_.context().emit_destroy(self.resource_);
  }
  Promise* promise() const { return promise_; }
  const Resource& resource() const { return *resource_; }
  void trace(Tracer& tracer) const override {
    tracer.visit(promise_);
    tracer.visit(resource_);
  }

  uv_fs_t uv;

 private:
  Host& host_;
  Promise* promise_;
  Resource* resource_;
  Pin pin_;
};

FileHandleObject& this_handle(Realm& realm, const Call& call) {
  auto* handle = call.this_value.is_object()
                     ? dynamic_cast<FileHandleObject*>(call.this_value.as_object())
                     : nullptr;
  if (handle == nullptr) throw_type_error(realm, "Illegal invocation");
  return *handle;
}

Value handle_close(Realm& realm, const Call& call) {
  FileHandleObject& handle = this_handle(realm, call);
  Host& host = Host::of(realm);
  auto* request = realm.make<CloseRequest>(host);
  note_queued(request->uv.work_req, request->resource());
  uv_fs_close(host.loop().uv(), &request->uv, handle.release(), CloseRequest::on_done);
  return Value(request->promise());
}

Value handle_fd(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).fd());
}

Value handle_async_id(Realm& realm, const Call& call) {
  return Value(static_cast<double>(this_handle(realm, call).resource->async_id));
}

Value handle_release(Realm& realm, const Call& call) {
  return Value(this_handle(realm, call).release());
}

Value refuse_constructor(Realm& realm, const Call&) {
  throw_type_error(realm, "Illegal constructor");
}

constexpr LazyProperty kRows[] = {
    lazy_factory(
        "constructor",
        [](Realm& realm) { return Value(realm.new_native(refuse_constructor, "FileHandle", 0)); }),
    lazy_method("close", handle_close, 0),
    lazy_method("getAsyncId", handle_async_id, 0),
    lazy_method("releaseFD", handle_release, 0),
    lazy_getter("fd", handle_fd),
};
const LazyTable kTable(kRows);

}  // namespace

Object* make_file_handle(Realm& realm, int fd) {
  Host& host = Host::of(realm);
  Object*& prototype = host.slot(Host::kFileHandlePrototype);
  if (prototype == nullptr) prototype = realm.new_builtin(kTable);
  auto* handle = realm.make<FileHandleObject>(prototype, fd);
  handle->resource = host.context().create_resource(ResourceKind::kFile, "FILEHANDLE", handle);
  return handle;
}

}  // namespace actx
