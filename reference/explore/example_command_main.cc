// actx example: the document's code blocks, as they stand there.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "explore/commands.h"
#include "explore/document.h"

namespace actx {
namespace {

std::string file_name(const CodeBlock& block) {
  return block.name + '.' + block.language;
}

class ExampleCommand final : public Subcommand {
 public:
  CLI::App* add_to(CLI::App& app, RunOptions&) override {
    CLI::App* command = app.add_subcommand(
        "example", "A code block of the document; without a name, what there is");
    command->add_option("NAME", name_, "As the list has it: http-logger.mjs; .js are fragments");
    command->footer(
        "The blocks come from $ACTX_DOCUMENT, or from what scripts/setup fetched, and are found by "
        "hash.\nExit status: 0, or 2 when there is no such block, or no document.");
    return command;
  }

  int run(RunOptions&) override {
    try {
      // Found from the checkout in which this is called.
      const std::string here = (std::filesystem::current_path() / "here").string();
      const std::vector<CodeBlock> blocks =
          document_blocks(find_document(here), checkout_file(here, "spec/examples.toml"));
      return name_.empty() ? list(blocks) : print(blocks);
    } catch (const DocumentError& error) {
      return report_usage(error.what());
    }
  }

 private:
  static int list(const std::vector<CodeBlock>& blocks) {
    for (const CodeBlock& block : blocks) {
      const auto lines = std::count(block.code.begin(), block.code.end(), '\n') + 1;
      std::cout << fmt::format("{:<36} {:>3} lines\n", file_name(block), lines);
    }
    return 0;
  }

  int print(const std::vector<CodeBlock>& blocks) const {
    for (const CodeBlock& block : blocks) {
      if (file_name(block) != name_) continue;
      std::cout << block.code << (block.code.ends_with('\n') ? "" : "\n");
      return 0;
    }
    return report_usage("there is no block '" + name_ + "'; `actx example` lists them");
  }

  std::string name_;
};

}  // namespace

std::unique_ptr<Subcommand> make_example_command() {
  return std::make_unique<ExampleCommand>();
}

}  // namespace actx
