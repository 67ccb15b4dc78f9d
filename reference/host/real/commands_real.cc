// The subcommands that only actx has: those that need every choice to be a scheduler's, and
// example.
#include <CLI/CLI.hpp>
#include <iostream>

#include "host/cli.h"

namespace actx {
namespace {

class NoCommands final : public SimulatedCommands {
 public:
  void add_to(CLI::App& app, RunOptions&) override {
    for (const char* name : {"explore", "judge", "check", "example"}) {
      CLI::App* command = app.add_subcommand(name, "Only in actx, which simulates the event loop");
      command->allow_extras();
      commands_.push_back(command);
    }
  }
  bool run(RunOptions&, int* status) override {
    for (const CLI::App* command : commands_) {
      if (!command->parsed()) continue;
      std::cerr << "actx-uv: " << command->get_name()
                << " is only in actx, which simulates the event loop\n";
      *status = kUsageStatus;
      return true;
    }
    return false;
  }

 private:
  std::vector<CLI::App*> commands_;
};

}  // namespace

std::unique_ptr<SimulatedCommands> make_simulated_commands() {
  return std::make_unique<NoCommands>();
}

}  // namespace actx
