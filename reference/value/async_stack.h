// The suspended callers at the end of Error.stack: "at async f (location)".
//
// A job runs on behalf of a promise. If that promise is pending and exactly one reaction waits for
// it, the reaction's function is the caller, and so on. Several reactions, and promises that were
// resolved with another one, have no caller. That is V8's rule.
#ifndef ACTX_VALUE_ASYNC_STACK_H_
#define ACTX_VALUE_ASYNC_STACK_H_

#include <string>

#include "value/promise.h"

namespace actx {

/// Appends at most `limit` lines "\n    at async ...", beginning with who waits for the promise of
/// the running job.
void append_async_lines(Realm& realm, uint32_t limit, std::u16string* out);

/// Promise.all, allSettled, any: if the reaction is one of their elements, appends
/// "async Promise.all (index 1)" and returns the promise of the call, else null
/// (builtins/promise_combinators.cc).
Promise* describe_combinator(const Reaction& reaction, std::u16string* out);

}  // namespace actx

#endif  // ACTX_VALUE_ASYNC_STACK_H_
