// The echo example, unchanged, under many schedules: it must always do what it is for, and do the
// same again when its schedule is replayed.

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "uvsim/uvsim.h"

int echo_main();  // main() of examples/echo.cc

namespace actx::uvsim::testing {
namespace {

struct EchoRun {
  int result;
  std::string output;
  std::string schedule;
};

EchoRun run_echo(World* world, Scheduler* scheduler) {
  world->reset(scheduler);
  ::testing::internal::CaptureStdout();
  EchoRun run;
  run.result = echo_main();
  std::fflush(stdout);
  run.output = ::testing::internal::GetCapturedStdout();
  run.schedule = world->schedule();
  return run;
}

TEST(Echo, NaturalRun) {
  World world;
  FirstChoice natural;
  const EchoRun run = run_echo(&world, &natural);
  EXPECT_EQ(run.result, 0);
  EXPECT_EQ(
      run.output,
      "client 1: 68 bytes, as sent\nclient 2: 68 bytes, as sent\nclient 3: 68 bytes, as sent\n");
}

TEST(Echo, AThousandSchedules) {
  Options options;
  options.read_splits = ReadSplits::kHalves;
  World world(options);
  std::set<std::string> schedules;
  std::set<std::string> outputs;
  for (uint64_t seed = 0; seed < 1000; seed++) {
    SeededRandom random(seed);
    const EchoRun run = run_echo(&world, &random);
    ASSERT_EQ(run.result, 0) << run.output << "seed " << seed << ", schedule " << run.schedule;
    schedules.insert(run.schedule);
    outputs.insert(run.output);
    if (seed % 100 != 0) continue;
    Replay replay;
    std::string error;
    ASSERT_TRUE(replay.load(run.schedule, &error)) << error;
    EXPECT_EQ(run_echo(&world, &replay).output, run.output);
    EXPECT_TRUE(replay.finished(&error)) << error;
  }
  EXPECT_EQ(schedules.size(), 1000u);
  EXPECT_EQ(outputs.size(), 6u);  // the clients end in any order
}

// A small buffer makes every write wait for the reader; nothing may get lost.
TEST(Echo, WithBuffersOfAFewBytes) {
  Options options;
  options.tcp_buffer = 7;
  World world(options);
  for (uint64_t seed = 0; seed < 200; seed++) {
    SeededRandom random(seed);
    const EchoRun run = run_echo(&world, &random);
    ASSERT_EQ(run.result, 0) << run.output << "seed " << seed << ", schedule " << run.schedule;
  }
}

}  // namespace
}  // namespace actx::uvsim::testing
