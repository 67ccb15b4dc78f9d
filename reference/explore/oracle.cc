#include "explore/oracle.h"

#include <algorithm>
#include <map>

#include "explore/record_matcher.h"
#include "explore/report.h"
#include "explore/store_history.h"

namespace actx {
namespace {

using Labels = std::set<std::string, std::less<>>;

/// Runs spent on naming what is wrong, per question.
constexpr uint64_t kRunsToExplain = 500;
/// Runs that say which labels the program has and how often.
constexpr uint64_t kRunsToKnow = 200;

/// Runs, per question, under the loop profile `any`.
constexpr uint64_t kRunsInAnyOrder = 2'000;

/// How far a search got.
struct Searched {
  bool found = false;
  bool exhausted = true;
  size_t matched = 0;    // the most lines that any run had like the record
  size_t differing = 0;  // of the run that was found
  Prefix path;           // of that run
  std::string schedule;
};

/// Judges one record.
class Oracle {
 public:
  Oracle(const Subject& subject, const Profile& profile, const RuleSet& overridden,
         const RecordedLog& log, uint64_t limit)
      : subject_(subject),
        profile_(profile),
        overridden_(overridden),
        log_(log),
        limit_(limit),
        matcher_(log, labels_) {}

  Judgement take() {
    learn();
    if (!judgement_.refused.empty()) return judgement_;
    open_runner(subject_);
    if (!conforms()) find_fault();
    judgement_.runs = runs_;
    return judgement_;
  }

 private:
  void open_runner(const Subject& subject) {
    runner_.emplace(subject, Order::kTotal, true);
    runner_->scheduler().set_guard([this] { return matcher_.at_point(runner_->result()); });
  }

  /// What the program prints at all: an exploration that need not be complete.
  void learn() {
    ExploreOptions options;
    options.limit = std::min(kRunsToKnow, limit_);
    known_ = explore(subject_, profile_, overridden_, options);
    judgement_.refused = known_.refused;
    runs_ += known_.explored;
    for (const AllowedOutcome& outcome : known_.outcomes) {
      for (const Observation& line : outcome.outcome.lines) labels_.insert(line.label);
    }
  }

  /// Labels that were not seen in a few runs may still come in others: then values come first.
  void find_fault() {
    const bool found = known_.exhausted ? has_wrong_labels() || has_wrong_values()
                                        : has_wrong_values() || has_wrong_labels();
    if (!found && !has_another_order()) has_wrong_order();
  }

  bool conforms() {
    bool undecided = false;
    size_t matched = 0;
    for (const Reading& reading : known_.readings) {
      const Searched searched = search(reading.rules, MatchMode::kExact, limit_, false);
      matched = std::max(matched, searched.matched);
      undecided = undecided || !searched.exhausted;
      if (!searched.found) continue;
      judgement_.verdict = OracleVerdict::kConforms;
      judgement_.schedule = searched.schedule;
      judgement_.reading = reading.name;
      return true;
    }
    at_line(matched);
    if (undecided) {
      judgement_.verdict = OracleVerdict::kUndecided;
      judgement_.detail =
          "no conforming schedule among the " + std::to_string(runs_) + " runs that were allowed";
    }
    return undecided;
  }

  /// Walks the schedules that match the record so far, deepest first. `nearest`: goes on after the
  /// first match, for the fewest different values.
  Searched search(const Rules& rules, MatchMode mode, uint64_t limit, bool nearest) {
    Searched best;
    runner_->set_rules(rules);
    std::vector<Branch> waiting = {Branch()};
    uint64_t made = 0;
    while (!waiting.empty()) {
      if (made++ >= limit) {
        best.exhausted = false;
        break;
      }
      const Prefix prefix = waiting.back().prefix();
      waiting.pop_back();
      matcher_.begin(mode);
      const RunRecord& record = runner_->run({prefix});
      ++runs_;
      matcher_.finish(runner_->result());
      best.matched = std::max(best.matched, matcher_.matched());
      if (matcher_.is_complete() && (!best.found || matcher_.differing() < best.differing)) {
        best.found = true;
        best.differing = matcher_.differing();
        best.path = choices_of(record.path);
        best.schedule = uvsim::format_schedule(record.path);
        if (!nearest || best.differing == 0) break;
      }
      add_branches(prefix, record, &waiting);
    }
    return best;
  }

  /// Options at the points before the line at which the run left the record.
  void add_branches(const Prefix& prefix, const RunRecord& record,
                    std::vector<Branch>* waiting) const {
    const size_t end = std::min({record.path.size(), record.branch_end, matcher_.points()});
    const auto path = std::make_shared<const Prefix>(choices_of(record.path));
    for (size_t i = prefix.size(); i < end; ++i) {
      for (uint32_t option = record.path[i].count - 1; option > 0; --option) {
        waiting->push_back({path, static_cast<uint32_t>(i), option});
      }
    }
  }

  void at_line(size_t index) {
    if (index >= log_.lines.size()) return;
    judgement_.line = log_.lines[index].number;
    judgement_.observed = log_.lines[index].text;
  }

