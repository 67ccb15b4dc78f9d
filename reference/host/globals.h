// The host's part of the global object.
#ifndef ACTX_HOST_GLOBALS_H_
#define ACTX_HOST_GLOBALS_H_

#include "value/function.h"

namespace actx {

/// The rows for Realm::set_host_globals; with `gc` for programs run under --expose-gc.
const LazyTable& host_globals(bool expose_gc);

/// The globals of node:buffer.
Value make_buffer_class(Realm& realm);
Value make_atob(Realm& realm);
Value make_btoa(Realm& realm);

}  // namespace actx

#endif  // ACTX_HOST_GLOBALS_H_
