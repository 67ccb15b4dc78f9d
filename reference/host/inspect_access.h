// What util.inspect and util.types ask about the inside of objects, beyond their properties.
#ifndef ACTX_HOST_INSPECT_ACCESS_H_
#define ACTX_HOST_INSPECT_ACCESS_H_

#include <string>

#include "value/function.h"
#include "value/realm.h"

namespace actx {

/// The name of the intrinsic an object of its class has as prototype ("Object", "Foo"): V8's class
/// name, for objects without a constructor property.
std::u16string internal_class_name(Realm& realm, Object* object);
/// "Function", "AsyncFunction", "GeneratorFunction" or "AsyncGeneratorFunction".
std::u16string function_kind_name(Realm& realm, Function* function);
bool has_error_prototype(Realm& realm, Object* object);
/// toISOString, or "Invalid Date".
std::u16string date_text(Realm& realm, Object* date);
std::u16string regexp_text(Realm& realm, Object* regexp);
double typed_array_length(Realm& realm, Object* typed_array);
/// "Uint8Array", whatever its prototype.
std::u16string typed_array_name(Realm& realm, Object* typed_array);
/// A getter of an intrinsic prototype, called on `object`.
Value intrinsic_getter(Realm& realm, Intrinsic prototype, PropertyKey key, Object* object);
/// A method of an intrinsic prototype, called on `object`.
Value intrinsic_method(Realm& realm, Intrinsic prototype, const char* name, Object* object,
                       Args args = {});

}  // namespace actx

#endif  // ACTX_HOST_INSPECT_ACCESS_H_
