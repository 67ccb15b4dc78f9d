// Requests: operations that libuv completes once, later.
//
// Invariants
// - A request is reachable (pinned) from its making until it has completed.
// - Its resource has the program's object as public object. It ends after the callback
//   `oncomplete` of that object has run, drained and returned.
#ifndef ACTX_HOST_LOOP_REQUEST_H_
#define ACTX_HOST_LOOP_REQUEST_H_

#include <string_view>

#include "host/host.h"
#include "value/static_key.h"
#include "value/tracer.h"

namespace actx {

/// `Uv` is uv_connect_t, uv_write_t or the like. Lives in the arena.
template <class Uv>
class LoopRequest final : public Cell {
 public:
  /// Makes the resource of `type` for `object`. `owner` (may be null) is kept reachable too.
  LoopRequest(Host& host, std::string_view type, Object* object, Cell* owner,
              ResourceKind kind = ResourceKind::kNative)
      : host_(host), object_(object), owner_(owner) {
    uv.data = this;
    resource_ = host.context().create_resource(kind, type, object);
    host.pin(pin_, this);
  }

  /// Calls object.oncomplete(...make_args()); the arguments are made inside the scope.
  template <class MakeArgs>
  void complete(MakeArgs&& make_args) {
    host_.unpin(pin_);
    Realm& realm = host_.realm();
    host_.call_back(resource_, [&] {
      const Value callback = object_->get(realm, key_of<"oncomplete">());
      if (is_callable(callback)) realm.call(callback, Value(object_), make_args());
    });
    host_.context().emit_destroy(resource_);
  }
  /// The request was refused: it never completes.
  void drop() {
    host_.unpin(pin_);
    host_.context().emit_destroy(resource_);
  }

  /// `block` of the arena stays until the end of the request: libuv refers to it from where
  /// the heap does not look.
  void keep(const void* block) { kept_ = block; }

  Host& host() { return host_; }
  const Resource& resource() const { return *resource_; }
  static LoopRequest& of(const Uv* request) { return *static_cast<LoopRequest*>(request->data); }

  void trace(Tracer& tracer) const override {
    tracer.visit(object_);
    tracer.visit(owner_);
    tracer.visit(resource_);
  }

  Uv uv;

 private:
  Host& host_;
  Object* object_;
  Cell* owner_;
  Resource* resource_;
  const void* kept_ = nullptr;
  Pin pin_;
};

}  // namespace actx

#endif  // ACTX_HOST_LOOP_REQUEST_H_
