#include "explore/record_matcher.h"

#include "explore/outcome.h"

namespace actx {

std::string_view label_of(std::string_view text, const std::set<std::string, std::less<>>& labels) {
  const std::string_view word = text.substr(0, text.find(' '));
  return labels.contains(word) ? word : kStdout;
}

void RecordMatcher::begin(MatchMode mode) {
  mode_ = mode;
  matched_ = differing_ = at_ = observation_ = points_ = 0;
  failed_ = complete_ = false;
}

bool RecordMatcher::at_point(const RunResult& result) {
  if (failed_ || !take_lines(result, false)) return false;
  ++points_;
  return true;
}

void RecordMatcher::finish(const RunResult& result) {
  if (failed_ || !take_lines(result, true)) return;
  complete_ = matched_ == log_.lines.size();
}

bool RecordMatcher::take_lines(const RunResult& result, bool at_end) {
  const std::string_view out = result.out;
  while (at_ < out.size()) {
    std::string_view label = kStdout;
    size_t end = out.find('\n', at_);
    if (observation_ < result.observations.size()) {
      const Observation& next = result.observations[observation_];
      const size_t length = next.label.size() + 1 + next.value.size();
      const std::string_view line = out.substr(at_, length);
      const bool is_it = line.size() == length && line.starts_with(next.label) &&
                         line.ends_with(next.value) && out.substr(at_ + length).starts_with('\n');
      if (is_it) {
        label = next.label;
        end = at_ + length;
        ++observation_;
      }
    }
    if (end == std::string_view::npos) {
      if (!at_end) return true;  // the line goes on
      end = out.size();
    }
    if (!matches(label, out.substr(at_, end - at_))) {
      failed_ = true;
      return false;
    }
    ++matched_;
    at_ = end + 1;
  }
  return true;
}

bool RecordMatcher::matches(std::string_view label, std::string_view text) {
  if (matched_ >= log_.lines.size()) return false;
  const std::string& recorded = log_.lines[matched_].text;
  if (recorded == text) return true;
  if (mode_ == MatchMode::kExact || label_of(recorded, labels_) != label) return false;
  ++differing_;
  return true;
}

}  // namespace actx
