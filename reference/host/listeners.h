// Adding and removing listeners of an EventEmitter, for events.js: the usual cases, without running
// its code. What is special is left to it.
#ifndef ACTX_HOST_LISTENERS_H_
#define ACTX_HOST_LISTENERS_H_

#include "value/function.h"

namespace actx {

/// addPlainly(emitter, type, listener, prepend, defaultLimit): adds the listener and returns true;
/// or returns false, with nothing done, when somebody hears of it, a warning is due, or anything is
/// not as EventEmitter made it.
Value add_listener_plainly(Realm& realm, const Call& call);
/// (emitter, type, listener): likewise. True also when there was nothing to remove.
Value remove_listener_plainly(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_HOST_LISTENERS_H_
