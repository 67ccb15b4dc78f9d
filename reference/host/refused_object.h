// What stands for a global of Node's that is not in the litmus language.
//
// A program may name it, compare it, keep it and replace it: feature tests and lists of known
// globals do. Anything else, also asking for a property, ends the run.
#ifndef ACTX_HOST_REFUSED_OBJECT_H_
#define ACTX_HOST_REFUSED_OBJECT_H_

#include <string>
#include <string_view>

#include "value/realm.h"

namespace actx {

/// `name` is the global's. A callable one has typeof "function". `name` is copied.
Object* make_refused_object(Realm& realm, std::string_view name, bool is_callable);

}  // namespace actx

#endif  // ACTX_HOST_REFUSED_OBJECT_H_
