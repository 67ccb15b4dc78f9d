// actx check.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "explore/check.h"
#include "explore/commands.h"
#include "explore/document.h"

namespace actx {
namespace {

nlohmann::ordered_json checked_json(const CheckedCase& checked) {
  nlohmann::ordered_json json = {
      {"case", checked.id},           {"verdict", verdict_name(checked.verdict)},
      {"explored", checked.explored}, {"pruned", checked.pruned},
      {"outcomes", checked.outcomes}, {"readings", checked.readings}};
  if (!checked.detail.empty()) json["detail"] = checked.detail;
  if (!checked.schedule.empty()) json["schedule"] = checked.schedule;
  if (!checked.reading.empty()) json["reading"] = checked.reading;
  return json;
}

void print_checked(const CheckedCase& checked) {
  std::cout << fmt::format("{:<60} {:<11} {:>7} {:>8} {:>8}\n", checked.id,
                           verdict_name(checked.verdict), checked.explored, checked.outcomes,
                           checked.readings);
  if (checked.detail.empty()) return;
  std::cout << "    " << checked.detail << "\n";
  if (!checked.schedule.empty()) std::cout << "    schedule " << checked.schedule;
  if (!checked.reading.empty()) std::cout << "   reading " << checked.reading;
  if (!checked.schedule.empty()) std::cout << "\n";
}

class CheckCommand final : public Subcommand {
 public:
  CLI::App* add_to(CLI::App& app, RunOptions& options) override {
    CLI::App* command =
        app.add_subcommand("check", "Cases against the reference: all schedules and readings");
    command_ = command;
    command->add_option("CASE|DIR", paths_, "Cases, or folders of them")->default_str("cases");
    add_rule_options(*command, options);
    add_limit_options(*command, options);
    add_explore_options(*command, arguments_);
    command->add_flag("--json", options.json, "One JSON object per case, one per line");
    command->footer(
        "Each case is explored under every semantic profile, with uv-1.44 and with uv-1.45;\n"
        "--profile and --loop-profile take one of them.\n"
        "The document's blocks come from $ACTX_DOCUMENT, or from what scripts/setup fetched.\n"
        "Exit status: 0 every expectation holds on every schedule; 1 one does not, or that is "
        "undecided; 2 a case or the document is wrong.");
    return command;
  }

  int run(RunOptions& options) override {
    if (paths_.empty()) paths_ = {"cases"};
    try {
      if (!options.json) {
        std::cout << fmt::format("{:<60} {:<11} {:>7} {:>8} {:>8}\n", "case", "verdict", "runs",
                                 "outcomes", "readings");
      }
      const std::vector<RunOptions> all = combinations(options);
      for (const std::string& path : paths_) {
        for (const std::string& file : case_files(path)) {
          for (const RunOptions& each : all) check(each, file, all.size() > 1);
        }
      }
    } catch (const CaseError& error) {
      return report_usage(error.what());
    } catch (const DocumentError& error) {
      return report_usage(error.what());
    }
    if (!options.json) print_summary();
    return counts_[CheckVerdict::kFails] + counts_[CheckVerdict::kUndecided] == 0 ? 0 : 1;
  }

 private:
  /// `options` under each profile and on each loop, except where the command line names one.
  /// A reading is one of the profile that is named, or of `documented`.
  std::vector<RunOptions> combinations(const RunOptions& options) const {
    std::vector<std::string> profiles = {"documented", "node18", "frame"};
    if (command_->count("--profile") + command_->count("--reading") > 0) {
      profiles = {options.profile};
    }
    std::vector<std::string> loops = {"uv-1.44", "uv-1.45"};
    if (command_->count("--loop-profile") > 0) loops = {options.simulation.loop_profile};
    std::vector<RunOptions> all;
    for (const std::string& profile : profiles) {
      for (const std::string& loop : loops) {
        RunOptions& each = all.emplace_back(options);
        each.simulation.loop_profile = loop;
        if (profile == options.profile) continue;
        each.profile = profile;
        each.runtime.rules = Profile::find(profile)->rules();
        for (const RuleInfo& rule : all_rules()) {
          if (!options.overridden.has(rule.id)) continue;
          each.runtime.rules.set_variant(rule.id, options.runtime.rules.variant(rule.id));
        }
      }
    }
    return all;
  }

  /// `named`: the profile and the loop are added to the names of the cases.
  void check(const RunOptions& options, const std::string& file, bool named) {
    Subject base = subject_of(options, file);
    const std::string path = base.path;
    const ExploreOptions how = explore_options(arguments_);
    for (CheckedCase& checked :
         check_case(path, base, *Profile::find(options.profile), options.overridden, how)) {
      if (named) {
        checked.id += fmt::format(" [{} {}]", options.profile, options.simulation.loop_profile);
      }
      ++counts_[checked.verdict];
      if (how.progress) std::cerr << "\r\033[K" << std::flush;
      options.json ? print_json(checked_json(checked)) : print_checked(checked);
      std::cout << std::flush;
    }
  }

  void print_summary() {
    const char* separator = "";
    for (const auto& [verdict, count] : counts_) {
      std::cout << separator << count << ' ' << verdict_name(verdict);
      separator = ", ";
    }
    std::cout << "\n";
  }

  const CLI::App* command_ = nullptr;
  std::vector<std::string> paths_;
  ExploreArguments arguments_;
  std::map<CheckVerdict, uint64_t> counts_;
};

}  // namespace

std::unique_ptr<Subcommand> make_check_command() {
  return std::make_unique<CheckCommand>();
}

}  // namespace actx
