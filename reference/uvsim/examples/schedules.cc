// One libuv program under many schedules: two tasks of the thread pool, and a timer that is due
// while they work. Prints every order in which their callbacks came, and a schedule that gives it.

#include <uvsim.h>

#include <cstdio>
#include <map>
#include <string>

namespace {

std::string order;

// The program: it knows nothing of uvsim.
void program() {
  uv_loop_t loop;
  uv_work_t works[2];
  uv_timer_t timer;
  order.clear();
  uv_loop_init(&loop);
  for (int i = 0; i < 2; i++) {
    works[i].data = const_cast<char*>(i == 0 ? "a" : "b");
    uv_queue_work(
        &loop, &works[i], [](uv_work_t*) {},
        [](uv_work_t* work, int) { order += static_cast<const char*>(work->data); });
  }
  uv_timer_init(&loop, &timer);
  uv_timer_start(
      &timer,
      [](uv_timer_t* handle) {
        order += 't';
        uv_close(reinterpret_cast<uv_handle_t*>(handle), nullptr);
      },
      1, 0);
  uv_run(&loop, UV_RUN_DEFAULT);
  uv_loop_close(&loop);
}

}  // namespace

int main() {
  actx::uvsim::World world;
  std::map<std::string, std::string> schedules;  // by order
  for (uint64_t seed = 1; seed <= 200; seed++) {
    actx::uvsim::SeededRandom random(seed);
    world.reset(&random);
    program();
    schedules.emplace(order, world.schedule());
  }
  for (const auto& [seen, schedule] : schedules) {
    std::printf("%s %s\n", seen.c_str(), schedule.c_str());
    // The schedule repeats the run.
    actx::uvsim::Replay replay;
    std::string error;
    if (!replay.load(schedule, &error)) return 1;
    world.reset(&replay);
    program();
    if (order != seen || !replay.finished(&error)) return 1;
  }
}
