// How much of the thread's C++ stack is left, for whatever nests C++ calls as deeply as a program
// asks.
#ifndef ACTX_VALUE_NATIVE_STACK_H_
#define ACTX_VALUE_NATIVE_STACK_H_

namespace actx {

/// True when the calling thread has used its C++ stack but for a reserve: time for a RangeError.
bool native_stack_is_low();

}  // namespace actx

#endif  // ACTX_VALUE_NATIVE_STACK_H_
