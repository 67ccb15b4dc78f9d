// A scheduler that goes through all paths of choices, one after the other.
#ifndef ACTX_UVSIM_TESTING_PATHS_H_
#define ACTX_UVSIM_TESTING_PATHS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "uvsim/choice.h"

namespace actx::uvsim::testing {

// Follows a path of choices, and extends it by natural ones.
class Paths : public Scheduler {
 public:
  uint32_t choose(const ChoicePoint& point) override {
    if (at_ == steps_.size()) steps_.push_back({0, point.count});
    return steps_[at_++].first;
  }
  // To the next path that differs in a choice already asked for; false when there is none.
  bool next() {
    steps_.resize(at_);
    at_ = 0;
    while (!steps_.empty() && steps_.back().first + 1 == steps_.back().second) steps_.pop_back();
    if (steps_.empty()) return false;
    ++steps_.back().first;
    return true;
  }

 private:
  std::vector<std::pair<uint32_t, uint32_t>> steps_;  // chosen, count
  size_t at_ = 0;
};

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_PATHS_H_
