// JavaScript timers, as Node keeps them: one list per duration, the lists in a heap by expiry.
//
// Invariants
// - A list holds the timers of one whole number of milliseconds in the order they were started, so
//   its first timer is due first.
// - A list's expiry may be earlier than its first timer's due time (timers were cleared), never
//   later. Equal expiries are ordered by list id, which grows with every creation and requeueing.
// - All storage is reused from run to run; reset() costs no more than the lists of the last run.
#ifndef ACTX_LOOP_TIMER_QUEUE_H_
#define ACTX_LOOP_TIMER_QUEUE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "loop/items.h"

namespace actx {

struct TimerList {
  Timer head;  // of the ring; not a timer itself
  int64_t expiry = 0;
  int64_t duration = 0;
  uint64_t id = 0;
  uint32_t position = 0;       // in the heap
  TimerList* chain = nullptr;  // next list of the same hash bucket

  bool is_empty() const { return head.next == &head; }
  Timer* first() { return is_empty() ? nullptr : head.next; }
};

class TimerQueue {
 public:
  TimerQueue();
  ~TimerQueue();
  TimerQueue(const TimerQueue&) = delete;
  TimerQueue& operator=(const TimerQueue&) = delete;

  /// Forgets all timers without touching them.
  void reset();

  /// Appends `timer`, started at `start`, to the list of its duration. Unlinks it first if needed.
  /// Returns the expiry of a list that had to be made for it, or -1 when the list was there.
  int64_t insert(Timer& timer, int64_t start);
  /// Takes the timer out of its list; nothing when it is in none. The list stays.
  static void unlink(Timer& timer);
  /// Drops the list of this duration if it exists and is empty.
  void drop_if_empty(double duration);

  /// The list that expires first, or null.
  TimerList* earliest() const { return heap_.empty() ? nullptr : heap_[0]; }
  /// Gives the earliest list a later expiry, behind the lists that already have it.
  void requeue_earliest(int64_t expiry);
  /// A pass over the earliest list begins: until end_pass the list object stays what it is, even
  /// when the program drops it and makes a new one of the same duration.
  TimerList* begin_pass();
  /// Ends the pass. An emptied list is dropped, unless that happened meanwhile.
  void end_pass();

  /// Calls fn(Timer&, whole ms of its duration) for every timer that waits, list by list in the
  /// order of the heap.
  template <class F>
  void for_each_waiting(F&& fn) {
    for (TimerList* list : heap_) {
      for (Timer* t = list->head.next; t != &list->head; t = t->next) fn(*t, list->duration);
    }
  }
  /// The lists, in no order.
  const std::vector<TimerList*>& lists() const { return heap_; }
  /// Whether `a` expires before `b`.
  static bool is_before(const TimerList* a, const TimerList* b);
  /// Calls fn(const LoopItem&) for every timer that waits.
  template <class F>
  void for_each(F&& fn) const {
    for (const TimerList* list : heap_) {
      for (const Timer* t = list->head.next; t != &list->head; t = t->next) fn(*t);
    }
  }

 private:
  TimerList** bucket(int64_t duration);
  TimerList* find(int64_t duration);
  TimerList* make_list(int64_t duration, int64_t expiry);
  void drop(TimerList* list);
  void grow_buckets();
  void sift_up(uint32_t position);
  void sift_down(uint32_t position);
  void place(TimerList* list, uint32_t position);

  std::vector<TimerList*> heap_;
  std::vector<TimerList*> buckets_;
  std::vector<std::unique_ptr<TimerList>> pool_;
  std::vector<TimerList*> free_;
  TimerList* in_pass_ = nullptr;
  bool dropped_in_pass_ = false;
  uint64_t next_id_ = 0;
};

}  // namespace actx

#endif  // ACTX_LOOP_TIMER_QUEUE_H_
