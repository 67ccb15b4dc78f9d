// A view of something callable: two pointers, no allocation, for parameters only.
//
// Invariant: it refers to the callable it was made from and must not outlive it.
#ifndef ACTX_CONTEXT_CALLBACK_H_
#define ACTX_CONTEXT_CALLBACK_H_

#include <memory>
#include <type_traits>
#include <utility>

#include "value/value.h"

namespace actx {

template <class Signature>
class FunctionRef;

template <class R, class... A>
class FunctionRef<R(A...)> {
 public:
  template <class F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>)
      FunctionRef(F&& callable)  // NOLINT: meant to convert
      : callable_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
        invoke_([](void* target, A... arguments) -> R {
          return (*static_cast<std::remove_reference_t<F>*>(target))(std::forward<A>(arguments)...);
        }) {}

  R operator()(A... arguments) const { return invoke_(callable_, std::forward<A>(arguments)...); }

 private:
  void* callable_;
  R (*invoke_)(void*, A...);
};

/// What run(), exit() and runInAsyncScope() call. It may throw actx::Throw.
using Callback = FunctionRef<Value()>;

}  // namespace actx

#endif  // ACTX_CONTEXT_CALLBACK_H_