  using Counts = std::map<std::string, size_t, std::less<>>;

  Counts recorded_counts() const {
    Counts counts;
    for (const LogLine& line : log_.lines) ++counts[std::string(label_of(line.text, labels_))];
    return counts;
  }

  /// A label is unknown, or there more or less often than in any allowed outcome.
  bool has_wrong_labels() {
    for (size_t i = 0; i < log_.lines.size(); ++i) {
      if (labels_.contains(label_of(log_.lines[i].text, labels_))) continue;
      at_line(i);
      judgement_.verdict = OracleVerdict::kUnexpected;
      judgement_.detail = "the program prints no such line";
      return true;
    }
    const Counts recorded = recorded_counts();
    const AllowedOutcome* nearest = nullptr;
    size_t fewest = SIZE_MAX;
    for (const AllowedOutcome& outcome : known_.outcomes) {
      const size_t distance = count_distance(recorded, counts_of(outcome));
      if (distance >= fewest) continue;
      fewest = distance;
      nearest = &outcome;
    }
    if (nearest == nullptr || fewest == 0) return false;
    describe_counts(recorded, counts_of(*nearest));
    show_nearest(nearest->outcome, nearest->schedule, known_.readings[nearest->reading].name);
    return true;
  }

  static Counts counts_of(const AllowedOutcome& outcome) {
    Counts counts;
    for (const Observation& line : outcome.outcome.lines) ++counts[line.label];
    return counts;
  }

  static size_t count_distance(const Counts& one, const Counts& two) {
    size_t distance = 0;
    const auto count = [](const Counts& counts, const std::string& label) {
      const auto found = counts.find(label);
      return found == counts.end() ? 0 : found->second;
    };
    Counts all = one;
    all.insert(two.begin(), two.end());
    for (const auto& [label, ignored] : all) {
      const size_t a = count(one, label);
      const size_t b = count(two, label);
      distance += a > b ? a - b : b - a;
    }
    return distance;
  }

  void describe_counts(const Counts& recorded, const Counts& allowed) {
    const auto times = [](size_t count) {
      return count == 1 ? std::string("once") : std::to_string(count) + " times";
    };
    for (const auto& [label, count] : allowed) {
      const auto found = recorded.find(label);
      const size_t seen = found == recorded.end() ? 0 : found->second;
      if (seen >= count) continue;
      judgement_.verdict = OracleVerdict::kIncomplete;
      judgement_.line = 0;
      judgement_.observed.clear();
      judgement_.detail =
          label + " is recorded " + (seen == 0 ? "never" : times(seen)) + ", not " + times(count);
      if (log_.is_truncated) judgement_.detail += "; the log ends within a line";
      return;
    }
    for (const auto& [label, count] : recorded) {
      const auto found = allowed.find(label);
      const size_t known = found == allowed.end() ? 0 : found->second;
      if (count <= known) continue;
      judgement_.verdict = OracleVerdict::kUnexpected;
      judgement_.detail = label + " is recorded " + times(count) + ", not " + times(known);
      at_line(last_with(label));
      return;
    }
  }

  size_t last_with(std::string_view label) const {
    size_t last = 0;
    for (size_t i = 0; i < log_.lines.size(); ++i) {
      if (label_of(log_.lines[i].text, labels_) == label) last = i;
    }
    return last;
  }

  void show_nearest(const RunOutcome& outcome, const std::string& schedule,
                    const std::string& reading) {
    judgement_.schedule = schedule;
    judgement_.reading = reading;
    judgement_.nearest.clear();
    for (const Observation& line : outcome.lines) judgement_.nearest.push_back(line_text(line));
  }

  /// The labels come in this order under some schedule, with other values.
  bool has_wrong_values() { return has_wrong_values(limit_); }
  bool has_wrong_values(uint64_t most) {
    const Reading* reading = nullptr;
    Searched nearest;
    for (const Reading& candidate : known_.readings) {
      const uint64_t limit = std::min(limit_, kRunsToExplain);
      Searched searched = search(candidate.rules, MatchMode::kLabels, limit, true);
      if (!searched.found) searched = search(candidate.rules, MatchMode::kLabels, most, false);
      if (!searched.found) continue;
      if (reading != nullptr && searched.differing >= nearest.differing) continue;
      reading = &candidate;
      nearest = std::move(searched);
    }
    if (reading == nullptr) return false;
    judgement_.verdict = OracleVerdict::kContextDivergence;
    explain_values(*reading, nearest);
    return true;
  }

  void explain_values(const Reading& reading, const Searched& nearest) {
    runner_->scheduler().set_guard(nullptr);
    runner_->set_rules(reading.rules);
    StoreHistory history(runner_->result());
    runner_->runtime().set_trace(&history);
    const RunOutcome outcome = runner_->run({nearest.path}).outcome;
    runner_->runtime().set_trace(nullptr);
    show_nearest(outcome, nearest.schedule, reading.name);
    size_t first = 0;
    while (first < log_.lines.size() && log_.lines[first].text == line_text(outcome.lines[first])) {
      ++first;
    }
    at_line(first);
    judgement_.allowed = line_text(outcome.lines[first]);
    judgement_.detail = "the order of the labels is allowed, this value is not";
    judgement_.last_right = last_right(history, outcome, first);
    find_rule(reading.rules);
  }

