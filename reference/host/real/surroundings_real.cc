// Surroundings of a run on the real libuv: real time, one schedule.
#include <chrono>
#include <csignal>

#include "host/surroundings.h"
#include "loop/loop.h"

namespace actx {
namespace {

class RealSurroundings final : public Surroundings {
 public:
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
  Halt halted(std::string*) override { return Halt::kNone; }
  std::string schedule() override { return {}; }
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
  return std::make_unique<RealSurroundings>();
}

bool is_simulated() {
  return false;
}

}  // namespace actx
