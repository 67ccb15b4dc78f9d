// The loop profile `any`: every causally possible order, and no other.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "loop/testing/fake_program.h"
#include "uvsim/uvsim.h"

namespace actx {
namespace {

using testing::Boom;
using testing::FakeProgram;

/// Asks the scheduler of the simulated surroundings, which lets time pass at random too.
class Chooser final : public ReadyChooser {
 public:
  explicit Chooser(uvsim::World& world) : world_(world) {}
  uint32_t choose_ready(const char* name, uint32_t count) override {
    const std::vector<uvsim::ChoiceOption> options(count, {"ready", 0});
    return world_.choose({name, "", count, options.data()});
  }

 private:
  uvsim::World& world_;
};

/// Runs `main` once and returns what it logged. Seed 0: always the first option.
std::string run_once(uint64_t seed, const std::function<void(FakeProgram&)>& main) {
  uvsim::World world;
  uvsim::SeededRandom random(seed);
  world.reset(seed == 0 ? nullptr : &random);
  FakeProgram program;
  Chooser chooser(world);
  program.loop().set_any_order(&chooser);
  return program.run([&] { main(program); });
}

std::set<std::string> orders(const std::function<void(FakeProgram&)>& main, uint32_t seeds) {
  std::set<std::string> found;
  for (uint32_t seed = 1; seed <= seeds; ++seed) found.insert(run_once(seed, main));
  return found;
}

TEST(AnyOrder, TimersAndImmediatesComeInEveryOrderEachWithItsTick) {
  const auto main = [](FakeProgram& p) {
    const auto with_tick = [&p](const std::string& name) {
      return [&p, name] {
        p.log(name);
        p.tick(p.say(name + "'"));
      };
    };
    p.timer(5, with_tick("a"));
    p.timer(1, with_tick("b"));
    p.timer(5, with_tick("c"));
    p.immediate(with_tick("d"));
    p.immediate(with_tick("e"));
  };
  std::set<std::string> expected;
  std::string names = "abcde";
  do {
    std::string text;
    for (const char name : names) text += std::string(1, name) + " " + name + "' ";
    expected.insert(text + "exit");
  } while (std::next_permutation(names.begin(), names.end()));
  ASSERT_EQ(expected.size(), 120u);
  std::string missing;
  const std::set<std::string> found = orders(main, 6000);
  for (const std::string& order : expected) {
    if (!found.contains(order)) missing += order + "\n";
  }
  EXPECT_EQ(missing, "");
  EXPECT_EQ(found.size(), expected.size());
  FakeProgram node;
  EXPECT_EQ(run_once(0, main), node.run([&] { main(node); }));
}

TEST(AnyOrder, NothingRunsBeforeWhatQueuedIt) {
  const auto main = [](FakeProgram& p) {
    p.timer(1, [&p] {
      p.log("a");
      p.immediate(p.say("b"));
      p.timer(1, p.say("c"));
      uv_sleep(2);
    });
  };
  EXPECT_EQ(orders(main, 200), (std::set<std::string>{"a b c exit", "a c b exit"}));
}

TEST(AnyOrder, AClearedItemDoesNotRunAndAnIntervalGoesOn) {
  const auto main = [](FakeProgram& p) {
    auto& late = p.timer(3, p.say("late"));
    auto& never = p.immediate(p.say("never"));
    auto count = std::make_shared<int>(0);
    auto* interval = &p.timer(
        2, [] {}, true);
    interval->fn = [&p, &late, count, interval] {
      p.log("tick");
      p.loop().clear(late);
      if (++*count == 3) p.loop().clear(*interval);
    };
    p.loop().clear(never);
  };
  EXPECT_EQ(orders(main, 300),
            (std::set<std::string>{"tick tick tick exit", "late tick tick tick exit"}));
}

TEST(AnyOrder, APassGoesOnAfterAnException) {
  const auto main = [](FakeProgram& p) {
    p.on_uncaught(p.say("caught"));
    p.timer(1, [] { throw Boom(); });
    p.immediate([] { throw Boom(); });
    p.immediate(p.say("i"));
    p.timer(1, p.say("t"));
  };
  for (const std::string& order : orders(main, 300)) {
    std::multiset<std::string> words;
    std::istringstream stream(order);
    for (std::string word; stream >> word;) words.insert(word);
    EXPECT_EQ(words, (std::multiset<std::string>{"caught", "caught", "exit", "i", "t"})) << order;
  }
}

TEST(AnyOrder, AnUnrefedTimerKeepsNothingAlive) {
  const auto main = [](FakeProgram& p) {
    auto& timer = p.timer(50, p.say("unrefed"));
    p.loop().set_ref(timer, false);
    p.timer(1, p.say("t"));
  };
  // Time may pass before the other one, during it, or the program ends first.
  EXPECT_EQ(orders(main, 200),
            (std::set<std::string>{"t exit", "t unrefed exit", "unrefed t exit"}));
}

}  // namespace
}  // namespace actx
