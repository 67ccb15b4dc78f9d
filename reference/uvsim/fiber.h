// Fibers: stacks and the switch between them, for the simulated threads. Knows nothing of libuv.
//
// Invariants
// - A Fiber is either the one that runs, or suspended in switch_to(), or not begun. All fibers that
//   switch to each other run on one operating system thread.
// - A suspended fiber may be dropped: nothing on its stack is destroyed, the stack is used again.
// - What C++ keeps per thread about exceptions in flight goes with the fiber, so that a handler may
//   be left and entered again around a switch. Other thread_local variables are shared.
#ifndef ACTX_UVSIM_FIBER_H_
#define ACTX_UVSIM_FIBER_H_

#include <ucontext.h>

#include <cstddef>
#include <vector>

namespace actx::uvsim {

// Memory for a stack; the page below `low` is never readable.
struct Stack {
  char* low = nullptr;
  size_t size = 0;
};

// Stacks of one size, kept for reuse. Their memory is reserved, and used only as far as it was
// ever touched.
class StackPool {
 public:
  StackPool() = default;
  ~StackPool();
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;

  // A stack of at least `size` bytes; low is null when the system has no memory for it.
  Stack take(size_t size);
  void give(const Stack& stack) { free_.push_back(stack); }

 private:
  std::vector<Stack> free_;
};

class Fiber {
 public:
  // The calling thread as it runs now, or a fiber that begin() will make.
  Fiber() = default;
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // Prepares to run entry(argument) on `stack` at the first switch here. `entry` never returns:
  // its last switch is a leave_for().
  void begin(const Stack& stack, void (*entry)(void*), void* argument);
  // Suspends this fiber, which runs, and runs `next`. Returns when somebody switches back.
  void switch_to(Fiber* next);
  // The same without a way back; the stack is free from then on.
  [[noreturn]] void leave_for(Fiber* next);

 private:
  struct ExceptionState {
    void* caught = nullptr;
    unsigned uncaught = 0;
  };

  static void run_entry(unsigned high, unsigned low);
  void change(Fiber* next, bool for_ever);
  void arrived();

  ucontext_t context_ = {};
  void (*entry_)(void*) = nullptr;
  void* argument_ = nullptr;
  ExceptionState exceptions_;
  // For the address sanitizer: where this fiber's stack is (learned by leaving it, for a fiber that
  // was not begun), its shadow frames, and who switched here.
  const void* stack_low_ = nullptr;
  size_t stack_size_ = 0;
  void* shadow_ = nullptr;
  Fiber* came_from_ = nullptr;
};

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_FIBER_H_
