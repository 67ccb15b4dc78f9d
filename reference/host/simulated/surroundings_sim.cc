// Surroundings of a run on uvsim: virtual time, every choice from a scheduler.
#include <set>

#include "host/items.h"
#include "host/program.h"
#include "host/simulated/file_tree.h"
#include "host/simulated/scheduled.h"
#include "loop/loop.h"
#include "uvsim/accesses.h"
#include "uvsim/fingerprint.h"
#include "uvsim/uvsim.h"
#include "value/footprint.h"
#include "value/native_stack.h"

namespace actx {
namespace {

// The wall clock of every simulated run begins here: 2024-01-01T00:00:00Z.
constexpr double kEpochMs = 1704067200000;
constexpr uint64_t kStartMs = 1000;
// No schedule lets a program compute for longer: it would only show the timeouts of servers.
constexpr uint64_t kClockStepMs = 1000;
constexpr uint32_t kManyWorkers = 1024;

uvsim::FingerprintOptions fingerprint_options(const Footprint& footprint) {
  return {footprint.scope().clock, footprint.scope().ages, footprint.scope().ports,
          [](const uv_loop_t* loop) {
            return static_cast<const Loop*>(loop->data)->fingerprint([](const LoopItem& item) {
              return Footprint::active()->name_of(object_of(item));
            });
          }};
}

/// For footprints: what the pool and the files do.
class FootprintObserver final : public uvsim::AccessObserver {
 public:
  void set_scheduler(uvsim::Scheduler* scheduler) { scheduler_ = scheduler; }
  void on_cut(const uvsim::ChoicePoint& point) override {
    if (scheduler_ != nullptr) scheduler_->not_asked(point);
  }
  void on_work(const uv__work* work) override {
    if (Footprint* footprint = Footprint::active()) footprint->begin_work(work);
  }
  void on_work_done() override {
    if (Footprint* footprint = Footprint::active()) footprint->end_work();
  }
  void on_file(const uvsim::FileTouch& touch) override {
    Footprint* footprint = Footprint::active();
    if (footprint == nullptr) return;
    const uintptr_t cell =
        touch.part == uvsim::FilePart::kDescriptors
            ? static_cast<uintptr_t>(WorldCell::kDescriptors)
            : Footprint::outside_cell(static_cast<uint32_t>(touch.part), touch.number, touch.name);
    footprint->note_outside(cell, touch_of(touch.use));
    if (touch.part == uvsim::FilePart::kTimes) footprint->stamp(cell);
  }
  uint64_t new_name() override {
    Footprint* footprint = Footprint::active();
    return footprint == nullptr ? 0 : footprint->new_name();
  }
  void on_poll(const uv_loop_t* loop) override {
    Footprint* footprint = Footprint::active();
    if (footprint == nullptr) return;
    const uvsim::FingerprintOptions options = fingerprint_options(*footprint);
    const bool alone = uvsim::World::current().threads() == 1;
    footprint->poll(
        alone ? uvsim::world_fingerprint(options) : uvsim::loop_fingerprint(loop, options), alone);
  }
  void on_thread_made(uint64_t name) override {
    if (Footprint* footprint = Footprint::active()) footprint->made_thread(name);
  }
  void on_thread(uint64_t from, uint64_t to, bool ended) override {
    if (Footprint* footprint = Footprint::active()) footprint->switch_thread(from, to, ended);
  }
  void on_sync_point() override {
    if (Footprint* footprint = Footprint::active()) footprint->chose(0);
  }
  void on_unsteady() override { Footprint::give_up_if_active(); }

