#include "value/native_stack.h"

#include <pthread.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace actx {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr size_t kStackReserve = size_t{1} << 20;
#else
constexpr size_t kStackReserve = size_t{256} << 10;
#endif

// The lowest address that the stack of the system's may reach.
uintptr_t system_limit() {
  pthread_attr_t attributes;
  void* base = nullptr;
  size_t size = 0;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  pthread_attr_getstack(&attributes, &base, &size);
  pthread_attr_destroy(&attributes);
  // Without a limit of the system, what a main thread gets by default is enough.
  const size_t usable = std::min(size, size_t{64} << 20);
  return reinterpret_cast<uintptr_t>(base) + (size - usable) + kStackReserve;
}

}  // namespace

bool native_stack_is_low_at(uintptr_t address) {
  if (native_stack_limit == UINTPTR_MAX) native_stack_limit = system_limit();
  return address < native_stack_limit;
}

void set_native_stack(const void* low, size_t size) {
  static thread_local const uintptr_t system = system_limit();
  const size_t reserve = std::min(kStackReserve, size / 2);
  native_stack_limit = low == nullptr ? system : reinterpret_cast<uintptr_t>(low) + reserve;
}

}  // namespace actx
