#include "loop/timer_queue.h"

#include <cmath>

namespace actx {
namespace {

constexpr size_t kFirstBuckets = 16;

int64_t whole(double duration) {
  return static_cast<int64_t>(std::trunc(duration));
}

}  // namespace

bool TimerQueue::is_before(const TimerList* a, const TimerList* b) {
  return a->expiry != b->expiry ? a->expiry < b->expiry : a->id < b->id;
}

TimerQueue::TimerQueue() : buckets_(kFirstBuckets, nullptr) {}
TimerQueue::~TimerQueue() = default;

void TimerQueue::reset() {
  if (in_pass_ != nullptr && dropped_in_pass_) free_.push_back(in_pass_);
  in_pass_ = nullptr;
  while (!heap_.empty()) drop(heap_.back());
  next_id_ = 0;
}

int64_t TimerQueue::insert(Timer& timer, int64_t start) {
  unlink(timer);
  timer.start = start;
  const int64_t duration = whole(timer.duration);
  TimerList* list = find(duration);
  const bool is_new = list == nullptr;
  if (is_new) list = make_list(duration, start + duration);
  timer.next = &list->head;
  timer.previous = list->head.previous;
  timer.previous->next = &timer;
  list->head.previous = &timer;
  return is_new ? list->expiry : -1;
}

void TimerQueue::unlink(Timer& timer) {
  if (!timer.is_linked()) return;
  timer.previous->next = timer.next;
  timer.next->previous = timer.previous;
  timer.next = timer.previous = nullptr;
}

void TimerQueue::drop_if_empty(double duration) {
  TimerList* list = find(whole(duration));
  if (list != nullptr && list->is_empty()) drop(list);
}

void TimerQueue::requeue_earliest(int64_t expiry) {
  heap_[0]->expiry = expiry;
  heap_[0]->id = next_id_++;
  sift_down(0);
}

TimerList* TimerQueue::begin_pass() {
  dropped_in_pass_ = false;
  return in_pass_ = heap_[0];
}

void TimerQueue::end_pass() {
  TimerList* list = in_pass_;
  in_pass_ = nullptr;
  if (dropped_in_pass_) {
    free_.push_back(list);
  } else if (list->is_empty()) {
    drop(list);
  }
}

TimerList** TimerQueue::bucket(int64_t duration) {
  // Durations are mostly small and round: the multiplier spreads them over the upper bits.
  const uint64_t hash = static_cast<uint64_t>(duration) * 0x9E3779B97F4A7C15u;
  return &buckets_[(hash >> 32) & (buckets_.size() - 1)];
}

TimerList* TimerQueue::find(int64_t duration) {
  TimerList* list = *bucket(duration);
  while (list != nullptr && list->duration != duration) list = list->chain;
  return list;
}

TimerList* TimerQueue::make_list(int64_t duration, int64_t expiry) {
  if (heap_.size() >= buckets_.size()) grow_buckets();
  if (free_.empty()) {
    pool_.push_back(std::make_unique<TimerList>());
    free_.push_back(pool_.back().get());
  }
  TimerList* list = free_.back();
  free_.pop_back();
  list->head.next = list->head.previous = &list->head;
  list->expiry = expiry;
  list->duration = duration;
  list->id = next_id_++;
  TimerList** slot = bucket(duration);
  list->chain = *slot;
  *slot = list;
  heap_.push_back(list);
  list->position = static_cast<uint32_t>(heap_.size() - 1);
  sift_up(list->position);
  return list;
}

void TimerQueue::drop(TimerList* list) {
  TimerList** link = bucket(list->duration);
  while (*link != list) link = &(*link)->chain;
  *link = list->chain;
  const uint32_t position = list->position;
  TimerList* last = heap_.back();
  heap_.pop_back();
  if (last != list) {
    place(last, position);
    sift_up(position);
    sift_down(last->position);
  }
  if (list == in_pass_) {
    dropped_in_pass_ = true;
  } else {
    free_.push_back(list);
  }
}

void TimerQueue::grow_buckets() {
  std::vector<TimerList*> old(buckets_.size() * 2, nullptr);
  old.swap(buckets_);
  for (TimerList* list : heap_) {
    TimerList** slot = bucket(list->duration);
    list->chain = *slot;
    *slot = list;
  }
}

void TimerQueue::place(TimerList* list, uint32_t position) {
  heap_[position] = list;
  list->position = position;
}

void TimerQueue::sift_up(uint32_t position) {
  TimerList* list = heap_[position];
  while (position > 0) {
    const uint32_t parent = (position - 1) / 2;
    if (!is_before(list, heap_[parent])) break;
    place(heap_[parent], position);
    position = parent;
  }
  place(list, position);
}

void TimerQueue::sift_down(uint32_t position) {
  TimerList* list = heap_[position];
  const uint32_t size = static_cast<uint32_t>(heap_.size());
  for (;;) {
    uint32_t child = 2 * position + 1;
    if (child >= size) break;
    if (child + 1 < size && is_before(heap_[child + 1], heap_[child])) ++child;
    if (!is_before(heap_[child], list)) break;
    place(heap_[child], position);
    position = child;
  }
  place(list, position);
}

}  // namespace actx
