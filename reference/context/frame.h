// A frame: the stores of all instances at one moment, as one shared value.
//
// Invariants
// - A frame is never changed by entering a store; `with` makes a new one.
// - The one exception is `erase`, which every holder of this frame sees (the disable() of the
//   `frame` profile).
// - An instance stands in it by its key, a symbol that belongs to that instance alone.
#ifndef ACTX_CONTEXT_FRAME_H_
#define ACTX_CONTEXT_FRAME_H_

#include "value/arena.h"
#include "value/value.h"

namespace actx {

class Frame final : public Cell {
 public:
  /// The store under `key`, or null when the frame has none.
  const Value* find(const Symbol* key) const;
  /// A copy of `frame` (null: empty) in which `key` has `store`.
  static Frame* with(Arena& arena, const Frame* frame, Symbol* key, Value store);
  /// Forgets `key` in this very frame.
  void erase(const Symbol* key);

  void trace(Tracer& tracer) const override;

 private:
  struct Entry {
    Symbol* key;
    Value store;
  };
  ArenaVector<Entry> entries_;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_FRAME_H_
