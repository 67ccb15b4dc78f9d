// What libuv 1.44.2 does, for uvsim and for the real library from this one source: timers, idle,
// prepare and check.

#include "uvsim/testing/fixture.h"

namespace actx::uvsim::testing {
namespace {

using Timers = LoopTest;

TEST_F(Timers, EqualDueTimesKeepStartOrder) {
  Timer a(this, "a");
  Timer b(this, "b");
  Timer c(this, "c");
  a.start(5);
  b.start(5);
  c.start(4);
  a.start(5);
  run();
  EXPECT_EQ(taken(), "c b a");
}

TEST_F(Timers, ZeroTimerFromATimerRunsInTheSamePass) {
  Timer z(this, "z1");
  Timer b(this, "b");
  int count = 1;
  z.start(0);
  b.start(0);
  z.then = [&] {
    if (++count > 4) return;
    z.label = "z" + std::to_string(count);
    z.start(0);
  };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "z1 b z2 z3 z4");
}

TEST_F(Timers, ZeroTimerFromOtherPhasesRunsInTheNextTurn) {
  Timer timer(this, "t");
  Idle idle(this, "idle");
  Prepare prepare(this, "prepare");
  Check check(this, "check");
  Async async(this, "async");
  check.start();
  idle.start();
  async.send();
  idle.then = [&] {
    timer.start(0);
    idle.stop();
  };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "idle async check");
  check.then = [&] { timer.start(0); };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "t check");
  check.stop();
  async.send();
  async.then = [&] { timer.start(0); };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "t async");
  prepare.close([&] { timer.start(0); });
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "t ~prepare");
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "t");
}

TEST_F(Timers, StoppedOrClosedByAnEarlierCallbackDoesNotRun) {
  Timer a(this, "a");
  Timer b(this, "b");
  Timer c(this, "c");
  Timer d(this, "d");
  a.start(0);
  b.start(0);
  c.start(0);
  d.start(0);
  a.then = [&] {
    EXPECT_EQ(uv_is_active(a.base()), 0);
    EXPECT_NE(uv_is_active(b.base()), 0);
    b.stop();
    c.close();
  };
  run();
  EXPECT_EQ(taken(), "a d ~c");
}

TEST_F(Timers, RepeatCountsFromTheCachedTime) {
  Timer timer(this, "t");
  int count = 0;
  const uint64_t start = uv_now(&loop);
  uint64_t times[4];
  timer.start(20, 20);
  timer.then = [&] {
    EXPECT_NE(uv_is_active(timer.base()), 0);
    if (count == 0) {
      EXPECT_EQ(uv_timer_get_due_in(&timer.uv), 20u);
    }
    times[count++] = uv_now(&loop) - start;
    if (count == 1) uv_sleep(70);  // the next one is late, the one after it counts from then
    if (count == 2) uv_timer_set_repeat(&timer.uv, 300);
    if (count == 4) timer.stop();
  };
  run();
  EXPECT_EQ(taken(), "t t t t");
  EXPECT_GE(times[1], times[0] + 70);
  EXPECT_GE(times[2], times[1] + 20);
  EXPECT_LT(times[2], times[1] + 250);  // set_repeat came after this one was armed
  EXPECT_GE(times[3], times[2] + 300);
}

TEST_F(Timers, Again) {
  Timer timer(this, "t");
  timer.start(1000);
  EXPECT_EQ(uv_timer_again(&timer.uv), 0);  // no repeat: nothing changes
  EXPECT_GT(uv_timer_get_due_in(&timer.uv), 900u);
  uv_timer_set_repeat(&timer.uv, 10);
  EXPECT_EQ(uv_timer_get_repeat(&timer.uv), 10u);
  EXPECT_EQ(uv_timer_again(&timer.uv), 0);
  EXPECT_EQ(uv_timer_get_due_in(&timer.uv), 10u);
  timer.stop();
  EXPECT_EQ(uv_timer_again(&timer.uv), 0);  // also arms an inactive one
  EXPECT_NE(uv_is_active(timer.base()), 0);
  EXPECT_EQ(timer.stop(), 0);
  EXPECT_EQ(uv_timer_get_due_in(&timer.uv), 10u);  // stale, but answered
}

TEST_F(Timers, AWaitCountsFromTheClockNotFromTheCachedTime) {
  Timer first(this, "first");
  Timer second(this, "second");
  uint64_t start = 0;
  first.start(0);
  second.start(40);
  first.then = [&] {
    start = uv_now(&loop);
    uv_sleep(60);  // the poll after this still waits for 40 ms
  };
  run();
  EXPECT_EQ(taken(), "first second");
  EXPECT_GE(uv_now(&loop), start + 90);  // clocks are coarse
}

TEST_F(Timers, HugeTimeoutsSaturate) {
  Timer tiny(this, "tiny");
  Timer huge(this, "huge");
  Timer repeating(this, "repeating");
  tiny.start(1);
  huge.start(UINT64_MAX);
  repeating.start(0, UINT64_MAX);
  tiny.then = [&] {
    huge.close();
    repeating.close();
  };
  run();
  EXPECT_EQ(taken(), "repeating tiny ~repeating ~huge");
}

TEST_F(Timers, UnrefdOneFiresWhileTheLoopIsAlive) {
  Timer unrefd(this, "unrefd");
  Timer keep(this, "keep");
  unrefd.start(5);
  uv_unref(unrefd.base());
  keep.start(30);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "unrefd keep");
}

// The order rules are the same for idle, prepare and check.
template <class Watcher>
class Watchers : public LoopTest {
 protected:
  void turn() {
    run(UV_RUN_NOWAIT);
    note("|");
  }
};

using WatcherTypes = ::testing::Types<Idle, Prepare, Check>;
TYPED_TEST_SUITE(Watchers, WatcherTypes);

TYPED_TEST(Watchers, LastStartedFirstThenStable) {
  TypeParam i1(this, "i1");
  TypeParam i2(this, "i2");
  TypeParam i3(this, "i3");
  TypeParam i4(this, "i4");
  i1.start();
  i2.start();
  i3.start();
  i2.start();  // active already: no change
  i2.then = [&] {
    i2.stop();
    i2.start();
    i2.then = nullptr;
  };
  i1.then = [&] { i4.start(); };
  this->turn();
  this->turn();
  this->turn();
  EXPECT_EQ(this->taken(), "i3 i2 i1 | i4 i2 i3 i1 | i4 i2 i3 i1 |");
}

TYPED_TEST(Watchers, StoppedOrClosedOnesAreNotCalled) {
  TypeParam i1(this, "i1");
  TypeParam i2(this, "i2");
  TypeParam i3(this, "i3");
  i1.start();
  i2.start();
  i3.start();
  i3.then = [&] {
    i2.stop();
    i1.close();
  };
  this->turn();
  EXPECT_EQ(this->taken(), "i3 ~i1 |");
}

}  // namespace
}  // namespace actx::uvsim::testing
