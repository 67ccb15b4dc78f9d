// What tests use that are compiled twice, for uvsim and for the real libuv (ACTX_UVSIM_REAL): a
// loop that is closed at the end of the test, a log, and handles whose callbacks are lambdas.
#ifndef ACTX_UVSIM_TESTING_FIXTURE_H_
#define ACTX_UVSIM_TESTING_FIXTURE_H_

#include <gtest/gtest.h>
#include <uv.h>

#include <csignal>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#ifndef ACTX_UVSIM_REAL
#include "uvsim/uvsim.h"
#endif

namespace actx::uvsim::testing {

using Action = std::function<void()>;

class LoopTest : public ::testing::Test {
 public:
  void note(const std::string& word) {
    if (!log.empty()) log += ' ';
    log += word;
  }
  // The log so far, which is emptied.
  std::string taken() { return std::exchange(log, std::string()); }
  int run(uv_run_mode mode = UV_RUN_DEFAULT) { return uv_run(&loop, mode); }

  // Memory for a handle that lives until the loop is closed: longer than the body of the test.
  template <class Uv>
  Uv& make() {
    auto memory = std::make_shared<Uv>();
    kept_.push_back(memory);
    return *memory;
  }

  uv_loop_t loop;
  std::string log;

 protected:
  void SetUp() override {
#ifndef ACTX_UVSIM_REAL
    world.reset();
#else
    std::signal(SIGPIPE, SIG_IGN);  // writing to a closed socket
#endif
    ASSERT_EQ(uv_loop_init(&loop), 0);
  }
  void TearDown() override {
    uv_walk(
        &loop,
        [](uv_handle_t* handle, void*) {
          if (!uv_is_closing(handle)) uv_close(handle, nullptr);
        },
        nullptr);
    uv_run(&loop, UV_RUN_DEFAULT);
    EXPECT_EQ(uv_loop_close(&loop), 0);
  }

#ifndef ACTX_UVSIM_REAL
  static Options one_worker() {
    Options options;
    options.pool_size = 1;
    return options;
  }
  World world{one_worker()};
#endif

 private:
  std::vector<std::shared_ptr<void>> kept_;
};

// A handle of any type, closed by the fixture if the test does not: its callback notes the label
// and then does `then`.
template <class Uv>
struct Handle {
  Handle(LoopTest* owner, std::string name)
      : uv(owner->make<Uv>()), test(owner), label(std::move(name)) {
    uv.data = this;
  }
  uv_handle_t* base() { return reinterpret_cast<uv_handle_t*>(&uv); }
  static void call(Uv* handle) {
    auto* self = static_cast<Handle*>(handle->data);
    self->test->note(self->label);
    const Action action = self->then;  // a copy: the action may replace itself
    if (action) action();
  }
  void close(Action action = nullptr) {
    at_close = std::move(action);
    uv_close(base(), [](uv_handle_t* handle) {
      auto* self = static_cast<Handle*>(handle->data);
      self->test->note("~" + self->label);
      if (self->at_close) self->at_close();
    });
  }

  Uv& uv;
  LoopTest* test;
  std::string label;
  Action then;
  Action at_close;
};

struct Timer : Handle<uv_timer_t> {
  Timer(LoopTest* owner, std::string name) : Handle(owner, std::move(name)) {
    uv_timer_init(&owner->loop, &uv);
  }
  int start(uint64_t timeout, uint64_t repeat = 0) {
    return uv_timer_start(&uv, call, timeout, repeat);
  }
  int stop() { return uv_timer_stop(&uv); }
};

struct Idle : Handle<uv_idle_t> {
  Idle(LoopTest* owner, std::string name) : Handle(owner, std::move(name)) {
    uv_idle_init(&owner->loop, &uv);
  }
  int start() { return uv_idle_start(&uv, call); }
  int stop() { return uv_idle_stop(&uv); }
};

struct Prepare : Handle<uv_prepare_t> {
  Prepare(LoopTest* owner, std::string name) : Handle(owner, std::move(name)) {
    uv_prepare_init(&owner->loop, &uv);
  }
  int start() { return uv_prepare_start(&uv, call); }
  int stop() { return uv_prepare_stop(&uv); }
};

struct Check : Handle<uv_check_t> {
  Check(LoopTest* owner, std::string name) : Handle(owner, std::move(name)) {
    uv_check_init(&owner->loop, &uv);
  }
  int start() { return uv_check_start(&uv, call); }
  int stop() { return uv_check_stop(&uv); }
};

struct Async : Handle<uv_async_t> {
  Async(LoopTest* owner, std::string name) : Handle(owner, std::move(name)) {
    uv_async_init(&owner->loop, &uv, call);
  }
  int send() { return uv_async_send(&uv); }
};

// A work request: the label when it is delivered with 0, label and "!" when cancelled.
struct Work {
  Work(LoopTest* owner, std::string name) : test(owner), label(std::move(name)) { uv.data = this; }
  // The body keeps its worker busy for `ms`.
  int queue(unsigned ms = 0) {
    busy_ms = ms;
    return uv_queue_work(
        &test->loop, &uv,
        [](uv_work_t* request) {
          const unsigned busy = static_cast<Work*>(request->data)->busy_ms;
          if (busy > 0) uv_sleep(busy);
        },
        [](uv_work_t* request, int status) {
          auto* self = static_cast<Work*>(request->data);
          self->test->note(self->label + (status == UV_ECANCELED ? "!" : ""));
          if (self->then) self->then();
        });
  }
  int cancel() { return uv_cancel(reinterpret_cast<uv_req_t*>(&uv)); }

  uv_work_t uv;
  LoopTest* test;
  std::string label;
  Action then;
  unsigned busy_ms = 0;
};

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_FIXTURE_H_
