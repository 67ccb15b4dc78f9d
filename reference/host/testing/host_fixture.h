// For tests: runs programs given as text through a Runtime.
#ifndef ACTX_HOST_TESTING_HOST_FIXTURE_H_
#define ACTX_HOST_TESTING_HOST_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "context/profile.h"
#include "host/runtime.h"

namespace actx {

class HostTest : public ::testing::Test {
 protected:
  HostTest() {
    std::string error;
    surroundings_ = make_surroundings(simulation_, &error);
    options_.rules = Profile::find("node18")->rules();
  }

  /// Runs /main.mjs or /main.cjs from the files.
  const RunResult& run(const std::string& main) {
    program_ = std::make_unique<Program>(files_, main);
    if (runtime_ == nullptr) runtime_ = std::make_unique<Runtime>(*surroundings_, options_);
    return runtime_->run(*program_);
  }
  const RunResult& run_cjs(const std::string& text) {
    files_.add("/main.cjs", text);
    return run("/main.cjs");
  }
  const RunResult& run_esm(const std::string& text) {
    files_.add("/main.mjs", text);
    return run("/main.mjs");
  }
  /// The observed labels of a CommonJS program, separated by blanks.
  std::string labels(const std::string& text) { return labels_of(run_cjs(text)); }
  static std::string labels_of(const RunResult& result) {
    std::string labels;
    for (const Observation& observation : result.observations) {
      labels += (labels.empty() ? "" : " ") + observation.label;
    }
    return labels + result.detail;
  }

  MemoryFiles files_;
  SimulationOptions simulation_;
  RuntimeOptions options_;
  std::unique_ptr<Surroundings> surroundings_;
  std::unique_ptr<Program> program_;
  std::unique_ptr<Runtime> runtime_;
};

}  // namespace actx

#endif  // ACTX_HOST_TESTING_HOST_FIXTURE_H_
