// The oracle: whether a recorded run is one the document allows, and if not, what is wrong with it.
//
// It looks for a schedule whose lines match the recorded ones, and follows only those that match so
// far: when a run leaves the record at some line, only choices made before that line can do better.
//
// The order of judgement (DESIGN.md, section 6)
// 1. conforms: under some reading some schedule gives exactly these lines.
// 2. unexpected, incomplete: a line's label is not the program's, or a line is missing or too many.
// 3. context-divergence: some schedule gives these labels in this order, with other values.
// 4. order-divergence: no schedule gives this order of labels under the loop profile. If one does
// under
//    `any`, the values are judged there: they fit, or it is a context divergence all the same.
//    Otherwise `values_fit` says whether each label has the values of an allowed outcome.
// undecided: the limit of runs was reached before an answer.
#ifndef ACTX_EXPLORE_ORACLE_H_
#define ACTX_EXPLORE_ORACLE_H_

#include <optional>

#include "explore/explorer.h"
#include "explore/log.h"

namespace actx {

enum class OracleVerdict : uint8_t {
  kConforms,
  kContextDivergence,
  kOrderDivergence,
  kIncomplete,
  kUnexpected,
  kUndecided,
};
/// "conforms", "context-divergence", ...
std::string_view verdict_name(OracleVerdict verdict);

struct Judgement {
  OracleVerdict verdict = OracleVerdict::kUndecided;
  std::string detail;                // one sentence: what is wrong, with the line of the log
  size_t line = 0;                   // in the log, from 1; 0: none in particular
  std::string observed;              // that line
  std::string allowed;               // what the nearest allowed outcome has there
  std::string schedule;              // of the conforming run, or of the nearest allowed outcome
  std::string reading;               // under which that is; empty: the first
  std::vector<std::string> nearest;  // all lines of the nearest allowed outcome
  std::string rule;                  // "rule=variant": this variant alone explains the record
  std::string requirements;          // that the rule serves
  std::string last_right;            // the last callback that still had the right store
  bool values_fit = false;           // order-divergence only
  bool any_order = false;            // `schedule` is one of the loop profile `any`
  uint64_t runs = 0;
  std::string refused;  // not empty: the program cannot be run at all, and why
};

/// `limit`: runs, in all.
Judgement judge(const Subject& subject, const Profile& profile, const RuleSet& overridden,
                const RecordedLog& log, uint64_t limit);

}  // namespace actx

#endif  // ACTX_EXPLORE_ORACLE_H_
