#include "explore/races.h"

#include <algorithm>
#include <unordered_map>

namespace actx {
namespace {

/// Who must come before whom, as bit sets.
class MustBefore {
 public:
  explicit MustBefore(const std::vector<Step>& steps)
      : steps_(steps), words_((steps.size() + 63) / 64), bits_(words_ * steps.size()) {
    for (uint32_t step = 1; step < steps.size(); ++step) {
      if (steps[step].is_last) {
        for (uint32_t earlier = 0; earlier < step; ++earlier) set(step, earlier);
        continue;
      }
      add(step, steps[step].made);
      for (const uint32_t part : steps[step].joined) add(step, part);
      if (steps[step].is_main) main_.push_back(step);
      if (!steps[step].is_work && !steps[step].is_main && steps[step].thread == steps[0].thread) {
        for (const uint32_t earlier : main_) add(step, earlier);
      }
      for (uint32_t earlier = step - 1; earlier > 0; --earlier) {
        if (is_queued_behind(step, earlier)) add(step, earlier);
      }
    }
  }

  bool has(uint32_t step, uint32_t earlier) const {
    return (bits_[step * words_ + earlier / 64] >> (earlier % 64) & 1) != 0;
  }

 private:
  void set(uint32_t step, uint32_t earlier) {
    bits_[step * words_ + earlier / 64] |= uint64_t{1} << (earlier % 64);
  }
  void add(uint32_t step, uint32_t earlier) {
    if (has(step, earlier)) return;
    set(step, earlier);
    for (size_t i = 0; i < words_; ++i) bits_[step * words_ + i] |= bits_[earlier * words_ + i];
  }
  /// First in, first out: `earlier` was queued first, in every run.
  bool is_queued_behind(uint32_t step, uint32_t earlier) const {
    const Step& one = steps_[earlier];
    const Step& two = steps_[step];
    if (two.queue.kind == StepQueue::kNone || one.queue.kind != two.queue.kind ||
        one.queue.duration != two.queue.duration || one.thread != two.thread) {
      return false;
    }
    return one.made == two.made || has(two.made, one.made);
  }

  const std::vector<Step>& steps_;
  size_t words_;
  std::vector<uint64_t> bits_;
  std::vector<uint32_t> main_ = {0};  // the steps of the main script
};

struct CellUse {
  uint32_t step;
  Touch touch;
};

/// Uses of each cell, in the order of the steps.
std::unordered_map<uintptr_t, std::vector<CellUse>> uses_of(const Footprint& footprint) {
  const std::vector<Step>& steps = footprint.steps();
  std::unordered_map<uintptr_t, std::vector<CellUse>> cells;
  for (uint32_t step = 0; step < steps.size(); ++step) {
    for (const StepAccess& access : steps[step].accesses) {
      std::vector<CellUse>& uses = cells[access.cell];
      if (!uses.empty() && uses.back().step == step) {
        uses.back().touch = both(uses.back().touch, access.touch);
      } else {
        uses.push_back({step, access.touch});
      }
    }
  }
  if (!footprint.descriptor_seen()) cells.erase(static_cast<uintptr_t>(WorldCell::kDescriptors));
  return cells;
}

}  // namespace

size_t points_before_last_race(const Footprint& footprint) {
  if (footprint.gave_up()) return SIZE_MAX;
  const std::vector<Step>& steps = footprint.steps();
  const MustBefore before(steps);
  uint32_t last = 0;  // the first step of the last race; the main script is in none
  for (const auto& [cell, uses] : uses_of(footprint)) {
    for (size_t j = uses.size(); j-- > 1;) {
      for (size_t i = j; i-- > 0 && uses[i].step > last;) {
        if (conflict(uses[i].touch, uses[j].touch) && !before.has(uses[j].step, uses[i].step))
          last = uses[i].step;
      }
    }
  }
  const size_t racing = last == 0 ? 0 : steps[last].first_point;
  return std::max(racing, footprint.world_seen());
}

}  // namespace actx
