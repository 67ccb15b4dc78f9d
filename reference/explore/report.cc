#include "explore/report.h"

#include <fmt/format.h>

namespace actx {
namespace {

using Json = nlohmann::ordered_json;

std::string reading_name(const AllowedSet& set, size_t reading) {
  return set.readings[reading].name.empty() ? "first reading of every rule"
                                            : set.readings[reading].name;
}

uint64_t total(const AllowedOutcome& outcome) {
  uint64_t sum = 0;
  for (const uint64_t count : outcome.counts) sum += count;
  return sum;
}

/// "1-3,5": the readings that show the outcome, counted from 1.
std::string readings_text(const AllowedOutcome& outcome) {
  std::string text;
  const size_t count = outcome.counts.size();
  for (size_t first = 0; first < count; ++first) {
    if (outcome.counts[first] == 0) continue;
    size_t last = first;
    while (last + 1 < count && outcome.counts[last + 1] > 0) ++last;
    if (!text.empty()) text += ',';
    text += std::to_string(first + 1);
    if (last > first) text += '-' + std::to_string(last + 1);
    first = last;
  }
  return text;
}

std::string row(const AllowedSet& set, const AllowedOutcome& outcome, size_t number, Order order) {
  std::string text = fmt::format("{:>4} {:>9}  ", number, total(outcome));
  if (set.readings.size() > 1) text += fmt::format("{:<9} ", readings_text(outcome));
  text += fmt::format("{:<20} ", outcome.schedule);
  return text + outcome_line(outcome.outcome, order) + "\n";
}

}  // namespace

std::string outcome_line(const RunOutcome& outcome, Order order) {
  std::string text;
  for (const Observation& line : sorted_lines(outcome, order)) {
    text += line.label + '=' + line.value + "; ";
  }
  const bool ended_well = outcome.verdict == Verdict::kExited && outcome.exit_code == 0;
  if (!ended_well || text.empty()) return text + ending_text(outcome);
  return text.substr(0, text.size() - 2);
}

std::string allowed_table(const std::string& file, const AllowedSet& set, Order order,
                          size_t max_outcomes) {
  std::string text = file + "\n";
  text += fmt::format("Outcomes {}{}\n", set.outcomes.size(),
                      order == Order::kTotal ? " (in total order)" : "");
  text += fmt::format("{:>4} {:>9}  {}{:<20} {}\n", "", "runs",
                      set.readings.size() > 1 ? "readings  " : "", "schedule", "outcome");
  for (size_t i = 0; i < set.outcomes.size() && i < max_outcomes; ++i) {
    text += row(set, set.outcomes[i], i + 1, order);
  }
  if (set.outcomes.size() > max_outcomes) {
    text += fmt::format("     and {} more\n", set.outcomes.size() - max_outcomes);
  }
  if (set.readings.size() > 1) {
    text += "Readings\n";
    for (size_t i = 0; i < set.readings.size(); ++i) {
      text += fmt::format("{:>4}  {}\n", i + 1, reading_name(set, i));
    }
  }
  text += fmt::format("Schedules {} explored, {} pruned; {}\n", set.explored, set.pruned,
                      set.exhausted ? "exhausted" : "not exhausted: " + set.why_not);
  if (set.determinism_checks > 0) {
    text += fmt::format("Determinism {} schedules run three times: {}\n", set.determinism_checks,
                        set.nondeterminism.empty() ? "equal traces" : set.nondeterminism);
  }
  return text;
}

Json allowed_json(const std::string& file, const AllowedSet& set, Order order) {
  Json json = {{"file", file}};
  if (!set.refused.empty()) {
    json["refused"] = set.refused;
    return json;
  }
  Json outcomes = Json::array();
  for (const AllowedOutcome& outcome : set.outcomes) {
    Json lines = Json::array();
    for (const Observation& line : sorted_lines(outcome.outcome, order)) {
      lines.push_back({{"label", line.label}, {"value", line.value}});
    }
    outcomes.push_back({{"observations", lines},
                        {"ending", ending_text(outcome.outcome)},
                        {"runs", outcome.counts},
                        {"reading", outcome.reading},
                        {"schedule", outcome.schedule}});
  }
  Json readings = Json::array();
  for (const Reading& reading : set.readings) readings.push_back(reading.name);
  json["order"] = order == Order::kTotal ? "total" : "labels";
  json["outcomes"] = outcomes;
  json["readings"] = readings;
  json["explored"] = set.explored;
  json["pruned"] = set.pruned;
  json["exhausted"] = set.exhausted;
  if (!set.exhausted) json["whyNot"] = set.why_not;
  if (set.determinism_checks > 0) {
    json["determinismChecks"] = set.determinism_checks;
    json["nondeterminism"] = set.nondeterminism;
  }
  return json;
}

}  // namespace actx
