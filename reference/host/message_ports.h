// The MessagePort objects of one realm: their handles in the loop, and how messages arrive.
//
// Each port is an async resource of type MESSAGEPORT and one uv_async_t. Every message is a
// callback of its own in that resource: the context in which the port was made (or arrived).
//
// Words
// - port object: what the program holds; made by js/message_port.js.
// - handle: the C++ object behind it, from its making until its close callback has run.
//
// Invariants
// - A handle whose core was transferred is closed: it hears and sends nothing any more.
// - Handles are reachable while they are open, whether the program still holds them or not.
#ifndef ACTX_HOST_MESSAGE_PORTS_H_
#define ACTX_HOST_MESSAGE_PORTS_H_

#include <uv.h>

#include <memory>
#include <vector>

#include "context/resource.h"
#include "host/port_core.h"

namespace actx {

class Host;
class MessagePorts;

/// Who takes the messages of a port that are not for the program.
class PortListener {
 public:
  /// Called inside the port's callback scope.
  virtual void receive(Message& message) = 0;
  /// The port is closed: nothing more is received.
  virtual void closed() {}

 protected:
  ~PortListener() = default;
};

class PortHandle final : public Object {
 public:
  PortHandle(MessagePorts& ports, Object* object)
      : Object(nullptr, ObjectClass::kHost), ports(ports), object(object) {}
  void trace(Tracer& tracer) const override;

  MessagePorts& ports;
  Object* const object;
  Resource* resource = nullptr;
  PortCore* core = nullptr;          // null once closed or transferred
  PortListener* listener = nullptr;  // borrowed
  bool receiving = false;
  bool closing = false;
  uv_async_t async;
};

class MessagePorts final : public PortRegistry {
 public:
  explicit MessagePorts(Host& host) : host_(host) {}
  /// Closes what a run left open, so that other threads hear of it; but for the ports to a worker's
  /// parent, whose cores the WorkerThread has too. Before the loop is closed.
  void shut_down();

  /// The handle behind a port object; null when there is none, or it is closed.
  PortHandle* find(Value port);
  /// The same; throws TypeError "Illegal invocation" for what is no port object at all.
  PortHandle* require(Realm& realm, Value port);
  PortHandle* open(std::shared_ptr<PortCore> core);
  void close(PortHandle& handle);
  void start(PortHandle& handle);
  /// Takes what has arrived, whether the port was started or not; stops at `limit` messages.
  void drain(PortHandle& handle, size_t limit = SIZE_MAX);
  /// The next message for the program, or null. Closes the port when the other side has.
  std::shared_ptr<Message> take(PortHandle& handle);
  /// A message is posted at `from`: tells the context of the ports of this thread that get it.
  void note_post(const PortHandle& from);

  // PortRegistry.
  PortCore* core_of(Object* object, bool* is_port) override;
  std::shared_ptr<PortCore> release(Object* object) override;
  Object* adopt(std::shared_ptr<PortCore> core) override;

  void trace_roots(Tracer& tracer) const;

 private:
  struct Open {
    PortHandle* handle;
    std::shared_ptr<PortCore> core;
  };
  static void on_message(uv_async_t* async);
  static void on_closed(uv_handle_t* async);
  bool deliver(PortHandle& handle, Message& message);
  bool deliver_value(PortHandle& handle, Message& message);
  std::shared_ptr<PortCore> take_core(PortHandle& handle);

  Host& host_;
  std::vector<Open> open_;  // until the close callback
};

}  // namespace actx

#endif  // ACTX_HOST_MESSAGE_PORTS_H_
