// The document's 'close' listeners, generalised: any emitter, any number of listeners, registered
// in any contexts, bound in any of the documented ways or not at all, and an emitter in a context
// of its own.
//
// What must hold: a bound listener sees the context in which it was bound, one that is not bound
// sees that of the emitter.
#ifndef ACTX_PROPERTIES_CLOSE_LISTENERS_H_
#define ACTX_PROPERTIES_CLOSE_LISTENERS_H_

#include "properties/generated_program.h"

namespace actx {

/// Who emits 'close'.
enum class Closer : uint8_t {
  kEmitter,  // emit() of an EventEmitter, any number of times
  kServer,   // an HTTP server that is closed
  kRequest,  // a request whose response has ended
};
inline constexpr int kClosers = 3;

enum class Binding : uint8_t {
  kNone,
  kStaticBind,    // AsyncResource.bind(fn)
  kStorageBind,   // AsyncLocalStorage.bind(fn)
  kResourceBind,  // new AsyncResource().bind(fn)
  kScope,         // runInAsyncScope of a resource
  kSnapshot,      // AsyncLocalStorage.snapshot()
};
inline constexpr int kBindings = 6;

struct CloseListener {
  Scope scope;  // its chain comes first, then the run() in which the listener is registered
  Binding binding = Binding::kNone;
  bool is_once = false;
  Chain later;  // from the listener to one more observation
};

struct CloseListeners {
  Closer closer = Closer::kEmitter;
  Store around = kNoStore;  // where the emitter is made, and listens
  std::vector<CloseListener> listeners;
  Scope emission;           // after all were registered
  std::vector<Scope> more;  // emissions of kEmitter, one after the other
  bool is_module = false;
  uint64_t seed = 1;
};

GeneratedProgram generated(const CloseListeners& listeners);

}  // namespace actx

#endif  // ACTX_PROPERTIES_CLOSE_LISTENERS_H_
