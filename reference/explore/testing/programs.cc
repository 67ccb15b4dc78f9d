#include "explore/testing/programs.h"

#include "explore/report.h"

namespace actx {

Subject program_subject(const std::string& text) {
  Subject subject;
  subject.path = "/main.cjs";
  subject.text = text;
  subject.runtime.rules = Profile(ProfileName::kDocumented).rules();
  return subject;
}

AllowedSet explore_subject(const Subject& subject, const ExploreOptions& options,
                           const std::string& profile) {
  Subject ruled = subject;
  ruled.runtime.rules = Profile::find(profile)->rules();
  return explore(ruled, *Profile::find(profile), RuleSet(), options);
}

std::set<std::string> outcome_texts(const AllowedSet& set, Order order) {
  std::set<std::string> texts;
  for (const AllowedOutcome& outcome : set.outcomes) {
    texts.insert(outcome_line(outcome.outcome, order));
  }
  return texts;
}

std::string replayed_text(const Subject& subject, const std::string& schedule, const Rules& rules,
                          Order order) {
  SimulationOptions simulation = subject.simulation;
  simulation.has_schedule = true;
  simulation.schedule = schedule;
  std::string problem;
  const std::unique_ptr<Surroundings> surroundings = make_surroundings(simulation, &problem);
  if (surroundings == nullptr) return problem;
  RuntimeOptions options = subject.runtime;
  options.rules = rules;
  Runtime runtime(*surroundings, options);
  const std::unique_ptr<Program> program = Program::from_text(subject.path, subject.text);
  const RunResult& result = runtime.run(*program);
  if (result.verdict == Verdict::kBadSchedule) return result.detail;
  return outcome_line({lines_of(result), result.verdict, result.exit_code}, order);
}

}  // namespace actx
