// What libuv's threads and their synchronisation do, compiled for both sides. Expectations hold
// under any schedule, where they do not say otherwise; what a schedule decides is tested in
// thread_test.cc.

#include <cerrno>
#include <deque>

#include "uvsim/testing/fixture.h"

namespace actx::uvsim::testing {
namespace {

// The parameter is a seed; 0 is the natural schedule. The real library has one of its own.
class ThreadSemantics : public LoopTest, public ::testing::WithParamInterface<int> {
 protected:
#ifndef ACTX_UVSIM_REAL
  void SetUp() override {
    world.set_options(Options());
    world.reset(GetParam() == 0 ? nullptr : &random_);
    ASSERT_EQ(uv_loop_init(&loop), 0);
  }
#endif
  // A thread that runs `body`.
  uv_thread_t spawn(Action body) {
    bodies_.push_back(std::move(body));
    uv_thread_t id;
    EXPECT_EQ(uv_thread_create(
                  &id, [](void* action) { (*static_cast<Action*>(action))(); }, &bodies_.back()),
              0);
    return id;
  }
  static void join(uv_thread_t id) {
    EXPECT_EQ(uv_thread_join(&id), 0);
  }
  // Runs `body` in a thread to its end.
  void in_thread(Action body) {
    join(spawn(std::move(body)));
  }

