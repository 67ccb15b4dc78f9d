// Random programs of callbacks that share variables, promises and stores: what the reduction must
// not be wrong about. Few callbacks, so that every schedule can be run.
#ifndef ACTX_EXPLORE_TESTING_CALLBACK_PROGRAM_H_
#define ACTX_EXPLORE_TESTING_CALLBACK_PROGRAM_H_

#include <rapidcheck.h>

#include <string>
#include <vector>

namespace actx {

/// What a callback does, one after the other; each is about one of a few shared things.
enum class Act : uint8_t {
  kObserve,     // observes a shared variable, under the callback's own label
  kObserveAll,  // the same, under a label that all callbacks use
  kAssign,      // assigns it
  kProperty,    // appends to a property of a shared object
  kPush,        // appends to a shared array
  kMap,         // counts in a shared map
  kThen,        // observes when a shared promise is settled
  kResolve,     // settles it
  kStore,       // observes a shared instance's store
  kEnter,       // enters a store
  kDisable,     // disables the instance
  kClear,       // clears a timer that another callback may have started
  kPrivate,     // changes a private field, and observes it
  kGenerator,   // advances a shared generator, and observes what it gives
  kArguments,   // counts in a closure's captured variable
  kPrint,       // prints with console.log
  kGather,      // observes when both shared promises are fulfilled, through Promise.all
  kGatherAll,   // the same through Promise.allSettled, made here; with what it has to do before
};
inline constexpr int kActs = 18;

/// How a callback is started.
enum class Start : uint8_t { kTimeout, kImmediate, kInterval, kTick, kMicrotask };
inline constexpr int kStarts = 5;

struct CallbackPlan {
  Start start = Start::kTimeout;
  int delay = 1;                          // ms, of timers
  int parent = 0;                         // which earlier callback starts it; 0: the main script
  std::vector<std::pair<Act, int>> acts;  // with the number of the shared thing
};

struct CallbackProgram {
  std::vector<CallbackPlan> callbacks;
};

std::string program_text(const CallbackProgram& program);
rc::Gen<CallbackProgram> any_callback_program();
void showValue(const CallbackProgram& program, std::ostream& out);

}  // namespace actx

#endif  // ACTX_EXPLORE_TESTING_CALLBACK_PROGRAM_H_
