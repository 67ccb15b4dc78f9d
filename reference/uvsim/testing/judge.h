// Runs programs of libuv calls on uvsim, and decides whether a trace of the real libuv is one of
// those that the simulator allows.
#ifndef ACTX_UVSIM_TESTING_JUDGE_H_
#define ACTX_UVSIM_TESTING_JUDGE_H_

#include <string>
#include <vector>

#include "uvsim/testing/program.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim::testing {

// The outcome of one run on uvsim: the trace, and how it was scheduled.
struct SimRun {
  std::string trace;
  std::string schedule;
  std::vector<ChoiceTaken> log;
};

// Runs `program` once; `scheduler` may be null (natural options).
SimRun simulate(const Program& program, const Options& options, Scheduler* scheduler);

struct Judgement {
  bool allowed = false;
  std::string schedule;  // one that gives the trace
  std::string natural;   // the trace of the natural schedule
  uint64_t runs = 0;     // schedules tried
  bool gave_up = false;  // max_runs was reached before an answer
};

// Searches the schedules of `program` for one whose trace is `trace`, cutting each run off at the
// first word that differs.
Judgement judge(const Program& program, const std::string& trace, const Options& options,
                uint64_t max_runs = 200'000);

// The trace without what depends on the clock other than order: times, due times, timeouts.
std::string without_times(const std::string& trace);

// Whether `trace`, of a program without requests, is what the simulator does when the clock once
// moves `ms` further than naturally, at some choice point clock.advance. Times are not compared.
bool allowed_with_jump(const Program& program, const std::string& trace, uint32_t ms,
                       const Options& options);

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_JUDGE_H_
