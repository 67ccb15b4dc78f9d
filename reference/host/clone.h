// Structured clone: a value of one realm as bytes, and a copy of it in another realm.
//
// The algorithm of HTML's StructuredSerialize for the kinds of values the litmus language has.
// Cycles and shared references are kept; prototypes, accessors and symbols are not.
//
// Invariants
// - A Message refers to no realm: any thread may keep, move and read it.
// - What is transferred leaves the sender only when the whole message could be written.
//
// Words
// - transfer list: the objects that are moved instead of copied: ArrayBuffers and MessagePorts.
#ifndef ACTX_HOST_CLONE_H_
#define ACTX_HOST_CLONE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "value/realm.h"

namespace actx {

class PortCore;

/// What a port carries. The other kinds than kValue are the host's own talk about a worker.
struct Message {
  enum class Kind : uint8_t {
    kValue,   // bytes: a value the program sent
    kClose,   // the other side is closed
    kOnline,  // the worker begins
    kOutput,  // bytes: UTF-8 that the worker wrote to `stream`
    kWanted,  // the parent has taken the output of `stream` and wants more
    kError,   // bytes: the error that ended the worker
  };
  Kind kind = Kind::kValue;
  uint8_t stream = 1;  // 1: stdout, 2: stderr
  std::string bytes;
  std::vector<std::string> buffers;              // of transferred ArrayBuffers
  std::vector<std::shared_ptr<PortCore>> ports;  // transferred
};

/// A hash of all that is in the message; ports count by their number.
uint64_t hash_of(const Message& message);

/// The ports of a realm, as cloning sees them.
class PortRegistry {
 public:
  /// The core of a MessagePort object that is open; null when it is closed. False in *is_port when
  /// the object is none.
  virtual PortCore* core_of(Object* object, bool* is_port) = 0;
  /// Takes the core out of its object, which is then closed.
  virtual std::shared_ptr<PortCore> release(Object* object) = 0;
  /// A new MessagePort object around a core.
  virtual Object* adopt(std::shared_ptr<PortCore> core) = 0;

 protected:
  ~PortRegistry() = default;
};

/// Writes `value`. `transfer`: the transfer list; `source`: the port it is posted to, or null.
/// Throws what Node throws: DataCloneError, ERR_INVALID_TRANSFER_OBJECT, what a getter throws.
std::shared_ptr<Message> write_message(Realm& realm, PortRegistry& ports, Value value,
                                       Args transfer, const PortCore* source);
/// The value in `realm`. Its transferred ports are made first and appended to *new_ports.
/// A message is read once if it has transferred anything, else any number of times.
Value read_message(Realm& realm, PortRegistry& ports, Message& message, Array* new_ports);

/// Marks an object: a transfer list passes over it (worker_threads.markAsUntransferable).
void mark_untransferable(Realm& realm, Object* object);

}  // namespace actx

#endif  // ACTX_HOST_CLONE_H_
