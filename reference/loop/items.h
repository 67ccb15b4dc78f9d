// What a program leaves with the loop: ticks, timers, immediates, tasks.
//
// Invariants
// - Items are intrusive: the loop links them and never owns, copies or frees them. Their owner
// keeps
//   an item in place from the moment it is handed over until it has been called, cleared, or the
//   run is over.
// - Only the loop writes the fields; the owner reads them.
//
// Words
// - refed: keeps the program alive while it waits (ref() and unref() of Node's API).
// - destroyed: will not be called any more; its destroy event has been reported.
#ifndef ACTX_LOOP_ITEMS_H_
#define ACTX_LOOP_ITEMS_H_

#include <cstdint>

namespace actx {

enum class ItemKind : uint8_t { kTick, kTimer, kImmediate };

/// What the delegate is asked to call.
struct LoopItem {
  explicit LoopItem(ItemKind item_kind) : kind(item_kind) {}
  const ItemKind kind;
};

/// A callback of process.nextTick.
struct Tick : LoopItem {
  Tick() : LoopItem(ItemKind::kTick) {}
  Tick* next = nullptr;
};

/// A callback of setTimeout or setInterval.
struct Timer : LoopItem {
  Timer() : LoopItem(ItemKind::kTimer) {}
  bool is_linked() const { return next != nullptr; }

  Timer* next = nullptr;  // ring through the list head; null when in no list
  Timer* previous = nullptr;
  int64_t start = 0;    // loop ms at which the current period began
  double duration = 1;  // ms as the program gave it; lists go by its whole part. -1: cleared
  double repeat = 0;    // ms of an interval's period, 0 for a timeout
  bool refed = true;
  bool destroyed = false;
  bool armed = true;  // false once cleared: what is still linked is skipped
};

/// A callback of setImmediate.
struct Immediate : LoopItem {
  Immediate() : LoopItem(ItemKind::kImmediate) {}
  enum class Ref : uint8_t { kUnrefed, kRefed, kSpent };
  Immediate* next = nullptr;
  Immediate* previous = nullptr;
  Ref ref = Ref::kRefed;
  bool destroyed = false;
};

/// Work of the host itself: delivering destroy events, finalizers. Called without a resource.
struct NativeTask {
  explicit NativeTask(void (*call_function)(NativeTask& self)) : call(call_function) {}
  void (*call)(NativeTask& self);
  bool refed = false;
  bool queued = false;
  NativeTask* next = nullptr;
};

}  // namespace actx

#endif  // ACTX_LOOP_ITEMS_H_
