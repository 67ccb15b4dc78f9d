// The report of a run in which nothing can ever become ready: every thread with what it waits for,
// every loop with what is active.

#include "uvsim/testing/net_fixture.h"
#include "uvsim/testing/world_fixture.h"

namespace actx::uvsim::testing {
namespace {

class Deadlock : public WorldTest {
 protected:
  void SetUp() override {
    WorldTest::SetUp();
    restart(Options());
  }
  uv_thread_t spawn(Action body) {
    bodies_.push_back(std::move(body));
    uv_thread_t id;
    EXPECT_EQ(uv_thread_create(
                  &id, [](void* action) { (*static_cast<Action*>(action))(); }, &bodies_.back()),
              0);
    return id;
  }
  // What is told when the main thread then waits for all.
  std::string report(std::vector<uv_thread_t> threads) {
    for (uv_thread_t& thread : threads) uv_thread_join(&thread);
    EXPECT_EQ(world.halted(), HaltReason::kDeadlock);
    return std::exchange(recorder.messages, "");
  }

 private:
  std::deque<Action> bodies_;
};

TEST_F(Deadlock, StreamsSayWhatTheyWaitFor) {
  Tcp server(this, "s");
  Tcp client(this, "c");
  Tcp peer(this, "p");
  Tcp idle(this, "i");
  ASSERT_EQ(server.bind(), 0);
  ASSERT_EQ(server.listen(), 0);
  server.at_connection = [&] { server.accept(peer); };
  client.connect(server.port());
  client.at_connect = [&] { client.read(); };
  peer.at_read = [] {};
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(recorder.messages,
            "deadlock: the loop waits at 1000 ms for something that cannot happen; active: "
            "1 tcp (listening), 1 tcp (reading)\n");
}

TEST_F(Deadlock, AWriteThatNobodyTakes) {
  uv_os_sock_t pair[2];
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  Tcp tcp(this, "t");
  uv_tcp_open(&tcp.uv, pair[0]);
  tcp.read();
  tcp.write(std::string(1'000'000, 'x'));
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(recorder.messages,
            "deadlock: the loop waits at 1000 ms for something that cannot happen; active: "
            "1 tcp (reading, writing), 1 requests\n");
}

TEST_F(Deadlock, HandlesThatDoNotKeepTheLoopAreNotNamed) {
  Async async(this, "a");
  Async other(this, "b");
  uv_unref(other.base());
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(recorder.messages,
            "deadlock: the loop waits at 1000 ms for something that cannot happen; active: "
            "1 async\n");
}

TEST_F(Deadlock, ReadersAndAWriter) {
  uv_rwlock_t lock;
  uv_rwlock_init(&lock);
  uv_sem_t never;
  uv_sem_init(&never, 0);
  const uv_thread_t reader = spawn([&] {
    uv_rwlock_rdlock(&lock);
    uv_sem_wait(&never);
    uv_rwlock_rdunlock(&lock);
  });
  const uv_thread_t writer = spawn([&] { uv_rwlock_wrlock(&lock); });
  EXPECT_EQ(report({reader, writer}),
            "deadlock: the main thread waits for the end of thread 1; "
            "thread 1 waits for semaphore 2; thread 2 waits for rwlock 1, to write, read by 1; "
            "loop 1 at 1000 ms, active: nothing\n");
}

TEST_F(Deadlock, AWriterThatReadsToo) {
  uv_rwlock_t lock;
  uv_rwlock_init(&lock);
  const uv_thread_t writer = spawn([&] {
    uv_rwlock_wrlock(&lock);
    uv_rwlock_rdlock(&lock);
  });
  EXPECT_EQ(report({writer}),
            "deadlock: the main thread waits for the end of thread 1; "
            "thread 1 waits for rwlock 1, to read, locked by thread 1; "
            "loop 1 at 1000 ms, active: nothing\n");
}

TEST_F(Deadlock, ABarrierThatTooFewComeTo) {
  uv_barrier_t barrier;
  uv_barrier_init(&barrier, 3);
  const uv_thread_t a = spawn([&] { uv_barrier_wait(&barrier); });
  const uv_thread_t b = spawn([&] { uv_barrier_wait(&barrier); });
  EXPECT_EQ(report({a, b}),
            "deadlock: the main thread waits for the end of thread 1; "
            "thread 1 waits for barrier 1, 2 of 3 there; "
            "thread 2 waits for barrier 1, 2 of 3 there; loop 1 at 1000 ms, active: nothing\n");
}

TEST_F(Deadlock, ASignalThatNobodyGives) {
  uv_mutex_t mutex;
  uv_cond_t condition;
  uv_mutex_init(&mutex);
  uv_cond_init(&condition);
  const uv_thread_t waiter = spawn([&] {
    uv_mutex_lock(&mutex);
    uv_cond_wait(&condition, &mutex);
    uv_mutex_unlock(&mutex);
  });
  EXPECT_EQ(report({waiter}),
            "deadlock: the main thread waits for the end of thread 1; "
            "thread 1 waits for condition variable 2; loop 1 at 1000 ms, active: nothing\n");
}

TEST_F(Deadlock, LoopsOfSeveralThreads) {
  uv_loop_t second;
  uv_async_t async;
  uv_loop_init(&second);
  uv_async_init(&second, &async, nullptr);
  const uv_thread_t runner = spawn([&] { uv_run(&second, UV_RUN_DEFAULT); });
  EXPECT_EQ(report({runner}),
            "deadlock: the main thread waits for the end of thread 1; "
            "thread 1 waits for an event of loop 2; loop 1 at 1000 ms, active: nothing; "
            "loop 2 at 1000 ms, active: 1 async\n");
}

}  // namespace
}  // namespace actx::uvsim::testing
