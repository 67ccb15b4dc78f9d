// The host's part of the global object.
#ifndef ACTX_HOST_GLOBALS_H_
#define ACTX_HOST_GLOBALS_H_

#include "value/function.h"

namespace actx {

/// The rows for Realm::set_host_globals; with `gc` for programs run under --expose-gc.
const LazyTable& host_globals(bool expose_gc);

}  // namespace actx

#endif  // ACTX_HOST_GLOBALS_H_
