// What the threads of one run have in common.
//
// Invariants
// - Any thread of the run may call anything here.
// - The text of a run grows whole lines at a time: nobody's line is cut by another thread's.
#ifndef ACTX_HOST_SHARED_RUN_H_
#define ACTX_HOST_SHARED_RUN_H_

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "host/mutex.h"
#include "host/port_core.h"
#include "host/runtime.h"

namespace actx {

class Host;

class SharedRun {
 public:
  /// `result`: of the main thread; everybody's output goes there.
  explicit SharedRun(RunResult& result) : result_(result) {}
  ~SharedRun();
  /// Begins a run of `program`; both are the main thread's.
  void begin(Program& program, Surroundings& surroundings);
  Surroundings& surroundings() { return *surroundings_; }

  /// The group of the BroadcastChannels with this name.
  std::shared_ptr<PortGroup> broadcast_group(const std::string& name);
  /// 1, 2, ...: the id of the next worker of this run; 0 when there were too many.
  uint32_t next_thread_id();
  /// Whether the run has, or had, workers.
  bool has_workers() const { return threads_.load(std::memory_order_relaxed) > 0; }

  // Output; false when there is too much of it.
  bool write_out(std::string_view utf8);
  bool write_err(std::string_view utf8);
  bool observe(std::string label, std::string value);
  /// Adds what a worker has used to what the result counts.
  void add_usage(const RunResult& worker);

  // Where all threads of a run are one thread of the system (is_simulated()), workers share what
  // belongs to that thread: the compiled program, and hosts kept from run to run.
  Program& program() { return *program_; }
  std::unique_ptr<Host> take_host();
  void give_back(std::unique_ptr<Host> host);

  static constexpr uint32_t kMaxWorkers = 1024;

 private:
  RunResult& result_;
  Program* program_ = nullptr;
  Surroundings* surroundings_ = nullptr;
  std::vector<std::unique_ptr<Host>> hosts_;
  std::atomic<uint32_t> threads_ = 0;
  Mutex mutex_;  // guards all that follows, and the output and counts in result_
  std::map<std::string, std::weak_ptr<PortGroup>> broadcasts_;
};

}  // namespace actx

#endif  // ACTX_HOST_SHARED_RUN_H_
