#include "explore/explorer.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "explore/runner_pool.h"

namespace actx {
namespace {

/// Runs dealt out at a time. Part of the result's definition: never a function of the workers.
constexpr size_t kRound = 64;
/// Prefixes that wait; beyond, the walk is given up as not exhaustive.
constexpr uint64_t kMaxWaiting = 4'000'000;
/// Points of one run at which others branch off.
constexpr size_t kMaxBranching = 1'000;

/// The choices of a path up to its last deviation.
Prefix example_of(const std::vector<uvsim::ChoiceTaken>& path) {
  Prefix prefix = choices_of(path);
  while (!prefix.empty() && prefix.back() == 0) prefix.pop_back();
  return prefix;
}

/// Whether `one` comes before `two` in canonical order.
bool comes_before(const Prefix& one, const Prefix& two) {
  const uint32_t deviations_of_one = deviations(one);
  const uint32_t deviations_of_two = deviations(two);
  if (deviations_of_one != deviations_of_two) return deviations_of_one < deviations_of_two;
  return std::lexicographical_compare(one.begin(), one.end(), two.begin(), two.end());
}

/// Mutants may keep state anywhere: what they touch is not known.
bool has_mutant(const Rules& rules) {
  return std::any_of(all_rules().begin(), all_rules().end(), [&](const RuleInfo& rule) {
    return rule.variants[rules.variant(rule.id)].kind == VariantKind::kMutant;
  });
}

/// Explores one program, reading by reading.
class Exploration {
 public:
  Exploration(const Subject& subject, const Profile& profile, const RuleSet& overridden,
              const ExploreOptions& options)
      : subject_(subject),
        profile_(profile),
        overridden_(overridden),
        options_(options),
        reduce_(options.reduce && !has_mutant(subject.runtime.rules)),
        workers_(subject, options.order, reduce_, options.workers) {}

  AllowedSet take() {
    if (!workers_.own().problem().empty()) {
      set_.refused = workers_.own().problem();
      return std::move(set_);
    }
    set_.exhausted = true;
    // A reading may reach rules that the first did not: until there is no new one.
    bool more = true;
    while (more && set_.refused.empty()) {
      more = false;
      for (const Rules& rules : profile_.readings(subject_.runtime.rules, asked_, overridden_)) {
        const bool known = std::any_of(set_.readings.begin(), set_.readings.end(),
                                       [&](const Reading& r) { return r.rules == rules; });
        if (known) continue;
        explore_reading(rules);
        more = true;
        break;
      }
    }
    std::sort(set_.outcomes.begin(), set_.outcomes.end(),
              [](const AllowedOutcome& one, const AllowedOutcome& two) {
                if (one.reading != two.reading) return one.reading < two.reading;
                return comes_before(one.example, two.example);
              });
    return std::move(set_);
  }

 private:
  /// What is still to run, by the number of deviations; among equals the last found comes first.
  using Waiting = std::map<uint32_t, std::vector<Branch>>;

  void explore_reading(const Rules& rules) {
    set_.readings.push_back({rules, name_of(rules)});
    for (AllowedOutcome& outcome : set_.outcomes) outcome.counts.push_back(0);
    workers_.set_rules(rules);
    workers_.own().set_rules(rules);
    if (options_.sample_seed) {
      explored_here_ = 0;
      return sample();
    }
    // What a run looks at decides what a state is: when one looks at more, all is done again.
    const AllowedSet before = set_;
    const auto keys_before = by_key_;
    for (scope_ = {}; !walk();) {
      set_ = before;
      by_key_ = keys_before;
    }
  }

