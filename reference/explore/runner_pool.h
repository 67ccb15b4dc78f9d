// Threads that make runs: each has a Runner of its own, and they share the requests of a round.
#ifndef ACTX_EXPLORE_RUNNER_POOL_H_
#define ACTX_EXPLORE_RUNNER_POOL_H_

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "explore/runner.h"

namespace actx {

class RunnerPool {
 public:
  /// `count` of 1 makes all runs in the caller's thread. The others start with the first round that
  /// has more than one run: many programs have only one schedule. Borrows `subject`.
  RunnerPool(const Subject& subject, Order order, bool reduce, unsigned count);
  ~RunnerPool();

  /// The caller's own runner.
  Runner& own() { return own_; }
  void set_rules(const Rules& rules) { rules_ = rules; }
  /// Makes the runs and puts what they gave at the same indices of *records.
  void run(const std::vector<RunRequest>& requests, std::vector<RunRecord>* records);

 private:
  void start();
  void work(Runner& runner);
  /// A thread's life: makes its share of every round after round `seen`.
  void live(uint64_t seen);

  const Subject& subject_;
  const Order order_;
  const bool reduce_;
  const unsigned count_;
  Runner own_;
  Rules rules_;
  const std::vector<RunRequest>* requests_ = nullptr;
  std::vector<RunRecord>* records_ = nullptr;
  std::atomic<size_t> next_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t round_ = 0;
  unsigned busy_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace actx

#endif  // ACTX_EXPLORE_RUNNER_POOL_H_
