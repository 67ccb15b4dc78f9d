// Where the events of a run go: who ran, in which resource, and why each store had its value.
//
// Invariants
// - No sink is the default, and then nothing is computed for it.
// - Events come in the order in which they happen. Ids are the async ids of the run; instances of
//   AsyncLocalStorage are numbered from 1 in order of creation.
// - A sink never changes the run.
#ifndef ACTX_TRACE_TRACE_H_
#define ACTX_TRACE_TRACE_H_

#include <cstdint>
#include <string_view>

#include "value/value.h"

namespace actx {

/// How a store came to be where it is.
enum class StoreOrigin : uint8_t {
  kNone,       // nobody has set a store here
  kRun,        // run() entered it
  kEnterWith,  // enterWith() entered it
  kRestored,   // run() or exit() put the store from before back
  kExited,     // exit() hid the store
  kDisabled,   // the instance is disabled
};

/// One answer of getStore().
struct StoreRead {
  uint32_t instance = 0;     // which AsyncLocalStorage
  int64_t execution_id = 0;  // the executing resource
  Value store;
  StoreOrigin origin = StoreOrigin::kNone;  // how it was set first
  int64_t set_in = -1;     // the resource that executed then; -1 when nobody set it
  bool inherited = false;  // captured when the executing resource was made
};

class TraceSink {
 public:
  virtual ~TraceSink() = default;

  virtual void init(int64_t id, std::u16string_view type, int64_t trigger, int64_t execution) = 0;
  virtual void before(int64_t id) = 0;
  virtual void after(int64_t id) = 0;
  virtual void destroy(int64_t id) = 0;
  virtual void promise_resolve(int64_t id) = 0;
  /// A callback of the resource starts, and ends (`thrown`: by an exception).
  virtual void callback_start(int64_t id, std::u16string_view type) = 0;
  virtual void callback_end(int64_t id, bool thrown) = 0;
  /// A store changed in the current context.
  virtual void store_set(uint32_t instance, int64_t execution_id, Value store,
                         StoreOrigin origin) = 0;
  virtual void store_read(const StoreRead& read) = 0;
};

}  // namespace actx

#endif  // ACTX_TRACE_TRACE_H_