 private:
  std::deque<Action> bodies_;
#ifndef ACTX_UVSIM_REAL
  SeededRandom random_{static_cast<uint64_t>(GetParam())};
#endif
};

#ifdef ACTX_UVSIM_REAL
INSTANTIATE_TEST_SUITE_P(Real, ThreadSemantics, ::testing::Values(0));
#else
INSTANTIATE_TEST_SUITE_P(Seed, ThreadSemantics, ::testing::Range(0, 40));
#endif

TEST_P(ThreadSemantics, JoinWaitsForTheEnd) {
  int steps = 0;
  in_thread([&] {
    uv_sleep(5);
    ++steps;
  });
  EXPECT_EQ(steps, 1);
}

TEST_P(ThreadSemantics, SelfAndEqual) {
  const uv_thread_t main = uv_thread_self();
  uv_thread_t inner;
  const uv_thread_t id = spawn([&] { inner = uv_thread_self(); });
  EXPECT_EQ(uv_thread_equal(&main, &id), 0);
  join(id);
  EXPECT_EQ(uv_thread_equal(&inner, &id), 1);
  const uv_thread_t again = uv_thread_self();
  EXPECT_EQ(uv_thread_equal(&main, &again), 1);
}

TEST_P(ThreadSemantics, JoiningOneselfIsRefused) {
  uv_thread_t self = uv_thread_self();
  EXPECT_EQ(uv_thread_join(&self), -EDEADLK);
}

TEST_P(ThreadSemantics, CreateExTakesAStackSize) {
  uv_thread_options_t options;
  options.flags = UV_THREAD_HAS_STACK_SIZE;
  options.stack_size = size_t{16} << 20;
  bool filled = false;
  uv_thread_t id;
  ASSERT_EQ(uv_thread_create_ex(
                &id, &options,
                [](void* done) {
                  volatile char block[12 << 20];
                  block[0] = 1;
                  *static_cast<bool*>(done) = block[0] == 1;
                },
                &filled),
            0);
  join(id);
  EXPECT_TRUE(filled);
}

TEST_P(ThreadSemantics, MutexExcludes) {
  uv_mutex_t mutex;
  ASSERT_EQ(uv_mutex_init(&mutex), 0);
  int inside = 0;
  int total = 0;
  const Action body = [&] {
    for (int i = 0; i < 10; i++) {
      uv_mutex_lock(&mutex);
      EXPECT_EQ(++inside, 1);
      uv_sleep(0);
      ++total;
      --inside;
      uv_mutex_unlock(&mutex);
    }
  };
  const uv_thread_t a = spawn(body);
  const uv_thread_t b = spawn(body);
  join(a);
  join(b);
  EXPECT_EQ(total, 20);
  uv_mutex_destroy(&mutex);
}

TEST_P(ThreadSemantics, TrylockTellsWhetherItIsLocked) {
  uv_mutex_t mutex;
  ASSERT_EQ(uv_mutex_init(&mutex), 0);
  EXPECT_EQ(uv_mutex_trylock(&mutex), 0);
  EXPECT_EQ(uv_mutex_trylock(&mutex), UV_EBUSY);
  in_thread([&] { EXPECT_EQ(uv_mutex_trylock(&mutex), UV_EBUSY); });
  uv_mutex_unlock(&mutex);
  in_thread([&] {
    EXPECT_EQ(uv_mutex_trylock(&mutex), 0);
    uv_mutex_unlock(&mutex);
  });
  uv_mutex_destroy(&mutex);
}

TEST_P(ThreadSemantics, RecursiveMutexCountsItsLocks) {
  uv_mutex_t mutex;
  ASSERT_EQ(uv_mutex_init_recursive(&mutex), 0);
  uv_mutex_lock(&mutex);
  uv_mutex_lock(&mutex);
  EXPECT_EQ(uv_mutex_trylock(&mutex), 0);
  for (int left = 3; left > 0; left--) {
    in_thread([&] { EXPECT_EQ(uv_mutex_trylock(&mutex), UV_EBUSY); });
    uv_mutex_unlock(&mutex);
  }
  in_thread([&] {
    EXPECT_EQ(uv_mutex_trylock(&mutex), 0);
    uv_mutex_unlock(&mutex);
  });
  uv_mutex_destroy(&mutex);
}

TEST_P(ThreadSemantics, SemaphoreCounts) {
  uv_sem_t semaphore;
  ASSERT_EQ(uv_sem_init(&semaphore, 2), 0);
  uv_sem_wait(&semaphore);
  EXPECT_EQ(uv_sem_trywait(&semaphore), 0);
  EXPECT_EQ(uv_sem_trywait(&semaphore), UV_EAGAIN);
  const uv_thread_t id = spawn([&] {
    uv_sem_post(&semaphore);
    uv_sem_post(&semaphore);
  });
  uv_sem_wait(&semaphore);
  uv_sem_wait(&semaphore);
  join(id);
  EXPECT_EQ(uv_sem_trywait(&semaphore), UV_EAGAIN);
  uv_sem_destroy(&semaphore);
}

TEST_P(ThreadSemantics, ConditionHandsOver) {
  uv_mutex_t mutex;
  uv_cond_t changed;
  ASSERT_EQ(uv_mutex_init(&mutex), 0);
  ASSERT_EQ(uv_cond_init(&changed), 0);
  int turn = 0;
  const auto player = [&](int mine) {
    for (int i = 0; i < 3; i++) {
      uv_mutex_lock(&mutex);
      while (turn % 2 != mine) uv_cond_wait(&changed, &mutex);
      note(mine == 0 ? "ping" : "pong");
      ++turn;
      uv_cond_signal(&changed);
      uv_mutex_unlock(&mutex);
    }
  };
  const uv_thread_t pong = spawn([&] { player(1); });
  player(0);
  join(pong);
  EXPECT_EQ(taken(), "ping pong ping pong ping pong");
  uv_cond_destroy(&changed);
  uv_mutex_destroy(&mutex);
}

TEST_P(ThreadSemantics, BroadcastWakesAll) {
  uv_mutex_t mutex;
  uv_cond_t changed;
  uv_sem_t waiting;
  ASSERT_EQ(uv_mutex_init(&mutex), 0);
  ASSERT_EQ(uv_cond_init(&changed), 0);
  ASSERT_EQ(uv_sem_init(&waiting, 0), 0);
  bool open = false;
  std::vector<uv_thread_t> ids;
  for (int i = 0; i < 3; i++) {
    ids.push_back(spawn([&] {
      uv_mutex_lock(&mutex);
      uv_sem_post(&waiting);
      while (!open) uv_cond_wait(&changed, &mutex);
      uv_mutex_unlock(&mutex);
    }));
  }
  for (int i = 0; i < 3; i++) uv_sem_wait(&waiting);
  uv_mutex_lock(&mutex);
  open = true;
  uv_cond_broadcast(&changed);
  uv_mutex_unlock(&mutex);
  for (const uv_thread_t id : ids) join(id);
  uv_sem_destroy(&waiting);
  uv_cond_destroy(&changed);
  uv_mutex_destroy(&mutex);
}

TEST_P(ThreadSemantics, TimedwaitEndsByItself) {
  uv_mutex_t mutex;
  uv_cond_t never;
  ASSERT_EQ(uv_mutex_init(&mutex), 0);
  ASSERT_EQ(uv_cond_init(&never), 0);
  uv_mutex_lock(&mutex);
  const uint64_t start = uv_hrtime();
  EXPECT_EQ(uv_cond_timedwait(&never, &mutex, 3'000'000), UV_ETIMEDOUT);
  EXPECT_GE(uv_hrtime() - start, 3'000'000u);
  EXPECT_EQ(uv_mutex_trylock(&mutex), UV_EBUSY);  // taken again
  uv_mutex_unlock(&mutex);
  uv_cond_destroy(&never);
  uv_mutex_destroy(&mutex);
}

TEST_P(ThreadSemantics, RwlockSharesReadersOnly) {
  uv_rwlock_t lock;
  ASSERT_EQ(uv_rwlock_init(&lock), 0);
  uv_rwlock_rdlock(&lock);
  in_thread([&] {
    EXPECT_EQ(uv_rwlock_tryrdlock(&lock), 0);
    EXPECT_EQ(uv_rwlock_trywrlock(&lock), UV_EBUSY);
    uv_rwlock_rdunlock(&lock);
  });
  uv_rwlock_rdunlock(&lock);
  uv_rwlock_wrlock(&lock);
  in_thread([&] {
    EXPECT_EQ(uv_rwlock_tryrdlock(&lock), UV_EBUSY);
    EXPECT_EQ(uv_rwlock_trywrlock(&lock), UV_EBUSY);
  });
  const uv_thread_t reader = spawn([&] {
    uv_rwlock_rdlock(&lock);
    note("read");
    uv_rwlock_rdunlock(&lock);
  });
  note("write");
  uv_rwlock_wrunlock(&lock);
  join(reader);
  EXPECT_EQ(taken(), "write read");
  EXPECT_EQ(uv_rwlock_trywrlock(&lock), 0);
  uv_rwlock_wrunlock(&lock);
  uv_rwlock_destroy(&lock);
}

TEST_P(ThreadSemantics, BarrierHasOneLast) {
  uv_barrier_t barrier;
  EXPECT_EQ(uv_barrier_init(&barrier, 0), UV_EINVAL);
  ASSERT_EQ(uv_barrier_init(&barrier, 3), 0);
  uv_mutex_t mutex;
  ASSERT_EQ(uv_mutex_init(&mutex), 0);
  int arrived = 0;
  int last = 0;
  const Action body = [&] {
    for (int round = 1; round <= 3; round++) {
      uv_mutex_lock(&mutex);
      ++arrived;
      uv_mutex_unlock(&mutex);
      const int result = uv_barrier_wait(&barrier);
      uv_mutex_lock(&mutex);
      EXPECT_GE(arrived, 3 * round);
      last += result > 0 ? 1 : 0;
      uv_mutex_unlock(&mutex);
    }
  };
  const uv_thread_t a = spawn(body);
  const uv_thread_t b = spawn(body);
  body();
  join(a);
  join(b);
  EXPECT_EQ(last, 3);
  uv_barrier_destroy(&barrier);
  uv_mutex_destroy(&mutex);
}

TEST_P(ThreadSemantics, KeysArePerThread) {
  uv_key_t key;
  ASSERT_EQ(uv_key_create(&key), 0);
  int here = 0;
  int there = 0;
  EXPECT_EQ(uv_key_get(&key), nullptr);
  uv_key_set(&key, &here);
  in_thread([&] {
    EXPECT_EQ(uv_key_get(&key), nullptr);
    uv_key_set(&key, &there);
    uv_sleep(1);
    EXPECT_EQ(uv_key_get(&key), &there);
  });
  EXPECT_EQ(uv_key_get(&key), &here);
  uv_key_delete(&key);
  ASSERT_EQ(uv_key_create(&key), 0);
  EXPECT_EQ(uv_key_get(&key), nullptr);
  uv_key_delete(&key);
}

int once_calls;

TEST_P(ThreadSemantics, OnceWaitsForTheFirst) {
  static uv_once_t guard = UV_ONCE_INIT;
  once_calls = 0;
  const Action body = [] {
    uv_once(&guard, [] {
      uv_sleep(2);
      ++once_calls;
    });
    EXPECT_EQ(once_calls, 1);
  };
  const uv_thread_t a = spawn(body);
  const uv_thread_t b = spawn(body);
  body();
  join(a);
  join(b);
  EXPECT_EQ(once_calls, 1);
}

TEST_P(ThreadSemantics, AsyncWakesALoopThatWaits) {
  Async async(this, "woken");
  async.then = [&] { async.close(); };
  const uv_thread_t id = spawn([&] {
    uv_sleep(3);
    async.send();
  });
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "woken ~woken");
  join(id);
}

TEST_P(ThreadSemantics, ALoopOfItsOwnInEachThread) {
  // A message goes round three loops twice.
  struct Station {
    uv_loop_t loop;
    uv_async_t async;
    Station* next;
    ThreadSemantics* test;
    char name;
    int left = 2;
  } stations[3];
  uv_barrier_t ready;
  ASSERT_EQ(uv_barrier_init(&ready, 3), 0);
  const auto serve = [&](Station& station) {
    ASSERT_EQ(uv_loop_init(&station.loop), 0);
    ASSERT_EQ(uv_async_init(&station.loop, &station.async,
                            [](uv_async_t* async) {
                              auto* self = static_cast<Station*>(async->data);
                              self->test->note(std::string(1, self->name));
                              const bool over = --self->left == 0;
                              if (self->name != 'a' || !over) uv_async_send(&self->next->async);
                              if (over) uv_close(reinterpret_cast<uv_handle_t*>(async), nullptr);
                            }),
              0);
    station.async.data = &station;
    uv_barrier_wait(&ready);
    if (station.name == 'b') uv_async_send(&station.async);
    EXPECT_EQ(uv_run(&station.loop, UV_RUN_DEFAULT), 0);
    uv_barrier_wait(&ready);
    EXPECT_EQ(uv_loop_close(&station.loop), 0);
  };
  for (int i = 0; i < 3; i++) {
    stations[i].next = &stations[(i + 1) % 3];
    stations[i].test = this;
    stations[i].name = static_cast<char>('a' + i);
  }
  const uv_thread_t b = spawn([&] { serve(stations[1]); });
  const uv_thread_t c = spawn([&] { serve(stations[2]); });
  serve(stations[0]);
  join(b);
  join(c);
  EXPECT_EQ(taken(), "b c a b c a");
  uv_barrier_destroy(&ready);
}

TEST_P(ThreadSemantics, TimersOfTwoLoopsShareTheClock) {
  Timer early(this, "1ms");
  Timer late(this, "40ms");
  early.start(1);
  late.start(40);
  const uv_thread_t id = spawn([&] {
    uv_loop_t own;
    ASSERT_EQ(uv_loop_init(&own), 0);
    uv_timer_t timer;
    uv_timer_init(&own, &timer);
    timer.data = this;
    uv_timer_start(
        &timer,
        [](uv_timer_t* handle) {
          static_cast<ThreadSemantics*>(handle->data)->note("20ms");
          uv_close(reinterpret_cast<uv_handle_t*>(handle), nullptr);
        },
        20, 0);
    EXPECT_EQ(uv_run(&own, UV_RUN_DEFAULT), 0);
    EXPECT_EQ(uv_loop_close(&own), 0);
  });
  run();
  join(id);
  // A schedule may have a machine so slow that a thread comes late to its timer.
  if (GetParam() == 0) {
    EXPECT_EQ(log, "1ms 20ms 40ms");
  }
}

TEST_P(ThreadSemantics, AWorkBodyMayWaitForAThread) {
  // Every worker waits in its body for a thread; a further task cannot start and is cancelled.
  uv_sem_t go;
  ASSERT_EQ(uv_sem_init(&go, 0), 0);
  uv_sem_t started;
  ASSERT_EQ(uv_sem_init(&started, 0), 0);
  struct Blocking {
    uv_work_t work;
    uv_sem_t* started;
    uv_sem_t* go;
  } blocking[4];
  const uv_thread_t helper = spawn([&] {
    uv_sem_wait(&started);
    uv_sleep(5);
    for (int i = 0; i < 4; i++) uv_sem_post(&go);
  });
  for (Blocking& each : blocking) {
    each.started = &started;
    each.go = &go;
    each.work.data = &each;
    uv_queue_work(
        &loop, &each.work,
        [](uv_work_t* work) {
          auto* self = static_cast<Blocking*>(work->data);
          uv_sem_post(self->started);
          uv_sem_wait(self->go);
        },
        nullptr);
  }
  EXPECT_EQ(run(), 0);
  join(helper);
  uv_sem_destroy(&started);
  uv_sem_destroy(&go);
}

}  // namespace
}  // namespace actx::uvsim::testing
