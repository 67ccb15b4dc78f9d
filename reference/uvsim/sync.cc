// Mutexes, condition variables, semaphores, read-write locks and barriers of simulated threads.
//
// Each object lives in the memory of the pthread object that <uv.h> has in its place. It holds no
// list of waiters: see threads.h. An object that outlives its run is as it was initialised.

#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

constexpr uint32_t kMutexMagic = 0x6d757478;
constexpr uint32_t kConditionMagic = 0x636f6e64;
constexpr uint32_t kSemaphoreMagic = 0x73656d61;
constexpr uint32_t kRwlockMagic = 0x72776c6b;
constexpr uint32_t kBarrierMagic = 0x62617272;

struct Object {
  uint32_t magic;
  uint32_t run;     // WorldState::run it was last used in
  uint32_t number;  // its name in messages
};
struct SimMutex : Object {
  static constexpr uint32_t kMagic = kMutexMagic;
  using Uv = uv_mutex_t;
  void clear() { owner = depth = 0; }
  uint32_t recursive;
  uint32_t owner;  // Thread::id, 0 when free
  uint32_t depth;
};
struct SimCondition : Object {
  static constexpr uint32_t kMagic = kConditionMagic;
  using Uv = uv_cond_t;
  void clear() {}
};
struct SimSemaphore : Object {
  static constexpr uint32_t kMagic = kSemaphoreMagic;
  using Uv = uv_sem_t;
  void clear() { value = first_value; }
  uint32_t first_value;
  uint32_t value;
};
struct SimRwlock : Object {
  static constexpr uint32_t kMagic = kRwlockMagic;
  using Uv = uv_rwlock_t;
  void clear() { readers = writer = 0; }
  uint32_t readers;
  uint32_t writer;  // Thread::id, 0 when none
};
struct SimBarrier : Object {
  static constexpr uint32_t kMagic = kBarrierMagic;
  using Uv = uv_barrier_t;
  void clear() { arrived = round = inside = 0; }
  uint32_t count;
  uint32_t arrived;  // of this round
  uint32_t round;
  uint32_t inside;  // threads in uv_barrier_wait
};
static_assert(sizeof(SimMutex) <= sizeof(uv_mutex_t));
static_assert(sizeof(SimCondition) <= sizeof(uv_cond_t));
static_assert(sizeof(SimSemaphore) <= sizeof(uv_sem_t));
static_assert(sizeof(SimRwlock) <= sizeof(uv_rwlock_t));
static_assert(sizeof(SimBarrier) <= sizeof(uv_barrier_t));

template <class T>
T& init(typename T::Uv* memory) {
  WorldState& world = current_state();
  T& object = *reinterpret_cast<T*>(memory);
  object.magic = T::kMagic;
  object.run = world.run;
  object.number = world.threads->next_object++;
  return object;
}

// The object in `memory`; null, after telling so, when there is none.
template <class T>
T* object_in(WorldState& world, typename T::Uv* memory, const char* function) {
  T* object = reinterpret_cast<T*>(memory);
  if (object->magic != T::kMagic) [[unlikely]] {
    misuse(world, function, "the object is not initialised");
    return nullptr;
  }
  if (object->run != world.run) [[unlikely]] {
    object->run = world.run;
    object->number = world.threads->next_object++;
    object->clear();
  }
  return object;
}

template <class T>
void destroy(typename T::Uv* memory, const char* function, bool (*in_use)(const T&)) {
  WorldState& world = current_state();
  T* object = object_in<T>(world, memory, function);
  if (object == nullptr) return;
  if (in_use(*object) && world.halted == HaltReason::kNone) {
    misuse(world, function, "the object is in use");
    return;
  }
  object->magic = 0;
}

uint32_t self_id(WorldState& world) {
  return world.threads->current()->id;
}

// Takes a mutex that is free or the thread's own and recursive.
bool try_take(SimMutex& mutex, uint32_t self) {
  if (mutex.owner == self && mutex.recursive != 0) {
    ++mutex.depth;
    return true;
  }
  if (mutex.owner != 0) return false;
  mutex.owner = self;
  mutex.depth = 1;
  ++current_state().threads->current()->mutexes;
  return true;
}

// False when the run is halted and the mutex not the thread's.
bool lock(WorldState& world, SimMutex& mutex) {
  while (!try_take(mutex, self_id(world))) {
    if (world.threads->wait(Wait::kMutex, &mutex) == Woken::kHalted) return false;
  }
  return true;
}

