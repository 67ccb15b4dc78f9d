// What the files of the typed arrays share.
#ifndef ACTX_VALUE_BUILTINS_TYPED_ARRAY_COMMON_H_
#define ACTX_VALUE_BUILTINS_TYPED_ARRAY_COMMON_H_

#include "value/builtins/receiver.h"
#include "value/typed_array.h"

namespace actx {

/// ValidateTypedArray(this). `method`: the name alone.
TypedArrayObject* this_typed_array(Realm& realm, const Call& call, const char* method);
/// TypedArrayCreate with a length (23.2.4.2): what `constructor` makes must be long enough.
TypedArrayObject* typed_array_create(Realm& realm, Value constructor, double length,
                                     const char* method);
/// The constructor of new arrays made from `array` (23.2.4.1).
Value typed_array_species(Realm& realm, TypedArrayObject* array);

// typed_array_methods.cc
Value typed_array_entries(Realm& realm, const Call& call);
Value typed_array_fill(Realm& realm, const Call& call);
Value typed_array_filter(Realm& realm, const Call& call);
Value typed_array_keys(Realm& realm, const Call& call);
Value typed_array_map(Realm& realm, const Call& call);
Value typed_array_set(Realm& realm, const Call& call);
Value typed_array_slice(Realm& realm, const Call& call);
Value typed_array_sort(Realm& realm, const Call& call);
Value typed_array_subarray(Realm& realm, const Call& call);
Value typed_array_values(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_TYPED_ARRAY_COMMON_H_
