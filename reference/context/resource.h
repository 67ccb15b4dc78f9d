// A resource: what stands for one asynchronous operation.
//
// Invariants
// - A resource is made when the operation is scheduled and entered whenever a callback of the
//   operation runs (CallbackScope). Both its ids are fixed when it is made.
// - It captures the context of its making: as stores written on its public object, or as a frame,
//   or both, as the rule captured_store says. Who makes and enters resources need not know which.
//
// Words
// - public object: what executionAsyncResource() returns: the Timeout, the Promise, ...
// - trigger: the operation that caused this one; its id is the triggerAsyncId.
#ifndef ACTX_CONTEXT_RESOURCE_H_
#define ACTX_CONTEXT_RESOURCE_H_

#include <string_view>

#include "context/frame.h"
#include "value/object.h"

namespace actx {

/// An async id: positive for resources, 0 for "no resource", up to 2^53 - 1.
using AsyncId = int64_t;

/// What a resource is for. Rules about one way of deferring a callback ask for it.
enum class ResourceKind : uint8_t {
  kRoot,           // not made by an operation: the main script, the top level, the process
  kTimeout,        // setTimeout, setInterval
  kImmediate,      // setImmediate
  kTick,           // process.nextTick
  kMicrotask,      // queueMicrotask
  kPromise,        // every native promise while promises are tracked
  kAsyncResource,  // new AsyncResource and its subclasses
  kBound,          // made by AsyncResource.bind, AsyncLocalStorage.bind
  kSnapshot,       // made by AsyncLocalStorage.snapshot
  kNative,  // what the runtime makes for I/O; the kinds below are the same, with rules of their own
  kFile,    // FSREQCALLBACK, FSREQPROMISE, FILEHANDLE, ...
  kLookup,  // GETADDRINFOREQWRAP
  kWork,    // work in the thread pool: RANDOMBYTESREQUEST, ZLIB, ...
  kServer,  // TCPSERVERWRAP
  kSocket,  // TCPWRAP
  kWorker,  // WORKER
};

/// The type of a resource: its kind and the name that init hooks see.
struct ResourceType {
  ResourceKind kind;
  String* name;
};

class Resource final : public Cell {
 public:
  Resource(ResourceKind kind, String* type) : kind(kind), type(type) {}

  const ResourceKind kind;
  String* const type;  // the name that hooks and traces show
  AsyncId async_id = 0;
  AsyncId trigger_id = 0;
  Object* object = nullptr;       // the public object; null until somebody asks, for roots
  StoreFrame* frame = nullptr;    // the captured frame, where stores live in frames
  Cell* settled_in = nullptr;     // promises: the context in which it was settled, if a rule asks
  uint32_t entered = 0;           // how often a callback of it has run
  uint32_t destroys = 0;          // how often emitDestroy was called
  bool keeps_context = false;     // it has the context of the resource it stands in for
  bool has_id = false;            // promises get their ids when they are tracked
  bool tells_collection = false;  // the destroy hooks hear of its collection after emitDestroy too

  void trace(Tracer& tracer) const override;
};

}  // namespace actx

#endif  // ACTX_CONTEXT_RESOURCE_H_
