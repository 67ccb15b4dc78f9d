// The World: virtual time, runs, limits, deadlock, misuse, choice points and loop profiles.

#include "uvsim/testing/world_fixture.h"

namespace actx::uvsim::testing {
namespace {

TEST_F(WorldTest, AnHourPassesAtOnce) {
  restart(Options());
  Timer timer(this, "t");
  timer.start(3'600'000);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "t");
  EXPECT_EQ(uv_now(&loop), 1000u + 3'600'000u);
  EXPECT_EQ(world.callbacks(), 1u);
}

TEST_F(WorldTest, AnHourPassesBesideASpinningIdle) {
  restart(Options());
  Idle idle(this, "");
  Timer timer(this, "t");
  uv_idle_start(&idle.uv, [](uv_idle_t*) {});
  timer.start(3'600'000);
  timer.then = [&] {
    EXPECT_EQ(uv_now(&loop), 1000u + 3'600'000u);  // due exactly
    idle.stop();
  };
  EXPECT_EQ(run(), 0);
  EXPECT_LT(world.callbacks(), 20'000u);
}

TEST_F(WorldTest, DeadlockIsReportedWithTheLoopsState) {
  restart(Options());
  Async async(this, "a");
  Prepare prepare(this, "p");
  prepare.start();
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(world.halted(), HaltReason::kDeadlock);
  EXPECT_EQ(recorder.messages,
            "deadlock: the loop waits at 1000 ms for something that cannot happen; active: 1 "
            "async, 1 prepare\n");
  EXPECT_EQ(taken(), "p");
  EXPECT_EQ(run(), 1);  // halted: nothing runs any more
  EXPECT_EQ(taken(), "");
  ASSERT_EQ(recorder.reasons.size(), 1u);
}

TEST_F(WorldTest, LimitsHaltARun) {
  Options options;
  options.limits.callbacks = 100;
  restart(options);
  Timer timer(this, "");
  timer.start(0);
  timer.then = [&] { timer.start(0); };  // for ever within one pass
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(world.callbacks(), 100u);
  EXPECT_EQ(recorder.messages, "limit: the run called 100 callbacks\n");

  options = Options();
  options.limits.virtual_ms = 1000;
  restart(options);
  Timer late(this, "late");
  late.start(1001);
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(recorder.reasons.back(), HaltReason::kVirtualTime);
  EXPECT_EQ(taken().find("late"), std::string::npos);

  options = Options();
  options.limits.pending = 2;
  restart(options);
  Timer timers[3] = {{this, "a"}, {this, "b"}, {this, "c"}};
  for (Timer& each : timers) each.start(1);
  EXPECT_EQ(recorder.reasons.back(), HaltReason::kPending);
  restart(options);
  Work works[3] = {{this, "a"}, {this, "b"}, {this, "c"}};
  for (Work& each : works) each.queue();
  EXPECT_EQ(recorder.reasons.back(), HaltReason::kPending);
}

TEST_F(WorldTest, MisuseIsReportedAndHasNoEffect) {
  restart(Options());
  Timer timer(this, "t");
  timer.close();
  uv_close(timer.base(), nullptr);
  Work work(this, "w");
  work.queue();
  EXPECT_EQ(work.cancel(), 0);
  work.cancel();
  Check check(this, "c");
  check.start();
  check.then = [&] { run(); };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(recorder.messages,
            "uv_close: the handle is closing already\n"
            "uv_cancel: the request was cancelled before and is not delivered yet\n"
            "uv_run: the loop is running already\n");
  EXPECT_EQ(taken(), "w! c ~t");
}

TEST(WorldDeathTest, WithoutAMonitorMisuseAndDeadlockAbort) {
  World world;
  uv_loop_t loop;
  uv_loop_init(&loop);
  uv_async_t async;
  uv_async_init(&loop, &async, nullptr);
  EXPECT_DEATH(uv_run(&loop, UV_RUN_DEFAULT), "uvsim: deadlock: .* 1 async");
  uv_close(reinterpret_cast<uv_handle_t*>(&async), nullptr);
  EXPECT_DEATH(uv_close(reinterpret_cast<uv_handle_t*>(&async), nullptr), "uv_close: the handle");
}

TEST_F(WorldTest, ResetForgetsARunInTheMiddle) {
  for (int i = 0; i < 3; i++) {
    restart(Options());
    EXPECT_EQ(uv_now(&loop), 1000u);
    Timer timer(this, "t");
    Work work(this, "w");
    Check check(this, "c");
    timer.start(50);
    work.queue();
    check.start();
    run(UV_RUN_ONCE);
    EXPECT_EQ(taken(), "w c");
  }
}

TEST_F(WorldTest, InnerWorldIsCurrentUntilItEnds) {
  EXPECT_EQ(&World::current(), &world);
  {
    World inner;
    EXPECT_EQ(&World::current(), &inner);
    uv_sleep(5);
    EXPECT_EQ(inner.clock_ns(), 1'005'000'000u);
  }
  EXPECT_EQ(&World::current(), &world);
  EXPECT_EQ(world.clock_ns(), 1'000'000'000u);
}

TEST_F(WorldTest, TimerAgainstImmediateIsAChoiceOfTheClock) {
  const auto all = outcomes([&](Scheduler* scheduler) {
    restart(Options(), scheduler);
    Timer timer(this, "timeout");
    Check check(this, "immediate");
    Idle idle(this, "");
    timer.start(1);
    check.start();
    uv_idle_start(&idle.uv, [](uv_idle_t*) {});
    check.then = [&] {
      check.stop();
      idle.stop();
    };
    run();
    return taken();
  });
  EXPECT_EQ(all, (std::set<std::string>{"immediate timeout", "timeout immediate"}));
}

TEST_F(WorldTest, TwoTasksEndInAnyOrderWithOrWithoutATurnBetween) {
  const auto all = outcomes([&](Scheduler* scheduler) {
    restart(Options(), scheduler);
    Work a(this, "a");
    Work b(this, "b");
    Check check(this, "|");
    check.start();
    uv_unref(check.base());
    a.queue();
    b.queue();
    run();
    return taken();
  });
  EXPECT_EQ(all, (std::set<std::string>{"a b |", "b a |", "a | b |", "b | a |"}));
}

TEST_F(WorldTest, CancelWinsOrLoses) {
  const auto all = outcomes([&](Scheduler* scheduler) {
    restart(Options(), scheduler);
    Work a(this, "a");
    a.queue();
    note(a.cancel() == 0 ? "won" : "lost");
    run();
    return taken();
  });
  EXPECT_EQ(all, (std::set<std::string>{"won a!", "lost a"}));
}

TEST_F(WorldTest, TaskAgainstTimerAndAsync) {
  const auto all = outcomes([&](Scheduler* scheduler) {
    restart(Options(), scheduler);
    Work work(this, "w");
    Async async(this, "a");
    Timer timer(this, "t");
    work.queue();
    async.send();
    async.then = [&] { async.close(); };
    timer.start(5);
    run();
    return taken();
  });
  // In one wake-up the pool comes first. The timer may come after the task, before a slow task, or
  // before anything else if the machine was slow to begin; but then it cannot part the other two
  // unless the task is slow.
  EXPECT_EQ(all,
            (std::set<std::string>{"w a ~a t", "a ~a w t", "a ~a t w", "t w a ~a", "t a ~a w"}));
}

TEST_F(WorldTest, SchedulerWithoutAnAnswerHaltsTheRun) {
  Replay replay;
  std::string error;
  ASSERT_TRUE(replay.load("7", &error));
  restart(Options(), &replay);
  Work a(this, "a");
  Work b(this, "b");
  a.queue();
  b.queue();
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(world.halted(), HaltReason::kSchedule);
  EXPECT_NE(recorder.messages.find("pool.completion has"), std::string::npos);
}

// Loop profiles: what changed after 1.44.

class Profiles : public WorldTest {
 protected:
  void restart_with(const LoopProfile& profile, Scheduler* scheduler = nullptr) {
    Options options;
    options.profile = profile;
    restart(options, scheduler);
  }
  static LoopProfile named(const char* name) {
    LoopProfile profile;
    EXPECT_TRUE(LoopProfile::by_name(name, &profile)) << name;
    return profile;
  }
};

TEST_F(Profiles, AreFoundByName) {
  EXPECT_FALSE(named("uv-1.44").timers_at_tail);
  EXPECT_TRUE(named("uv-1.45").timers_at_tail);
  LoopProfile profile;
  EXPECT_FALSE(LoopProfile::by_name("uv-1.43", &profile));
}

TEST_F(Profiles, TimersOfTheLastTurn) {
  // The order of the phases is the same circle; what differs is where a turn ends. A loop that is
  // stopped, or kept alive by nothing but what just closed, has run its due timers only from 1.45.
  for (const bool tail : {false, true}) {
    restart_with(named(tail ? "uv-1.45" : "uv-1.44"));
    Idle turning(this, "");  // no poll waits
    uv_idle_start(&turning.uv, [](uv_idle_t*) {});
    uv_unref(turning.base());
    Timer timer(this, "timer");
    Check check(this, "check");
    check.start();
    check.then = [&] {
      timer.start(0);
      uv_stop(&loop);
      check.close();
    };
    EXPECT_EQ(run(), tail ? 0 : 1);
    EXPECT_EQ(taken(), tail ? "check ~check timer" : "check ~check");
    run();
    EXPECT_EQ(taken(), tail ? "" : "timer");

    Timer unrefd(this, "unrefd");
    Check second(this, "second");
    second.start();
    unrefd.start(5);
    uv_unref(unrefd.base());
    second.then = [&] {
      world.advance_ns(10'000'000);
      second.close();
    };
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(taken(), tail ? "second ~second unrefd" : "second ~second");
  }
}

TEST_F(Profiles, OnceAndNowaitRunTimersOnceAtTheEnd) {
  restart_with(named("uv-1.45"));
  Timer now(this, "t0");
  Timer later(this, "t30");
  Check check(this, "check");
  now.start(0);
  later.start(30);
  check.start();
  uv_unref(check.base());
  EXPECT_EQ(run(UV_RUN_NOWAIT), 1);
  EXPECT_EQ(taken(), "check t0");
  EXPECT_EQ(run(UV_RUN_ONCE), 0);
  EXPECT_EQ(taken(), "check t30");
}

TEST_F(Profiles, InitialTimerPassOfADeadLoop) {
  for (const bool needs_alive : {true, false}) {
    LoopProfile profile = LoopProfile::uv_1_45();
    profile.initial_pass_needs_alive = needs_alive;
    restart_with(profile);
    Timer timer(this, "t");
    timer.start(0);
    uv_unref(timer.base());
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(taken(), needs_alive ? "" : "t");  // 1.45.0 fired it
  }
}

TEST_F(Profiles, SnapshotOfTheDueTimers) {
  LoopProfile profile = LoopProfile::uv_1_45();
  profile.snapshot_timers = true;
  restart_with(profile);
  Timer a(this, "a");
  Timer b(this, "b");
  Timer c(this, "c");
  Timer d(this, "d");
  a.start(0);
  b.start(0);
  c.start(0);
  d.start(0);
  a.then = [&] {
    EXPECT_EQ(uv_is_active(b.base()), 0);  // collected
    b.stop();
    c.close();
    a.then = nullptr;
    a.start(0);  // waits for the next pass
  };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "a d");
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "~c a");
}

TEST_F(Profiles, AnyOrderOfDueTimersWatchersAndClosingHandles) {
  std::set<std::string> orders;
  for (uint64_t seed = 0; seed < 400; seed++) {
    SeededRandom random(seed);
    restart_with(LoopProfile::any(), &random);
    Timer a(this, "a");
    Timer b(this, "b");
    Check c(this, "c");
    Check d(this, "d");
    a.start(1);
    b.start(2);
    c.start();
    d.start();
    world.advance_ns(5'000'000);
    run(UV_RUN_NOWAIT);
    std::string order = taken();
    for (uv_handle_t* handle : {a.base(), b.base(), c.base(), d.base()}) {
      if (!uv_is_closing(handle)) uv_close(handle, nullptr);
    }
    run();
    taken();
    orders.insert(order);
  }
  EXPECT_EQ(orders, (std::set<std::string>{"a b c d", "a b d c", "b a c d", "b a d c"}));
}

}  // namespace
}  // namespace actx::uvsim::testing
