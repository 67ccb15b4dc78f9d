// Cases: litmus programs with a front matter that says what they must show. harness/actx/case.py is
// the same for real runtimes, and has the form.
#ifndef ACTX_EXPLORE_CASE_H_
#define ACTX_EXPLORE_CASE_H_

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "explore/outcome.h"

namespace actx {

/// A case is malformed; the message starts with file and line.
struct CaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What one label must show.
struct Expected {
  enum Kind : uint8_t {
    kOne,
    kEach,  // these values, in this order
    kBag,   // these, in any order
    kAny,   // one of them
  };
  struct Value {
    std::string text;       // as observe prints it, or
    bool is_regex = false;  // a regular expression for the whole of that
  };
  std::string label;
  Kind kind = kOne;
  std::vector<Value> values;

  size_t count() const { return kind == kEach || kind == kBag ? values.size() : 1; }
};

struct Case {
  std::string id;
  std::string path;
  std::vector<std::string> requirements;
  std::vector<Expected> expect;
  std::vector<std::pair<std::string, std::string>> order;  // all of the first before the second
  std::optional<std::vector<std::string>> output;          // what console.log must print
  bool output_in_any_order = false;
  std::vector<std::pair<std::string, std::string>> files;  // beside a scaffold: names and blocks
  std::vector<std::string> features;
  std::vector<std::string> formats;  // of a scaffold: "mjs", "cjs"
  std::string text;                  // the whole file

  bool needs(std::string_view feature) const;
};

/// Reads a case from its text. Throws CaseError.
Case parse_case(const std::string& path, std::string text);

/// How an outcome differs from what the case expects; empty when it does not.
std::string case_difference(const Case& expected, const RunOutcome& outcome);

}  // namespace actx

#endif  // ACTX_EXPLORE_CASE_H_
