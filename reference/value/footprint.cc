#include "value/footprint.h"

#include <algorithm>

namespace actx {

void Footprint::begin(const size_t* points, bool total_order) {
  points_ = points;
  total_order_ = total_order;
  steps_.clear();
  steps_.emplace_back();
  sources_.clear();
  noting_.clear();
  reordered_.clear();
  world_seen_ = 0;
  gave_up_ = false;
}

void Footprint::observe(std::string_view label) {
  if (total_order_) note(WorldCell::kStdout, Touch::kWrite);
  // FNV-1a, made odd: two labels that fall together only cost schedules.
  uint64_t hash = 14695981039346656037u;
  for (const char c : label) hash = (hash ^ static_cast<uint8_t>(c)) * 1099511628211u;
  note(static_cast<uintptr_t>(hash | 1), Touch::kWrite);
}

void Footprint::begin_step(const void* source, StepQueue queue) {
  const auto known = sources_.find(source);
  push_step(known == sources_.end() ? 0 : known->second);
  if (!reordered_.contains(source)) steps_.back().queue = queue;
  // It changes its source: whether and how often that is called.
  if (source != nullptr) {
    write(source);
    sources_[source] = current();
  }
}

void Footprint::begin_last_step() {
  push_step(current());
  steps_.back().is_last = true;
}

void Footprint::push_step(uint32_t made) {
  tidy();
  if (steps_.size() >= kMaxSteps) return give_up();
  steps_.emplace_back();
  steps_.back().made = made;
  steps_.back().first_point = points_seen();
}

void Footprint::tidy() {
  std::vector<StepAccess>& accesses = steps_.back().accesses;
  std::sort(accesses.begin(), accesses.end(), [](const StepAccess& one, const StepAccess& two) {
    return one.cell != two.cell ? one.cell < two.cell : one.touch > two.touch;
  });
  const auto same_cell = [](const StepAccess& one, const StepAccess& two) {
    return one.cell == two.cell;
  };
  accesses.erase(std::unique(accesses.begin(), accesses.end(), same_cell), accesses.end());
  if (accesses.size() <= kMaxAccesses / 2) return;
  give_up();
  accesses.clear();
}

void Footprint::cancelled(const void* source) {
  const auto known = sources_.find(source);
  if (known != sources_.end() && known->second == current()) return;
  world_seen_ = std::max(world_seen_, steps_.back().first_point);
}

}  // namespace actx
