// The hypothesis behind judging an order that the loop's profile does not have
// (spec/exploration.md): the stores that a program sees follow from the program, the rules and the
// order of its callbacks. Whatever else a schedule decides makes no difference: how far the clock
// moves, in how many pieces bytes come, what the thread pool does meanwhile, which loop it is.
//
// Stores are told by where they were set, not by what is in them: a server that puts the number of
// a request into a store sees another number when another client was accepted first.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "explore/check.h"
#include "explore/testing/programs.h"

namespace actx {
namespace {

constexpr const char* kLoops[] = {"uv-1.44", "uv-1.45", "any"};
constexpr uint64_t kRuns = 10;  // under each profile and loop

/// The store events of one run, with numbers in place of the values, in the order in which they
/// were first set. No store is no value.
class StoreNames {
 public:
  std::string renamed(const std::string& line) {
    constexpr std::string_view kField = "\"store\":";
    constexpr std::string_view kNext = ",\"origin\":";
    const size_t begin = line.find(kField) + kField.size();
    const size_t end = line.rfind(kNext);
    const std::string store = line.substr(begin, end - begin);
    if (store == "\"undefined\"") return line;
    const size_t number = numbers_.insert({store, numbers_.size()}).first->second;
    return line.substr(0, begin) + std::to_string(number) + line.substr(end);
  }

 private:
  std::map<std::string, size_t> numbers_;
};

/// The runs of one program under one set of rules, told by their callbacks.
class Orders {
 public:
  /// `trace` is that of a run (spec/trace.md), `name` tells which.
  void add(const std::string& trace, const std::string& name) {
    std::string order;
    std::string stores;
    StoreNames names;
    std::istringstream lines(trace);
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with(R"({"event":"store)")) stores += names.renamed(line) + "\n";
      if (!line.starts_with(R"({"event":"callbackStart")")) continue;
      compare(order, stores, name);
      order += line + "\n";
    }
    compare(order, stores, name);
    met_again_ += ends_.insert(order).second ? 0 : 1;
  }

  /// Empty, or which two runs had the same callbacks so far and saw different stores.
  const std::string& problem() const { return problem_; }
  /// Runs whose callbacks were all those of another run, in the same order.
  int met_again() const { return met_again_; }

 private:
  struct Seen {
    std::string stores;
    std::string name;
  };

  void compare(const std::string& order, const std::string& stores, const std::string& name) {
    const auto [known, is_new] = seen_.insert({order, {stores, name}});
    if (is_new || known->second.stores == stores || !problem_.empty()) return;
    problem_ = known->second.name + " and " + name + ", after\n" + order + "saw\n" +
               known->second.stores + "and\n" + stores;
  }

  std::map<std::string, Seen> seen_;  // by the callbacks so far
  std::set<std::string> ends_;        // all callbacks of a run
  std::string problem_;
  int met_again_ = 0;
};

void add_runs(const Subject& subject, const char* profile, const char* loop, uint64_t runs,
              Orders* orders) {
  Subject looped = subject;
  looped.simulation.loop_profile = loop;
  looped.runtime.rules = Profile::find(profile)->rules();
  Runner runner(looped, Order::kTotal, false);
  ASSERT_EQ(runner.problem(), "");
  runner.set_rules(looped.runtime.rules);
  for (uint64_t seed = 0; seed < runs; ++seed) {
    const Continuation how = seed == 0 ? Continuation::kNatural : Continuation::kUniform;
    const std::string name = std::string(loop) + " seed " + std::to_string(seed);
    orders->add(runner.traced({{}, how, seed, 0}), name);
  }
}

class CallbackOrder : public ::testing::TestWithParam<std::string> {};

TEST_P(CallbackOrder, DecidesTheStores) {
  const uint64_t runs = std::getenv("ACTX_LONG") != nullptr ? 10 * kRuns : kRuns;
  int met_again = 0;
  for (const std::string& file : case_files(GetParam())) {
    Subject base;
    base.path = file;
    for (const CaseProgram& program : case_programs(read_case(file), base)) {
      for (const char* profile : {"documented", "node18", "frame"}) {
        Orders orders;
        for (const char* loop : kLoops) {
          add_runs(program.subject, profile, loop, runs, &orders);
        }
        EXPECT_EQ(orders.problem(), "") << program.id << " under " << profile;
        met_again += orders.met_again();
      }
    }
  }
  EXPECT_GT(met_again, 0) << "no two runs had the same callbacks";
}

/// The folders of cases/, absolute.
std::vector<std::string> folders() {
  std::vector<std::string> found;
  std::error_code none;  // elsewhere than in the checkout
  for (const auto& entry : std::filesystem::directory_iterator("cases", none)) {
    if (entry.is_directory()) found.push_back(std::filesystem::absolute(entry.path()).string());
  }
  std::sort(found.begin(), found.end());
  return found;
}
INSTANTIATE_TEST_SUITE_P(Cases, CallbackOrder, ::testing::ValuesIn(folders()),
                         [](const auto& info) {
                           std::string name = std::filesystem::path(info.param).filename();
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// What would break it is found: whether there is a store depends on the clock, which moves between
// callbacks.
TEST(CallbackOrders, AStoreThatDependsOnTheClockIsNotDecidedByThem) {
  const Subject subject = program_subject(
      "const { AsyncLocalStorage } = require('node:async_hooks');"
      "const als = new AsyncLocalStorage();"
      "setTimeout(() => als.run(Date.now() % 2 ? 'odd' : undefined, () => als.getStore()), 1);");
  Orders orders;
  for (const char* loop : kLoops) add_runs(subject, "documented", loop, 20, &orders);
  EXPECT_NE(orders.problem().find("\"store\":0,\"origin\":\"run\""), std::string::npos)
      << orders.problem();
}

}  // namespace
}  // namespace actx
