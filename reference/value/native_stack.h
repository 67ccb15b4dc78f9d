// How much of the thread's C++ stack is left, for whatever nests C++ calls as deeply as a program
// asks.
#ifndef ACTX_VALUE_NATIVE_STACK_H_
#define ACTX_VALUE_NATIVE_STACK_H_

#include <cstddef>

namespace actx {

/// True when the calling thread has used its C++ stack but for a reserve: time for a RangeError.
bool native_stack_is_low();

/// From here on the calling thread runs on the stack of `size` bytes from `low` on; with null, on
/// the one the system gave it. For whoever switches stacks below the program (simulated threads).
void set_native_stack(const void* low, size_t size);

}  // namespace actx

#endif  // ACTX_VALUE_NATIVE_STACK_H_