// Releases `mutex`, waits to be signalled, and takes the mutex again. 0 or UV_ETIMEDOUT.
int wait_signalled(uv_cond_t* condition_memory, uv_mutex_t* mutex_memory, const char* function,
                   uint64_t deadline_ns) {
  WorldState& world = current_state();
  SimCondition* condition = object_in<SimCondition>(world, condition_memory, function);
  SimMutex* mutex = object_in<SimMutex>(world, mutex_memory, function);
  if (condition == nullptr || mutex == nullptr) return 0;
  if (mutex->owner != self_id(world) || mutex->depth != 1) {
    if (world.halted == HaltReason::kNone) {
      misuse(world, function, "the thread has not locked the mutex, or more than once");
    }
    // Who waits for a signal in a halted run gets none, but must let others come to their end.
    world.threads->let_others();
    return world.halted != HaltReason::kNone && deadline_ns != UINT64_MAX ? UV_ETIMEDOUT : 0;
  }
  sync_point(world, "another thread may signal before this one waits");
  mutex->owner = 0;
  --world.threads->current()->mutexes;
  const Woken woken = world.threads->wait(Wait::kCondition, condition, deadline_ns);
  if (!(world.options.faults & kFaultWaitWithoutMutex)) lock(world, *mutex);
  const bool timed_out = woken != Woken::kReady && deadline_ns != UINT64_MAX;
  return timed_out ? UV_ETIMEDOUT : 0;
}

uint64_t deadline_after(const WorldState& world, uint64_t ns) {
  return ns < UINT64_MAX - world.clock_ns ? world.clock_ns + ns : UINT64_MAX - 1;
}

bool has_fault(Fault fault) {
  return (current_state().options.faults & fault) != 0;
}

// A lock operation on an rwlock: at once or not at all, or waiting.
bool take_read(SimRwlock& lock, uint32_t) {
  if (lock.writer != 0) return false;
  if (has_fault(kFaultTrylockReaders) && lock.readers != 0) return false;
  ++lock.readers;
  return true;
}
bool take_write(SimRwlock& lock, uint32_t self) {
  if (lock.writer != 0) return false;
  if (lock.readers != 0 && !has_fault(kFaultWriterBesideReaders)) return false;
  lock.writer = self;
  return true;
}

int take(uv_rwlock_t* memory, const char* function, bool (*try_to)(SimRwlock&, uint32_t),
         const Wait* wait) {
  WorldState& world = current_state();
  SimRwlock* lock = object_in<SimRwlock>(world, memory, function);
  if (lock == nullptr) return UV_EINVAL;
  sync_point(world, "another thread may take the lock first");
  while (!try_to(*lock, self_id(world))) {
    if (wait == nullptr) return UV_EBUSY;
    if (world.threads->wait(*wait, lock) == Woken::kHalted) break;
  }
  return 0;
}

}  // namespace

bool object_holds(const Thread& thread) {
  switch (thread.wait) {
    case Wait::kMutex:
      return static_cast<const SimMutex*>(thread.object)->owner == 0;
    case Wait::kSemaphore:
      return static_cast<const SimSemaphore*>(thread.object)->value > 0;
    case Wait::kRead:
      return static_cast<const SimRwlock*>(thread.object)->writer == 0;
    case Wait::kWrite: {
      const auto& lock = *static_cast<const SimRwlock*>(thread.object);
      return lock.writer == 0 && lock.readers == 0;
    }
    case Wait::kBarrier:
      return static_cast<const SimBarrier*>(thread.object)->round != thread.ticket;
    case Wait::kBarrierEnd:
      return static_cast<const SimBarrier*>(thread.object)->inside == 0;
    case Wait::kOnce:
      return once_is_done(*static_cast<const uv_once_t*>(thread.object));
    default:
      return false;
  }
}

