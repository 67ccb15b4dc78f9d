// Small programs of threads, and the interpreter that runs one on whatever library it is linked
// with: uvsim or the real libuv.
//
// Words. A program has up to four threads, each a list of steps on a few mutexes, semaphores, ...
// that all share. A step is one or more libuv calls: a section takes a lock, reads and raises the
// number that the lock guards, and gives the lock back. Running a program gives one line of words
// for each thread, in the order of its steps, and one for the main thread, which has the last look
// at everything. A word with "!" says that something is wrong whatever the schedule: two were in a
// section, a number was lost, a barrier let somebody through early.
//
// Invariants. A program ends under every schedule: see legal(). Only what is guarded by a lock, or
// is one thread's own, is looked at, so that sequences of calls explain every outcome.
#ifndef ACTX_UVSIM_TESTING_THREAD_PROGRAM_H_
#define ACTX_UVSIM_TESTING_THREAD_PROGRAM_H_

#include <uv.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace actx::uvsim::testing {

enum class ThreadCall : uint8_t {
  kLock,        // a section of mutex `object`; with an odd number others may go between its parts
  kTryLock,     // the same if the mutex is free
  kRecursive,   // a section of the recursive mutex, in a section of the same
  kPost,        // semaphore `object`
  kWait,        //
  kTryWait,     //
  kRead,        // a section of the rwlock that only reads; from 2 on a second time inside
  kWrite,       // one that writes
  kTryRead,     //
  kTryWrite,    //
  kSet,         // raises the condition's number; a broadcast, or a signal if that is enough
  kAwait,       // waits until the condition's number is at least `number`
  kTimedAwait,  // waits 1 ms for a signal, if the number is 0
  kBarrier,     //
  kOnce,        // `object`
  kSetKey,      // `object`, to the number
  kGetKey,      //
  kSend,        // uv_async_send to a loop that one more thread runs
  kCount,
};

/// Mutexes, semaphores, ... of a program, each.
inline constexpr int kThreadObjects = 2;

struct ThreadStep {
  ThreadCall call;
  uint8_t object;  // modulo kThreadObjects
  uint8_t number;
  bool operator==(const ThreadStep&) const = default;
};

struct ThreadSpec {
  bool child;  // the thread before this one starts it, and joins it; the first is never one
  std::vector<ThreadStep> steps;
  bool operator==(const ThreadSpec&) const = default;
};

struct ThreadProgram {
  uint8_t semaphores[2];  // their first values
  std::vector<ThreadSpec> threads;
  bool operator==(const ThreadProgram&) const = default;
};

// The program without the steps that might wait for ever. Rounds of the barrier divide each thread
// into phases; a step that waits is kept if what it needs is there at first, or is done by all
// threads in earlier phases and by threads before this one in the same phase, and if there is
// enough of it for all who take it. So the first thread in the first phase that waits can always go
// on.
ThreadProgram legal(const ThreadProgram& program);

// One line of numbers, and back; false for a line that is not a program.
std::string format(const ThreadProgram& program);
bool parse(std::string_view line, ThreadProgram* program);
// The program as libuv calls, for people.
std::string describe(const ThreadProgram& program);

// What differs between the two sides.
class ThreadHost {
 public:
  virtual ~ThreadHost() = default;
  // Adds a word to the line of a thread; 0 is the main one.
  virtual void word(size_t thread, const std::string& word) = 0;
  // The run was halted: nothing counts any more.
  virtual bool stopped() const { return false; }
  // Between two calls of a thread, where the machine may take its time.
  virtual void pause(size_t thread) { (void)thread; }
};

void run_thread_program(const ThreadProgram& program, ThreadHost& host);

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_THREAD_PROGRAM_H_
