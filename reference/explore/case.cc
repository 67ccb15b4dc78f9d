#include "explore/case.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

namespace actx {
namespace {

constexpr std::string_view kOpening = "/*---\n";
constexpr std::string_view kClosing = "\n---*/\n";

[[noreturn]] void wrong(const std::string& path, int line, const std::string& what) {
  throw CaseError(path + ":" + std::to_string(line) + ": " + what);
}

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool is_number(const std::string& text) {
  static const std::regex kNumber("[-+]?(0|[1-9][0-9]*)(\\.[0-9]*)?");
  return std::regex_match(text, kNumber);
}

/// A scalar as observe prints the value that YAML means by it.
std::string scalar_text(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (text == "undefined") return text;
  // Quoted scalars are strings, whatever they look like.
  if (node.Tag() == "!") return quoted(text);
  if (text == "null" || text == "~" || text.empty()) return "null";
  if (text == "true" || text == "false" || is_number(text)) return text;
  return quoted(text);
}

/// The one key of a special form like {$text: ...}; empty when it is none.
std::string form_of(const YAML::Node& node) {
  if (!node.IsMap() || node.size() != 1) return {};
  const std::string key = node.begin()->first.Scalar();
  return key.starts_with('$') ? key : std::string();
}

std::string value_text(const YAML::Node& node) {
  const std::string form = form_of(node);
  if (form == "$text") return node.begin()->second.Scalar();
  if (form == "$string") return quoted(node.begin()->second.Scalar());
  if (node.IsNull()) return "null";
  if (node.IsScalar()) return scalar_text(node);
  std::string text;
  for (const auto& entry : node) {
    if (!text.empty()) text += ',';
    text += node.IsMap() ? quoted(entry.first.Scalar()) + ':' + value_text(entry.second)
                         : value_text(entry);
  }
  return node.IsMap() ? '{' + text + '}' : '[' + text + ']';
}

Expected::Value expected_value(const YAML::Node& node) {
  if (form_of(node) == "$match") return {node.begin()->second.Scalar(), true};
  return {value_text(node), false};
}

Expected expected_of(const std::string& label, const YAML::Node& node) {
  Expected expected;
  expected.label = label;
  const std::string form = form_of(node);
  if (form == "$each" || form == "$bag" || form == "$any") {
    expected.kind = form == "$each"  ? Expected::kEach
                    : form == "$bag" ? Expected::kBag
                                     : Expected::kAny;
    const YAML::Node values = node.begin()->second;
    if (!values.IsSequence() || values.size() == 0) {
      throw YAML::Exception(values.Mark(), form + " takes a non-empty list");
    }
    for (const YAML::Node& value : values) expected.values.push_back(expected_value(value));
    return expected;
  }
  if (!form.empty() && form != "$text" && form != "$match" && form != "$string") {
    throw YAML::Exception(node.Mark(), "unknown form " + form);
  }
  expected.values.push_back(expected_value(node));
  return expected;
}

std::vector<std::string> strings_of(const YAML::Node& node) {
  std::vector<std::string> strings;
  if (node && !node.IsSequence()) throw YAML::Exception(node.Mark(), "expected a list");
  for (const YAML::Node& entry : node) strings.push_back(entry.Scalar());
  return strings;
}

void read_matter(const YAML::Node& matter, Case* found) {
  if (!matter.IsMap()) throw YAML::Exception(matter.Mark(), "the front matter must be a mapping");
  found->id = matter["id"] ? matter["id"].Scalar() : "";
  found->requirements = strings_of(matter["requires"]);
  found->features = strings_of(matter["features"]);
  found->formats = strings_of(matter["formats"]);
  if (const YAML::Node printed = matter["stdout"]; printed) {
    found->output_in_any_order = form_of(printed) == "$bag";
    found->output = strings_of(found->output_in_any_order ? printed.begin()->second : printed);
  }
  const YAML::Node files = matter["files"];
  if (files && (!files.IsMap() || found->formats.empty())) {
    throw YAML::Exception(files.Mark(), "'files' maps file names to blocks, in scaffolds");
  }
  for (const auto& entry : files) {
    found->files.emplace_back(entry.first.Scalar(), entry.second.Scalar());
  }
  for (const auto& entry : matter["expect"]) {
    found->expect.push_back(expected_of(entry.first.Scalar(), entry.second));
  }
  for (const YAML::Node& pair : matter["order"]) {
    const std::vector<std::string> labels = strings_of(pair);
    if (labels.size() != 2) throw YAML::Exception(pair.Mark(), "'order' must hold pairs of labels");
    for (const std::string& label : labels) {
      const bool known = std::any_of(found->expect.begin(), found->expect.end(),
                                     [&](const Expected& e) { return e.label == label; });
      if (!known) throw YAML::Exception(pair.Mark(), "'order' names " + label + ", not expected");
    }
    found->order.emplace_back(labels[0], labels[1]);
  }
}

bool fits(const Expected::Value& expected, const std::string& value) {
  return expected.is_regex ? std::regex_match(value, std::regex(expected.text))
                           : expected.text == value;
}

bool fits(const Expected& expected, const std::vector<std::string>& values) {
  switch (expected.kind) {
    case Expected::kAny:
      return std::any_of(expected.values.begin(), expected.values.end(),
                         [&](const Expected::Value& e) { return fits(e, values[0]); });
    case Expected::kBag: {
      std::vector<Expected::Value> left = expected.values;
      for (const std::string& value : values) {
        const auto found = std::find_if(left.begin(), left.end(),
                                        [&](const Expected::Value& e) { return fits(e, value); });
        if (found == left.end()) return false;
        left.erase(found);
      }
      return true;
    }
    case Expected::kOne:
    case Expected::kEach:
      return std::equal(
          expected.values.begin(), expected.values.end(), values.begin(), values.end(),
          [](const Expected::Value& e, const std::string& value) { return fits(e, value); });
  }
  return false;
}

/// The lines of an outcome as the case sees them: observations, and what was printed.
struct Seen {
  std::vector<Observation> observed;
  std::vector<std::string> printed;
};

Seen split(const Case& expected, const RunOutcome& outcome) {
  Seen seen;
  for (const Observation& line : outcome.lines) {
    if (line.label == kStdout && expected.output) {
      seen.printed.push_back(line.value);
    } else {
      seen.observed.push_back(line);
    }
  }
  return seen;
}

std::vector<std::string> values_of(const std::vector<Observation>& lines,
                                   const std::string& label) {
  std::vector<std::string> values;
  for (const Observation& line : lines) {
    if (line.label == label) values.push_back(line.value);
  }
  return values;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

std::string label_difference(const Expected& expected, const std::vector<std::string>& values) {
  if (values.size() != expected.count()) {
    return expected.label + ": observed " + std::to_string(values.size()) + " times, not " +
           std::to_string(expected.count());
  }
  if (fits(expected, values)) return {};
  std::vector<std::string> wanted;
  for (const Expected::Value& value : expected.values) wanted.push_back(value.text);
  return expected.label + ": " + joined(values) + "; expected " + joined(wanted);
}

std::string order_difference(const Case& expected, const std::vector<Observation>& observed) {
  for (const auto& [first, second] : expected.order) {
    bool second_came = false;
    for (const Observation& line : observed) {
      second_came = second_came || line.label == second;
      if (line.label == first && second_came) return second + " came before " + first;
    }
  }
  return {};
}

}  // namespace

bool Case::needs(std::string_view feature) const {
  return std::find(features.begin(), features.end(), feature) != features.end();
}

Case parse_case(const std::string& path, std::string text) {
  Case found;
  found.path = path;
  const size_t end = text.find(kClosing);
  if (!text.starts_with(kOpening) || end == std::string::npos) {
    wrong(path, 1, "no front matter: the file must start with /*--- and a matching ---*/");
  }
  try {
    read_matter(YAML::Load(text.substr(kOpening.size(), end - kOpening.size())), &found);
    // A pattern that is none is the case's fault, not the outcome's.
    for (const Expected& expected : found.expect) {
      for (const Expected::Value& value : expected.values) {
        if (value.is_regex) std::regex checked(value.text);
      }
    }
  } catch (const YAML::Exception& error) {
    wrong(path, error.mark.is_null() ? 1 : error.mark.line + 2, error.msg);
  } catch (const std::regex_error& error) {
    wrong(path, 1, std::string("a $match is no regular expression: ") + error.what());
  }
  if (found.id.empty()) wrong(path, 1, "'id' is missing");
  const std::string stem = path.substr(0, path.rfind('.'));
  if (!("/" + stem).ends_with("/" + found.id)) wrong(path, 2, "id must be the path of the case");
  if (found.expect.empty() && !found.output) wrong(path, 1, "the case expects nothing");
  found.text = std::move(text);
  return found;
}

std::string case_difference(const Case& expected, const RunOutcome& outcome) {
  if (outcome.verdict != Verdict::kExited || outcome.exit_code != 0) {
    return "ended with " + ending_text(outcome);
  }
  Seen seen = split(expected, outcome);
  for (const Observation& line : seen.observed) {
    const bool known = std::any_of(expected.expect.begin(), expected.expect.end(),
                                   [&](const Expected& e) { return e.label == line.label; });
    if (!known) return "unexpected: " + line.label + ' ' + line.value;
  }
  for (const Expected& label : expected.expect) {
    const std::string difference = label_difference(label, values_of(seen.observed, label.label));
    if (!difference.empty()) return difference;
  }
  if (expected.output) {
    std::vector<std::string> wanted = *expected.output;
    if (expected.output_in_any_order) {
      std::sort(wanted.begin(), wanted.end());
      std::sort(seen.printed.begin(), seen.printed.end());
    }
    if (seen.printed != wanted) {
      return "printed " + joined(seen.printed) + "; expected " + joined(wanted) +
             (expected.output_in_any_order ? " in any order" : "");
    }
  }
  return order_difference(expected, seen.observed);
}

}  // namespace actx
