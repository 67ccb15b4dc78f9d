#include "host/work_request.h"

#include "host/footprints.h"
#include "value/conversions.h"
#include "value/tracer.h"

namespace actx {

WorkRequest::WorkRequest(Host& host, std::string_view type, Object* object)
    : host_(host), object_(object) {
  uv_.data = this;
  resource_ = host.context().create_resource(ResourceKind::kWork, type, object);
  host.pin(pin_, this);
}

void WorkRequest::start() {
  note_queued(uv_.work_req, *resource_);
  uv_queue_work(host_.loop().uv(), &uv_, on_work, on_done);
}

void WorkRequest::on_work(uv_work_t* request) {
  static_cast<WorkRequest*>(request->data)->work();
}

void WorkRequest::on_done(uv_work_t* request, int) {
  auto& self = *static_cast<WorkRequest*>(request->data);
  Host& host = self.host_;
  host.unpin(self.pin_);
  host.call_back(self.resource_, [&] {
    Realm& realm = host.realm();
    ArenaVector<Value> results = self.results(realm);
    invoke(realm, Value(self.object_), realm.key("ondone"), Args(results.begin(), results.size()));
  });
  host.context().emit_destroy(self.resource_);
}

void WorkRequest::trace(Tracer& tracer) const {
  tracer.visit(object_);
  tracer.visit(resource_);
}

}  // namespace actx