std::string describe_object(const Thread& thread) {
  if (thread.wait == Wait::kOnce) return "the callback of uv_once";
  const std::string number = std::to_string(static_cast<const Object*>(thread.object)->number);
  switch (thread.wait) {
    case Wait::kMutex: {
      const uint32_t owner = static_cast<const SimMutex*>(thread.object)->owner;
      return "mutex " + number + ", locked by thread " + std::to_string(owner - 1);
    }
    case Wait::kCondition:
      return "condition variable " + number;
    case Wait::kSemaphore:
      return "semaphore " + number;
    case Wait::kRead:
    case Wait::kWrite: {
      const auto& lock = *static_cast<const SimRwlock*>(thread.object);
      const char* purpose = thread.wait == Wait::kRead ? ", to read" : ", to write";
      const std::string holder = lock.writer != 0
                                     ? "locked by thread " + std::to_string(lock.writer - 1)
                                     : "read by " + std::to_string(lock.readers);
      return "rwlock " + number + purpose + ", " + holder;
    }
    case Wait::kBarrierEnd:
      return "barrier " + number + " to be left";
    default: {
      const auto& barrier = *static_cast<const SimBarrier*>(thread.object);
      return "barrier " + number + ", " + std::to_string(barrier.arrived) + " of " +
             std::to_string(barrier.count) + " there";
    }
  }
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_mutex_init(uv_mutex_t* memory) {
  SimMutex& mutex = init<SimMutex>(memory);
  mutex.recursive = 0;
  mutex.clear();
  return 0;
}

int uv_mutex_init_recursive(uv_mutex_t* memory) {
  SimMutex& mutex = init<SimMutex>(memory);
  mutex.recursive = 1;
  mutex.clear();
  return 0;
}

void uv_mutex_destroy(uv_mutex_t* memory) {
  destroy<SimMutex>(memory, "uv_mutex_destroy",
                    [](const SimMutex& mutex) { return mutex.owner != 0; });
}

void uv_mutex_lock(uv_mutex_t* memory) {
  WorldState& world = current_state();
  SimMutex* mutex = object_in<SimMutex>(world, memory, "uv_mutex_lock");
  if (mutex == nullptr) return;
  sync_point(world, "another thread may lock first");
  lock(world, *mutex);
}

int uv_mutex_trylock(uv_mutex_t* memory) {
  WorldState& world = current_state();
  SimMutex* mutex = object_in<SimMutex>(world, memory, "uv_mutex_trylock");
  if (mutex == nullptr) return UV_EINVAL;
  sync_point(world, "another thread may lock first");
  return try_take(*mutex, self_id(world)) ? 0 : UV_EBUSY;
}

void uv_mutex_unlock(uv_mutex_t* memory) {
  WorldState& world = current_state();
  SimMutex* mutex = object_in<SimMutex>(world, memory, "uv_mutex_unlock");
  if (mutex == nullptr) return;
  sync_point(world, "another thread may look at the mutex before it is unlocked");
  if (mutex->owner != self_id(world)) {
    if (world.halted == HaltReason::kNone) {
      misuse(world, "uv_mutex_unlock", "the thread has not locked the mutex");
    }
    return;
  }
  if (--mutex->depth > 0 && !(world.options.faults & kFaultRecursiveUnlock)) return;
  mutex->owner = 0;
  --world.threads->current()->mutexes;
}

int uv_cond_init(uv_cond_t* memory) {
  init<SimCondition>(memory);
  return 0;
}

void uv_cond_destroy(uv_cond_t* memory) {
  destroy<SimCondition>(memory, "uv_cond_destroy", [](const SimCondition& condition) {
    return current_state().threads->has_waiter(&condition);
  });
}

void uv_cond_signal(uv_cond_t* memory) {
  WorldState& world = current_state();
  SimCondition* condition = object_in<SimCondition>(world, memory, "uv_cond_signal");
  if (condition == nullptr) return;
  sync_point(world, "another thread may begin to wait before the signal");
  if (Thread* waiter = world.threads->choose_waiter(condition)) waiter->signaled = true;
}

void uv_cond_broadcast(uv_cond_t* memory) {
  WorldState& world = current_state();
  SimCondition* condition = object_in<SimCondition>(world, memory, "uv_cond_broadcast");
  if (condition == nullptr) return;
  sync_point(world, "another thread may begin to wait before the broadcast");
  world.threads->signal_all(condition, (world.options.faults & kFaultBroadcastOne) != 0);
}

void uv_cond_wait(uv_cond_t* condition, uv_mutex_t* mutex) {
  wait_signalled(condition, mutex, "uv_cond_wait", UINT64_MAX);
}

int uv_cond_timedwait(uv_cond_t* condition, uv_mutex_t* mutex, uint64_t timeout) {
  return wait_signalled(condition, mutex, "uv_cond_timedwait",
                        deadline_after(current_state(), timeout));
}

int uv_sem_init(uv_sem_t* memory, unsigned int value) {
  SimSemaphore& semaphore = init<SimSemaphore>(memory);
  semaphore.first_value = value;
  semaphore.clear();
  return 0;
}

void uv_sem_destroy(uv_sem_t* memory) {
  destroy<SimSemaphore>(memory, "uv_sem_destroy", [](const SimSemaphore& semaphore) {
    return current_state().threads->has_waiter(&semaphore);
  });
}

void uv_sem_post(uv_sem_t* memory) {
  WorldState& world = current_state();
  SimSemaphore* semaphore = object_in<SimSemaphore>(world, memory, "uv_sem_post");
  if (semaphore == nullptr) return;
  sync_point(world, "another thread may look at the semaphore before it is posted");
  if (semaphore->value > 0 && has_fault(kFaultPostLost)) return;
  ++semaphore->value;
}

void uv_sem_wait(uv_sem_t* memory) {
  WorldState& world = current_state();
  SimSemaphore* semaphore = object_in<SimSemaphore>(world, memory, "uv_sem_wait");
  if (semaphore == nullptr) return;
  sync_point(world, "another thread may take from the semaphore first");
  while (semaphore->value == 0) {
    if (world.threads->wait(Wait::kSemaphore, semaphore) == Woken::kHalted) return;
  }
  --semaphore->value;
}

int uv_sem_trywait(uv_sem_t* memory) {
  WorldState& world = current_state();
  SimSemaphore* semaphore = object_in<SimSemaphore>(world, memory, "uv_sem_trywait");
  if (semaphore == nullptr) return UV_EINVAL;
  sync_point(world, "another thread may take from the semaphore first");
  if (semaphore->value == 0) return UV_EAGAIN;
  --semaphore->value;
  return 0;
}

int uv_rwlock_init(uv_rwlock_t* memory) {
  init<SimRwlock>(memory).clear();
  return 0;
}

void uv_rwlock_destroy(uv_rwlock_t* memory) {
  destroy<SimRwlock>(memory, "uv_rwlock_destroy",
                     [](const SimRwlock& lock) { return lock.readers != 0 || lock.writer != 0; });
}

void uv_rwlock_rdlock(uv_rwlock_t* memory) {
  constexpr Wait kWait = Wait::kRead;
  take(memory, "uv_rwlock_rdlock", take_read, &kWait);
}

int uv_rwlock_tryrdlock(uv_rwlock_t* memory) {
  return take(memory, "uv_rwlock_tryrdlock", take_read, nullptr);
}

void uv_rwlock_wrlock(uv_rwlock_t* memory) {
  constexpr Wait kWait = Wait::kWrite;
  take(memory, "uv_rwlock_wrlock", take_write, &kWait);
}

int uv_rwlock_trywrlock(uv_rwlock_t* memory) {
  return take(memory, "uv_rwlock_trywrlock", take_write, nullptr);
}

void uv_rwlock_rdunlock(uv_rwlock_t* memory) {
  WorldState& world = current_state();
  SimRwlock* lock = object_in<SimRwlock>(world, memory, "uv_rwlock_rdunlock");
  if (lock == nullptr) return;
  sync_point(world, "another thread may look at the lock before it is unlocked");
  if (lock->readers > 0) {
    --lock->readers;
  } else if (world.halted == HaltReason::kNone) {
    misuse(world, "uv_rwlock_rdunlock", "nobody has locked it to read");
  }
}

void uv_rwlock_wrunlock(uv_rwlock_t* memory) {
  WorldState& world = current_state();
  SimRwlock* lock = object_in<SimRwlock>(world, memory, "uv_rwlock_wrunlock");
  if (lock == nullptr) return;
  sync_point(world, "another thread may look at the lock before it is unlocked");
  if (lock->writer == self_id(world)) {
    lock->writer = 0;
  } else if (world.halted == HaltReason::kNone) {
    misuse(world, "uv_rwlock_wrunlock", "the thread has not locked it to write");
  }
}

int uv_barrier_init(uv_barrier_t* memory, unsigned int count) {
  if (count == 0) return UV_EINVAL;
  SimBarrier& barrier = init<SimBarrier>(memory);
  barrier.count = count;
  barrier.clear();
  return 0;
}

// 1 for the thread that completes the round.
int uv_barrier_wait(uv_barrier_t* memory) {
  WorldState& world = current_state();
  SimBarrier* barrier = object_in<SimBarrier>(world, memory, "uv_barrier_wait");
  if (barrier == nullptr) return UV_EINVAL;
  sync_point(world, "another thread may come to the barrier first");
  if (++barrier->arrived == barrier->count) {
    barrier->arrived = 0;
    ++barrier->round;
    return 1;
  }
  if (barrier->arrived + 1 == barrier->count && has_fault(kFaultBarrierEarly)) return 0;
  ++barrier->inside;
  world.threads->wait(Wait::kBarrier, barrier, UINT64_MAX, barrier->round);
  --barrier->inside;
  return 0;
}

// Waits for the threads that are still on their way out, as the real one does.
void uv_barrier_destroy(uv_barrier_t* memory) {
  WorldState& world = current_state();
  SimBarrier* barrier = object_in<SimBarrier>(world, memory, "uv_barrier_destroy");
  if (barrier == nullptr) return;
  if (barrier->arrived > 0 && world.halted == HaltReason::kNone) {
    misuse(world, "uv_barrier_destroy", "threads wait at the barrier");
    return;
  }
  if (barrier->inside > 0) world.threads->wait(Wait::kBarrierEnd, barrier);
  barrier->magic = 0;
}

}  // extern "C"
