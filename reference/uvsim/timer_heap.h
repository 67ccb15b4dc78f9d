// The armed timers of a loop: a 4-ary heap in an array, ordered by (due time, start number).
//
// Invariants: the order is total, start numbers are unique; every timer in the heap stores its
// position in heap_node[0], so that removal needs no search.
#ifndef ACTX_UVSIM_TIMER_HEAP_H_
#define ACTX_UVSIM_TIMER_HEAP_H_

#include <uv.h>

#include <cstdint>
#include <memory>
#include <utility>

namespace actx::uvsim {

class TimerHeap {
 public:
  struct Entry {
    uint64_t due;
    uint64_t order;
    uv_timer_t* timer;
  };

  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  void clear() { size_ = 0; }
  const Entry& min() const { return entries_[0]; }
  // All entries, in no order.
  const Entry* begin() const { return entries_.get(); }
  const Entry* end() const { return entries_.get() + size_; }

  void insert(uv_timer_t* timer, uint64_t due, uint64_t order) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    sift_up(size_++, due, order, timer);
  }

  void remove_min() {
    if (--size_ > 0) sift_down(0, entries_[size_]);
  }

  void remove(uv_timer_t* timer) {
    const size_t at = reinterpret_cast<size_t>(timer->heap_node[0]);
    if (at == --size_) return;
    const Entry last = entries_[size_];
    if (at > 0 && before(last.due, last.order, entries_[(at - 1) / kArity])) {
      sift_up(at, last.due, last.order, last.timer);
    } else {
      sift_down(at, last);
    }
  }

  // The smallest due time above `time`, UINT64_MAX when there is none. Visits the timers due by
  // `time` and their children only.
  uint64_t next_due_after(uint64_t time) const {
    return empty() ? UINT64_MAX : next_due_below(0, time);
  }

 private:
  static constexpr size_t kArity = 4;

  static bool before(uint64_t due, uint64_t order, const Entry& entry) {
    return due < entry.due || (due == entry.due && order < entry.order);
  }

  void grow() {
    const size_t capacity = capacity_ == 0 ? 16 : capacity_ * 2;
    std::unique_ptr<Entry[]> entries(new Entry[capacity]);
    for (size_t i = 0; i < size_; i++) entries[i] = entries_[i];
    entries_ = std::move(entries);
    capacity_ = capacity;
  }

  void place(size_t at, uint64_t due, uint64_t order, uv_timer_t* timer) {
    entries_[at].due = due;
    entries_[at].order = order;
    entries_[at].timer = timer;
    timer->heap_node[0] = reinterpret_cast<void*>(at);
  }
  void place(size_t at, const Entry& entry) { place(at, entry.due, entry.order, entry.timer); }

  void sift_up(size_t at, uint64_t due, uint64_t order, uv_timer_t* timer) {
    while (at > 0) {
      const size_t parent = (at - 1) / kArity;
      if (!before(due, order, entries_[parent])) break;
      place(at, entries_[parent]);
      at = parent;
    }
    place(at, due, order, timer);
  }

  void sift_down(size_t at, const Entry entry) {
    for (;;) {
      const size_t first = at * kArity + 1;
      if (first >= size_) break;
      const size_t end = first + kArity < size_ ? first + kArity : size_;
      size_t least = first;
      for (size_t child = first + 1; child < end; child++) {
        if (before(entries_[child].due, entries_[child].order, entries_[least])) least = child;
      }
      if (!before(entries_[least].due, entries_[least].order, entry)) break;
      place(at, entries_[least]);
      at = least;
    }
    place(at, entry);
  }

  uint64_t next_due_below(size_t at, uint64_t time) const {
    if (entries_[at].due > time) return entries_[at].due;
    uint64_t least = UINT64_MAX;
    for (size_t child = at * kArity + 1; child <= at * kArity + kArity; child++) {
      if (child >= size_) break;
      const uint64_t due = next_due_below(child, time);
      if (due < least) least = due;
    }
    return least;
  }

  std::unique_ptr<Entry[]> entries_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_TIMER_HEAP_H_
