// What libuv 1.44.2 does, for uvsim and for the real library from this one source: the turn of the
// loop, its time, the closing of handles, and error codes.

#include <cerrno>
#include <csignal>

#include "uvsim/testing/fixture.h"

namespace actx::uvsim::testing {
namespace {

using Loop = LoopTest;

TEST_F(Loop, PhasesOfOneTurn) {
  Check check(this, "check");
  Prepare prepare(this, "prepare");
  Async async(this, "async");
  Idle idle(this, "idle");
  Timer timer(this, "timer");
  check.start();
  prepare.start();
  idle.start();
  timer.start(0);
  async.send();
  async.then = [&] { timer.close(); };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "timer idle prepare async check ~timer");
}

TEST_F(Loop, StopBeforeRunConsumesTheFlag) {
  Timer timer(this, "t");
  timer.start(0);
  uv_stop(&loop);
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(taken(), "");
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "t");
}

TEST_F(Loop, StopInsideACallbackEndsTheTurnWithoutWaiting) {
  Prepare prepare(this, "prepare");
  Check check(this, "check");
  Timer late(this, "late");
  late.start(3000);
  prepare.start();
  check.start();
  prepare.then = [&] { uv_stop(&loop); };
  check.then = [&] { check.close(); };
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(taken(), "prepare check ~check");
}

TEST_F(Loop, OnceRunsTimersTwice) {
  Timer now(this, "t0");
  Timer later(this, "t100");
  Prepare prepare(this, "prepare");
  Check check(this, "check");
  now.start(0);
  later.start(100);
  prepare.start();
  check.start();
  EXPECT_EQ(run(UV_RUN_ONCE), 1);
  EXPECT_EQ(taken(), "t0 prepare check t100");
}

TEST_F(Loop, NowaitRunsTimersAtItsHeadOnly) {
  Timer timer(this, "t");
  Check check(this, "check");
  check.start();
  check.then = [&] {
    check.stop();
    timer.start(0);
  };
  EXPECT_EQ(run(UV_RUN_NOWAIT), 1);
  EXPECT_EQ(taken(), "check");
  EXPECT_EQ(run(UV_RUN_NOWAIT), 0);
  EXPECT_EQ(taken(), "t");
}

TEST_F(Loop, DueTimerComesBeforeASentAsync) {
  Timer timer(this, "t");
  Async async(this, "a");
  async.send();
  timer.start(0);
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "t a");
}

TEST_F(Loop, OnceDoesNotWaitWhenItsIdleStopsItself) {
  Idle idle(this, "idle");
  Timer late(this, "late");
  late.start(3000);
  idle.start();
  idle.then = [&] { idle.stop(); };
  EXPECT_EQ(run(UV_RUN_ONCE), 1);
  EXPECT_EQ(taken(), "idle");
}

TEST_F(Loop, NowIsCachedUntilUpdated) {
  Timer first(this, "t0");
  Timer second(this, "t20");
  first.start(0);
  second.start(20);
  first.then = [&] {
    const uint64_t before = uv_now(&loop);
    uv_sleep(40);
    EXPECT_EQ(uv_now(&loop), before);
    uv_update_time(&loop);
    EXPECT_GE(uv_now(&loop), before + 40);
  };
  // The clock moved inside the pass: the second timer is due within it.
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "t0 t20");
}

TEST_F(Loop, NowIsPositiveAndNotAheadOfTheClock) {
  EXPECT_GT(uv_now(&loop), 0u);
  uv_update_time(&loop);
  EXPECT_LE(uv_now(&loop) * 1'000'000, uv_hrtime());
  const uint64_t before = uv_hrtime();
  uv_sleep(3);
  EXPECT_GE(uv_hrtime(), before + 3'000'000);
}

TEST_F(Loop, TimeMovesWhileADeadLoopSpins) {
  const uint64_t start = uv_now(&loop);
  while (uv_now(&loop) < start + 5) EXPECT_EQ(run(UV_RUN_NOWAIT), 0);
  const uint64_t end = uv_hrtime() + 2'000'000;
  while (uv_hrtime() < end) {
  }
}

