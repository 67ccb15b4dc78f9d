// Random programs of file calls on uvsim and on the real libuv. Without callbacks both must do the
// same; with callbacks, what the real one did must be among what some schedule of the simulator
// does. ACTX_UVSIM_PROGRAMS sets the number of programs, ACTX_UVSIM_SEED the seed.

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>

#include "uvsim/testing/fs_program.h"
#include "uvsim/testing/real_child.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim::testing {

void showValue(const FsProgram& program, std::ostream& out) {
  out << describe(program);
}

namespace {

constexpr uint64_t kMaxRuns = 100'000;

uint64_t from_environment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

using rc::gen::build;
using rc::gen::inRange;
using rc::gen::set;

rc::Gen<FsStep> steps(bool callbacks) {
  return build<FsStep>(
      set(&FsStep::call,
          rc::gen::map(inRange(0, static_cast<int>(FsCall::kCount) + 12),
                       [](int call) {
                         // Calls that make something come more often.
                         static constexpr FsCall kMore[] = {
                             FsCall::kOpen,   FsCall::kOpen,  FsCall::kOpen,  FsCall::kMkdir,
                             FsCall::kMkdir,  FsCall::kMkdir, FsCall::kWrite, FsCall::kSymlink,
                             FsCall::kRename, FsCall::kRead,  FsCall::kLink,  FsCall::kCopy};
                         constexpr int kCount = static_cast<int>(FsCall::kCount);
                         return call < kCount ? static_cast<FsCall>(call) : kMore[call - kCount];
                       })),
      set(&FsStep::name, inRange<uint8_t>(0, 25)), set(&FsStep::other, inRange<uint8_t>(0, 25)),
      set(&FsStep::slot, inRange<uint8_t>(0, 4)), set(&FsStep::number, inRange<uint8_t>(0, 36)),
      set(&FsStep::with_callback,
          rc::gen::weightedElement<bool>({{1, false}, {callbacks ? 2u : 0u, true}})));
}

rc::Gen<FsProgram> fs_programs(int length, bool callbacks) {
  return rc::gen::resize(length, rc::gen::container<FsProgram>(steps(callbacks)));
}

// All paths of choices, one after the other.
class Paths : public Scheduler {
 public:
  uint32_t choose(const ChoicePoint& point) override {
    if (at_ == steps_.size()) steps_.push_back({0, point.count});
    return steps_[at_++].first;
  }
  bool next() {
    steps_.resize(at_);
    at_ = 0;
    while (!steps_.empty() && steps_.back().first + 1 == steps_.back().second) steps_.pop_back();
    if (steps_.empty()) return false;
    ++steps_.back().first;
    return true;
  }

 private:
  std::vector<std::pair<uint32_t, uint32_t>> steps_;
  size_t at_ = 0;
};

class FsCompare : public ::testing::Test {
 protected:
  FsCompare() {
    options_.clock = ClockChoices::kNatural;
    options_.superuser = geteuid() == 0;
    world_.add_directory("/root");
  }

  std::string simulate(const FsProgram& program, Scheduler* scheduler) {
    world_.set_options(options_);
    world_.reset(scheduler);
    uv_chdir("/root");
    return run_fs_program(program, "/root");
  }
  // Whether some schedule gives that trace.
  bool allowed(const FsProgram& program, const std::string& trace) {
    Paths paths;
    for (uint64_t runs = 0; runs < kMaxRuns; runs++) {
      if (simulate(program, &paths) == trace) return true;
      if (!paths.next()) return false;
    }
    RC_LOG() << "gave up\n";
    return false;
  }
  template <class Property>
  void check(uint64_t count, Property property) {
    rc::detail::TestMetadata metadata;
    rc::detail::TestParams params;
    params.seed = from_environment("ACTX_UVSIM_SEED", 20240601);
    params.maxSuccess = static_cast<int>(from_environment("ACTX_UVSIM_PROGRAMS", count));
    const auto result = rc::detail::checkTestable(property, metadata, params);
    if (result.template is<rc::detail::SuccessResult>()) return;
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    FAIL() << text.str();
  }

  Options options_;
  World world_;
  RealChild real_{ACTX_UVSIM_REAL_FS_RUNNER};
};

TEST_F(FsCompare, ProgramsWithoutCallbacksDoTheSame) {
  check(3000, [this] {
    const FsProgram program = *fs_programs(60, false);
    const std::string real = real_.send(format(program));
    RC_ASSERT(simulate(program, nullptr) == real);
  });
}

TEST_F(FsCompare, ProgramsWithCallbacksDoWhatIsAllowed) {
  check(2000, [this] {
    const FsProgram program = *fs_programs(8, true);
    const std::string real = real_.send(format(program));
    const bool is_allowed = allowed(program, real);
    if (!is_allowed) {
      RC_LOG() << "real:    " << real << "\nnatural: " << simulate(program, nullptr) << "\n";
    }
    RC_ASSERT(is_allowed);
  });
}

}  // namespace
}  // namespace actx::uvsim::testing
