// A lock between the threads of a run: libuv's, because in the simulation a lock is a point where
// another thread may go first, and a wait there lets it.
#ifndef ACTX_HOST_MUTEX_H_
#define ACTX_HOST_MUTEX_H_

#include <uv.h>

namespace actx {

class Mutex {
 public:
  Mutex() { uv_mutex_init(&mutex_); }
  ~Mutex() { uv_mutex_destroy(&mutex_); }
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  void lock() { uv_mutex_lock(&mutex_); }
  void unlock() { uv_mutex_unlock(&mutex_); }

 private:
  uv_mutex_t mutex_;
};

}  // namespace actx

#endif  // ACTX_HOST_MUTEX_H_
