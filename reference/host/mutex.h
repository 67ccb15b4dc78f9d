// A lock between the threads of a run: libuv's, because in the simulation a lock is a point where
// another thread may go first.
//
// Invariants
// - In the simulation no thread gives way while it holds a mutex. So only what other threads can
//   notice (a message sent, a worker stopped, an observation) needs a point before it; for what is
//   kept from other system threads only there is QuietLock, which the simulation does without.
#ifndef ACTX_HOST_MUTEX_H_
#define ACTX_HOST_MUTEX_H_

#include <uv.h>

#include "host/surroundings.h"

namespace actx {

class Mutex {
 public:
  Mutex() { uv_mutex_init(&mutex_); }
  ~Mutex() { uv_mutex_destroy(&mutex_); }
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  void lock() { uv_mutex_lock(&mutex_); }
  void unlock() { uv_mutex_unlock(&mutex_); }

  class QuietLock {
   public:
    explicit QuietLock(Mutex& mutex) : mutex_(is_simulated() ? nullptr : &mutex) {
      if (mutex_ != nullptr) mutex_->lock();
    }
    ~QuietLock() {
      if (mutex_ != nullptr) mutex_->unlock();
    }
    QuietLock(const QuietLock&) = delete;
    QuietLock& operator=(const QuietLock&) = delete;

   private:
    Mutex* mutex_;
  };

 private:
  uv_mutex_t mutex_;
};

}  // namespace actx

#endif  // ACTX_HOST_MUTEX_H_
