// Callbacks per second of one loop, for uvsim and for the real libuv from this one source (programs
// uvsim_bench and uv_bench). No benchmark waits: what is measured is the loop itself.

#include <benchmark/benchmark.h>
#include <uv.h>

#include <vector>

#ifndef ACTX_UVSIM_REAL
#include "uvsim/uvsim.h"
#endif

namespace {

// A loop for one measurement.
class Loop {
 public:
  Loop() {
#ifndef ACTX_UVSIM_REAL
    actx::uvsim::Options options;
    options.limits.callbacks = UINT64_MAX;
    world_.set_options(options);
    world_.reset();
#endif
    uv_loop_init(&loop);
    loop.data = this;
  }
  ~Loop() {
    uv_walk(
        &loop, [](uv_handle_t* handle, void*) { uv_close(handle, nullptr); }, nullptr);
    uv_run(&loop, UV_RUN_DEFAULT);
    uv_loop_close(&loop);
  }

 private:
#ifndef ACTX_UVSIM_REAL
  actx::uvsim::World world_;
#endif

 public:
  uv_loop_t loop;
  int64_t left = 0;  // callbacks until the program ends
};

Loop* owner(uv_loop_t* loop) {
  return static_cast<Loop*>(loop->data);
}

// `range` timers that re-arm themselves at once, until 100,000 callbacks ran.
void timers(benchmark::State& state) {
  constexpr int64_t kCallbacks = 100'000;
  std::vector<uv_timer_t> handles(static_cast<size_t>(state.range(0)));
  Loop loop;
  for (uv_timer_t& timer : handles) uv_timer_init(&loop.loop, &timer);
  for (auto _ : state) {
    loop.left = kCallbacks;
    for (uv_timer_t& timer : handles) {
      uv_timer_start(
          &timer,
          [](uv_timer_t* handle) {
            if (--owner(handle->loop)->left > 0) uv_timer_start(handle, handle->timer_cb, 0, 0);
          },
          0, 0);
    }
    uv_run(&loop.loop, UV_RUN_DEFAULT);
  }
  state.SetItemsProcessed(state.iterations() * kCallbacks);
}
BENCHMARK(timers)->Arg(1)->Arg(100)->Arg(10'000);

// The immediates of Node: a check that is always started and an idle that keeps the loop turning.
void immediates(benchmark::State& state) {
  constexpr int64_t kCallbacks = 10'000;
  static uv_idle_t idle;
  uv_check_t check;
  Loop loop;
  uv_check_init(&loop.loop, &check);
  uv_check_start(&check, [](uv_check_t* handle) {
    if (--owner(handle->loop)->left == 0) uv_idle_stop(&idle);
  });
  uv_unref(reinterpret_cast<uv_handle_t*>(&check));
  uv_idle_init(&loop.loop, &idle);
  for (auto _ : state) {
    loop.left = kCallbacks;
    uv_idle_start(&idle, [](uv_idle_t*) {});
    uv_run(&loop.loop, UV_RUN_DEFAULT);
  }
  state.SetItemsProcessed(state.iterations() * kCallbacks);
}
BENCHMARK(immediates);

// A complete small program: a loop, a timer, an async and a check; run, close all, close the loop.
void small_programs(benchmark::State& state) {
#ifndef ACTX_UVSIM_REAL
  actx::uvsim::World world;
#endif
  for (auto _ : state) {
#ifndef ACTX_UVSIM_REAL
    world.reset();
#endif
    uv_loop_t loop;
    uv_timer_t timer;
    uv_async_t async;
    uv_check_t check;
    uv_loop_init(&loop);
    uv_timer_init(&loop, &timer);
    uv_timer_start(
        &timer,
        [](uv_timer_t* handle) { uv_close(reinterpret_cast<uv_handle_t*>(handle), nullptr); }, 0,
        0);
    uv_async_init(&loop, &async, [](uv_async_t* handle) {
      uv_close(reinterpret_cast<uv_handle_t*>(handle), nullptr);
    });
    uv_async_send(&async);
    uv_check_init(&loop, &check);
    uv_check_start(&check, [](uv_check_t* handle) {
      uv_close(reinterpret_cast<uv_handle_t*>(handle), nullptr);
    });
    uv_run(&loop, UV_RUN_DEFAULT);
    if (uv_loop_close(&loop) != 0) state.SkipWithError("handles were left");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(small_programs);

}  // namespace

BENCHMARK_MAIN();
