// util.types: what kind of object a value is, whatever its prototype says.
#ifndef ACTX_HOST_UTIL_TYPES_H_
#define ACTX_HOST_UTIL_TYPES_H_

#include "value/realm.h"

namespace actx {

/// The object util.types.
Object* make_util_types(Realm& realm);

}  // namespace actx

#endif  // ACTX_HOST_UTIL_TYPES_H_
