#include <fcntl.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "uvsim/machine.h"
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
  } else if (name == "any") {
    *profile = any();
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
  if (machine != nullptr) machine.reset();
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

// The seed tree with the directories above `path`; null when that cannot be.
static FileSystem* files_with_parents(WorldState& world, std::string_view path) {
  if (!path.starts_with('/')) return nullptr;
  if (world.first_files == nullptr) world.first_files = std::make_unique<FileSystem>();
  FileSystem& files = *world.first_files;
  files.now_ns = world.options.wall_start_ms * int64_t{kNsPerMs};
  files.options.superuser = true;
  for (size_t end = path.find('/', 1); end != std::string_view::npos;
       end = path.find('/', end + 1)) {
    files.make_directory(path.substr(0, end), 0755);
  }
  return &files;
}

bool World::add_file(std::string_view path, std::string_view content, uint32_t mode) {
  FileSystem* files = files_with_parents(*state_, path);
  if (files == nullptr) return false;
  const int file = files->open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) return false;
  const bool written =
      files->write(file, content.data(), content.size(), 0) == static_cast<int64_t>(content.size());
  FileSystem::NodePtr node;
  files->find(file, &node);
  files->set_mode(*node, mode);
  files->close(file);
  return written;
}

bool World::add_directory(std::string_view path, uint32_t mode) {
  FileSystem* files = files_with_parents(*state_, path);
  FileSystem::NodePtr node;
  if (files == nullptr) return false;
  files->make_directory(path, 0755);
  if (files->find_directory(path, &node) != 0) return false;
  files->set_mode(*node, mode);
  return true;
}

bool World::add_link(std::string_view path, std::string_view target) {
  FileSystem* files = files_with_parents(*state_, path);
  return files != nullptr && files->symlink(target, path) == 0;
}

void World::clear_files() {
  state_->first_files.reset();
}

bool World::read_file(std::string_view path, std::string* content) {
  FileSystem::NodePtr node;
  if (machine_of(*state_).files.find(path, true, &node) != 0) return false;
  if (node->type != NodeType::kFile) return false;
  *content = node->data;
  return true;
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
  if (world.scheduler == nullptr || world.halted != HaltReason::kNone) return 0;
  if (point.count < 2) {
    if (point.cut && access_observer != nullptr) access_observer->on_cut(point);
    return 0;
  }
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

uint32_t choose_ready(LoopState& state, const char* name, uint32_t count) {
  if (count < 2) return 0;
  state.options.clear();
  for (uint32_t i = 0; i < count; i++) state.options.push_back({"ready", i});
  return choose(*state.world,
                {name, "any callback that is ready may run next", count, state.options.data()});
}

}  // namespace actx::uvsim
