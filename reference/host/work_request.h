// Work for the thread pool that ends with one callback into the program.
//
// Invariants
// - work() runs in a pool thread: it touches nothing but its own request and bytes that it was
//   given, allocates nothing in the arena and throws nothing.
// - A request is reachable (pinned) until its callback.
#ifndef ACTX_HOST_WORK_REQUEST_H_
#define ACTX_HOST_WORK_REQUEST_H_

#include <uv.h>

#include <string_view>

#include "host/host.h"

namespace actx {

class WorkRequest : public Cell {
 public:
  /// Makes the resource of `type`, in the context of the caller. Its callback is object.ondone.
  WorkRequest(Host& host, std::string_view type, Object* object);
  /// Queues the work.
  void start();
  void trace(Tracer& tracer) const override;

 protected:
  virtual void work() = 0;
  /// What ondone is called with, made inside the callback's scope.
  virtual ArenaVector<Value> results(Realm& realm) = 0;

  Host& host_;

 private:
  static void on_work(uv_work_t* request);
  static void on_done(uv_work_t* request, int status);

  uv_work_t uv_;
  Object* object_;
  Resource* resource_;
  Pin pin_;
};

}  // namespace actx

#endif  // ACTX_HOST_WORK_REQUEST_H_
