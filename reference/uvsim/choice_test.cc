// Schedule strings, schedulers, and the property that a schedule replays its run exactly.

#include "uvsim/choice.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "uvsim/testing/generate.h"
#include "uvsim/testing/judge.h"

namespace actx::uvsim::testing {
namespace {

constexpr ChoiceOption kOptions[64] = {};

ChoicePoint point(const char* name, uint32_t count) {
  return {name, "test", count, kOptions};
}

// Offers the points to a scheduler and logs its choices, as a World does.
std::vector<ChoiceTaken> offer(Scheduler& scheduler, const std::vector<uint32_t>& counts) {
  std::vector<ChoiceTaken> log;
  for (const uint32_t count : counts) {
    log.push_back({"p", count, scheduler.choose(point("p", count))});
  }
  return log;
}

TEST(Schedule, PrintsChoicesWithoutTrailingNaturalOnes) {
  const std::vector<ChoiceTaken> log = {
      {"p", 3, 0}, {"p", 3, 2}, {"p", 60, 35}, {"p", 60, 36}, {"p", 2, 0}};
  const std::string text = format_schedule(log);
  EXPECT_EQ(text.substr(0, text.find('/')), "02z(36)");
  EXPECT_EQ(text.substr(text.find('/'), 3), "/5.");
  EXPECT_EQ(format_schedule({}).substr(0, 3), "/0.");
}

RC_GTEST_PROP(Schedule, ReplayGivesTheSameChoices, (uint64_t seed)) {
  const auto counts = *rc::gen::container<std::vector<uint32_t>>(rc::gen::inRange(2u, 60u));
  SeededRandom random(seed);
  const auto log = offer(random, counts);
  Replay replay;
  std::string error;
  RC_ASSERT(replay.load(format_schedule(log), &error));
  RC_ASSERT(format_schedule(offer(replay, counts)) == format_schedule(log));
  RC_ASSERT(replay.finished(&error));
}

TEST(Schedule, BadStringsAreRefused) {
  Replay replay;
  std::string error;
  for (const char* text : {"A", "0-1", "(12", "(x)", "01/", "01/x", "01/2", "01/2.", "01/2.12345",
                           "01/2.abcd!", "012/2.abcd", "(99999999999)"}) {
    EXPECT_FALSE(replay.load(text, &error)) << text;
    EXPECT_NE(error.find(text), std::string::npos) << error;
  }
  EXPECT_TRUE(replay.load("", &error));
  EXPECT_TRUE(replay.load("01z(40)", &error));
}

TEST(Schedule, AStringThatDoesNotFitSaysWhy) {
  Replay replay;
  std::string error;
  ASSERT_TRUE(replay.load("3", &error));
  EXPECT_EQ(replay.choose(point("clock.advance", 2)), Scheduler::kNone);
  EXPECT_EQ(replay.problem(),
            "the schedule does not fit: choice 1 is 3, but clock.advance has 2 options here");

  ASSERT_TRUE(replay.load("11", &error));
  EXPECT_EQ(replay.choose(point("p", 2)), 1u);
  EXPECT_FALSE(replay.finished(&error));
  EXPECT_EQ(error, "the schedule has 2 choice points, but the run had 1");

  const std::string recorded = format_schedule({{"p", 2, 1}});
  ASSERT_TRUE(replay.load(recorded, &error));
  EXPECT_EQ(replay.choose(point("p", 2)), 1u);
  EXPECT_TRUE(replay.finished(&error));
  EXPECT_EQ(replay.choose(point("q", 2)), Scheduler::kNone);
  EXPECT_NE(replay.problem().find("goes on to another one (q)"), std::string::npos);

  ASSERT_TRUE(replay.load(recorded, &error));
  EXPECT_EQ(replay.choose(point("another", 2)), 1u);
  EXPECT_FALSE(replay.finished(&error));
  EXPECT_EQ(error, "the schedule was recorded on other choice points than this run's");
}

TEST(Schedule, SeededRandomIsAFixedAlgorithm) {
  // SplitMix64 of seed 0 starts e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f.
  SeededRandom random(0);
  EXPECT_EQ(random.choose(point("p", 16)), 0xeu);
  EXPECT_EQ(random.choose(point("p", 16)), 0x6u);
  EXPECT_EQ(random.choose(point("p", 256)), 0x06u);
}

Options all_choices() {
  Options options;
  options.clock = ClockChoices::kMillis;
  options.spurious_wakeups = true;
  return options;
}

RC_GTEST_PROP(Run, ReplaysExactly, (uint64_t seed)) {
  const Program program = *programs(5);
  SeededRandom random(seed);
  const SimRun recorded = simulate(program, all_choices(), &random);
  Replay replay;
  std::string error;
  RC_ASSERT(replay.load(recorded.schedule, &error));
  const SimRun replayed = simulate(program, all_choices(), &replay);
  RC_ASSERT(replayed.trace == recorded.trace);
  RC_ASSERT(replayed.schedule == recorded.schedule);
  RC_ASSERT(replay.finished(&error));
}

RC_GTEST_PROP(Run, NaturalOptionsAreWhatHappensWithoutAScheduler, ()) {
  const Program program = *programs(5);
  FirstChoice first;
  const SimRun chosen = simulate(program, all_choices(), &first);
  RC_ASSERT(chosen.trace == simulate(program, all_choices(), nullptr).trace);
  RC_ASSERT(chosen.schedule.front() == '/');
}

RC_GTEST_PROP(Run, AScheduleOfAnotherProgramHaltsOrIsNoticed, (uint64_t seed)) {
  const Program program = *programs(5);
  const Program other = *programs(5);
  SeededRandom random(seed);
  const SimRun recorded = simulate(program, all_choices(), &random);
  Replay replay;
  std::string error;
  RC_ASSERT(replay.load(recorded.schedule, &error));
  const SimRun run = simulate(other, all_choices(), &replay);
  if (replay.finished(&error)) {
    RC_ASSERT(run.schedule == recorded.schedule);
  } else {
    RC_ASSERT(!error.empty());
  }
}

}  // namespace
}  // namespace actx::uvsim::testing
