// The timer functions: rows of the global object, the module `timers`.
#ifndef ACTX_HOST_TIMERS_H_
#define ACTX_HOST_TIMERS_H_

#include "value/function.h"

namespace actx {

/// setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval.
extern const LazyProperty kTimerRows[6];

/// Defines the promise-returning forms under util.promisify.custom.
void define_promisified_timers(Realm& realm, Symbol* custom);

}  // namespace actx

#endif  // ACTX_HOST_TIMERS_H_
