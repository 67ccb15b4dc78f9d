#include <CLI/CLI.hpp>

#include "host/cli.h"

namespace {

constexpr char kExitHelp[] =
    "Exit status of run: the program's own, like node's (1 for an uncaught error); 2 when the "
    "program is refused or the usage is wrong; 3 when a limit ended the run.";

int main_or_throw(int argc, char** argv) {
  CLI::App app("Reference simulator for asynchronous context tracking in Node.js");
  app.name(actx::is_simulated() ? "actx" : "actx-uv");
  app.require_subcommand(1);
  app.set_version_flag("--version", "actx 0.1.0 (Node.js v18.20.1 semantics)");

  actx::RunOptions options;
  std::string file;
  std::vector<std::string> arguments;
  CLI::App* run = app.add_subcommand("run", "Run a program once; observations go to stdout");
  run->add_option("FILE", file, "The program: .js, .mjs or .cjs")->required();
  run->add_option("ARGUMENTS", arguments, "process.argv from the third on");
  actx::add_rule_options(*run, options);
  actx::add_run_options(*run, options);
  run->footer(kExitHelp);

  bool as_module = false;
  bool as_commonjs = false;
  CLI::App* print = app.add_subcommand("print", "Parse a program and print it back");
  print->add_option("FILE", file, "The program")->required();
  print->add_flag("--json", options.json, "One JSON object on stdout");
  print->add_flag("--module", as_module, "Read it as an ES module, whatever its name");
  print->add_flag("--commonjs", as_commonjs, "Read it as CommonJS, whatever its name")
      ->excludes("--module");

  CLI::App* rules = app.add_subcommand("rules", "The table of rules, variants and profiles");
  actx::add_rule_options(*rules, options);
  rules->add_flag("--json", options.json, "One JSON object on stdout");
  rules->add_flag(
      "--readings", options.list_readings,
      "List the readings that the profile allows, one a line, with the variants by which "
      "each differs from reading 0");

  const std::unique_ptr<actx::SimulatedCommands> simulated = actx::make_simulated_commands();
  simulated->add_to(app, options);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? 0 : actx::kUsageStatus;
  }
  if (const std::string problem = actx::finish_options(options); !problem.empty()) {
    std::fprintf(stderr, "%s: %s\n", app.get_name().c_str(), problem.c_str());
    return actx::kUsageStatus;
  }
  int status = 0;
  if (simulated->run(options, &status)) return status;
  if (run->parsed()) return actx::run_command(options, file, arguments);
  if (print->parsed()) return actx::print_command(file, options.json, as_module, as_commonjs);
  return actx::rules_command(options);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return main_or_throw(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "actx: internal error: %s\n", error.what());
    return actx::kUsageStatus;
  }
}
