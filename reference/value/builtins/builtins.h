// What the built-ins of this folder share.
#ifndef ACTX_VALUE_BUILTINS_BUILTINS_H_
#define ACTX_VALUE_BUILTINS_BUILTINS_H_

#include "value/conversions.h"

namespace actx {

/// True for natives that V8 shows no stack line for: call, apply and the like.
bool is_frameless(NativeFn fn);

/// ToPropertyDescriptor (6.2.6.5).
PropertyDescriptor to_property_descriptor(Realm& realm, Value value);
/// FromPropertyDescriptor (6.2.6.4).
Object* from_property_descriptor(Realm& realm, const PropertyDescriptor& desc);

Value function_call(Realm& realm, const Call& call);
Value function_apply(Realm& realm, const Call& call);
Value reflect_apply(Realm& realm, const Call& call);
Value reflect_construct(Realm& realm, const Call& call);
Value array_constructor(Realm& realm, const Call& call);
Value proxy_constructor(Realm& realm, const Call& call);

/// Object.prototype.toString (20.1.3.6).
Value object_to_string(Realm& realm, const Call& call);
/// Both the global functions and the statics of Number.
Value parse_float(Realm& realm, const Call& call);
Value parse_int(Realm& realm, const Call& call);

}  // namespace actx

#endif  // ACTX_VALUE_BUILTINS_BUILTINS_H_
