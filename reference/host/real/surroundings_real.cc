// Surroundings of a run on the real libuv: real time, one schedule.
#include <uv.h>

#include <chrono>
#include <csignal>
#include <mutex>

#include "host/processors.h"
#include "host/program.h"
#include "host/surroundings.h"
#include "loop/loop.h"

namespace actx {
namespace {

class RealSurroundings final : public Surroundings {
 public:
  explicit RealSurroundings(std::string root) : root_(std::move(root)) {}
  void begin_run() override {
    // A write to a closed socket is an error of that write, not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
  }
  void end_run(Loop& loop) override { loop.close(); }
  void main_is_over(bool) override {}
  double wall_clock_ms() override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<double>(
        std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count());
  }
  bool is_halted() override { return false; }
  bool may_touch(const std::string& path) override {
    return !root_.empty() &&
           (path == root_ || path.starts_with(root_ == "/" ? root_ : root_ + "/"));
  }
  void prepare_files(Program& program) override {
    // Workers may ask at the same time.
    std::call_once(prepared_, [&] {
      if (root_.empty()) root_ = directory_of(program.main_path());
    });
  }
  Halt halted(std::string*) override { return Halt::kNone; }
  std::string schedule() override { return {}; }
  std::vector<Processor> processors() override {
    std::vector<Processor> result;
    uv_cpu_info_t* infos = nullptr;
    int count = 0;
    if (uv_cpu_info(&infos, &count) != 0) return result;
    for (int i = 0; i < count; ++i) {
      const auto& times = infos[i].cpu_times;
      result.push_back({infos[i].model,
                        infos[i].speed,
                        {times.user, times.nice, times.sys, times.idle, times.irq}});
    }
    uv_free_cpu_info(infos, count);
    return result;
  }
  unsigned parallelism() override { return uv_available_parallelism(); }

 private:
  std::string root_;
  std::once_flag prepared_;
};

}  // namespace

std::unique_ptr<Surroundings> make_surroundings(const SimulationOptions& options,
                                                std::string* error) {
  const SimulationOptions defaults;
  if (options.has_seed || options.has_schedule) {
    *error = "the real libuv has one schedule: --seed and --schedule are for the simulated one";
    return nullptr;
  }
  if (options.loop_profile != defaults.loop_profile) {
    *error = "the real libuv has its own order: --loop-profile is for the simulated one";
    return nullptr;
  }
  if (!options.files.empty()) {
    *error = "the real libuv has real files: --file is for the simulated one";
    return nullptr;
  }
  return std::make_unique<RealSurroundings>(options.root);
}

bool is_simulated() {
  return false;
}

}  // namespace actx
