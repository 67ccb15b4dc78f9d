// The command line of actx: subcommands, options that several of them share, exit statuses.
//
// Exit statuses: 0 ok; 1 the answer is no; 2 usage or input error. `run` exits like the program it
// ran, with 2 for a program that is refused and kLimitStatus for one that was cut short.
#ifndef ACTX_HOST_CLI_H_
#define ACTX_HOST_CLI_H_

#include <memory>
#include <string>
#include <vector>

#include "host/runtime.h"

namespace CLI {
class App;
}

namespace actx {

inline constexpr int kUsageStatus = 2;
/// A run that reached a limit, or a loop that waits for ever.
inline constexpr int kLimitStatus = 3;

/// Options about semantics and limits, shared by the subcommands that run programs.
struct RunOptions {
  std::string profile = "documented";
  std::vector<std::string> rules;  // "name=variant"
  size_t reading = 0;              // which of the profile's readings; see Profile::readings
  std::vector<Rules> readings;     // all of them, once finish_options() was asked to list them
  bool list_readings = false;
  bool json = false;
  std::string trace_file;
  bool has_seed = false;
  uint64_t seed = 0;
  std::string schedule;
  std::string rejection_mode = "throw";
  std::string reclaim = is_simulated() ? "never" : "grown";
  SimulationOptions simulation;
  RuntimeOptions runtime;
  RuleSet overridden;                    // rules that --rule fixed
  std::vector<std::string> environment;  // "NAME=VALUE"
  std::vector<std::string> files;        // "NAME=FILE"
  std::string root;
};

/// Adds --profile, --rule and --reading.
void add_rule_options(CLI::App& app, RunOptions& options);
/// Adds what every run has: loop profile, limits, environment, gc.
void add_limit_options(CLI::App& app, RunOptions& options);
/// Adds what concerns one run: seed, schedule, trace; and the above.
void add_run_options(CLI::App& app, RunOptions& options);
/// Completes `options` from what was parsed. Empty, or what is wrong.
std::string finish_options(RunOptions& options);

// The subcommands; each returns the exit status.
int run_command(RunOptions& options, const std::string& file,
                const std::vector<std::string>& arguments);
int print_command(const std::string& file, bool json, bool as_module, bool as_commonjs);
int rules_command(const RunOptions& options);

/// Subcommands that need the simulated libuv, made by whichever implementation is linked; over the
/// real one they only say so.
class SimulatedCommands {
 public:
  virtual ~SimulatedCommands() = default;
  /// Adds the subcommands to `app`. `options` is borrowed.
  virtual void add_to(CLI::App& app, RunOptions& options) = 0;
  /// Whether one of them was given, and runs it: *status is the exit status. After finish_options.
  virtual bool run(RunOptions& options, int* status) = 0;
};
std::unique_ptr<SimulatedCommands> make_simulated_commands();

/// The absolute, normal form of a path given on the command line, with links resolved as Node does.
std::string absolute_path(const std::string& path);

}  // namespace actx

#endif  // ACTX_HOST_CLI_H_
