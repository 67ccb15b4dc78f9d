// The functions of the Object constructor (ECMAScript 20.1.2).
#ifndef ACTX_VALUE_BUILTINS_OBJECT_STATICS_H_
#define ACTX_VALUE_BUILTINS_OBJECT_STATICS_H_

#include "value/function.h"

namespace actx {

const LazyTable& object_statics();

/// [[SetPrototypeOf]], with V8's TypeErrors when it is refused.
void set_prototype_or_throw(Realm& realm, Object* object, Object* prototype);

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_OBJECT_STATICS_H_
