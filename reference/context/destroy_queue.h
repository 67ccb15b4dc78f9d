// Resources whose end is to be told: ids waiting for delivery, and objects watched for the GC.
#ifndef ACTX_CONTEXT_DESTROY_QUEUE_H_
#define ACTX_CONTEXT_DESTROY_QUEUE_H_

#include "context/resource.h"
#include "value/arena.h"

namespace actx {

class DestroyQueue {
 public:
  /// Adds an id to be delivered.
  void push(Arena& arena, AsyncId id) { pending_.push_back(arena, id); }
  size_t size() const { return pending_.size(); }
  bool empty() const { return pending_.empty(); }
  /// Takes everything that waits.
  ArenaVector<AsyncId> take() {
    ArenaVector<AsyncId> taken = pending_;
    pending_ = {};
    return taken;
  }

  /// Watches `resource.object`; see take_unreachable.
  void watch(Arena& arena, Resource* resource) { watched_.push_back(arena, resource); }
  bool watches_any() const { return !watched_.empty(); }
  /// After marking: forgets the watched resources that became unreachable and calls found(r) for
  /// each, in the order in which they were watched.
  template <class Marked, class Found>
  void take_unreachable(Marked&& is_marked, Found&& found) {
    watched_.keep_if([&](Resource* resource) {
      const bool is_alive = is_marked(resource->object);
      if (!is_alive) found(resource);
      return is_alive;
    });
  }

 private:
  ArenaVector<AsyncId> pending_;
  ArenaVector<Resource*> watched_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_DESTROY_QUEUE_H_
