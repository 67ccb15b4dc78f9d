#include "explore/check.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "explore/document.h"

namespace actx {
namespace {

namespace fs = std::filesystem;

/// Features of the language and the core; a case that asks for others may be refused.
constexpr std::string_view kCoreFeatures[] = {"create-hook", "gc", "ids", "uncaught"};

bool is_core(const std::string& feature) {
  return std::find(std::begin(kCoreFeatures), std::end(kCoreFeatures), feature) !=
         std::end(kCoreFeatures);
}

CheckedCase check_program(const Case& expected, const std::string& id, const Subject& subject,
                          const Profile& profile, const RuleSet& overridden,
                          ExploreOptions options) {
  // The order of labels is part of the outcome only where the case speaks of it.
  options.order = expected.order.empty() ? Order::kLabels : Order::kTotal;
  const AllowedSet set = explore(subject, profile, overridden, options);
  CheckedCase checked;
  checked.id = id;
  checked.explored = set.explored;
  checked.pruned = set.pruned;
  checked.outcomes = set.outcomes.size();
  checked.readings = set.readings.size();
  if (!set.refused.empty()) {
    const bool may_be = !std::all_of(expected.features.begin(), expected.features.end(), is_core);
    checked.verdict = may_be ? CheckVerdict::kUnsupported : CheckVerdict::kFails;
    checked.detail = "refused: " + set.refused;
    return checked;
  }
  for (const AllowedOutcome& outcome : set.outcomes) {
    checked.detail = case_difference(expected, outcome.outcome);
    if (checked.detail.empty()) continue;
    checked.verdict = CheckVerdict::kFails;
    checked.schedule = outcome.schedule;
    checked.reading = set.readings[outcome.reading].name;
    return checked;
  }
  if (!set.nondeterminism.empty()) {
    checked.verdict = CheckVerdict::kFails;
    checked.detail = set.nondeterminism;
  } else if (!set.exhausted) {
    checked.verdict = CheckVerdict::kUndecided;
    checked.detail = "not exhausted: " + set.why_not;
  }
  return checked;
}

/// The files of a scaffold, with a package.json that says what they are: their names end in .js.
std::vector<std::pair<std::string, std::string>> files_beside(
    const Case& found, const std::string& path, const std::string& format,
    const std::vector<CodeBlock>& blocks) {
  std::vector<std::pair<std::string, std::string>> files;
  if (found.files.empty()) return files;
  const fs::path folder = fs::path(path).parent_path();
  const char* type = format == "mjs" ? "module" : "commonjs";
  files.emplace_back(folder / "package.json", std::string("{\"type\": \"") + type + "\"}");
  for (const auto& [name, block] : found.files) {
    files.emplace_back(folder / name, expand_scaffold("//@block " + block + "\n", format, blocks));
  }
  return files;
}

}  // namespace

std::string_view verdict_name(CheckVerdict verdict) {
  constexpr std::string_view kNames[] = {"holds", "fails", "undecided", "unsupported"};
  return kNames[static_cast<size_t>(verdict)];
}

Case read_case(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw CaseError(path + ":1: cannot be read");
  return parse_case(path, {std::istreambuf_iterator<char>(in), {}});
}

std::vector<CaseProgram> case_programs(const Case& found, const Subject& base) {
  const std::string& path = found.path;
  Subject subject = base;
  subject.path = path;
  subject.runtime.expose_gc = subject.runtime.expose_gc || found.needs("gc");
  if (found.formats.empty()) return {{found.id, subject}};
  std::vector<CaseProgram> programs;
  const std::vector<CodeBlock> blocks =
      document_blocks(find_document(path), checkout_file(path, "spec/examples.toml"));
  for (const std::string& format : found.formats) {
    if (format != "mjs" && format != "cjs") {
      throw CaseError(path + ":1: unknown format '" + format + "'");
    }
    subject.path = path.substr(0, path.rfind('.')) + '.' + format;
    subject.text = expand_scaffold(found.text, format, blocks);
    subject.files = files_beside(found, path, format, blocks);
    programs.push_back({found.id + '.' + format, subject});
  }
  return programs;
}

std::vector<CheckedCase> check_case(const std::string& path, const Subject& base,
                                    const Profile& profile, const RuleSet& overridden,
                                    const ExploreOptions& options) {
  const Case found = read_case(path);
  std::vector<CheckedCase> checked;
  for (const CaseProgram& program : case_programs(found, base)) {
    checked.push_back(
        check_program(found, program.id, program.subject, profile, overridden, options));
  }
  return checked;
}

std::vector<std::string> case_files(const std::string& path) {
  std::vector<std::string> files;
  if (fs::is_regular_file(path)) return {path};
  if (!fs::is_directory(path)) throw CaseError(path + ": there is no such file or folder");
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    const std::string name = entry.path().filename().string();
    const bool is_case = name.ends_with(".js") || name.ends_with(".mjs");
    if (entry.is_regular_file() && is_case && !name.starts_with('_')) {
      files.push_back(entry.path().string());
    }
  }
  if (files.empty()) throw CaseError(path + ": no cases there");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace actx
