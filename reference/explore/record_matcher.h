// Compares what a run prints, as it prints it, with the lines of a log.
//
// Invariant. A run that has left the record at a line has left it under every schedule that is
// equal up to that line: only choices made before it can make a difference (see points()).
#ifndef ACTX_EXPLORE_RECORD_MATCHER_H_
#define ACTX_EXPLORE_RECORD_MATCHER_H_

#include <set>

#include "explore/log.h"

namespace actx {

enum class MatchMode : uint8_t {
  kExact,   // the same lines
  kLabels,  // the same labels, whatever their values
};

/// The label of a line of a log: its first word, if the program has that label; else kStdout.
std::string_view label_of(std::string_view text, const std::set<std::string, std::less<>>& labels);

class RecordMatcher {
 public:
  /// Both are borrowed. `labels` are those that the program may observe; for kLabels.
  RecordMatcher(const RecordedLog& log, const std::set<std::string, std::less<>>& labels)
      : log_(log), labels_(labels) {}

  void begin(MatchMode mode);
  /// At a choice point: takes the complete lines printed since. False when one does not match.
  bool at_point(const RunResult& result);
  /// At the end of the run.
  void finish(const RunResult& result);

  /// Lines that matched, from the first on.
  size_t matched() const { return matched_; }
  /// Of these, lines with another value (kLabels).
  size_t differing() const { return differing_; }
  /// After finish: the run printed exactly what the log has.
  bool is_complete() const { return complete_; }
  /// How many choice points of the run came before the line that did not match, or before its end.
  size_t points() const { return points_; }

 private:
  bool take_lines(const RunResult& result, bool at_end);
  bool matches(std::string_view label, std::string_view text);

  const RecordedLog& log_;
  const std::set<std::string, std::less<>>& labels_;
  MatchMode mode_ = MatchMode::kExact;
  size_t matched_ = 0;
  size_t differing_ = 0;
  size_t at_ = 0;           // in the output
  size_t observation_ = 0;  // the next one of the run
  size_t points_ = 0;
  bool failed_ = false;
  bool complete_ = false;
};

}  // namespace actx

#endif  // ACTX_EXPLORE_RECORD_MATCHER_H_
