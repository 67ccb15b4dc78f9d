// Simulated threads: which outcomes the scheduler can bring about, deadlock, halts, abandoned
// threads. What holds under any schedule is in thread_semantics_test.cc.

#include <cstring>
#include <deque>
#include <stdexcept>

#include "uvsim/testing/world_fixture.h"

namespace actx::uvsim::testing {
namespace {

class ThreadTest : public WorldTest {
 protected:
  uv_thread_t spawn(Action body) {
    bodies_.push_back(std::move(body));
    uv_thread_t id;
    EXPECT_EQ(uv_thread_create(
                  &id, [](void* action) { (*static_cast<Action*>(action))(); }, &bodies_.back()),
              0);
    return id;
  }
  static void join(uv_thread_t id) { EXPECT_EQ(uv_thread_join(&id), 0); }
  // All outcomes of `body`, each in a run of its own.
  std::set<std::string> all(const Options& options, const Action& body) {
    return outcomes([&](Scheduler* scheduler) {
      restart(options, scheduler);
      bodies_.clear();
      body();
      return taken();
    });
  }

  // Switches only where a thread waits: fewer schedules.
  static Options at_waits() {
    Options options;
    options.preemption = false;
    return options;
  }

  static Options outside_locks() {
    Options options;
    options.preemption_in_locks = false;
    return options;
  }

