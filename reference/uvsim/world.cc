#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

thread_local World* current_world = nullptr;
thread_local WorldState* current_world_state = nullptr;

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "uvsim: %s\n", message.c_str());
  std::abort();
}

}  // namespace

bool LoopProfile::by_name(std::string_view name, LoopProfile* profile) {
  if (name == "uv-1.44") {
    *profile = uv_1_44();
  } else if (name == "uv-1.45") {
    *profile = uv_1_45();
  } else {
    return false;
  }
  return true;
}

WorldState::WorldState() : threads(std::make_unique<ThreadSet>(this)) {}
WorldState::~WorldState() = default;

void WorldState::reset(Scheduler* scheduler_for_run) {
  static std::atomic<uint32_t> runs{0};
  run = ++runs;
  threads->reset();
  live_threads = 1;
  scheduler = scheduler_for_run;
  clock_ns = options.start_ms * kNsPerMs;
  clock_limit_ns = (options.start_ms + options.limits.virtual_ms) * kNsPerMs;
  spins = 0;
  clock_reads = 0;
  callbacks = 0;
  callback_limit = options.limits.callbacks;
  halted = HaltReason::kNone;
  log.clear();
  pool.clear();
  network.reset();
  free_loops.clear();
  loops_used = 0;
  loops_opened = 0;
  default_loop_ready = false;
}

World::World(const Options& options) : state_(new WorldState), outer_(current_world) {
  state_->world = this;
  state_->options = options;
  state_->reset(nullptr);
  current_world = this;
  current_world_state = state_.get();
}

World::~World() {
  state_->threads->reset();
  current_world = outer_;
  current_world_state = outer_ != nullptr ? outer_->state_.get() : nullptr;
}

void World::reset(Scheduler* scheduler) {
  state_->reset(scheduler);
}

void World::set_options(const Options& options) {
  state_->options = options;
}

uint64_t World::clock_ns() const {
  return state_->clock_ns;
}

void World::advance_ns(uint64_t ns) {
  set_clock(*state_, state_->clock_ns + ns);
}

uint64_t World::callbacks() const {
  return state_->callbacks;
}

const std::vector<ChoiceTaken>& World::log() const {
  return state_->log;
}

std::string World::schedule() const {
  return format_schedule(state_->log);
}

HaltReason World::halted() const {
  return state_->halted;
}

void World::halt() {
  if (state_->halted != HaltReason::kNone) return;
  state_->halted = HaltReason::kRequested;
  state_->callback_limit = 0;
}

size_t World::threads() const {
  return state_->live_threads;
}

uint32_t World::thread() const {
  return state_->threads->current()->id - 1;
}

bool World::end_threads() {
  halt();
  if (state_->live_threads > 1) state_->threads->wait(Wait::kThreads, nullptr);
  return state_->live_threads == 1;
}

void World::set_host(const std::string& name, const std::vector<std::string>& addresses,
                     int error) {
  state_->hosts[name] = {addresses, error};
}

uint32_t World::choose(const ChoicePoint& point) {
  return uvsim::choose(*state_, point);
}

World& World::current() {
  return *current_state().world;
}

WorldState& current_state() {
  if (current_world_state == nullptr) [[unlikely]] {
    static thread_local World fallback;  // makes itself current
  }
  return *current_world_state;
}

void halt(WorldState& world, HaltReason reason, const std::string& message) {
  if (world.halted != HaltReason::kNone) return;
  world.halted = reason;
  world.callback_limit = 0;
  if (world.options.monitor == nullptr) fail(message);
  world.options.monitor->on_halt(reason, message);
}

void misuse(WorldState& world, const char* function, const char* message) {
  if (world.options.monitor == nullptr) fail(std::string(function) + ": " + message);
  world.options.monitor->on_misuse(function, message);
}

bool refuse_callback(WorldState& world) {
  if (world.halted == HaltReason::kNone) {
    halt(world, HaltReason::kCallbacks,
         "limit: the run called " + std::to_string(world.callbacks) + " callbacks");
  }
  return false;
}

uint32_t choose(WorldState& world, const ChoicePoint& point) {
  if (world.scheduler == nullptr || world.halted != HaltReason::kNone || point.count < 2) return 0;
  const uint32_t chosen = world.scheduler->choose(point);
  if (chosen >= point.count) {
    halt(world, HaltReason::kSchedule,
         chosen == Scheduler::kNone
             ? world.scheduler->problem()
             : std::string("the scheduler chose an option that ") + point.name + " does not have");
    return 0;
  }
  world.log.push_back({point.name, point.count, chosen});
  return chosen;
}

}  // namespace actx::uvsim
