// Making an object that looks like another one, for constructors of js/ that give every object the
// same many fields.
#ifndef ACTX_HOST_IMITATE_H_
#define ACTX_HOST_IMITATE_H_

#include "value/function.h"

namespace actx {

/// imitate(object, model[, options, special]): gives `object`, which has no properties yet, those
/// of `model`, and returns true. Objects and arrays among their values are copied too, with all
/// below them; functions are not, but what bindFirst bound to `model` is bound to `object`.
/// Returns false, with nothing done, when `options` has a value (not null or undefined) under one
/// of the names in the array `special`, or anything is not plain.
Value imitate(Realm& realm, const Call& call);

/// bindFirst(fn, first): a function that calls fn(first, ...args), named "bound onwrite".
Value bind_first(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_HOST_IMITATE_H_
