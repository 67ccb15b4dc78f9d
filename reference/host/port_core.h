// The ends of message channels, as threads share them.
//
// Words
// - core: one end: the messages that wait for it. It outlives the MessagePort object around it when
//   it is transferred to another thread.
// - owner: the port object that holds the core now, on the thread of its loop; none on the way.
// - group: the cores that hear each other: the two ends of a channel, or all BroadcastChannels of
//   one name.
//
// Invariants
// - Everything here may be called from any thread of a run; one lock per group.
// - A core's owner is told (uv_async_send) of every message put into its queue. Nobody else
//   touches the owner.
// - No uv_* function but uv_async_send is called with the lock held.
#ifndef ACTX_HOST_PORT_CORE_H_
#define ACTX_HOST_PORT_CORE_H_

#include <uv.h>

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/clone.h"
#include "host/mutex.h"

namespace actx {

class PortCore;

class PortGroup {
 public:
  /// `name`: of a broadcast channel; empty for a channel of two.
  explicit PortGroup(std::string name = {}) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }

 private:
  friend class PortCore;
  const std::string name_;
  Mutex mutex_;  // guards the members and all that their cores keep
  std::vector<PortCore*> members_;
};

class PortCore {
 public:
  explicit PortCore(std::shared_ptr<PortGroup> group);
  ~PortCore() { disentangle(); }
  PortCore(const PortCore&) = delete;
  PortCore& operator=(const PortCore&) = delete;

  /// What becomes of a message that was posted.
  enum class Posted : uint8_t {
    kSent,
    kNobody,    // no other end
    kToItself,  // the other end is in the message itself: both are lost
    kRefused,   // a broadcast cannot transfer
  };
  /// Puts the message into the queues of the others.
  Posted post(const std::shared_ptr<Message>& message);
  /// The next message; null when none waits, or none that may be taken: when `receiving` is false
  /// only the other end's close.
  std::shared_ptr<Message> take(bool receiving);
  /// Before a look in the middle of a callback: others may post first.
  void let_others_post();
  size_t waiting();
  /// Whether what is posted here arrives at `other`.
  bool reaches(const PortCore& other) const { return this != &other && group_ == other.group_; }

  /// Who is told of messages; null: nobody. Tells at once when some wait already.
  void set_owner(uv_async_t* owner);
  /// Leaves the group: the other end of a channel is closed. Drops what waits.
  void disentangle();

 private:
  void put(std::shared_ptr<Message> message);
  void change_owner(uv_async_t* owner);
  // For footprints: what is in the queue is part of what waits, by its place in the queue's life.
  enum class Part : uint8_t { kMessage = 1, kOwner, kAlone };
  uint64_t part(Part part, uint64_t place, uint64_t content) const;
  const std::shared_ptr<PortGroup> group_;
  std::deque<std::shared_ptr<Message>> queue_;
  uv_async_t* owner_ = nullptr;
  bool alone_ = false;  // has left the group
  uint64_t name_ = 0;   // for footprints
  uint64_t taken_ = 0;  // messages so far
};

/// Two cores that hear each other.
std::pair<std::shared_ptr<PortCore>, std::shared_ptr<PortCore>> make_channel();

}  // namespace actx

#endif  // ACTX_HOST_PORT_CORE_H_
