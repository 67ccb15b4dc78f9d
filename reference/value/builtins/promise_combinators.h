// Promise.all, allSettled, any and race (ECMAScript 27.2.4.1 to 27.2.4.5).
#ifndef ACTX_VALUE_BUILTINS_PROMISE_COMBINATORS_H_
#define ACTX_VALUE_BUILTINS_PROMISE_COMBINATORS_H_

#include "value/realm.h"

namespace actx {

Value promise_all(Realm& realm, const Call& call);
Value promise_all_settled(Realm& realm, const Call& call);
Value promise_any(Realm& realm, const Call& call);
Value promise_race(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_PROMISE_COMBINATORS_H_
