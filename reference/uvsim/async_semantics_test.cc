// What libuv 1.44.2 does, for uvsim and for the real library from this one source: asyncs and the
// thread pool (with one worker).

#include <cstdlib>

#include "uvsim/testing/fixture.h"

namespace actx::uvsim::testing {
namespace {

#ifdef ACTX_UVSIM_REAL
// The real pool reads its size once, at the first request.
const int kOneWorker = setenv("UV_THREADPOOL_SIZE", "1", 1);
#endif

using Asyncs = LoopTest;

TEST_F(Asyncs, ServedInInitOrderAndCoalesced) {
  Async a(this, "a");
  Async b(this, "b");
  Async c(this, "c");
  EXPECT_EQ(c.send(), 0);
  EXPECT_EQ(a.send(), 0);
  EXPECT_EQ(c.send(), 0);
  EXPECT_EQ(b.send(), 0);
  EXPECT_EQ(a.send(), 0);
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "a b c");
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "");
}

TEST_F(Asyncs, SendDuringTheSweep) {
  Async s1(this, "s1");
  Async s2(this, "s2");
  Async s3(this, "s3");
  s2.send();
  s2.then = [&] {
    s2.then = nullptr;
    s1.send();
    s2.send();
    s3.send();
  };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "s2 s3");
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "s1 s2");
}

TEST_F(Asyncs, SendAroundCloseDeliversNothing) {
  Async a(this, "a");
  a.send();
  a.close();
  EXPECT_EQ(a.send(), 0);
  run();
  EXPECT_EQ(taken(), "~a");
}

TEST_F(Asyncs, WakeUpOfAClosedOneStillEndsAPoll) {
  Async a(this, "a");
  Timer timer(this, "t");
  Check check(this, "check");
  timer.start(200);
  check.start();
  uv_unref(check.base());
  a.send();
  a.close();
  EXPECT_EQ(run(), 0);
  // Turn 1 does not wait because of the closing handle, turn 2 waits for the timer, turn 3 ends.
  EXPECT_EQ(taken(), "check ~a check t check");
}

TEST_F(Asyncs, CloseForgetsASendSoThatALaterOneWakesAgain) {
  Async a(this, "a");
  Timer timer(this, "t");
  Check check(this, "check");
  timer.start(200);
  check.start();
  uv_unref(check.base());
  check.then = [&] {
    check.then = nullptr;
    a.send();
  };
  a.send();
  a.close();
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "check ~a check check t check");
}

TEST_F(Asyncs, CallbackMayBeNull) {
  uv_async_t& async = make<uv_async_t>();
  EXPECT_EQ(uv_async_init(&loop, &async, nullptr), 0);
  EXPECT_NE(uv_is_active(reinterpret_cast<uv_handle_t*>(&async)), 0);
  EXPECT_EQ(uv_async_send(&async), 0);
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "");
}

using Tasks = LoopTest;

TEST_F(Tasks, CompletionsComeBeforeAsyncsOfTheSameWakeUp) {
  Async async(this, "a");
  Work w1(this, "w1");
  Work w2(this, "w2");
  w1.queue();
  w2.queue();
  uv_sleep(100);
  async.send();
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "w1 w2 a");
}

TEST_F(Tasks, RunInSubmissionOrder) {
  Work w1(this, "w1");
  Work w2(this, "w2");
  Work w3(this, "w3");
  w1.queue();
  w2.queue();
  w3.queue();
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "w1 w2 w3");
}

TEST_F(Tasks, CancelledOnesAreDeliveredInCancelOrder) {
  Work w0(this, "w0");
  Work w1(this, "w1");
  Work w2(this, "w2");
  Work w3(this, "w3");
  w0.queue(200);
  w1.queue();
  w2.queue();
  w3.queue();
  EXPECT_EQ(w3.cancel(), 0);
  EXPECT_EQ(w1.cancel(), 0);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "w3! w1! w0 w2");
}

TEST_F(Tasks, CancelOfRunningOrDoneIsBusy) {
  Work work(this, "w");
  work.queue(100);
  uv_sleep(50);
  EXPECT_EQ(work.cancel(), UV_EBUSY);
  run();
  EXPECT_EQ(taken(), "w");
  EXPECT_EQ(work.cancel(), UV_EBUSY);
  uv_write_t write;
  write.type = UV_WRITE;
  EXPECT_EQ(uv_cancel(reinterpret_cast<uv_req_t*>(&write)), UV_EINVAL);
}

TEST_F(Tasks, DeliveryCallbackMayBeNull) {
  uv_work_t request;
  EXPECT_EQ(uv_queue_work(
                &loop, &request, [](uv_work_t*) {}, nullptr),
            0);
  EXPECT_EQ(uv_loop_alive(&loop), 1);
  EXPECT_EQ(run(), 0);
}

TEST_F(Tasks, SubmittedByADeliveryComesInALaterPoll) {
  Work w1(this, "w1");
  Work w2(this, "w2");
  Check check(this, "check");
  check.start();
  uv_unref(check.base());
  w1.queue();
  w1.then = [&] { w2.queue(); };
  run();
  EXPECT_EQ(taken(), "w1 check w2 check");
}

TEST_F(Tasks, AsyncInitialisedByADeliveryIsNotPartOfItsSweep) {
  Work work(this, "w");
  std::unique_ptr<Async> async;
  work.queue();
  work.then = [&] {
    async = std::make_unique<Async>(this, "a");
    async->send();
    uv_unref(async->base());
  };
  EXPECT_EQ(run(), 0);  // the loop is dead before the next poll
  EXPECT_EQ(taken(), "w");
  uv_ref(async->base());
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "a");
}

// Last in this file: it ends the real pool for the rest of the process.
using Shutdown = LoopTest;

TEST_F(Shutdown, QueuedTasksRunBeforeTheWorkersStop) {
  static int bodies;
  bodies = 0;
  uv_work_t requests[3];
  for (uv_work_t& request : requests) {
    uv_queue_work(
        &loop, &request, [](uv_work_t*) { bodies++; }, nullptr);
  }
  uv_library_shutdown();
  EXPECT_EQ(bodies, 3);
  uv_library_shutdown();
  EXPECT_EQ(run(), 0);
}

}  // namespace
}  // namespace actx::uvsim::testing
