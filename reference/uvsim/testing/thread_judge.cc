#include "uvsim/testing/thread_judge.h"

#include <map>
#include <string_view>
#include <vector>

#include "uvsim/testing/paths.h"

namespace actx::uvsim::testing {
namespace {

constexpr uint64_t kRandomRuns = 5000;

// Lets the thread with the highest priority run; now and then one gets another priority. So few
// switches are made, at random places: most outcomes need no more, and uniform choices make many.
class Priorities : public Scheduler {
 public:
  explicit Priorities(uint64_t seed) : random_(seed) {}
  uint32_t choose(const ChoicePoint& point) override {
    if (std::string_view(point.name) != "thread.run") return random_.choose(point);
    if (draw(4) == 0) priorities_[point.options[draw(point.count)].number] = draw(1000);
    uint32_t best = 0;
    uint64_t highest = 0;
    for (uint32_t i = 0; i < point.count; i++) {
      const ChoiceOption& option = point.options[i];
      const std::string_view what = option.what;
      const bool thread = what == "thread" || what == "go on";
      // What is not a thread comes seldom.
      const uint64_t priority = thread ? priority_of(option.number) : draw(8) == 0 ? 2000 : 1;
      if (priority > highest) {
        highest = priority;
        best = i;
      }
    }
    return best;
  }

 private:
  uint64_t priority_of(uint64_t thread) {
    const auto [at, fresh] = priorities_.try_emplace(thread, 0);
    if (fresh) at->second = draw(1000);
    return at->second + 2;
  }
  uint32_t draw(uint32_t count) { return random_.choose({"", "", count, nullptr}); }

  SeededRandom random_;
  std::map<uint64_t, uint64_t> priorities_;
};

// The side of the simulator: collects what threads say, or compares it with what is expected.
class SimHost : public ThreadHost, public Monitor {
 public:
  SimHost(World* world, size_t threads, const std::string* expected)
      : world_(world), lines_(threads + 1), expected_(threads + 1), compares_(expected != nullptr) {
    if (expected == nullptr) return;
    size_t start = 0;
    for (std::string& line : expected_) {
      const size_t end = expected->find(';', start);
      matches_ = matches_ && end != std::string::npos;
      if (!matches_) return;
      line = expected->substr(start, end - start);
      start = end + 1;
    }
  }
  void word(size_t thread, const std::string& word) override {
    if (stopped()) return;
    std::string& line = lines_[thread];
    line += ' ' + word;
    if (!compares_) return;
    // The next character ends the word.
    const std::string& expected = expected_[thread];
    const bool whole = expected.size() == line.size() ||
                       (expected.size() > line.size() && expected[line.size()] == ' ');
    if (whole && expected.starts_with(line)) return;
    matches_ = false;
    world_->halt();
  }
  bool stopped() const override { return world_->halted() != HaltReason::kNone; }
  void on_halt(HaltReason, const std::string& message) override { trouble_ += " !" + message; }
  void on_misuse(const char* function, const char* message) override {
    trouble_ += std::string(" !") + function + ": " + message;
  }
  bool matched() const { return matches_ && trouble_.empty() && lines_ == expected_; }
  std::string text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + ';';
    return text + trouble_;
  }

 private:
  World* world_;
  std::vector<std::string> lines_;
  std::vector<std::string> expected_;
  std::string trouble_;
  bool compares_;
  bool matches_ = true;
};

void run_in(World& world, Options options, Scheduler* scheduler, const ThreadProgram& program,
            SimHost& host) {
  options.monitor = &host;
  world.set_options(options);
  world.reset(scheduler);
  run_thread_program(program, host);
}

}  // namespace

ThreadJudge::ThreadJudge(const Options& options) : options_(options), world_(options) {}

std::string ThreadJudge::simulate(const ThreadProgram& program, Scheduler* scheduler) {
  SimHost host(&world_, program.threads.size(), nullptr);
  run_in(world_, options_, scheduler, program, host);
  return host.text();
}

ThreadJudgement ThreadJudge::judge(const ThreadProgram& program, const std::string& seen,
                                   uint64_t max_runs) {
  ThreadJudgement judgement;
  const auto matches = [&](Scheduler* scheduler) {
    ++judgement.runs;
    SimHost host(&world_, program.threads.size(), &seen);
    run_in(world_, options_, scheduler, program, host);
    judgement.allowed = host.matched();
    judgement.schedule = world_.schedule();
    return judgement.allowed;
  };
  for (uint64_t seed = 0; seed < kRandomRuns; seed++) {
    FirstChoice first;
    SeededRandom random(seed);
    Priorities priorities(seed);
    Scheduler* scheduler = &priorities;
    if (seed % 4 == 3) scheduler = &random;
    if (seed == 0) scheduler = &first;
    if (matches(scheduler)) return judgement;
  }
  Paths paths;
  while (judgement.runs < max_runs) {
    if (matches(&paths) || !paths.next()) return judgement;
  }
  judgement.gave_up = true;
  return judgement;
}

std::string ThreadJudge::find_wrong(const ThreadProgram& program, uint64_t runs) {
  for (uint64_t seed = 1; seed <= runs; seed++) {
    SeededRandom random(seed);
    Priorities priorities(seed);
    Scheduler* scheduler = &priorities;
    if (seed % 2 == 0) scheduler = &random;
    const std::string text = simulate(program, scheduler);
    if (text.find('!') != std::string::npos) return text + " under " + world_.schedule();
  }
  return "";
}

}  // namespace actx::uvsim::testing
