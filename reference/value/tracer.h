// Reachability: which cells a run can still get at. The answer drives WeakRef, WeakMap,
// FinalizationRegistry and the destroy events of async resources. Nothing is freed by it (the arena
// is dropped whole) but where Realm::reclaim() goes on from here.
//
// Invariants
// - Exact: roots are the realm, the active frames, the queued jobs and what the host registers.
// - A weak holder (WeakRef, WeakMap entry, registry cell, destroy record) registers itself with the
//   realm and is asked after marking.
#ifndef ACTX_VALUE_TRACER_H_
#define ACTX_VALUE_TRACER_H_

#include <vector>

#include "value/value.h"

namespace actx {

class Tracer {
 public:
  explicit Tracer(uint32_t epoch) : epoch_(epoch) {}
  void visit(const Cell* cell) {
    if (cell == nullptr || cell->mark == epoch_) return;
    cell->mark = epoch_;
    cells_.push_back(cell);
  }
  void visit(Value value);
  /// Follows everything reported so far.
  void drain() {
    while (followed_ < cells_.size()) cells_[followed_++]->trace(*this);
  }
  bool is_marked(const Cell* cell) const { return cell->mark == epoch_; }
  /// All that was marked.
  const std::vector<const Cell*>& cells() const { return cells_; }

 private:
  uint32_t epoch_;
  std::vector<const Cell*> cells_;
  size_t followed_ = 0;
};

class HeapMarker;

/// Something that adds roots: the host's queues, the loop, the context.
class RootSource {
 public:
  virtual void trace_roots(Tracer& tracer) const = 0;
  /// Before memory is given back: forgets what is not marked or kept only to be fast, and has
  /// `marker` scan memory outside of the arena that refers to more than the cells of trace_roots.
  virtual void prepare_reclaim(const Tracer&, HeapMarker&) {}

 protected:
  ~RootSource() = default;
};

/// A cell that holds others weakly. Linked into the realm's list until it is found dead itself.
class WeakHolder {
 public:
  /// After marking: whether the program can still get at the holder.
  virtual bool is_reachable(const Tracer&) const { return true; }
  /// Ephemeron step: may visit values whose keys are marked. Returns true if it visited anything
  /// new.
  virtual bool trace_ephemerons(Tracer&) { return false; }
  /// After marking: forget what is not marked, and queue what must be called for it.
  virtual void sweep(Realm& realm, const Tracer& tracer) = 0;
  WeakHolder* next_weak_holder = nullptr;

 protected:
  ~WeakHolder() = default;
};

}  // namespace actx

#endif  // ACTX_VALUE_TRACER_H_
