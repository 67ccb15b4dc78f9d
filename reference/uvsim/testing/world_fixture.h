// What tests of the simulator alone use: a World that can be restarted with other options, what its
// monitor was told, and all outcomes of a program.
#ifndef ACTX_UVSIM_TESTING_WORLD_FIXTURE_H_
#define ACTX_UVSIM_TESTING_WORLD_FIXTURE_H_

#include <set>

#include "uvsim/testing/fixture.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim::testing {

class Recorder : public Monitor {
 public:
  void on_halt(HaltReason reason, const std::string& message) override {
    reasons.push_back(reason);
    messages += message + "\n";
  }
  void on_misuse(const char* function, const char* message) override {
    messages += std::string(function) + ": " + message + "\n";
  }
  std::vector<HaltReason> reasons;
  std::string messages;
};

// A loop in a World with a recording monitor; what is left of a run is dropped by the next reset.
class WorldTest : public LoopTest {
 protected:
  void restart(const Options& options, Scheduler* scheduler = nullptr) {
    Options monitored = options;
    monitored.monitor = &recorder;
    world.set_options(monitored);
    world.reset(scheduler);
    ASSERT_EQ(uv_loop_init(&loop), 0);
  }
  void TearDown() override {}

  Recorder recorder;
};

// Every outcome of `body` over all schedules, as traces.
template <class Body>
std::set<std::string> outcomes(Body body) {
  struct Path : Scheduler {
    uint32_t choose(const ChoicePoint& point) override {
      if (at == steps.size()) steps.push_back({0, point.count});
      return steps[at++].first;
    }
    bool next() {
      at = 0;
      while (!steps.empty() && steps.back().first + 1 == steps.back().second) steps.pop_back();
      if (steps.empty()) return false;
      ++steps.back().first;
      return true;
    }
    std::vector<std::pair<uint32_t, uint32_t>> steps;
    size_t at = 0;
  } path;
  std::set<std::string> all;
  do {
    all.insert(body(&path));
  } while (path.next());
  return all;
}

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_WORLD_FIXTURE_H_
