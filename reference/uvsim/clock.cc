// The virtual clock: where it moves, by how much, and what of that is the scheduler's choice.

#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

constexpr uint64_t kSpinNs = 1000;  // natural cost of a poll that does not wait
constexpr uint64_t kSpinsPerDoubling = 256;
constexpr uint64_t kReadsPerDoubling = 64;
constexpr uint64_t kMaxDoublings = 20;

uint64_t growing(uint64_t base, uint64_t count, uint64_t per_doubling) {
  const uint64_t doublings = count / per_doubling;
  return base << (doublings < kMaxDoublings ? doublings : kMaxDoublings);
}

}  // namespace

void set_clock(WorldState& world, uint64_t ns) {
  if (ns > world.clock_limit_ns || ns < world.clock_ns) {
    halt(world, HaltReason::kVirtualTime,
         "limit: the virtual clock would pass " + std::to_string(world.options.limits.virtual_ms) +
             " ms");
    return;
  }
  world.clock_ns = ns;
}

void spin_clock(LoopState& state) {
  WorldState& world = *state.world;
  uint64_t next = world.clock_ns + growing(kSpinNs, world.spins, kSpinsPerDoubling);
  ++world.spins;
  const uint64_t now = world.clock_ns / kNsPerMs;
  if (next / kNsPerMs > now && !state.timers.empty()) {
    const uint64_t due = state.timers.min().due;
    if (due > now && due <= next / kNsPerMs) {
      next = due * kNsPerMs;
      world.spins = 0;
    }
  }
  set_clock(world, next);
}

void choose_clock(LoopState& state, const char* reason) {
  WorldState& world = *state.world;
  const ClockChoices offered = world.options.clock;
  if (world.scheduler == nullptr || offered == ClockChoices::kNatural) return;
  uint32_t millis_left = offered == ClockChoices::kMillis ? world.options.millis_per_point : 0;
  for (;;) {
    const uint64_t now = world.clock_ns / kNsPerMs;
    const uint64_t due = state.timers.next_due_after(now);
    if (due > world.clock_limit_ns / kNsPerMs || due - now > world.options.clock_step_ms) return;
    const bool millis = millis_left > 0 && due > now + 1;
    const ChoiceOption options[] = {{"no more", now}, {"until due", due}, {"one ms", now + 1}};
    const uint32_t chosen = choose(world, {"clock.advance", reason, millis ? 3u : 2u, options});
    if (chosen == 0) return;
    set_clock(world, options[chosen].number * kNsPerMs);
    if (chosen == 2) --millis_left;
  }
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

uint64_t uv_now(const uv_loop_t* loop) {
  return base_time(loop);
}

void uv_update_time(uv_loop_t* loop) {
  LoopState& state = state_of(loop);
  spin_clock(state);
  choose_clock(state, "time passes before uv_update_time");
  update_time(loop, *state.world);
}

uint64_t uv_hrtime(void) {
  WorldState& world = current_state();
  set_clock(world, world.clock_ns + growing(1, world.clock_reads, kReadsPerDoubling));
  ++world.clock_reads;
  return world.clock_ns;
}

void uv_sleep(unsigned int msec) {
  WorldState& world = current_state();
  const uint64_t until_ns = world.clock_ns + msec * kNsPerMs;
  if (world.live_threads > 1) {
    world.threads->wait(Wait::kTime, nullptr, until_ns);
  } else {
    set_clock(world, until_ns);
  }
}

uint64_t uv_metrics_idle_time(uv_loop_t* loop) {
  return state_of(loop).idle_ns;
}

}  // extern "C"
