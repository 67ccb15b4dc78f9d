#include "uvsim/testing/judge.h"

#include <string_view>

#include "uvsim/testing/paths.h"

namespace actx::uvsim::testing {
namespace {

// The side of the simulator: collects the trace, or compares it with an expected one.
class SimHost : public Host, public Monitor {
 public:
  // With `expected` null the trace is collected only.
  SimHost(World* world, const std::string* expected) : world_(world), expected_(expected) {}

  bool trace(const std::string& word) override {
    if (expected_ != nullptr) return match(word);
    if (!text_.empty()) text_ += ' ';
    text_ += word;
    return true;
  }
  bool given_up() const override { return given_up_; }
  bool must_clean_up() const override { return false; }

  void on_halt(HaltReason reason, const std::string& message) override {
    trace(reason == HaltReason::kDeadlock ? "deadlock" : "halted: " + message);
    given_up_ = true;
  }
  void on_misuse(const char* function, const char* message) override {
    trace(std::string("misuse: ") + function + ": " + message);
  }

  bool matched() const { return matches_ && at_ == expected_->size(); }
  const std::string& text() const { return text_; }

 private:
  bool match(const std::string& word) {
    const size_t start = at_ == 0 ? 0 : at_ + 1;
    const bool blank = at_ == 0 || (at_ < expected_->size() && (*expected_)[at_] == ' ');
    const size_t end = start + word.size();
    if (blank && expected_->compare(start, word.size(), word) == 0 &&
        (end == expected_->size() || (*expected_)[end] == ' ')) {
      at_ = end;
      return true;
    }
    matches_ = false;
    world_->halt();
    return false;
  }

  World* world_;
  const std::string* expected_;
  std::string text_;
  size_t at_ = 0;
  bool matches_ = true;
  bool given_up_ = false;
};

// Natural choices, but from the `at`-th clock.advance on the clock moves by `steps` milliseconds.
class JumpScheduler : public Scheduler {
 public:
  JumpScheduler(uint64_t at, uint32_t steps) : at_(at), left_(steps) {}
  uint32_t choose(const ChoicePoint& point) override {
    if (std::string_view(point.name) != "clock.advance" || ++asked_ <= at_ || left_ == 0) return 0;
    --left_;
    return point.count - 1;  // "one ms", or until a timer that is due in one ms
  }
  uint64_t asked() const { return asked_; }

 private:
  uint64_t at_;
  uint32_t left_;
  uint64_t asked_ = 0;
};

}  // namespace

SimRun simulate(const Program& program, const Options& options, Scheduler* scheduler) {
  World world(options);
  SimHost host(&world, nullptr);
  Options with_monitor = options;
  with_monitor.monitor = &host;
  world.set_options(with_monitor);
  world.reset(scheduler);
  run_program(program, host);
  return {host.text(), world.schedule(), world.log()};
}

Judgement judge(const Program& program, const std::string& trace, const Options& options,
                uint64_t max_runs) {
  Judgement judgement;
  World world(options);
  Paths path;
  while (judgement.runs < max_runs) {
    ++judgement.runs;
    SimHost host(&world, &trace);
    Options with_monitor = options;
    with_monitor.monitor = &host;
    world.set_options(with_monitor);
    world.reset(&path);
    run_program(program, host);
    if (host.matched()) {
      judgement.allowed = true;
      judgement.schedule = world.schedule();
      return judgement;
    }
    if (!path.next()) {
      judgement.natural = simulate(program, options, nullptr).trace;
      return judgement;
    }
  }
  judgement.gave_up = true;
  return judgement;
}

std::string without_times(const std::string& trace) {
  std::string result;
  size_t start = 0;
  while (start < trace.size()) {
    size_t end = trace.find(' ', start);
    if (end == std::string::npos) end = trace.size();
    const std::string_view word(trace.data() + start, end - start);
    if (!word.starts_with("timeout:")) {
      result += word.substr(0, word.find_first_of("@,"));
      result += ' ';
    }
    start = end + 1;
  }
  return result;
}

bool allowed_with_jump(const Program& program, const std::string& trace, uint32_t ms,
                       const Options& options) {
  const std::string expected = without_times(trace);
  Options with_millis = options;
  with_millis.clock = ClockChoices::kMillis;
  with_millis.millis_per_point = ms;
  for (uint64_t at = 0;; at++) {
    // Past the last due timer the clock need not move any further: fewer steps may do.
    for (uint32_t steps = 1; steps <= ms; steps++) {
      JumpScheduler jump(at, steps);
      if (without_times(simulate(program, with_millis, &jump).trace) == expected) return true;
      if (jump.asked() <= at) return false;
    }
  }
}

}  // namespace actx::uvsim::testing
