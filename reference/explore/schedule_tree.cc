#include "explore/schedule_tree.h"

#include <algorithm>

#include "value/footprint.h"

namespace actx {
namespace {

/// Points whose choice only says which of the steps that wait comes next, and what the clock shows
/// (spec/uvsim.md). Others may decide what a callback gets or a call returns.
bool is_about_time(std::string_view name) {
  return name == "clock.advance" || name == "startup" || name == "pool.completion";
}

/// What the option is, whichever others there are: its word, and which of those with this word.
uint64_t hash_of_option(const uvsim::ChoicePoint& point, uint32_t option) {
  const std::string_view what = point.options[option].what;
  uint64_t same = 0;
  for (uint32_t i = 0; i < option; ++i) same += what == point.options[i].what ? 1 : 0;
  return mix(hash_bytes(what), same);
}

void note_choice(Footprint& footprint, const uvsim::ChoicePoint& point, uint32_t option) {
  // Who of the threads goes on is no part of where the one that asks is.
  if (std::string_view(point.name) != "thread.run") {
    footprint.chose(hash_of_option(point, option));
  }
}

}  // namespace

Prefix Branch::prefix() const {
  if (path == nullptr) return {};
  Prefix prefix(path->begin(), path->begin() + point);
  prefix.push_back(option);
  return prefix;
}

Prefix choices_of(const std::vector<uvsim::ChoiceTaken>& path) {
  Prefix prefix;
  prefix.reserve(path.size());
  for (const uvsim::ChoiceTaken& taken : path) prefix.push_back(taken.chosen);
  return prefix;
}

uint32_t deviations(const Prefix& prefix) {
  return static_cast<uint32_t>(
      std::count_if(prefix.begin(), prefix.end(), [](uint32_t choice) { return choice != 0; }));
}

void GuidedScheduler::begin(const Prefix& prefix, Continuation continuation, uint64_t seed,
                            uint32_t length) {
  prefix_ = &prefix;
  continuation_ = continuation;
  seed_ = seed;
  random_ = uvsim::SeededRandom(seed);
  path_.clear();
  states_.clear();
  cut_states_.clear();
  length_ = decided_ = 0;
  problem_.clear();
  for (uint32_t i = 0; i < kChangePoints; ++i) {
    change_points_[i] = length == 0 ? 0 : scramble(seed + (i + 1) * 0x9e3779b97f4a7c15u) % length;
  }
}

uint32_t GuidedScheduler::choose(const uvsim::ChoicePoint& point) {
  if (guard_ && !guard_()) {
    problem_ = "the run is of no interest from here on";
    return kNone;
  }
  Footprint* const footprint = Footprint::active() == footprint_ ? footprint_ : nullptr;
  if (footprint != nullptr) {
    const bool is_new = path_.size() >= prefix_->size();
    states_.push_back({is_new ? state_(*footprint) : 0, point.cut});
  }
  uint32_t chosen = 0;
  if (path_.size() < prefix_->size()) {
    chosen = (*prefix_)[path_.size()];
  } else if (continuation_ == Continuation::kUniform) {
    chosen = random_.choose(point);
  } else if (continuation_ == Continuation::kPriority) {
    chosen = by_priority(point);
  }
  if (chosen >= point.count) {
    problem_ = "choice " + std::to_string(path_.size() + 1) + " is " + std::to_string(chosen) +
               ", but " + point.name + " has " + std::to_string(point.count) + " options here";
    return kNone;
  }
  if (footprint != nullptr) note_choice(*footprint, point, chosen);
  path_.push_back({point.name, point.count, chosen});
  length_ = path_.size();
  if (!is_about_time(point.name)) decided_ = length_;
  return chosen;
}

void GuidedScheduler::not_asked(const uvsim::ChoicePoint& point) {
  if (footprint_ == nullptr || Footprint::active() != footprint_) return;
  if (path_.size() >= prefix_->size()) {
    cut_states_.push_back({path_.size(), state_(*footprint_)});
  }
  note_choice(*footprint_, point, 0);
}

uint32_t GuidedScheduler::by_priority(const uvsim::ChoicePoint& point) {
  const bool lowest = std::find(std::begin(change_points_), std::end(change_points_),
                                path_.size()) != std::end(change_points_);
  uint32_t best = 0;
  uint64_t best_priority = 0;
  for (uint32_t i = 0; i < point.count; ++i) {
    // Of what the option is about, so that a task or a due time keeps its priority.
    uint64_t priority = seed_;
    for (const char* c = point.options[i].what; *c != '\0'; ++c) {
      priority = scramble(priority ^ static_cast<uint8_t>(*c));
    }
    priority = scramble(priority ^ point.options[i].number);
    if (lowest) priority = ~priority;
    if (i == 0 || priority > best_priority) {
      best = i;
      best_priority = priority;
    }
  }
  return best;
}

}  // namespace actx
