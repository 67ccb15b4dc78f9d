// The workers that one thread has started, seen from this thread.
//
// Each is an async resource of type WORKER. It has two ports here: the control port, which carries
// the worker's output and errors, and the public port, which carries the program's messages.
//
// Invariants
// - shut_down() leaves no thread running: a thread outlives all threads that it started.
// - 'exit' is the last event of a worker: what it had sent is delivered first.
#ifndef ACTX_HOST_WORKERS_H_
#define ACTX_HOST_WORKERS_H_

#include <memory>
#include <vector>

#include "host/message_ports.h"
#include "host/worker_thread.h"

namespace actx {

class Worker final : public PortListener {
 public:
  /// `object`: the program's Worker.
  Worker(Host& host, Object* object) : host_(host), object_(object) {}

  /// Makes the resource and the ports, then starts the thread. Throws ERR_WORKER_INIT_FAILED.
  void start(WorkerSetup setup, const RuntimeOptions& options);
  void stop() { thread_->stop(); }
  void join() { thread_->join(); }
  void set_ref(bool refed);
  /// Whether output of stdout and stderr is given to the program, and whether it is forwarded to
  /// this thread's own.
  bool captures[2] = {};
  bool forwards[2] = {true, true};
  /// Tells the worker that output of a captured stream has been taken.
  void want(uint8_t stream) { send(Message::Kind::kWanted, {}, stream); }
  Object* public_port() { return public_->object; }
  uint32_t thread_id() const { return thread_id_; }

  // PortListener.
  void receive(Message& message) override;
  void closed() override { --still_open_; }
  void trace(Tracer& tracer) const;
  /// Nothing will be heard of it any more.
  bool is_over() const { return still_open_ == 0; }

 private:
  void ended();
  void close_ended();
  void send(Message::Kind kind, std::string bytes, uint8_t stream);
  void call(std::string_view method, Args args);

  Host& host_;
  Object* object_;
  uint32_t thread_id_ = 0;
  Resource* resource_ = nullptr;
  PortHandle* control_ = nullptr;
  PortHandle* public_ = nullptr;
  uv_async_t ended_;
  int still_open_ = 2;  // of ended_ and the control port
  std::unique_ptr<WorkerThread> thread_;
};

class Workers {
 public:
  explicit Workers(Host& host) : host_(host) {}
  ~Workers();
  Worker& add(Object* object);
  /// The worker with that id that runs, or null.
  Worker* find(double thread_id);
  /// Forgets the run before.
  void reset() { retired_.clear(); }
  /// Stops all that still run and waits for their end.
  void shut_down();
  void trace_roots(Tracer& tracer) const;
  void scan(HeapMarker& marker) const;

 private:
  friend class Worker;
  /// Keeps the object until the run's end: its async may still be closing. (And its destruction
  /// would be seen by the other threads.)
  void retire(Worker* worker);
  Host& host_;
  std::vector<std::unique_ptr<Worker>> running_;
  std::vector<std::unique_ptr<Worker>> retired_;
};

}  // namespace actx

#endif  // ACTX_HOST_WORKERS_H_
