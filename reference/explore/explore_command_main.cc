// actx explore.
#include <CLI/CLI.hpp>
#include <iostream>

#include "explore/commands.h"
#include "explore/report.h"

namespace actx {
namespace {

class ExploreCommand final : public Subcommand {
 public:
  CLI::App* add_to(CLI::App& app, RunOptions& options) override {
    CLI::App* command =
        app.add_subcommand("explore", "Every outcome over all schedules and readings");
    command->add_option("FILE", files_, "Programs")->required();
    add_rule_options(*command, options);
    add_limit_options(*command, options);
    add_explore_options(*command, arguments_);
    command->add_flag("--json", options.json, "One JSON object per program, one per line");
    command
        ->add_option("--order", order_,
                     "Tell outcomes apart by the values of each label (labels), or by the order "
                     "of all observations too (total)")
        ->check(CLI::IsMember({"labels", "total"}))
        ->capture_default_str();
    command
        ->add_option("--seed", options.seed,
                     "Draw --limit runs at random, uniform and by priority, instead")
        ->each([&options](const std::string&) { options.has_seed = true; });
    command->add_option("--max-outcomes", max_outcomes_, "Rows of the table")
        ->capture_default_str();
    command->footer(
        "Exit status: 0; 1 when runs of one schedule differed; 2 when a program is refused or the "
        "usage is wrong. What was not exhausted says so, and why.");
    return command;
  }

  int run(RunOptions& options) override {
    ExploreOptions how = explore_options(arguments_);
    how.order = order_ == "total" ? Order::kTotal : Order::kLabels;
    if (options.has_seed) how.sample_seed = options.seed;
    int status = 0;
    for (const std::string& file : files_) {
      const Subject subject = subject_of(options, file);
      const AllowedSet set =
          explore(subject, *Profile::find(options.profile), options.overridden, how);
      if (how.progress) std::cerr << "\r\033[K";
      if (options.json) print_json(allowed_json(file, set, how.order));
      if (!set.refused.empty()) {
        if (!options.json) std::cerr << set.refused << "\n";
        status = kUsageStatus;
        continue;
      }
      if (!options.json) std::cout << allowed_table(file, set, how.order, max_outcomes_);
      if (!set.nondeterminism.empty() && status == 0) status = 1;
    }
    return status;
  }

 private:
  std::vector<std::string> files_;
  std::string order_ = "labels";
  size_t max_outcomes_ = 50;
  ExploreArguments arguments_;
};

}  // namespace

std::unique_ptr<Subcommand> make_explore_command() {
  return std::make_unique<ExploreCommand>();
}

}  // namespace actx
