// What the files of Array share: receivers, keys, species.
#ifndef ACTX_VALUE_BUILTINS_ARRAY_COMMON_H_
#define ACTX_VALUE_BUILTINS_ARRAY_COMMON_H_

#include "value/builtins/builtins.h"
#include "value/function.h"

namespace actx {

/// The receiver of a generic array method and its length.
struct ArrayLike {
  Object* object;
  double length;
};
/// ToObject(this) and LengthOfArrayLike. `method`: for "Array.prototype.method called on ..."; null
/// where V8 has only ToObject's message.
ArrayLike array_receiver(Realm& realm, const Call& call, const char* method);

/// The key of an index up to 2^53. Counts one step of the run, so that loops over absurd lengths
/// end at the step limit.
inline PropertyKey index_key(Realm& realm, double index) {
  ++realm.steps;
  realm.check_steps();
  return index < 4294967295.0 ? PropertyKey::index(static_cast<uint32_t>(index))
                              : realm.to_property_key(Value(index));
}

/// A relative index argument (23.1.3): negative counts from the end; between 0 and length.
double relative_index(Realm& realm, Value argument, double length, double if_undefined);

/// The callback of forEach and its kin; TypeError when not callable.
Value require_callback(Realm& realm, Value callback);

/// ArrayCreate; RangeError beyond 2^32-1.
Array* array_create(Realm& realm, double length);
/// The constructor that ArraySpeciesCreate calls; undefined when it makes a plain Array.
Value array_species(Realm& realm, Object* original);
/// What the rest of ArraySpeciesCreate makes.
Object* array_of_species(Realm& realm, Value species, double length);
/// The object as an array of `length` elements, all of them there; null when it is none, or when
/// reads are to be noted.
Array* packed_array(Object* object, double length);
/// Counts as many steps as calls of index_key() would.
inline void count_index_steps(Realm& realm, double calls) {
  realm.steps += static_cast<uint64_t>(calls);
  realm.check_steps();
}
/// ArraySpeciesCreate.
Object* array_species_create(Realm& realm, Object* original, double length);
/// Set(object, "length", length, true).
void put_length(Realm& realm, Object* object, double length);

// The methods, by file.
namespace array_methods {
// array_mutate.cc
Value copy_within(Realm& realm, const Call& call);
Value fill(Realm& realm, const Call& call);
Value pop(Realm& realm, const Call& call);
Value push(Realm& realm, const Call& call);
Value reverse(Realm& realm, const Call& call);
Value shift(Realm& realm, const Call& call);
Value splice(Realm& realm, const Call& call);
Value unshift(Realm& realm, const Call& call);
// array_sort.cc
Value sort(Realm& realm, const Call& call);
// array_read.cc
Value at(Realm& realm, const Call& call);
Value concat(Realm& realm, const Call& call);
Value includes(Realm& realm, const Call& call);
Value index_of(Realm& realm, const Call& call);
Value join(Realm& realm, const Call& call);
Value last_index_of(Realm& realm, const Call& call);
Value slice(Realm& realm, const Call& call);
Value to_locale_string(Realm& realm, const Call& call);
Value to_string(Realm& realm, const Call& call);
Value flat(Realm& realm, const Call& call);
Value flat_map(Realm& realm, const Call& call);
// array_callbacks.cc
Value every(Realm& realm, const Call& call);
Value filter(Realm& realm, const Call& call);
Value find(Realm& realm, const Call& call);
Value find_index(Realm& realm, const Call& call);
Value find_last(Realm& realm, const Call& call);
Value find_last_index(Realm& realm, const Call& call);
Value for_each(Realm& realm, const Call& call);
Value map(Realm& realm, const Call& call);
Value reduce(Realm& realm, const Call& call);
Value reduce_right(Realm& realm, const Call& call);
Value some(Realm& realm, const Call& call);
}  // namespace array_methods

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_ARRAY_COMMON_H_