TEST_F(Loop, TimerBesideAnIdleFires) {
  Idle idle(this, "");
  Timer timer(this, "t");
  uv_idle_start(&idle.uv, [](uv_idle_t*) {});
  timer.start(10);
  timer.then = [&] { idle.stop(); };
  run();
  EXPECT_EQ(taken(), "t");
}

TEST_F(Loop, BackendTimeout) {
  EXPECT_EQ(uv_backend_timeout(&loop), 0);  // the wake-up descriptor waits to be registered
  Async keep(this, "keep");
  Timer timer(this, "t");
  Idle idle(this, "idle");
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(uv_backend_timeout(&loop), -1);
  timer.start(1000);
  EXPECT_GT(uv_backend_timeout(&loop), 900);
  EXPECT_LE(uv_backend_timeout(&loop), 1000);
  uv_unref(timer.base());
  EXPECT_GT(uv_backend_timeout(&loop), 900);
  timer.start(0);
  EXPECT_EQ(uv_backend_timeout(&loop), 0);
  timer.start(UINT64_C(1) << 40);
  EXPECT_EQ(uv_backend_timeout(&loop), INT32_MAX);
  idle.start();
  uv_unref(idle.base());
  EXPECT_EQ(uv_backend_timeout(&loop), 0);
  idle.stop();
  uv_stop(&loop);
  EXPECT_EQ(uv_backend_timeout(&loop), 0);
  run();
  idle.close();
  EXPECT_EQ(uv_backend_timeout(&loop), 0);
  run(UV_RUN_NOWAIT);
  uv_unref(keep.base());
  EXPECT_EQ(uv_backend_timeout(&loop), 0);  // nothing to wait for
}

TEST_F(Loop, AliveCountsActiveRefdHandlesAndClosingOnes) {
  EXPECT_EQ(uv_loop_alive(&loop), 0);
  Timer timer(this, "t");
  EXPECT_EQ(uv_loop_alive(&loop), 0);
  timer.start(1000);
  EXPECT_EQ(uv_loop_alive(&loop), 1);
  uv_unref(timer.base());
  uv_unref(timer.base());
  EXPECT_EQ(uv_loop_alive(&loop), 0);
  EXPECT_EQ(uv_has_ref(timer.base()), 0);
  uv_ref(timer.base());
  EXPECT_EQ(uv_loop_alive(&loop), 1);
  uv_unref(timer.base());
  timer.close();
  EXPECT_EQ(uv_loop_alive(&loop), 1);
  EXPECT_EQ(uv_is_active(timer.base()), 0);
  EXPECT_NE(uv_is_closing(timer.base()), 0);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "~t");
}

TEST_F(Loop, DeadLoopRunsNothing) {
  Timer timer(this, "t");
  Async async(this, "a");
  timer.start(0);
  uv_unref(timer.base());
  uv_unref(async.base());
  async.send();
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "");
}

TEST_F(Loop, CloseCallbacksRunLastClosedFirst) {
  Timer a(this, "a");
  Idle b(this, "b");
  Check c(this, "c");
  Async d(this, "d");
  a.close();
  b.close([&] { d.close(); });
  c.close();
  EXPECT_EQ(run(UV_RUN_NOWAIT), 1);
  EXPECT_EQ(taken(), "~c ~b ~a");
  EXPECT_EQ(run(UV_RUN_NOWAIT), 0);
  EXPECT_EQ(taken(), "~d");
}

TEST_F(Loop, CloseStopsAtOnceAndChecksComeFirst) {
  Timer timer(this, "t");
  Check check(this, "check");
  timer.start(0);
  check.start();
  timer.close();
  check.then = [&] { check.close(); };
  run();
  EXPECT_EQ(taken(), "check ~check ~t");
}

