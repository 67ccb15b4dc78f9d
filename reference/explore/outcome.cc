#include "explore/outcome.h"

#include <algorithm>

namespace actx {
namespace {

/// Whether `text` has `label value\n` at `at`.
bool has_line(std::string_view text, size_t at, const Observation& line) {
  const size_t length = line.label.size() + 1 + line.value.size() + 1;
  if (text.size() - at < length) return false;
  return text.compare(at, line.label.size(), line.label) == 0 &&
         text[at + line.label.size()] == ' ' &&
         text.compare(at + line.label.size() + 1, line.value.size(), line.value) == 0 &&
         text[at + length - 1] == '\n';
}

}  // namespace

std::vector<Observation> lines_of(const RunResult& result) {
  std::vector<Observation> lines;
  lines.reserve(result.observations.size());
  size_t at = 0;
  size_t next = 0;
  while (at < result.out.size()) {
    if (next < result.observations.size() && has_line(result.out, at, result.observations[next])) {
      const Observation& line = result.observations[next++];
      at += line.label.size() + line.value.size() + 2;
      lines.push_back(line);
      continue;
    }
    const size_t end = std::min(result.out.find('\n', at), result.out.size());
    lines.push_back({std::string(kStdout), result.out.substr(at, end - at)});
    at = end + 1;
  }
  return lines;
}

std::vector<Observation> sorted_lines(const RunOutcome& outcome, Order order) {
  std::vector<Observation> lines = outcome.lines;
  if (order == Order::kLabels) {
    std::stable_sort(
        lines.begin(), lines.end(),
        [](const Observation& one, const Observation& two) { return one.label < two.label; });
  }
  return lines;
}

std::string outcome_key(const RunOutcome& outcome, Order order) {
  std::string key = ending_text(outcome);
  for (const Observation& line : sorted_lines(outcome, order)) {
    // Lengths, so that no text can look like a boundary.
    key += '\n' + std::to_string(line.label.size()) + ' ' + std::to_string(line.value.size()) + ' ';
    key += line.label;
    key += line.value;
  }
  return key;
}

std::string ending_text(const RunOutcome& outcome) {
  if (outcome.verdict != Verdict::kExited) return std::string(verdict_name(outcome.verdict));
  return "exit " + std::to_string(outcome.exit_code);
}

}  // namespace actx