  std::deque<Action> bodies_;
};

struct Mutex {
  Mutex() { uv_mutex_init(&uv); }
  void lock() { uv_mutex_lock(&uv); }
  void unlock() { uv_mutex_unlock(&uv); }
  uv_mutex_t uv;
};

TEST_F(ThreadTest, TwoThreadsRunInEitherOrder) {
  const auto seen = all(Options(), [&] {
    const uv_thread_t a = spawn([&] { note("a"); });
    const uv_thread_t b = spawn([&] { note("b"); });
    join(a);
    join(b);
  });
  EXPECT_EQ(seen, (std::set<std::string>{"a b", "b a"}));
}

TEST_F(ThreadTest, CreatorAndThreadRunInEitherOrder) {
  const auto seen = all(Options(), [&] {
    const uv_thread_t a = spawn([&] { note("new"); });
    note("creator");
    join(a);
  });
  EXPECT_EQ(seen, (std::set<std::string>{"creator new", "new creator"}));
}

TEST_F(ThreadTest, AnUpdateInTwoStepsCanBeLost) {
  const auto body = [&] {
    Mutex mutex;
    int value = 0;
    const Action add = [&] {
      mutex.lock();
      const int read = value;
      mutex.unlock();
      mutex.lock();
      value = read + 1;
      mutex.unlock();
    };
    const uv_thread_t a = spawn(add);
    const uv_thread_t b = spawn(add);
    join(a);
    join(b);
    note(std::to_string(value));
  };
  EXPECT_EQ(all(Options(), body), (std::set<std::string>{"1", "2"}));
  EXPECT_EQ(all(outside_locks(), body), (std::set<std::string>{"1", "2"}));
  EXPECT_EQ(all(at_waits(), body), (std::set<std::string>{"2"}));
}

TEST_F(ThreadTest, TrylockMayFindTheMutexLocked) {
  const Action body = [&] {
    Mutex mutex;
    const uv_thread_t a = spawn([&] {
      mutex.lock();
      mutex.unlock();
    });
    note(uv_mutex_trylock(&mutex.uv) == 0 ? "free" : "busy");
    if (taken() == "free") {
      mutex.unlock();
      note("free");
    } else {
      note("busy");
    }
    join(a);
  };
  EXPECT_EQ(all(Options(), body), (std::set<std::string>{"free", "busy"}));
  EXPECT_EQ(all(outside_locks(), body), (std::set<std::string>{"free"}));
}

TEST_F(ThreadTest, AWakeUpMaySeeTheSecondOfTwoSendsOnly) {
  const Action body = [&] {
    uv_loop_t loop;
    uv_loop_init(&loop);
    uv_async_t first, one, two;
    loop.data = this;
    const uv_async_cb close = [](uv_async_t* async) {
      auto* name = static_cast<const char*>(async->data);
      if (name != nullptr) static_cast<ThreadTest*>(async->loop->data)->note(name);
      uv_close(reinterpret_cast<uv_handle_t*>(async), nullptr);
    };
    for (uv_async_t* async : {&first, &one, &two}) uv_async_init(&loop, async, close);
    first.data = nullptr;
    one.data = const_cast<char*>("one");
    two.data = const_cast<char*>("two");
    uv_async_send(&first);
    const uv_thread_t sender = spawn([&] {
      uv_async_send(&one);
      uv_async_send(&two);
    });
    uv_run(&loop, UV_RUN_DEFAULT);
    join(sender);
    uv_loop_close(&loop);
  };
  EXPECT_EQ(all(Options(), body), (std::set<std::string>{"one two", "two one"}));
  Options together;
  together.preemption_in_sweeps = false;
  EXPECT_EQ(all(together, body), (std::set<std::string>{"one two"}));
}

TEST_F(ThreadTest, ASignalWakesAnyWaiter) {
  const auto seen = all(at_waits(), [&] {
    Mutex mutex;
    uv_cond_t condition;
    uv_cond_init(&condition);
    int waiting = 0;
    int tickets = 0;
    const auto wait = [&](const char* name) {
      mutex.lock();
      ++waiting;
      while (tickets == 0) uv_cond_wait(&condition, &mutex.uv);
      --tickets;
      note(name);
      mutex.unlock();
    };
    const uv_thread_t a = spawn([&] { wait("a"); });
    const uv_thread_t b = spawn([&] { wait("b"); });
    uv_sleep(1);  // both wait, if the machine is not slow
    for (int i = 0; i < 2; i++) {
      mutex.lock();
      ++tickets;
      uv_cond_signal(&condition);
      mutex.unlock();
    }
    join(a);
    join(b);
  });
  EXPECT_EQ(seen, (std::set<std::string>{"a b", "b a"}));
}

TEST_F(ThreadTest, AWaitWithoutALoopAroundItCanMissItsSignalOrWakeWithoutOne) {
  const auto body = [&] {
    Mutex mutex;
    uv_cond_t condition;
    uv_cond_init(&condition);
    bool set = false;
    const uv_thread_t a = spawn([&] {
      mutex.lock();
      uv_cond_wait(&condition, &mutex.uv);
      note(set ? "set" : "not set");
      mutex.unlock();
    });
    uv_sleep(1);
    mutex.lock();
    set = true;
    uv_cond_signal(&condition);
    mutex.unlock();
    uv_thread_join(const_cast<uv_thread_t*>(&a));
    if (world.halted() == HaltReason::kDeadlock) note("(deadlock)");
  };
  EXPECT_EQ(all(at_waits(), body), (std::set<std::string>{"set", "set (deadlock)"}));
  Options spurious = at_waits();
  spurious.spurious_wakeups = true;
  EXPECT_EQ(all(spurious, body), (std::set<std::string>{"set", "not set", "set (deadlock)"}));
}

TEST_F(ThreadTest, TwoSendsAreOneCallbackOrTwo) {
  const auto seen = all(Options(), [&] {
    Async async(this, "a");
    const uv_thread_t sender = spawn([&] {
      async.send();
      async.send();
    });
    Timer end(this, "");
    end.then = [&] {
      end.close();
      async.close();
    };
    uv_timer_start(
        &end.uv,
        [](uv_timer_t* timer) {
          auto* self = static_cast<Timer*>(timer->data);
          const Action then = self->then;
          then();
        },
        50, 0);
    run();
    join(sender);
    std::string words = taken();
    while (words.find(" ~") != std::string::npos) words.erase(words.find(" ~"));
    note(words.substr(0, words.find('~')));
  });
  EXPECT_EQ(seen, (std::set<std::string>{"", "a", "a a"}));  // none: the timer was first
}

TEST_F(ThreadTest, TimeMayOvertakeAThread) {
  const auto body = [&] {
    const uv_thread_t a = spawn([&] { note("a"); });
    uv_sleep(10);
    note("slept");
    join(a);
  };
  EXPECT_EQ(all(Options(), body), (std::set<std::string>{"a slept", "slept a"}));
  Options natural;
  natural.clock = ClockChoices::kNatural;
  EXPECT_EQ(all(natural, body), (std::set<std::string>{"a slept"}));
}

TEST_F(ThreadTest, AThreadThatSpinsOnALockLetsOthersRun) {
  restart(Options());
  Mutex mutex;
  bool done = false;
  const uv_thread_t a = spawn([&] {
    uv_sleep(20);
    mutex.lock();
    done = true;
    mutex.unlock();
  });
  for (bool seen = false; !seen;) {
    mutex.lock();
    seen = done;
    mutex.unlock();
  }
  join(a);
  EXPECT_EQ(world.clock_ns(), 1'020'000'000u);
}

TEST_F(ThreadTest, AScheduleIsReplayed) {
  const auto program = [&] {
    bodies_.clear();
    Mutex mutex;
    std::vector<uv_thread_t> ids;
    for (int i = 0; i < 4; i++) {
      ids.push_back(spawn([this, i, &mutex] {
        for (int round = 0; round < 3; round++) {
          mutex.lock();
          note(std::to_string(i));
          mutex.unlock();
          uv_sleep(1);
        }
      }));
    }
    for (const uv_thread_t id : ids) join(id);
    return taken();
  };
  std::set<std::string> traces;
  for (uint64_t seed = 0; seed < 50; seed++) {
    SeededRandom random(seed);
    restart(Options(), &random);
    const std::string trace = program();
    traces.insert(trace);
    Replay replay;
    std::string error;
    ASSERT_TRUE(replay.load(world.schedule(), &error)) << error;
    restart(Options(), &replay);
    EXPECT_EQ(program(), trace);
    EXPECT_TRUE(replay.finished(&error)) << error;
  }
  EXPECT_GT(traces.size(), 40u);
}

// What is destroyed when a thread unwinds.
struct Guard {
  explicit Guard(int* counter) : count(counter) { ++*count; }
  ~Guard() { --*count; }
  int* count;
};

TEST_F(ThreadTest, DeadlockNamesEveryThreadAndLoop) {
  restart(Options());
  Mutex first;
  Mutex second;
  uv_sem_t never;
  uv_sem_init(&never, 0);
  int alive = 0;
  const uv_thread_t a = spawn([&] {
    const Guard guard(&alive);
    first.lock();
    uv_sleep(1);
    second.lock();
    second.unlock();
    first.unlock();
  });
  const uv_thread_t b = spawn([&] {
    const Guard guard(&alive);
    second.lock();
    uv_sleep(1);
    first.lock();
    first.unlock();
    second.unlock();
  });
  const uv_thread_t c = spawn([&] {
    const Guard guard(&alive);
    uv_sem_wait(&never);
  });
  Async async(this, "a");
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(recorder.messages,
            "deadlock: the main thread waits for an event of loop 1; "
            "thread 1 waits for mutex 2, locked by thread 2; "
            "thread 2 waits for mutex 1, locked by thread 1; thread 3 waits for semaphore 3; "
            "loop 1 at 1000 ms, active: 1 async\n");
  join(a);
  join(b);
  join(c);
  EXPECT_EQ(alive, 0);
  EXPECT_EQ(world.threads(), 1u);
}

TEST_F(ThreadTest, WithoutThreadsAWaitForNobodyIsADeadlock) {
  restart(Options());
  uv_sem_t never;
  uv_sem_init(&never, 0);
  uv_sem_wait(&never);
  EXPECT_EQ(recorder.messages,
            "deadlock: the main thread waits for semaphore 1; "
            "loop 1 at 1000 ms, active: nothing\n");
}

TEST_F(ThreadTest, WithoutThreadsAWaitLetsThePoolGoOn) {
  restart(Options());
  uv_sem_t done;
  uv_sem_init(&done, 0);
  uv_work_t work;
  work.data = &done;
  uv_queue_work(
      &loop, &work, [](uv_work_t* request) { uv_sem_post(static_cast<uv_sem_t*>(request->data)); },
      nullptr);
  uv_sem_wait(&done);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(recorder.messages, "");
}

TEST_F(ThreadTest, AHaltEndsEveryKindOfWait) {
  restart(Options());
  Mutex held;
  uv_sem_t semaphore;
  uv_cond_t condition;
  uv_rwlock_t rwlock;
  uv_barrier_t barrier;
  uv_sem_init(&semaphore, 0);
  uv_cond_init(&condition);
  uv_rwlock_init(&rwlock);
  uv_barrier_init(&barrier, 2);
  held.lock();
  uv_rwlock_wrlock(&rwlock);
  int alive = 0;
  const auto stuck = [&](Action body) {
    spawn([&alive, body] {
      const Guard guard(&alive);
      body();
    });
  };
  stuck([&] { held.lock(); });
  stuck([&] { uv_sem_wait(&semaphore); });
  stuck([&] { uv_rwlock_rdlock(&rwlock); });
  stuck([&] { uv_rwlock_wrlock(&rwlock); });
  stuck([&] { uv_barrier_wait(&barrier); });
  stuck([&] { uv_sleep(1'000'000); });
  stuck([&] {
    Mutex own;
    own.lock();
    uv_cond_wait(&condition, &own.uv);
    own.unlock();
  });
  stuck([&] {
    Mutex own;
    own.lock();
    EXPECT_EQ(uv_cond_timedwait(&condition, &own.uv, 1'000'000'000'000), UV_ETIMEDOUT);
    own.unlock();
  });
  stuck([&] {
    uv_loop_t own;
    uv_async_t async;
    uv_loop_init(&own);
    uv_async_init(&own, &async, nullptr);
    EXPECT_EQ(uv_run(&own, UV_RUN_DEFAULT), 1);
  });
  uv_sleep(5);
  EXPECT_EQ(alive, 9);
  EXPECT_EQ(world.threads(), 10u);
  EXPECT_TRUE(world.end_threads());
  EXPECT_EQ(alive, 0);
  EXPECT_EQ(world.threads(), 1u);
  EXPECT_EQ(recorder.messages, "");
}

TEST_F(ThreadTest, AThreadThatNeverEndsIsGivenUp) {
  restart(Options());
  Mutex mutex;
  uv_cond_t condition;
  uv_cond_init(&condition);
  const uv_thread_t endless = spawn([&] {
    mutex.lock();
    for (;;) uv_cond_wait(&condition, &mutex.uv);
  });
  int result = 0;
  spawn([&] { result = uv_thread_join(const_cast<uv_thread_t*>(&endless)); });
  uv_sleep(1);
  EXPECT_FALSE(world.end_threads());
  EXPECT_EQ(result, UV_ECANCELED);
}

TEST_F(ThreadTest, ResetDropsThreads) {
  int alive = 0;
  for (int i = 0; i < 3; i++) {
    restart(Options());
    for (int thread = 0; thread < 3; thread++) {
      spawn([&] {
        const Guard guard(&alive);
        uv_sleep(1000);
      });
    }
    uv_sleep(1);
    EXPECT_EQ(alive, 3 * (i + 1));  // nothing of the dropped ones is destroyed
    EXPECT_EQ(world.threads(), 4u);
    EXPECT_EQ(world.thread(), 0u);
  }
}

TEST_F(ThreadTest, ObjectsOfAnEarlierRunAreAsInitialised) {
  restart(Options());
  Mutex mutex;
  uv_sem_t semaphore;
  uv_sem_init(&semaphore, 1);
  static uv_once_t once = UV_ONCE_INIT;
  static int calls;
  calls = 0;
  for (int i = 1; i <= 3; i++) {
    spawn([&] { mutex.lock(); });
    uv_sem_wait(&semaphore);
    uv_sleep(1);
    EXPECT_EQ(uv_mutex_trylock(&mutex.uv), UV_EBUSY);
    uv_once(&once, [] { ++calls; });
    uv_once(&once, [] { ++calls; });
    EXPECT_EQ(calls, i);
    restart(Options());
  }
  EXPECT_EQ(recorder.messages, "");
}

TEST_F(ThreadTest, ExceptionsStayInTheirThread) {
  restart(Options());
  const auto thrower = [&](const char* text) {
    try {
      throw std::runtime_error(text);
    } catch (const std::runtime_error&) {
      uv_sleep(1);  // the other thread is in its handler, too
      try {
        throw;
      } catch (const std::runtime_error& error) {
        note(error.what());
      }
    }
  };
  const uv_thread_t a = spawn([&] { thrower("one"); });
  thrower("two");
  join(a);
  EXPECT_EQ(taken(), "two one");
}

TEST_F(ThreadTest, TheMonitorKnowsTheStack) {
  struct Stacks : Recorder {
    void on_switch(uint32_t which, const void* from, size_t bytes) override {
      thread = which;
      low = static_cast<const char*>(from);
      size = bytes;
    }
    uint32_t thread = 0;
    const char* low = nullptr;
    size_t size = 0;
  } stacks;
  Options options;
  options.monitor = &stacks;
  options.thread_stack = size_t{1} << 20;
  world.set_options(options);
  world.reset();
  const uv_thread_t a = spawn([&] {
    const char here = 0;
    EXPECT_EQ(stacks.thread, 1u);
    EXPECT_EQ(world.thread(), 1u);
    EXPECT_GE(stacks.size, size_t{1} << 20);
#if !defined(__SANITIZE_ADDRESS__)
    EXPECT_GT(&here, stacks.low);
    EXPECT_LT(&here, stacks.low + stacks.size);
#else
    (void)here;
#endif
  });
  join(a);
  EXPECT_EQ(stacks.thread, 0u);
  EXPECT_EQ(stacks.low, nullptr);
  world.set_options(Options());
}

TEST_F(ThreadTest, TooManyThreads) {
  Options options;
  options.max_threads = 2;
  restart(options);
  const uv_thread_t a = spawn([] {});
  const uv_thread_t b = spawn([] {});
  uv_thread_t c;
  EXPECT_EQ(uv_thread_create(
                &c, [](void*) {}, nullptr),
            UV_EAGAIN);
  join(a);
  join(b);
  EXPECT_EQ(uv_thread_create(
                &c, [](void*) {}, nullptr),
            0);
  join(c);
}

TEST_F(ThreadTest, MisuseIsReported) {
  restart(Options());
  Mutex mutex;
  mutex.unlock();
  mutex.lock();
  uv_mutex_destroy(&mutex.uv);
  const uv_thread_t a = spawn([&] { mutex.unlock(); });
  join(a);
  EXPECT_EQ(uv_thread_join(const_cast<uv_thread_t*>(&a)), UV_EINVAL);
  uv_sem_t semaphore;
  std::memset(&semaphore, 0, sizeof semaphore);
  uv_sem_post(&semaphore);
  uv_rwlock_t rwlock;
  uv_rwlock_init(&rwlock);
  uv_rwlock_rdunlock(&rwlock);
  uv_rwlock_wrunlock(&rwlock);
  uv_key_t key = 7;
  uv_key_set(&key, &key);
  EXPECT_EQ(recorder.messages,
            "uv_mutex_unlock: the thread has not locked the mutex\n"
            "uv_mutex_destroy: the object is in use\n"
            "uv_mutex_unlock: the thread has not locked the mutex\n"
            "uv_thread_join: there is no such thread, or it was joined before\n"
            "uv_sem_post: the object is not initialised\n"
            "uv_rwlock_rdunlock: nobody has locked it to read\n"
            "uv_rwlock_wrunlock: the thread has not locked it to write\n"
            "uv_key_set: there is no such key\n");
}

}  // namespace
}  // namespace actx::uvsim::testing
