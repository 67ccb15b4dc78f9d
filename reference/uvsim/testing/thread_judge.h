// Runs programs of threads on uvsim, and searches its schedules for what the real libuv did.
#ifndef ACTX_UVSIM_TESTING_THREAD_JUDGE_H_
#define ACTX_UVSIM_TESTING_THREAD_JUDGE_H_

#include <cstdint>
#include <string>

#include "uvsim/testing/thread_program.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim::testing {

struct ThreadJudgement {
  bool allowed = false;  // some schedule gives what was seen
  bool gave_up = false;  // not all schedules were tried
  uint64_t runs = 0;     //
  std::string schedule;  // that gives it
};

class ThreadJudge {
 public:
  explicit ThreadJudge(const Options& options);
  // What the threads say under a scheduler, or naturally. Halts and misuse are words with "!".
  std::string simulate(const ThreadProgram& program, Scheduler* scheduler);
  // Searches: the natural schedule, 5,000 random ones, then all of them, as far as `max_runs` goes.
  // A run is left where a thread says something else.
  ThreadJudgement judge(const ThreadProgram& program, const std::string& seen, uint64_t max_runs);
  // What is wrong in one of `runs` random schedules: a line with "!" in it. Empty when nothing is.
  std::string find_wrong(const ThreadProgram& program, uint64_t runs);

 private:
  Options options_;
  World world_;
};

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_THREAD_JUDGE_H_
