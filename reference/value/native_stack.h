// How much of the thread's C++ stack is left, for whatever nests C++ calls as deeply as a program
// asks.
#ifndef ACTX_VALUE_NATIVE_STACK_H_
#define ACTX_VALUE_NATIVE_STACK_H_

#include <cstddef>
#include <cstdint>

namespace actx {

/// The lowest address that the calling thread's C++ stack may reach. Not known yet: the highest.
inline thread_local constinit uintptr_t native_stack_limit = UINTPTR_MAX;
bool native_stack_is_low_at(uintptr_t address);

/// True when the calling thread has used its C++ stack but for a reserve: time for a RangeError.
inline bool native_stack_is_low() {
  const auto address = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  return address < native_stack_limit && native_stack_is_low_at(address);
}

/// From here on the calling thread runs on the stack of `size` bytes from `low` on; with null, on
/// the one the system gave it. For whoever switches stacks below the program (simulated threads).
void set_native_stack(const void* low, size_t size);

}  // namespace actx

#endif  // ACTX_VALUE_NATIVE_STACK_H_