  /// The last callback on the way to line `wrong` that still printed the value allowed there.
  std::string last_right(const StoreHistory& history, const RunOutcome& outcome,
                         size_t wrong) const {
    std::vector<size_t> starts;  // of each line in the output
    size_t bytes = 0;
    for (const Observation& line : outcome.lines) {
      starts.push_back(bytes);
      bytes += line_text(line).size() + 1;
    }
    int64_t callback = history.callback_at(starts[wrong]);
    std::string way = history.name(callback);
    for (int steps = 0; steps < 100; ++steps) {
      for (size_t line = wrong; line-- > 0;) {
        const bool is_right = outcome.lines[line].value == outcome.lines[wrong].value &&
                              log_.lines[line].text == line_text(outcome.lines[line]);
        if (is_right && history.callback_at(starts[line]) == callback) {
          return history.name(callback) + " (" + log_.lines[line].text + ")";
        }
      }
      if (callback == 0) break;
      callback = history.made_in(callback);
    }
    return "none that observed it; " + way + " saw the wrong one, made in " +
           history.name(history.made_in(history.callback_at(starts[wrong])));
  }

  /// The first variant of one rule under which the record is allowed.
  void find_rule(const Rules& rules) {
    runner_->scheduler().set_guard([this] { return matcher_.at_point(runner_->result()); });
    for (const VariantKind kind :
         {VariantKind::kReading, VariantKind::kMeasured, VariantKind::kMutant}) {
      for (const RuleInfo& rule : all_rules()) {
        for (size_t variant = 0; variant < rule.variants.size(); ++variant) {
          if (rule.variants[variant].kind != kind || rules.variant(rule.id) == variant) continue;
          Rules changed = rules;
          changed.set_variant(rule.id, static_cast<uint8_t>(variant));
          if (!search(changed, MatchMode::kExact, kRunsToExplain, false).found) continue;
          judgement_.rule.append(rule.name).append("=").append(rule.variants[variant].name);
          judgement_.requirements = rule.requirements;
          return;
        }
      }
    }
  }

  /// The order is not one of this loop profile, but nothing that it causes is missing: the values
  /// are judged under the profile in which anything that is ready may run next.
  bool has_another_order() {
    if (subject_.simulation.loop_profile == "any") return false;
    Subject any = subject_;
    any.simulation.loop_profile = "any";
    runner_.reset();
    open_runner(any);
    const uint64_t most = std::min(limit_, kRunsInAnyOrder);
    for (const Reading& reading : known_.readings) {
      const Searched searched = search(reading.rules, MatchMode::kExact, most, false);
      if (!searched.found) continue;
      judgement_.verdict = OracleVerdict::kOrderDivergence;
      judgement_.detail = "the labels come in an order that only the loop profile any has";
      judgement_.schedule = searched.schedule;
      judgement_.reading = reading.name;
      judgement_.values_fit = judgement_.any_order = true;
      return true;
    }
    if (!has_wrong_values(most)) return false;
    judgement_.detail =
        "this value is not allowed, in any order; only the loop profile any has this one";
    judgement_.any_order = true;
    return true;
  }

  void has_wrong_order() {
    judgement_.verdict = OracleVerdict::kOrderDivergence;
    RunOutcome recorded;
    for (const LogLine& line : log_.lines) {
      const std::string_view label = label_of(line.text, labels_);
      const size_t value = label == kStdout ? 0 : label.size() + 1;
      recorded.lines.push_back({std::string(label), line.text.substr(value)});
    }
    const std::string wanted = outcome_line(recorded, Order::kLabels);
    for (const AllowedOutcome& outcome : known_.outcomes) {
      if (outcome_line(outcome.outcome, Order::kLabels) != wanted) continue;
      judgement_.values_fit = true;
      show_nearest(outcome.outcome, outcome.schedule, known_.readings[outcome.reading].name);
      break;
    }
    judgement_.detail = "no schedule has the labels in this order";
    if (!judgement_.values_fit) judgement_.detail += ", and no outcome has these values";
  }

  const Subject& subject_;
  const Profile& profile_;
  const RuleSet& overridden_;
  const RecordedLog& log_;
  const uint64_t limit_;
  AllowedSet known_;
  Labels labels_;
  RecordMatcher matcher_;
  std::optional<Runner> runner_;
  Judgement judgement_;
  uint64_t runs_ = 0;
};

}  // namespace

std::string_view verdict_name(OracleVerdict verdict) {
  constexpr std::string_view kNames[] = {"conforms",   "context-divergence", "order-divergence",
                                         "incomplete", "unexpected",         "undecided"};
  return kNames[static_cast<size_t>(verdict)];
}

Judgement judge(const Subject& subject, const Profile& profile, const RuleSet& overridden,
                const RecordedLog& log, uint64_t limit) {
  return Oracle(subject, profile, overridden, log, limit).take();
}

}  // namespace actx
