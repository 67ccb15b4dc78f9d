// Asking an object of the host for its class, without walking the class hierarchy.
#ifndef ACTX_HOST_EXACT_CAST_H_
#define ACTX_HOST_EXACT_CAST_H_

#include <type_traits>
#include <typeinfo>

#include "value/object.h"

namespace actx {

/// The object as a T if it is exactly one, else null; null for null.
template <class T>
T* exact_cast(Object* object) {
  static_assert(std::is_final_v<T>, "a derived class would not be found");
  return object != nullptr && typeid(*object) == typeid(T) ? static_cast<T*>(object) : nullptr;
}
template <class T>
T* exact_cast(Value value) {
  return value.is_object() ? exact_cast<T>(value.as_object()) : nullptr;
}

}  // namespace actx

#endif  // ACTX_HOST_EXACT_CAST_H_
