// A frame: the stores of all instances at one moment, as one shared value.
//
// Invariants
// - A frame is never changed by entering a store; `with` makes a new one.
// - The one exception is `erase`, which every holder of this frame sees (the disable() of the
//   `frame` profile).
// - An instance stands in it by its key, a symbol that belongs to that instance alone.
#ifndef ACTX_CONTEXT_FRAME_H_
#define ACTX_CONTEXT_FRAME_H_

#include "trace/trace.h"
#include "value/arena.h"
#include "value/value.h"

namespace actx {

struct FrameEntry {
  Symbol* key;
  Value store;
  StoreOrigin origin;  // how it came here, and which resource executed then: for traces
  int64_t set_in;
};

class StoreFrame final : public Cell {
 public:
  /// The entry of `key`, or null when the frame has none.
  const FrameEntry* find(const Symbol* key) const;
  /// A copy of `frame` (null: empty) with `added` in place of any entry with its key.
  static StoreFrame* with(Arena& arena, const StoreFrame* frame, const FrameEntry& added);
  /// A copy of `frame` without `key`.
  static StoreFrame* without(Arena& arena, const StoreFrame* frame, const Symbol* key);
  /// Forgets `key` in this very frame.
  void erase(const Symbol* key);

  void trace(Tracer& tracer) const override;

 private:
  ArenaVector<FrameEntry> entries_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_FRAME_H_
