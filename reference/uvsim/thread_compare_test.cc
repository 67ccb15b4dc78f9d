// Random programs of threads on uvsim and on the real libuv: what the real ones said must be what
// some schedule of the simulator gives, and under no schedule may anything be wrong.
// See testing/check.h for their number.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "uvsim/testing/check.h"
#include "uvsim/testing/real_child.h"
#include "uvsim/testing/thread_judge.h"
#include "uvsim/testing/thread_program.h"

namespace actx::uvsim::testing {

void showValue(const ThreadProgram& program, std::ostream& out) {
  out << describe(program);
}

namespace {

constexpr uint64_t kMaxRuns = 20'000;
constexpr size_t kMaxThreads = 3;
constexpr int kMaxSteps = 4;  // of a thread
constexpr uint64_t kRandomSchedules = 20;

using rc::gen::build;
using rc::gen::container;
using rc::gen::inRange;
using rc::gen::resize;
using rc::gen::set;

// Calls that have to do with each other; a program takes its steps from two of these sets.
const std::vector<std::vector<ThreadCall>>& themes() {
  using enum ThreadCall;
  static const std::vector<std::vector<ThreadCall>> all = {
      {kLock, kTryLock, kRecursive},
      {kPost, kWait, kTryWait},
      {kRead, kWrite, kTryRead, kTryWrite},
      {kSet, kAwait, kAwait, kTimedAwait},
      {kOnce, kSetKey, kGetKey},
      {kSend, kLock},
      {kBarrier, kPost, kWait},
  };
  return all;
}

using Theme = std::vector<ThreadCall>;

rc::Gen<Theme> a_theme() {
  const auto index = inRange<size_t>(0, themes().size());
  return resize(rc::kNominalSize, rc::gen::map(rc::gen::pair(index, index), [](auto chosen) {
                  Theme theme = themes()[chosen.first];
                  const Theme& more = themes()[chosen.second];
                  theme.insert(theme.end(), more.begin(), more.end());
                  return theme;
                }));
}

rc::Gen<ThreadSpec> threads_of(const Theme& theme) {
  const auto step =
      resize(rc::kNominalSize, build<ThreadStep>(set(&ThreadStep::call, rc::gen::elementOf(theme)),
                                                 set(&ThreadStep::object, inRange<uint8_t>(0, 2)),
                                                 set(&ThreadStep::number, inRange<uint8_t>(0, 4))));
  return build<ThreadSpec>(
      set(&ThreadSpec::child, rc::gen::arbitrary<bool>()),
      set(&ThreadSpec::steps, resize(kMaxSteps, container<std::vector<ThreadStep>>(step))));
}

rc::Gen<ThreadProgram> thread_programs() {
  const auto size = resize(rc::kNominalSize, inRange<size_t>(1, kMaxThreads + 1));
  const auto threads = rc::gen::mapcat(rc::gen::pair(a_theme(), size), [](auto drawn) {
    return container<std::vector<ThreadSpec>>(drawn.second, threads_of(drawn.first));
  });
  const auto value = resize(rc::kNominalSize, inRange<uint8_t>(0, 3));
  return rc::gen::map(rc::gen::tuple(threads, value, value), [](const auto& drawn) {
    return legal({{std::get<1>(drawn), std::get<2>(drawn)}, std::get<0>(drawn)});
  });
}

// Threads may be slow: time may pass while others could run.
Options options_for_threads() {
  Options options;
  options.clock = ClockChoices::kDues;
  options.spurious_wakeups = true;
  return options;
}

class ThreadCompare : public ::testing::Test {
 protected:
  std::string real(const ThreadProgram& program, uint64_t seed) {
    return real_.send(std::to_string(seed) + ' ' + format(program));
  }
  RealChild real_{ACTX_UVSIM_REAL_THREAD_RUNNER};
};

TEST_F(ThreadCompare, ProgramsDoWhatIsAllowed) {
  ThreadJudge judge(options_for_threads());
  check_programs(2000, [&] {
    const ThreadProgram program = *thread_programs();
    const std::string seen = real(program, *inRange<uint64_t>(1, 1'000'000));
    const ThreadJudgement judgement = judge.judge(program, seen, kMaxRuns);
    if (!judgement.allowed) {
      note_refused(describe(program) + "real:    " + seen + "\nnatural: " +
                   judge.simulate(program, nullptr) + "\n" + std::to_string(judgement.runs) +
                   " schedules tried, gave up: " + std::to_string(judgement.gave_up));
    }
    RC_ASSERT(judgement.allowed);
  });
}

TEST_F(ThreadCompare, NothingIsWrongUnderAnySchedule) {
  ThreadJudge judge(options_for_threads());
  check_programs(3000, [&] {
    const ThreadProgram program = *thread_programs();
    RC_ASSERT(judge.find_wrong(program, kRandomSchedules) == "");
  });
}

// Every fault must show within the first programs of the properties above. Whether sends are seen
// to coalesce depends on the real threads' pace: loop programs look for that fault
// (compare_test.cc).
class ThreadFaults : public ThreadCompare, public ::testing::WithParamInterface<Fault> {};

TEST_P(ThreadFaults, IsFound) {
  Options options = options_for_threads();
  options.faults = GetParam();
  ThreadJudge judge(options);
  rc::Random random(20240601);
  for (int i = 0; i < 1000; i++) {
    const ThreadProgram program = thread_programs()(random.split(), rc::kNominalSize).value();
    const bool found = judge.find_wrong(program, kRandomSchedules) != "" ||
                       !judge.judge(program, real(program, 1), 2000).allowed;
    if (found) {
      RecordProperty("programs", i + 1);
      return;
    }
  }
  FAIL() << "1000 programs do the same with and without the fault";
}

INSTANTIATE_TEST_SUITE_P(All, ThreadFaults,
                         ::testing::Values(kFaultBroadcastOne, kFaultRecursiveUnlock,
                                           kFaultWaitWithoutMutex, kFaultPostLost,
                                           kFaultWriterBesideReaders, kFaultBarrierEarly,
                                           kFaultOnceAgain, kFaultKeyShared, kFaultTrylockReaders));

// What is found is told as a short program of libuv calls.
TEST_F(ThreadCompare, ACounterexampleIsShrunk) {
  Options options = options_for_threads();
  options.faults = kFaultPostLost;
  ThreadJudge judge(options);
  rc::detail::TestParams params;
  params.seed = 20240601;
  const auto result = rc::detail::checkTestable(
      [&] {
        const ThreadProgram program = *thread_programs();
        RC_ASSERT(judge.find_wrong(program, kRandomSchedules) == "");
      },
      rc::detail::TestMetadata(), params);
  rc::detail::FailureResult failure;
  ASSERT_TRUE(result.match(failure));
  ASSERT_EQ(failure.counterExample.size(), 1u);
  const std::string text = failure.counterExample[0].second;
  const size_t step = text.find("\n   ");
  ASSERT_NE(step, std::string::npos) << text;
  EXPECT_EQ(text.find("\n   ", step + 1), std::string::npos) << text;
  EXPECT_TRUE(text.substr(step).starts_with("\n   uv_sem_post(&sem")) << text;
}

// Programs that some schedule would not end are not among those that are compared.
TEST(ThreadPrograms, LegalOnesEnd) {
  const auto steps_left = [](const ThreadProgram& program) {
    std::string left;
    for (const ThreadSpec& thread : legal(program).threads) {
      left += std::to_string(thread.steps.size()) + ' ';
    }
    return left;
  };
  const ThreadStep wait{ThreadCall::kWait, 0, 0};
  const ThreadStep take{ThreadCall::kTryWait, 0, 0};
  const ThreadStep post{ThreadCall::kPost, 0, 0};
  const ThreadStep round{ThreadCall::kBarrier, 0, 0};
  const ThreadStep set{ThreadCall::kSet, 0, 0};
  const ThreadStep await{ThreadCall::kAwait, 0, 1};
  using Threads = std::vector<ThreadSpec>;
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {wait}}}}), "0 ");
  EXPECT_EQ(steps_left({{1, 0}, Threads{{false, {wait}}}}), "1 ");
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {post}}, {false, {wait}}}}), "1 1 ");
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {wait}}, {false, {post}}}}), "0 1 ");
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {post, take}}, {false, {wait}}}}), "2 0 ");
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {round, wait}}, {false, {post, round}}}}), "2 2 ");
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {round}}, {false, {round, round}}}}), "1 1 ");
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {await}}, {false, {set}}}}), "0 1 ");
  EXPECT_EQ(steps_left({{0, 0}, Threads{{false, {set}}, {false, {await}}}}), "1 1 ");
}

}  // namespace
}  // namespace actx::uvsim::testing