TEST_F(Loop, LoopCloseIsBusyWhileAnythingIsLeft) {
  EXPECT_EQ(uv_loop_close(&loop), 0);
  ASSERT_EQ(uv_loop_init(&loop), 0);
  Timer timer(this, "t");
  EXPECT_EQ(uv_loop_close(&loop), UV_EBUSY);
  timer.close();
  EXPECT_EQ(uv_loop_close(&loop), UV_EBUSY);
  run();
  Work work(this, "w");
  work.queue();
  EXPECT_EQ(uv_loop_close(&loop), UV_EBUSY);
  run();
  int data = 0;
  loop.data = &data;
  EXPECT_EQ(uv_loop_close(&loop), 0);
  EXPECT_EQ(loop.data, &data);
  ASSERT_EQ(uv_loop_init(&loop), 0);
  EXPECT_EQ(loop.data, &data);
}

TEST_F(Loop, ClosedDefaultLoopIsMadeAfresh) {
  uv_loop_t* first = uv_default_loop();
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(uv_default_loop(), first);
  EXPECT_EQ(uv_loop_close(first), 0);
  uv_loop_t* second = uv_default_loop();
  EXPECT_EQ(uv_loop_alive(second), 0);
  EXPECT_EQ(uv_run(second, UV_RUN_DEFAULT), 0);
  EXPECT_EQ(uv_loop_close(second), 0);
}

TEST_F(Loop, WalkShowsInitOrderAndClosingHandles) {
  Timer a(this, "a");
  Timer b(this, "b");
  Timer c(this, "c");
  uv_timer_t& d = make<uv_timer_t>();
  bool init_d = true;
  auto walk = [&] {
    struct Argument {
      Loop* test;
      Timer* a;
      uv_timer_t* d;
      bool* init_d;
    } argument = {this, &a, &d, &init_d};
    uv_walk(
        &loop,
        [](uv_handle_t* handle, void* pointer) {
          auto* arg = static_cast<Argument*>(pointer);
          const bool is_d = handle == reinterpret_cast<uv_handle_t*>(arg->d);
          arg->test->note(is_d ? "d" : static_cast<Timer*>(handle->data)->label);
          if (handle == arg->a->base() && std::exchange(*arg->init_d, false)) {
            uv_timer_init(&arg->test->loop, arg->d);
          }
        },
        &argument);
  };
  walk();
  EXPECT_EQ(taken(), "a b c");
  walk();
  EXPECT_EQ(taken(), "a d b c");
  b.close();
  walk();
  EXPECT_EQ(taken(), "a d b c");
  run();
  EXPECT_EQ(taken(), "~b");
  walk();
  EXPECT_EQ(taken(), "a d c");
}

TEST_F(Loop, Configure) {
  EXPECT_EQ(uv_loop_configure(&loop, UV_LOOP_BLOCK_SIGNAL, SIGPROF), 0);
  EXPECT_EQ(uv_loop_configure(&loop, UV_LOOP_BLOCK_SIGNAL, SIGINT), UV_EINVAL);
  EXPECT_EQ(uv_loop_configure(&loop, static_cast<uv_loop_option>(1234)), UV_ENOSYS);
}

TEST_F(Loop, IdleTimeIsMeasuredOnRequest) {
  Timer timer(this, "t");
  timer.start(20);
  EXPECT_EQ(uv_metrics_idle_time(&loop), 0u);
  EXPECT_EQ(uv_loop_configure(&loop, UV_METRICS_IDLE_TIME), 0);
  run();
  EXPECT_GE(uv_metrics_idle_time(&loop), 15'000'000u);
}

