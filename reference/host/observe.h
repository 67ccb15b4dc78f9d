// observe(label, value): how a program reports what it saw.
#ifndef ACTX_HOST_OBSERVE_H_
#define ACTX_HOST_OBSERVE_H_

#include <string>

#include "value/function.h"

namespace actx {

/// The text of a value in an observation (spec/litmus-js.md, "Observations"). May call getters of
/// `name` and the like, and throw.
std::string observation_text(Realm& realm, Value value);

/// The global function.
Value observe(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_HOST_OBSERVE_H_
