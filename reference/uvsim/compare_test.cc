// Random programs of libuv calls on uvsim and on the real libuv: what the real one does must be
// what the simulator does, and with the thread pool among what the simulator allows.
//
// See testing/check.h for their number.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "uvsim/testing/check.h"
#include "uvsim/testing/generate.h"
#include "uvsim/testing/judge.h"
#include "uvsim/testing/real_child.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim::testing {
namespace {

// Time moves in the real runner only where it waits or sleeps: as in the natural schedule.
Options options_for_comparison() {
  Options options;
  options.clock = ClockChoices::kNatural;
  options.pool_patience = 1000;
  options.spurious_wakeups = true;
  return options;
}

class Compare : public ::testing::Test {
 protected:
  RealChild real_{ACTX_UVSIM_REAL_RUNNER};
};

TEST_F(Compare, ProgramsWithoutTasksDoTheSame) {
  check_programs(5000, [this] {
    const Program program = *programs(0);
    const std::string real = real_.run(program);
    const std::string simulated = simulate(program, options_for_comparison(), nullptr).trace;
    RC_ASSERT(simulated == real);
  });
}

TEST_F(Compare, ProgramsWithTasksDoWhatIsAllowed) {
  check_programs(5000, [this] {
    const Program program = *programs(6);
    const std::string real = real_.run(program);
    const Judgement judgement = judge(program, real, options_for_comparison());
    if (!judgement.allowed) {
      last_refused() = format(program) + "\n" + real;
      RC_LOG() << "real:    " << real << "\nnatural: " << judgement.natural << "\n"
               << judgement.runs << " schedules tried, gave up: " << judgement.gave_up;
    }
    RC_ASSERT(judgement.allowed);
  });
}

// Most of these do what the natural schedule does; where the machine was slow, another one must.
TEST_F(Compare, ProgramsWithStreamsDoWhatIsAllowed) {
  check_programs(3000, [this] {
    const Program program = *stream_programs();
    const std::string real = real_.run(program);
    const Judgement judgement = judge(program, real, options_for_comparison(), 20'000);
    if (!judgement.allowed) {
      last_refused() = format(program) + "\n" + real;
      RC_LOG() << "real:    " << real
               << "\nnatural: " << simulate(program, options_for_comparison(), nullptr).trace
               << "\n"
               << judgement.runs << " schedules tried, gave up: " << judgement.gave_up;
    }
    RC_ASSERT(judgement.allowed);
  });
}

TEST_F(Compare, AClockThatJumpsIsAllowed) {
  check_programs(3000, [this] {
    const Program program = *programs(0);
    const int read = *rc::gen::inRange(1, 20);
    const int ms = *rc::gen::inRange(1, 12);
    const std::string real = real_.run_with_jump(program, read, ms);
    const bool allowed =
        allowed_with_jump(program, real, static_cast<uint32_t>(ms), options_for_comparison());
    if (!allowed) {
      RC_LOG() << "real:    " << real
               << "\nnatural: " << simulate(program, options_for_comparison(), nullptr).trace;
    }
    RC_ASSERT(allowed);
  });
}

// Every fault must show within the first programs of the properties above.
class Faults : public Compare, public ::testing::WithParamInterface<Fault> {};

TEST_P(Faults, IsFound) {
  Options options = options_for_comparison();
  options.faults = GetParam();
  const int works = GetParam() == kFaultCancelSilent ? 6 : 0;
  rc::Random random(20240601);
  for (int i = 0; i < 1000; i++) {
    const Program program = programs(works)(random.split(), i % 100).value();
    if (!judge(program, real_.run(program), options).allowed) {
      RecordProperty("programs", i + 1);
      return;
    }
  }
  FAIL() << "1000 programs do the same with and without the fault";
}

// The same for faults of streams.
class StreamFaults : public Compare, public ::testing::WithParamInterface<Fault> {};

TEST_P(StreamFaults, IsFound) {
  Options options = options_for_comparison();
  options.faults = GetParam();
  rc::Random random(20240601);
  for (int i = 0; i < 1000; i++) {
    const Program program = stream_programs()(random.split(), i % 100).value();
    if (!judge(program, real_.run(program), options, 3000).allowed) {
      RecordProperty("programs", i + 1);
      return;
    }
  }
  FAIL() << "1000 programs do the same with and without the fault";
}

INSTANTIATE_TEST_SUITE_P(All, StreamFaults,
                         ::testing::Values(kFaultEndBeforeData, kFaultWriteOrder, kFaultCloseSilent,
                                           kFaultConnectInCall, kFaultNoPendingRounds,
                                           kFaultAcceptLifo, kFaultWriteInCall));

INSTANTIATE_TEST_SUITE_P(All, Faults,
                         ::testing::Values(kFaultFifoClose, kFaultFifoWatchers, kFaultLiveClock,
                                           kFaultNoCoalescing, kFaultSendOrder, kFaultTimerLifo,
                                           kFaultCancelSilent, kFaultRepeatCatchUp,
                                           kFaultUnrefIgnored));

}  // namespace
}  // namespace actx::uvsim::testing