TEST_F(Loop, ErrorCodes) {
  Timer timer(this, "t");
  EXPECT_EQ(uv_timer_start(&timer.uv, nullptr, 1, 0), UV_EINVAL);
  EXPECT_EQ(uv_timer_again(&timer.uv), UV_EINVAL);
  EXPECT_EQ(uv_timer_stop(&timer.uv), 0);
  Idle idle(this, "i");
  EXPECT_EQ(uv_idle_start(&idle.uv, nullptr), UV_EINVAL);
  EXPECT_EQ(idle.start(), 0);
  EXPECT_EQ(uv_idle_start(&idle.uv, nullptr), 0);  // active: nothing changes
  EXPECT_EQ(idle.stop(), 0);
  EXPECT_EQ(idle.stop(), 0);
  Prepare prepare(this, "p");
  EXPECT_EQ(uv_prepare_start(&prepare.uv, nullptr), UV_EINVAL);
  Check check(this, "c");
  EXPECT_EQ(uv_check_start(&check.uv, nullptr), UV_EINVAL);
  uv_work_t work;
  EXPECT_EQ(uv_queue_work(&loop, &work, nullptr, nullptr), UV_EINVAL);
  EXPECT_EQ(uv_loop_alive(&loop), 0);
  timer.close();
  EXPECT_EQ(timer.start(1), UV_EINVAL);
  run();
}

TEST(Library, ErrorNamesAndTexts) {
  EXPECT_STREQ(uv_err_name(UV_EINVAL), "EINVAL");
  EXPECT_STREQ(uv_strerror(UV_EINVAL), "invalid argument");
  EXPECT_STREQ(uv_err_name(UV_EOF), "EOF");
  EXPECT_STREQ(uv_strerror(UV_EOF), "end of file");
#ifndef ACTX_UVSIM_REAL  // the real ones leak here
  EXPECT_STREQ(uv_strerror(-12345), "Unknown system error -12345");
  EXPECT_STREQ(uv_err_name(-12345), "Unknown system error -12345");
#endif
  char text[16];
  EXPECT_STREQ(uv_err_name_r(UV_EBUSY, text, sizeof text), "EBUSY");
  EXPECT_STREQ(uv_strerror_r(-12345, text, sizeof text), "Unknown system ");
  EXPECT_EQ(uv_translate_sys_error(EAGAIN), UV_EAGAIN);
  EXPECT_EQ(uv_translate_sys_error(UV_EAGAIN), UV_EAGAIN);
}

TEST(Library, SizesNamesAndVersion) {
  EXPECT_EQ(uv_loop_size(), sizeof(uv_loop_t));
  EXPECT_EQ(uv_handle_size(UV_TIMER), sizeof(uv_timer_t));
  EXPECT_EQ(uv_handle_size(UV_UNKNOWN_HANDLE), static_cast<size_t>(-1));
  EXPECT_EQ(uv_req_size(UV_WORK), sizeof(uv_work_t));
  EXPECT_EQ(uv_req_size(UV_UNKNOWN_REQ), static_cast<size_t>(-1));
  EXPECT_STREQ(uv_handle_type_name(UV_ASYNC), "async");
  EXPECT_STREQ(uv_handle_type_name(UV_FILE), "file");
  EXPECT_EQ(uv_handle_type_name(UV_UNKNOWN_HANDLE), nullptr);
  EXPECT_STREQ(uv_req_type_name(UV_WORK), "work");
  EXPECT_EQ(uv_req_type_name(UV_UNKNOWN_REQ), nullptr);
  EXPECT_STREQ(uv_version_string(), "1.44.2");
  EXPECT_EQ(uv_version(), (1u << 16) | (44u << 8) | 2u);
  char byte;
  const uv_buf_t buffer = uv_buf_init(&byte, 1);
  EXPECT_EQ(buffer.base, &byte);
  EXPECT_EQ(buffer.len, 1u);
}

TEST_F(Loop, DataAndTypeGetters) {
  Timer timer(this, "t");
  EXPECT_EQ(uv_handle_get_type(timer.base()), UV_TIMER);
  EXPECT_EQ(uv_handle_get_data(timer.base()), &timer);
  EXPECT_EQ(uv_handle_get_loop(timer.base()), &loop);
  uv_loop_set_data(&loop, this);
  EXPECT_EQ(uv_loop_get_data(&loop), this);
  Work work(this, "w");
  work.queue();
  auto* request = reinterpret_cast<uv_req_t*>(&work.uv);
  EXPECT_EQ(uv_req_get_type(request), UV_WORK);
  EXPECT_EQ(uv_req_get_data(request), &work);
  run();
}

}  // namespace
}  // namespace actx::uvsim::testing
