// One worker's thread, as its parent and the worker itself see it.
//
// Invariants
// - The parent owns it, and joins the thread before it goes.
// - setup() does not change once the thread runs.
// - Where all threads of a run are one thread of the system (the simulation), the worker uses the
//   main thread's compiled program and a host kept from an earlier worker; on real threads both
//   are its own, for they belong to the thread that made them.
#ifndef ACTX_HOST_WORKER_THREAD_H_
#define ACTX_HOST_WORKER_THREAD_H_

#include <uv.h>

#include <memory>
#include <string>

#include "host/mutex.h"
#include "host/port_core.h"
#include "host/runtime.h"

namespace actx {

inline uv_handle_t* as_handle(uv_async_t& async) {
  return reinterpret_cast<uv_handle_t*>(&async);
}

class Host;
class Program;
class SharedRun;
class WorkerSide;

/// What a worker is given by its parent.
struct WorkerSetup {
  uint32_t thread_id = 0;
  std::string file;    // absolute
  std::string source;  // of an evaluated worker
  bool is_evaluated = false;
  std::shared_ptr<PortCore> control;  // the host's own port to the parent
  std::shared_ptr<PortCore> port;     // parentPort
  std::shared_ptr<Message> data;      // workerData and the environment data
  double resource_limits[4] = {};     // young, old generation, code range, stack: MB
};

class WorkerThread {
 public:
  WorkerThread(SharedRun& shared, SourceFiles& files, WorkerSetup setup,
               const RuntimeOptions& options);
  ~WorkerThread();
  WorkerThread(const WorkerThread&) = delete;
  WorkerThread& operator=(const WorkerThread&) = delete;

  // The parent's side.
  /// Starts the thread; `ended` is sent when it is about to end. 0, or libuv's error.
  int start(uv_async_t* ended);
  /// Ends the worker's program soon, from any thread, with exit code 1.
  void stop();
  /// Waits for the thread's end.
  void join();
  /// After the end: closes the worker's ends of its ports.
  void close_ports();
  // After the end: how the worker's run ended, as in RunResult.
  Verdict verdict() const { return verdict_; }
  int exit_code() const { return exit_code_; }
  const std::string& detail() const { return detail_; }

  // The worker's side.
  const WorkerSetup& setup() const { return setup_; }
  /// From here to detach(), stop() reaches the worker through its loop.
  void attach(WorkerSide* side);
  void detach();
  bool stop_requested();

 private:
  static void enter(void* self);
  void run();
  void run_in(Host& host, Program& program);

  SharedRun& shared_;
  SourceFiles& files_;
  WorkerSetup setup_;
  RuntimeOptions options_;
  uv_async_t* ended_ = nullptr;
  uv_thread_t thread_;
  bool started_ = false;
  Verdict verdict_ = Verdict::kExited;
  int exit_code_ = 0;
  std::string detail_;
  Mutex mutex_;  // guards what follows
  WorkerSide* side_ = nullptr;
  bool stop_ = false;
  uint64_t name_ = 0;  // for footprints
};

}  // namespace actx

#endif  // ACTX_HOST_WORKER_THREAD_H_
