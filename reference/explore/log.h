// The log of a recorded run, as the oracle gets it.
//
// A log is text, one observation or line of console.log per line: `label value`, as observe prints
// it, or JSON objects {"label": ..., "value": ...}, both strings. Its first line decides which.
#ifndef ACTX_EXPLORE_LOG_H_
#define ACTX_EXPLORE_LOG_H_

#include <string>
#include <string_view>
#include <vector>

#include "host/runtime.h"

namespace actx {

/// Longer logs are refused: no run of the reference prints so much.
inline constexpr size_t kMaxLogBytes = size_t{256} << 20;

struct LogLine {
  std::string text;  // "label value"
  size_t number;     // in the file, from 1
};

struct RecordedLog {
  std::vector<LogLine> lines;
  bool is_truncated = false;  // the last line has no end
};

/// Reads a log. False when it is none: *error says where and why.
bool parse_log(std::string_view text, RecordedLog* log, std::string* error);

/// The text of a line that a run of the reference printed.
std::string line_text(const Observation& line);

}  // namespace actx

#endif  // ACTX_EXPLORE_LOG_H_
