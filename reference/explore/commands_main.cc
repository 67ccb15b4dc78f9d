#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <thread>

#include "explore/commands.h"

namespace actx {
namespace {

void show_progress(const Progress& progress) {
  std::cerr << "\r" << progress.explored << " runs, " << progress.waiting << " waiting, "
            << progress.outcomes << " outcomes, reading " << progress.reading + 1 << " of "
            << progress.readings << "\033[K" << std::flush;
}

class Commands final : public SimulatedCommands {
 public:
  void add_to(CLI::App& app, RunOptions& options) override {
    for (auto* make :
         {make_explore_command, make_judge_command, make_check_command, make_example_command}) {
      commands_.push_back(make());
      apps_.push_back(commands_.back()->add_to(app, options));
    }
  }

  bool run(RunOptions& options, int* status) override {
    for (size_t i = 0; i < commands_.size(); ++i) {
      if (!apps_[i]->parsed()) continue;
      *status = commands_[i]->run(options);
      return true;
    }
    return false;
  }

 private:
  std::vector<std::unique_ptr<Subcommand>> commands_;
  std::vector<CLI::App*> apps_;
};

}  // namespace

std::unique_ptr<SimulatedCommands> make_simulated_commands() {
  return std::make_unique<Commands>();
}

void add_explore_options(CLI::App& app, ExploreArguments& arguments) {
  app.add_option("--limit", arguments.limit, "Runs, per reading")->capture_default_str();
  app.add_option("--bound", arguments.bound, "At most so many choices not the natural one")
      ->check(CLI::NonNegativeNumber);
  app.add_flag("--naive", arguments.naive, "Run every schedule, without reduction");
  app.add_option("-j,--workers", arguments.workers, "Threads; 0: one per core")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  app.add_flag("--check-determinism", arguments.check_determinism,
               "Make a sample of the runs again and compare the traces byte by byte");
  app.add_flag("--progress", arguments.progress,
               "Show progress on stderr also when it is no terminal");
}

ExploreOptions explore_options(const ExploreArguments& arguments) {
  ExploreOptions options;
  options.reduce = !arguments.naive;
  options.limit = arguments.limit;
  if (arguments.bound >= 0) options.bound = static_cast<uint32_t>(arguments.bound);
  options.workers = arguments.workers == 0 ? std::max(1u, std::thread::hardware_concurrency())
                                           : arguments.workers;
  if (arguments.check_determinism) options.check_every = 64;
  if (arguments.progress || isatty(STDERR_FILENO) != 0) options.progress = show_progress;
  return options;
}

Subject subject_of(const RunOptions& options, const std::string& file) {
  Subject subject = {absolute_path(file), {}, {}, options.simulation, options.runtime};
  subject.runtime.working_directory = std::filesystem::current_path().string();
  return subject;
}

void print_json(const nlohmann::ordered_json& json) {
  std::cout << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

int report_usage(const std::string& message) {
  std::cerr << "actx: " << message << "\n";
  return kUsageStatus;
}

}  // namespace actx
