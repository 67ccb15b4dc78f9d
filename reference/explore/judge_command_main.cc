// actx judge.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "explore/commands.h"
#include "explore/oracle.h"

namespace actx {
namespace {

nlohmann::ordered_json judgement_json(const std::string& file, const Judgement& judgement) {
  nlohmann::ordered_json json = {{"file", file}};
  if (!judgement.refused.empty()) {
    json["refused"] = judgement.refused;
    return json;
  }
  json["verdict"] = verdict_name(judgement.verdict);
  const auto add = [&](const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
  };
  add("detail", judgement.detail);
  if (judgement.line > 0) json["line"] = judgement.line;
  add("observed", judgement.observed);
  add("allowed", judgement.allowed);
  add("rule", judgement.rule);
  add("requirements", judgement.requirements);
  add("lastRight", judgement.last_right);
  add("schedule", judgement.schedule);
  if (judgement.any_order) json["loopProfile"] = "any";
  add("reading", judgement.reading);
  if (!judgement.nearest.empty()) json["nearest"] = judgement.nearest;
  if (judgement.verdict == OracleVerdict::kOrderDivergence) {
    json["valuesFit"] = judgement.values_fit;
  }
  json["runs"] = judgement.runs;
  return json;
}

void print_judgement(const std::string& file, const Judgement& judgement) {
  const auto line = [](const char* what, const std::string& text) {
    if (!text.empty()) std::cout << "  " << what << text << "\n";
  };
  std::cout << file << ": " << verdict_name(judgement.verdict) << "\n";
  line("", judgement.detail);
  if (judgement.verdict == OracleVerdict::kConforms) {
    line("schedule    ", judgement.schedule);
    line("reading     ", judgement.reading);
    return;
  }
  if (judgement.line > 0) {
    line("observed    ", judgement.observed + "   (line " + std::to_string(judgement.line) + ")");
  }
  line("allowed     ", judgement.allowed);
  line("rule        ", judgement.rule);
  line("requires    ", judgement.requirements);
  line("last right  ", judgement.last_right);
  if (judgement.any_order) line("schedule    ", judgement.schedule + " --loop-profile any");
  if (judgement.nearest.empty()) return;
  line("nearest     schedule ", judgement.schedule);
  line("            ", judgement.reading);
  for (const std::string& text : judgement.nearest) line("    ", text);
}

class JudgeCommand final : public Subcommand {
 public:
  CLI::App* add_to(CLI::App& app, RunOptions& options) override {
    CLI::App* command =
        app.add_subcommand("judge", "Whether a recorded run is allowed, and if not, why");
    command->add_option("FILE", file_, "The program")->required();
    command
        ->add_option("--observed", observed_,
                     "What it printed: lines `label value`, or JSON lines; - for stdin")
        ->required();
    add_rule_options(*command, options);
    add_limit_options(*command, options);
    command->add_option("--limit", limit_, "Runs, per question and reading")->capture_default_str();
    command->add_flag("--json", options.json, "One JSON object on stdout");
    command->footer(
        "Exit status: 0 it conforms; 1 it does not, or that is undecided; 2 the program is "
        "refused, the log is none, or the usage is wrong.");
    return command;
  }

  int run(RunOptions& options) override {
    std::string text;
    if (!read_log(&text)) return report_usage(observed_ + ": cannot be read");
    RecordedLog log;
    std::string error;
    if (!parse_log(text, &log, &error)) return report_usage(observed_ + ": " + error);
    const Judgement judgement = judge(subject_of(options, file_), *Profile::find(options.profile),
                                      options.overridden, log, limit_);
    if (options.json) print_json(judgement_json(file_, judgement));
    if (!judgement.refused.empty()) {
      if (!options.json) std::cerr << judgement.refused << "\n";
      return kUsageStatus;
    }
    if (!options.json) print_judgement(file_, judgement);
    return judgement.verdict == OracleVerdict::kConforms ? 0 : 1;
  }

 private:
  /// Reads at most a little more than a log may have: parse_log refuses that.
  bool read_log(std::string* text) const {
    std::ifstream file;
    std::istream* in = &std::cin;
    if (observed_ != "-") {
      file.open(observed_, std::ios::binary);
      if (!file || file.peek() == std::ifstream::traits_type::eof()) return file.is_open();
      in = &file;
    }
    std::string buffer(1 << 16, '\0');
    while (text->size() <= kMaxLogBytes) {
      in->read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      if (in->gcount() == 0) break;
      text->append(buffer, 0, static_cast<size_t>(in->gcount()));
    }
    return !in->bad();
  }

  std::string file_;
  std::string observed_;
  uint64_t limit_ = 20'000;
};

}  // namespace

std::unique_ptr<Subcommand> make_judge_command() {
  return std::make_unique<JudgeCommand>();
}

}  // namespace actx
