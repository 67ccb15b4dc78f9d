// What waits in the loop beside libuv's handles, as one number; for who must know a state again.
#include <algorithm>
#include <bit>
#include <vector>

#include "loop/loop.h"

namespace actx {
namespace {

class Hash {
 public:
  void add(uint64_t value) {
    hash_ = (hash_ ^ value) * 0x9e3779b97f4a7c15u;
    hash_ ^= hash_ >> 29;
  }
  void add(int64_t value) { add(static_cast<uint64_t>(value)); }
  void add(double value) { add(std::bit_cast<uint64_t>(value)); }
  void add(bool value) { add(uint64_t{value}); }
  uint64_t value() const { return hash_; }

 private:
  uint64_t hash_ = 0x632be59bd9b4e019u;
};

}  // namespace

uint64_t Loop::fingerprint(uint64_t (*name)(const LoopItem&)) const {
  const int64_t now = static_cast<int64_t>(uv_now(&uv_) - base_);
  Hash hash;
  std::vector<TimerList*> lists = timers_.lists();
  std::sort(lists.begin(), lists.end(), TimerQueue::is_before);
  for (const TimerList* list : lists) {
    hash.add(list->duration);
    hash.add(list->expiry - now);
    for (const Timer* timer = list->head.next; timer != &list->head; timer = timer->next) {
      hash.add(name(*timer));
      hash.add(timer->start - now);
      hash.add(timer->repeat);
      hash.add(timer->refed);
    }
    hash.add(true);
  }
  hash.add(next_expiry_ == kNeverExpires ? next_expiry_ : next_expiry_ - now);
  for (const Immediate* list : {immediates_.head, outstanding_}) {
    for (const Immediate* immediate = list; immediate != nullptr; immediate = immediate->next) {
      hash.add(name(*immediate));
      hash.add(immediate->ref == Immediate::Ref::kRefed);
    }
    hash.add(true);
  }
  for (const NativeTask* task = first_native_; task != nullptr; task = task->next)
    hash.add(std::bit_cast<uint64_t>(task->call));
  hash.add(refed_timers_);
  hash.add(refed_immediates_);
  hash.add(unfinished_pass_);
  hash.add(tick_scheduled_);
  hash.add(rejections_pending_);
  hash.add(stopped_);
  return hash.value();
}

}  // namespace actx
