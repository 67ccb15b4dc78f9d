// The armed timers of a loop: a 4-ary heap in an array, ordered by (due time, start number).
//
// Invariants: the order is total, start numbers are unique; every timer in the heap stores its
// position in heap_node[0], so that removal needs no search.
#pragma once

#include <uv.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace actx::uvsim {

class TimerHeap {
 public:
  struct Entry {
    uint64_t due;
    uint64_t order;
    uv_timer_t* timer;
  };

  bool empty() const { return entries_.empty(); }
  size_t size() const { return entries_.size(); }
  void clear() { entries_.clear(); }
  const Entry& min() const { return entries_.front(); }

  void insert(uv_timer_t* timer, uint64_t due, uint64_t order) {
    entries_.push_back({due, order, timer});
    sift_up(entries_.size() - 1);
  }

  void remove(uv_timer_t* timer) {
    const size_t at = reinterpret_cast<size_t>(timer->heap_node[0]);
    const Entry last = entries_.back();
    entries_.pop_back();
    if (at == entries_.size()) return;
    entries_[at] = last;
    if (at > 0 && before(last, entries_[(at - 1) / kArity])) {
      sift_up(at);
    } else {
      sift_down(at);
    }
  }

  // The smallest due time above `time`, UINT64_MAX when there is none. Visits the timers due by
  // `time` and their children only.
  uint64_t next_due_after(uint64_t time) const {
    return entries_.empty() ? UINT64_MAX : next_due_below(0, time);
  }

 private:
  static constexpr size_t kArity = 4;

  static bool before(const Entry& a, const Entry& b) {
    return a.due < b.due || (a.due == b.due && a.order < b.order);
  }

  void place(size_t at, const Entry& entry) {
    entries_[at] = entry;
    entry.timer->heap_node[0] = reinterpret_cast<void*>(at);
  }

  void sift_up(size_t at) {
    const Entry entry = entries_[at];
    while (at > 0) {
      const size_t parent = (at - 1) / kArity;
      if (!before(entry, entries_[parent])) break;
      place(at, entries_[parent]);
      at = parent;
    }
    place(at, entry);
  }

  void sift_down(size_t at) {
    const Entry entry = entries_[at];
    for (;;) {
      const size_t first = at * kArity + 1;
      if (first >= entries_.size()) break;
      const size_t end = first + kArity < entries_.size() ? first + kArity : entries_.size();
      size_t least = first;
      for (size_t child = first + 1; child < end; child++) {
        if (before(entries_[child], entries_[least])) least = child;
      }
      if (!before(entries_[least], entry)) break;
      place(at, entries_[least]);
      at = least;
    }
    place(at, entry);
  }

  uint64_t next_due_below(size_t at, uint64_t time) const {
    if (entries_[at].due > time) return entries_[at].due;
    uint64_t least = UINT64_MAX;
    for (size_t child = at * kArity + 1; child <= at * kArity + kArity; child++) {
      if (child >= entries_.size()) break;
      const uint64_t due = next_due_below(child, time);
      if (due < least) least = due;
    }
    return least;
  }

  std::vector<Entry> entries_;
};

}  // namespace actx::uvsim
