// Outcomes: what one complete run showed, and when two runs showed the same.
//
// Words
// - line: an observation, or a line that console.log printed; the latter has the label kStdout.
// - outcome: the lines of a complete run and how it ended. Two runs have the same outcome when
//   every label shows the same values in the same order and they ended alike (Order::kLabels), or
//   when all lines came in the same order too (Order::kTotal). spec/exploration.md says why.
#ifndef ACTX_EXPLORE_OUTCOME_H_
#define ACTX_EXPLORE_OUTCOME_H_

#include <string>
#include <string_view>
#include <vector>

#include "host/runtime.h"

namespace actx {

enum class Order : uint8_t { kLabels, kTotal };

/// The label of a line that console.log printed. No observation has it: labels have no spaces.
inline constexpr std::string_view kStdout = "(stdout)";

struct RunOutcome {
  std::vector<Observation> lines;  // in the order of the run that is shown
  Verdict verdict = Verdict::kExited;
  int exit_code = 0;
};

/// The lines of a run, in order.
std::vector<Observation> lines_of(const RunResult& result);

/// Equal for two outcomes exactly when they are the same under `order`.
std::string outcome_key(const RunOutcome& outcome, Order order);

/// The lines in the order in which outcomes are shown: as they came, or label by label.
std::vector<Observation> sorted_lines(const RunOutcome& outcome, Order order);

/// "exit 0", "exit 13", "deadlock", ...
std::string ending_text(const RunOutcome& outcome);

}  // namespace actx

#endif  // ACTX_EXPLORE_OUTCOME_H_
