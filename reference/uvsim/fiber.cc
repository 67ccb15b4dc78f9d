#include "uvsim/fiber.h"

#include <cxxabi.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace actx::uvsim {
namespace {

size_t page_size() {
  static const auto size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

}  // namespace

StackPool::~StackPool() {
  for (const Stack& stack : free_) munmap(stack.low - page_size(), stack.size + page_size());
}

Stack StackPool::take(size_t size) {
  for (size_t i = free_.size(); i-- > 0;) {
    if (free_[i].size < size) continue;
    const Stack stack = free_[i];
    free_.erase(free_.begin() + static_cast<std::ptrdiff_t>(i));
#if defined(__SANITIZE_ADDRESS__)
    __asan_unpoison_memory_region(stack.low, stack.size);
#endif
    return stack;
  }
  const size_t page = page_size();
  const size_t rounded = (size + page - 1) / page * page;
  void* memory = mmap(nullptr, rounded + page, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return {};
  mprotect(memory, page, PROT_NONE);
  return {static_cast<char*>(memory) + page, rounded};
}

void Fiber::begin(const Stack& stack, void (*entry)(void*), void* argument) {
  entry_ = entry;
  argument_ = argument;
  exceptions_ = {};
  stack_low_ = stack.low;
  stack_size_ = stack.size;
  shadow_ = nullptr;
  getcontext(&context_);
  context_.uc_stack.ss_sp = stack.low;
  context_.uc_stack.ss_size = stack.size;
  context_.uc_link = nullptr;
  // makecontext passes ints only.
  const auto self = reinterpret_cast<uintptr_t>(this);
  makecontext(&context_, reinterpret_cast<void (*)()>(run_entry), 2,
              static_cast<unsigned>(self >> 32), static_cast<unsigned>(self));
}

void Fiber::run_entry(unsigned high, unsigned low) {
  auto* self = reinterpret_cast<Fiber*>(uintptr_t{high} << 32 | low);
  self->arrived();
  self->entry_(self->argument_);
  std::abort();
}

void Fiber::switch_to(Fiber* next) {
  change(next, false);
  arrived();
}

void Fiber::leave_for(Fiber* next) {
  change(next, true);
  std::abort();
}

void Fiber::change(Fiber* next, bool for_ever) {
  void* thread_exceptions = abi::__cxa_get_globals();
  std::memcpy(&exceptions_, thread_exceptions, sizeof exceptions_);
  std::memcpy(thread_exceptions, &next->exceptions_, sizeof exceptions_);
  next->came_from_ = this;
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_start_switch_fiber(for_ever ? nullptr : &shadow_, next->stack_low_,
                                 next->stack_size_);
#endif
  if (for_ever) {
    setcontext(&next->context_);
  } else {
    swapcontext(&context_, &next->context_);
  }
}

void Fiber::arrived() {
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_finish_switch_fiber(shadow_, &came_from_->stack_low_, &came_from_->stack_size_);
#endif
}

}  // namespace actx::uvsim