  /// False when the states were too coarse: scope_ is wider now.
  bool walk() {
    explored_here_ = 0;
    visited_.clear();
    cut_.clear();
    Waiting waiting;
    waiting[0].push_back({});
    uint64_t waiting_count = 1;
    while (waiting_count > 0) {
      if (explored_here_ >= options_.limit) {
        give_up("stopped after " + count_text() + " runs");
        return true;
      }
      const std::vector<RunRequest> requests = next_round(&waiting, &waiting_count);
      std::vector<RunRecord> records;
      workers_.run(requests, &records);
      for (size_t i = 0; i < requests.size(); ++i) {
        if (!note(requests[i], records[i])) return true;
        if (reduce_ && !scope_.covers(records[i].scope)) {
          scope_ = scope_.merged(records[i].scope);
          return false;
        }
        add_branches(requests[i].prefix, records[i], &waiting, &waiting_count);
      }
      if (waiting_count > kMaxWaiting) {
        give_up("too many schedules wait to be run");
        return true;
      }
      report(waiting_count);
    }
    if (!remembers() || scope_.ages || !is_short_of_options()) return true;
    scope_.ages = true;
    return false;
  }

  /// Whether some state was met only where a point was cut: it might have more futures.
  bool is_short_of_options() const {
    return std::any_of(cut_.begin(), cut_.end(),
                       [this](uint64_t state) { return !visited_.contains(state); });
  }
  /// Whether all options of this point have been taken already, in another run.
  bool is_known(const PointState& point) {
    if (!point.cut || scope_.ages) return !visited_.insert(point.state).second;
    return visited_.contains(point.state) || !cut_.insert(point.state).second;
  }

  std::vector<RunRequest> next_round(Waiting* waiting, uint64_t* waiting_count) {
    std::vector<RunRequest> requests;
    std::vector<Branch>& first = waiting->begin()->second;
    const uint64_t left = options_.limit - explored_here_;
    while (!first.empty() && requests.size() < std::min<uint64_t>(kRound, left)) {
      requests.push_back({first.back().prefix()});
      requests.back().scope = scope_;
      first.pop_back();
      --*waiting_count;
    }
    if (first.empty()) waiting->erase(waiting->begin());
    return requests;
  }

  /// The options that the run behind `prefix` left untaken.
  void add_branches(const Prefix& prefix, const RunRecord& record, Waiting* waiting,
                    uint64_t* waiting_count) {
    size_t end = record.path.size();
    if (end > kMaxBranching && record.branch_end > kMaxBranching) {
      give_up("a run has more than " + std::to_string(kMaxBranching) + " choice points");
      end = kMaxBranching;
    }
    const auto path = std::make_shared<const Prefix>(choices_of(record.path));
    // Behind its prefix the run took no deviation.
    const uint32_t level = deviations(prefix) + 1;
    std::vector<bool> known(end);
    for (size_t i = prefix.size(); i < std::min(end, record.branch_end); ++i) {
      known[i] = remembers() && is_known(record.states[i]);
    }
    for (const CutState& cut : record.cut_states) {
      if (remembers() && cut.point < record.branch_end) cut_.insert(cut.state);
    }
    for (size_t i = end; i-- > prefix.size();) {
      const uint32_t untaken = record.path[i].count - 1;
      if (i >= record.branch_end || known[i]) {
        set_.pruned += untaken;
        continue;
      }
      if (options_.bound && level > *options_.bound) {
        give_up("schedules with more than " + std::to_string(*options_.bound) + " deviations");
        break;
      }
      for (uint32_t option = untaken; option > 0; --option) {
        (*waiting)[level].push_back({path, static_cast<uint32_t>(i), option});
      }
      *waiting_count += untaken;
    }
  }

  void sample() {
    give_up("a sample");
    uint32_t length = 16;
    for (uint64_t drawn = 0; drawn < options_.limit;) {
      std::vector<RunRequest> requests;
      for (; requests.size() < kRound && drawn < options_.limit; ++drawn) {
        // The natural run first, then both ways of drawing in turn.
        const Continuation continuation = drawn == 0       ? Continuation::kNatural
                                          : drawn % 2 == 1 ? Continuation::kUniform
                                                           : Continuation::kPriority;
        requests.push_back({{}, continuation, *options_.sample_seed + drawn, length});
      }
      std::vector<RunRecord> records;
      workers_.run(requests, &records);
      for (size_t i = 0; i < requests.size(); ++i) {
        if (!note(requests[i], records[i])) return;
        length = std::max(length, static_cast<uint32_t>(records[i].path.size()));
      }
      report(options_.limit - drawn);
    }
  }