 private:
  uvsim::Scheduler* scheduler_ = nullptr;
  static Touch touch_of(uvsim::FileUse use) {
    switch (use) {
      case uvsim::FileUse::kRead:
        return Touch::kRead;
      case uvsim::FileUse::kAdd:
        return Touch::kAdd;
      case uvsim::FileUse::kChange:
        break;
    }
    return Touch::kWrite;
  }
};

class SimulatedSurroundings final : public Surroundings,
                                    private uvsim::Monitor,
                                    private ReadyChooser {
 public:
  ~SimulatedSurroundings() override {
    if (uvsim::access_observer == &observer_) uvsim::access_observer = nullptr;
  }
  /// Takes every choice from now on; borrowed.
  void set_scheduler(uvsim::Scheduler* scheduler) {
    scheduler_ = scheduler;
    observer_.set_scheduler(scheduler);
  }

  bool configure(const SimulationOptions& options, std::string* error) {
    if (!uvsim::LoopProfile::by_name(options.loop_profile, &world_options_.profile)) {
      *error = "there is no loop profile \"" + options.loop_profile + "\"";
      return false;
    }
    if (options.has_seed && options.has_schedule) {
      *error = "a run has a seed or a schedule, not both";
      return false;
    }
    if (options.has_schedule && !uvsim::Replay().load(options.schedule, error)) return false;
    options_ = options;
    world_options_.limits = {options.virtual_ms, options.callbacks, options.pending};
    world_options_.start_ms = kStartMs;
    world_options_.clock_step_ms = kClockStepMs;
    world_options_.monitor = this;
    // The host's own threads share nothing but what its mutexes guard.
    world_options_.preemption_in_locks = false;
    // The ports of a thread are looked at together.
    world_options_.preemption_in_sweeps = false;
    // With a worker for each task, tasks end in any order too.
    if (world_options_.profile.any_order) world_options_.pool_size = kManyWorkers;
    world_ = std::make_unique<uvsim::World>(world_options_);
    return true;
  }

  void set_loop(Loop* loop) override {
    loop_ = loop;
    loop->set_any_order(ready_chooser());
  }

  void begin_run() override {
    halt_message_.clear();
    uvsim::access_observer = Footprint::active() != nullptr ? &observer_ : nullptr;
    in_tree_.clear();
    random_ = uvsim::SeededRandom(options_.seed);
    replay_ = uvsim::Replay();
    if (scheduler_ != nullptr) {
      world_->reset(scheduler_);
    } else if (options_.has_schedule) {
      std::string ignored;  // it was loaded once already
      replay_.load(options_.schedule, &ignored);
      world_->reset(&replay_);
    } else if (options_.has_seed) {
      world_->reset(&random_);
    } else {
      world_->reset(options_.record ? &first_ : nullptr);
    }
  }

  void end_run(Loop&) override {}  // the next reset forgets the loop

  void main_is_over(bool is_module) override {
    // Node enters the loop some time after a CommonJS main; an ES module is evaluated inside it,
    // in the poll phase, so that immediates come first.
    static constexpr uvsim::ChoiceOption kOptions[] = {{"1ms", 1}, {"none", 0}};
    static constexpr uvsim::ChoicePoint kPoint = {
        "startup", "how long the runtime takes from the main script to the loop", 2, kOptions};
    if (!is_module && loop_->has_timers() && world_->choose(kPoint) == 0)
      world_->advance_ns(1'000'000);
  }

  double wall_clock_ms() override {
    return kEpochMs + static_cast<double>(world_->clock_ns() / 1'000'000 - kStartMs);
  }

  bool is_halted() override { return world_->halted() != uvsim::HaltReason::kNone; }

  bool may_touch(const std::string&) override { return true; }

  /// The tree has the main file of the program (and of each worker) at its place, the given files,
  /// and /tmp.
  void prepare_files(Program& program) override {
    if (in_tree_.empty()) FileTree().add_folder("/tmp");
    if (const std::string* text = program.text_of(program.main_path())) {
      add_to_tree(program.main_path(), *text);
    }
    for (const GivenFile& file : options_.files) {
      std::string bytes;
      if (!DiskFiles().read(file.source, &bytes)) throw FileMissing{file.source};
      add_to_tree(join_path(directory_of(program.main_path()), file.name), bytes);
    }
  }

  Halt halted(std::string* message) override {
    *message = halt_message_;
    switch (world_->halted()) {
      case uvsim::HaltReason::kDeadlock:
        return Halt::kDeadlock;
      case uvsim::HaltReason::kVirtualTime:
        return Halt::kVirtualTime;
      case uvsim::HaltReason::kCallbacks:
        return Halt::kCallbacks;
      case uvsim::HaltReason::kPending:
        return Halt::kPending;
      case uvsim::HaltReason::kSchedule:
        return Halt::kSchedule;
      case uvsim::HaltReason::kNone:
      case uvsim::HaltReason::kRequested:
        break;
    }
    if (options_.has_schedule && !replay_.finished(message)) return Halt::kSchedule;
    return Halt::kNone;
  }

  std::string schedule() override { return world_->schedule(); }

  std::vector<Processor> processors() override {
    return std::vector<Processor>(options_.processors, {"simulated", 1000, {}});
  }
  unsigned parallelism() override { return options_.processors; }

  ReadyChooser* ready_chooser() override {
    return world_options_.profile.any_order ? this : nullptr;
  }

 private:
  /// Only once in a run: the program may have changed it since.
  void add_to_tree(const std::string& path, std::string_view bytes) {
    if (in_tree_.insert(path).second) FileTree().add_file(path, bytes);
  }

  void on_halt(uvsim::HaltReason, const std::string& message) override {
    halt_message_ = message;
    if (loop_ != nullptr) loop_->stop();
  }
  void on_misuse(const char* function, const char* message) override {
    halt_message_ = std::string(function) + ": " + message;
  }

  uint32_t choose_ready(const char* name, uint32_t count) override {
    if (count == 1) return 0;
    std::vector<uvsim::ChoiceOption> options;
    for (uint32_t i = 0; i < count; ++i) options.push_back({"ready", i});
    return world_->choose({name, "any callback that is ready may run next", count, options.data()});
  }

  void on_switch(uint32_t, const void* low, size_t size) override { set_native_stack(low, size); }

  SimulationOptions options_;
  uvsim::Scheduler* scheduler_ = nullptr;
  FootprintObserver observer_;
  uvsim::Options world_options_;
  std::unique_ptr<uvsim::World> world_;
  uvsim::FirstChoice first_;
  uvsim::SeededRandom random_{0};
  uvsim::Replay replay_;
  std::string halt_message_;
  std::set<std::string> in_tree_;
};

}  // namespace

std::unique_ptr<Surroundings> make_surroundings(const SimulationOptions& options,
                                                std::string* error) {
  auto surroundings = std::make_unique<SimulatedSurroundings>();
  if (!surroundings->configure(options, error)) return nullptr;
  return surroundings;
}

std::unique_ptr<Surroundings> make_scheduled_surroundings(const SimulationOptions& options,
                                                          uvsim::Scheduler& scheduler,
                                                          std::string* error) {
  auto surroundings = std::make_unique<SimulatedSurroundings>();
  if (!surroundings->configure(options, error)) return nullptr;
  surroundings->set_scheduler(&scheduler);
  return surroundings;
}

uint64_t simulated_state(const Footprint& footprint) {
  if (uvsim::World::current().threads() == 1) return footprint.state(std::nullopt);
  return footprint.state(uvsim::world_fingerprint(fingerprint_options(footprint)));
}

bool is_simulated() {
  return true;
}

}  // namespace actx
