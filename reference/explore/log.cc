#include "explore/log.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "explore/outcome.h"

namespace actx {
namespace {

/// "label value" of a JSON line; false when it is none.
bool json_line(std::string_view text, std::string* line, std::string* error) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    *error = "not JSON";
    return false;
  }
  const bool fits = json.is_object() && json.contains("label") && json.contains("value") &&
                    json["label"].is_string() && json["value"].is_string();
  if (!fits) {
    *error = "an observation has \"label\" and \"value\", both strings";
    return false;
  }
  *line = json["label"].get<std::string>() + ' ' + json["value"].get<std::string>();
  return true;
}

}  // namespace

bool parse_log(std::string_view text, RecordedLog* log, std::string* error) {
  if (text.size() > kMaxLogBytes) {
    *error = "the log has " + std::to_string(text.size()) + " bytes; at most " +
             std::to_string(kMaxLogBytes);
    return false;
  }
  const bool is_json = text.starts_with('{');
  size_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    log->is_truncated = end == text.size();
    at = end + 1;
    ++number;
    if (line.find('\0') != std::string_view::npos) {
      *error = "line " + std::to_string(number) + ": a zero byte; this is no log";
      return false;
    }
    if (!is_json) {
      log->lines.push_back({std::string(line), number});
      continue;
    }
    if (line.empty()) continue;
    std::string observed;
    if (!json_line(line, &observed, error)) {
      *error = "line " + std::to_string(number) + ": " + *error;
      return false;
    }
    log->lines.push_back({std::move(observed), number});
  }
  return true;
}

std::string line_text(const Observation& line) {
  return line.label == kStdout ? line.value : line.label + ' ' + line.value;
}

}  // namespace actx