  /// Adds what a run gave. False when there is no sense in going on.
  bool note(const RunRequest& request, const RunRecord& record) {
    if (record.outcome.verdict == Verdict::kRefused ||
        record.outcome.verdict == Verdict::kBadSchedule) {
      set_.refused = record.detail;
      return false;
    }
    ++set_.explored;
    ++explored_here_;
    add_asked(record.asked);
    const Prefix path = example_of(record.path);
    const auto [found, is_new] = by_key_.emplace(record.key, set_.outcomes.size());
    if (is_new) {
      AllowedOutcome outcome;
      outcome.outcome = record.outcome;
      outcome.counts.assign(set_.readings.size(), 0);
      outcome.reading = set_.readings.size() - 1;
      set_.outcomes.push_back(std::move(outcome));
    }
    AllowedOutcome& outcome = set_.outcomes[found->second];
    ++outcome.counts.back();
    const bool is_better =
        outcome.reading == set_.readings.size() - 1 && comes_before(path, outcome.example);
    if (is_new || is_better) {
      outcome.outcome = record.outcome;
      outcome.example = path;
      outcome.schedule = uvsim::format_schedule(record.path);
    }
    return options_.check_every == 0 ||
           set_.explored % options_.check_every != 1 % options_.check_every ||
           check_determinism(request);
  }

  bool check_determinism(const RunRequest& request) {
    const std::string first = workers_.own().traced(request);
    const std::string second = workers_.own().traced(request);
    ++set_.determinism_checks;
    std::string third;
    {
      // While it exists, the libuv calls of this thread are its: see uvsim.h on Worlds.
      Runner fresh(subject_, options_.order, reduce_);
      fresh.set_rules(set_.readings.back().rules);
      third = fresh.traced(request);
    }
    const std::string* const others[] = {&second, &third};
    for (const std::string* again : others) {
      if (*again == first) continue;
      const size_t common = std::min(first.size(), again->size());
      const auto end = first.begin() + static_cast<std::ptrdiff_t>(common);
      const auto differs = std::mismatch(first.begin(), end, again->begin()).first;
      set_.nondeterminism = "two runs of one schedule differ at byte " +
                            std::to_string(differs - first.begin()) + " of their traces";
      return false;
    }
    return true;
  }

  void add_asked(const RuleSet& asked) {
    for (const RuleInfo& rule : all_rules()) {
      if (asked.has(rule.id)) asked_.add(rule.id);
    }
  }

  std::string name_of(const Rules& rules) const {
    std::string name;
    for (const RuleInfo& rule : all_rules()) {
      const uint8_t variant = rules.variant(rule.id);
      if (variant == subject_.runtime.rules.variant(rule.id)) continue;
      if (!name.empty()) name += ' ';
      name.append(rule.name).append("=").append(rule.variants[variant].name);
    }
    return name;
  }

  /// Whether states tell the runs under the reading in work apart.
  bool remembers() const { return reduce_ && !scope_.nothing; }
  std::string count_text() const { return std::to_string(explored_here_); }

  void give_up(const std::string& why) {
    set_.exhausted = false;
    if (set_.why_not.empty()) set_.why_not = why;
  }

  void report(uint64_t waiting) {
    if (!options_.progress) return;
    options_.progress(
        {set_.explored, waiting, set_.outcomes.size(), set_.readings.size() - 1, readings_known()});
  }
  size_t readings_known() const {
    return profile_.readings(subject_.runtime.rules, asked_, overridden_).size();
  }

  const Subject& subject_;
  const Profile& profile_;
  const RuleSet& overridden_;
  const ExploreOptions& options_;
  const bool reduce_;
  RunnerPool workers_;
  AllowedSet set_;
  RuleSet asked_;
  uint64_t explored_here_ = 0;                      // under the reading in work
  StateScope scope_;                                //
  std::unordered_set<uint64_t> visited_;            // states from which all options were taken
  std::unordered_set<uint64_t> cut_;                // all but those that were cut
  std::unordered_map<std::string, size_t> by_key_;  // looked up only
};

}  // namespace

AllowedSet explore(const Subject& subject, const Profile& profile, const RuleSet& overridden,
                   const ExploreOptions& options) {
  return Exploration(subject, profile, overridden, options).take();
}

}  // namespace actx
