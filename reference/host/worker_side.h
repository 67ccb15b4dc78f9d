// A worker's thread seen from inside: its ports to the parent, its output, its end.
//
// Invariants
// - Output goes to the parent a piece at a time, as Node's streams do: while a piece of a stream is
//   on its way, what the program writes is kept here, and lost if the worker ends meanwhile. A
//   piece on its way keeps the worker alive.
#ifndef ACTX_HOST_WORKER_SIDE_H_
#define ACTX_HOST_WORKER_SIDE_H_

#include "host/message_ports.h"
#include "host/surroundings.h"
#include "host/worker_thread.h"

namespace actx {

class WorkerSide final : public PortListener {
 public:
  WorkerSide(Host& host, WorkerThread& thread) : host_(host), thread_(thread) {}
  /// Makes the ports. The loop of the host is open. May pass a limit.
  void open();
  /// From here on no other thread reaches this one. The loop is still open.
  void detach() { thread_.detach(); }

  const WorkerSetup& setup() const { return thread_.setup(); }
  PortHandle& parent_port() { return *port_; }
  Resource* control_resource() { return control_->resource; }
  /// The worker's program begins.
  void tell_online();
  /// Prints on `stream`, 1 or 2, of the parent.
  void write(uint8_t stream, std::string_view utf8);
  /// Hands the error that ends the worker to the parent. `from_promise`: an unhandled rejection.
  void tell_error(Value error, bool from_promise);
  /// Ends the program from another thread.
  void interrupt();
  bool stop_requested() { return thread_.stop_requested(); }

  // PortListener.
  void receive(Message& message) override;

 private:
  struct Stream {
    bool sending = false;
    std::string waiting;
  };
  void send(Message::Kind kind, std::string bytes, uint8_t stream = 1);

  Host& host_;
  WorkerThread& thread_;
  PortHandle* control_ = nullptr;
  PortHandle* port_ = nullptr;
  uv_async_t stop_;
  Stream streams_[2];
  int sending_ = 0;
};

/// The surroundings of a worker's host: nothing begins or ends with it but its own loop.
std::unique_ptr<Surroundings> make_worker_surroundings(Surroundings& main);

}  // namespace actx

#endif  // ACTX_HOST_WORKER_SIDE_H_
