// Cases against the reference: does what a case expects hold on every schedule, under every
// reading?
#ifndef ACTX_EXPLORE_CHECK_H_
#define ACTX_EXPLORE_CHECK_H_

#include "explore/case.h"
#include "explore/explorer.h"

namespace actx {

enum class CheckVerdict : uint8_t {
  kHolds,
  kFails,        // some schedule under some reading shows something else
  kUndecided,    // it held so far, but not every schedule was run
  kUnsupported,  // the program needs a module that the reference does not have
};
/// "holds", "fails", "undecided", "unsupported".
std::string_view verdict_name(CheckVerdict verdict);

struct CheckedCase {
  std::string id;  // with the format, for scaffolds: "examples/snapshot.mjs"
  CheckVerdict verdict = CheckVerdict::kHolds;
  std::string detail;
  std::string schedule;  // that shows the failure
  std::string reading;
  uint64_t explored = 0;
  uint64_t pruned = 0;
  size_t outcomes = 0;
  size_t readings = 0;
};

/// A program of a case.
struct CaseProgram {
  std::string id;  // with the format, for scaffolds
  Subject subject;
};
/// The programs of a case: one, or for a scaffold one per format. `base` says how to run, and
/// where the case is. Throws CaseError and DocumentError.
std::vector<CaseProgram> case_programs(const Case& found, const Subject& base);
/// Reads a case from its file. Throws CaseError.
Case read_case(const std::string& path);

/// Checks one case file; a scaffold gives one result per format. `base` says how to run.
/// Throws CaseError and DocumentError.
std::vector<CheckedCase> check_case(const std::string& path, const Subject& base,
                                    const Profile& profile, const RuleSet& overridden,
                                    const ExploreOptions& options);

/// The case files of a file or folder, sorted. Throws CaseError when there is none.
std::vector<std::string> case_files(const std::string& path);

}  // namespace actx

#endif  // ACTX_EXPLORE_CHECK_H_
