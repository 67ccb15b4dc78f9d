// The subcommands of actx that need every choice of the event loop: explore, judge, check. And
// example, which prints what there is to explore.
//
// Their sources end in _main.cc: they belong to the program, not to the library.
#ifndef ACTX_EXPLORE_COMMANDS_H_
#define ACTX_EXPLORE_COMMANDS_H_

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "explore/explorer.h"
#include "host/cli.h"

namespace actx {

class Subcommand {
 public:
  virtual ~Subcommand() = default;
  /// Adds it to `app`, with its options; those shared go into `options` (borrowed).
  virtual CLI::App* add_to(CLI::App& app, RunOptions& options) = 0;
  /// Returns the exit status. After finish_options.
  virtual int run(RunOptions& options) = 0;
};

std::unique_ptr<Subcommand> make_explore_command();
std::unique_ptr<Subcommand> make_judge_command();
std::unique_ptr<Subcommand> make_check_command();
std::unique_ptr<Subcommand> make_example_command();

/// Options about how much to explore, shared by explore and check.
struct ExploreArguments {
  uint64_t limit = 300'000;
  bool naive = false;
  int64_t bound = -1;
  bool progress = false;
  bool check_determinism = false;
  unsigned workers = 0;  // one per core
};
void add_explore_options(CLI::App& app, ExploreArguments& arguments);
ExploreOptions explore_options(const ExploreArguments& arguments);

/// What every program of the command runs with.
Subject subject_of(const RunOptions& options, const std::string& file);

/// One line of JSON on stdout.
void print_json(const nlohmann::ordered_json& json);
/// A message on stderr; returns kUsageStatus.
int report_usage(const std::string& message);

}  // namespace actx

#endif  // ACTX_EXPLORE_COMMANDS_H_
