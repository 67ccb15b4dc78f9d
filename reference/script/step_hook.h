// A call out of long computations: for hosts whose other threads must get their turn, or may end
// this one.
#ifndef ACTX_SCRIPT_STEP_HOOK_H_
#define ACTX_SCRIPT_STEP_HOOK_H_

#include <cstdint>

#include "value/realm.h"

namespace actx {

/// How many steps of a realm lie between two calls of the hook.
inline constexpr uint64_t kStepsPerHook = uint64_t{1} << 16;

/// Calls `hook` whenever a realm has done kStepsPerHook more steps; for every realm of the process.
/// It may throw what ends the run. Call before the first run.
using StepHook = void (*)(Realm&);
void set_step_hook(StepHook hook);

}  // namespace actx

#endif  // ACTX_SCRIPT_STEP_HOOK_H_
