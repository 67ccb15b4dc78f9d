// Reachability: which cells a run can still get at. Nothing is freed (the arena is dropped whole);
// the answer drives WeakRef, WeakMap, FinalizationRegistry and the destroy events of async
// resources.
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
    pending_.push_back(cell);
  }
  void visit(Value value);
  /// Follows everything reported so far.
  void drain() {
    while (!pending_.empty()) {
      const Cell* cell = pending_.back();
      pending_.pop_back();
      cell->trace(*this);
    }
  }
  bool is_marked(const Cell* cell) const { return cell->mark == epoch_; }

 private:
  uint32_t epoch_;
  std::vector<const Cell*> pending_;
};

/// Something that adds roots: the host's queues, the loop, the context.
class RootSource {
 public:
  virtual void trace_roots(Tracer& tracer) const = 0;

 protected:
  ~RootSource() = default;
};

/// A cell that holds others weakly. Linked into the realm's list for the whole run.
class WeakHolder {
 public:
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
