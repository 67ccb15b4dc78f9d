// Random programs of file calls on uvsim and on the real libuv. Without callbacks both must do the
// same; with callbacks, what the real one did must be among what some schedule of the simulator
// does. See testing/check.h for their number.

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include "uvsim/testing/check.h"
#include "uvsim/testing/fs_program.h"
#include "uvsim/testing/paths.h"
#include "uvsim/testing/real_child.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim::testing {

void showValue(const FsProgram& program, std::ostream& out) {
  out << describe(program);
}

namespace {

constexpr const char* kRoot = "/data/outer/root";  // each alone in its directory
constexpr uint64_t kMaxRuns = 100'000;

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
  // The length is bounded; a step is any, however short the program.
  constexpr int kFull = rc::kNominalSize;
  return rc::gen::resize(length,
                         rc::gen::container<FsProgram>(rc::gen::resize(kFull, steps(callbacks))));
}

class FsCompare : public ::testing::Test {
 protected:
  FsCompare() {
    options_.clock = ClockChoices::kNatural;
    options_.superuser = geteuid() == 0;
    world_.add_directory(kRoot);
  }

  std::string simulate(const FsProgram& program, Scheduler* scheduler) {
    world_.set_options(options_);
    world_.reset(scheduler);
    uv_chdir(kRoot);
    return run_fs_program(program, kRoot);
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

  Options options_;
  World world_;
  RealChild real_{ACTX_UVSIM_REAL_FS_RUNNER};
};

TEST_F(FsCompare, ProgramsWithoutCallbacksDoTheSame) {
  check_programs(3000, [this] {
    const FsProgram program = *fs_programs(60, false);
    const std::string real = real_.send(format(program));
    RC_ASSERT(simulate(program, nullptr) == real);
  });
}

TEST_F(FsCompare, ProgramsWithCallbacksDoWhatIsAllowed) {
  check_programs(2000, [this] {
    const FsProgram program = *fs_programs(8, true);
    const std::string real = real_.send(format(program));
    const bool is_allowed = allowed(program, real);
    if (!is_allowed) {
      RC_LOG() << "real:    " << real << "\nnatural: " << simulate(program, nullptr) << "\n";
    }
    RC_ASSERT(is_allowed);
  });
}

// Every fault must show within the first programs without callbacks.
class FsFaults : public FsCompare, public ::testing::WithParamInterface<Fault> {};

TEST_P(FsFaults, IsFound) {
  options_.faults = GetParam();
  rc::Random random(20240601);
  for (int i = 0; i < 1000; i++) {
    const FsProgram program = fs_programs(60, false)(random.split(), 60).value();
    if (simulate(program, nullptr) != real_.send(format(program))) {
      RecordProperty("programs", i + 1);
      return;
    }
  }
  FAIL() << "1000 programs do the same with and without the fault";
}

INSTANTIATE_TEST_SUITE_P(All, FsFaults,
                         ::testing::Values(kFaultScandirOrder, kFaultAppendIgnored,
                                           kFaultExclusiveOpen, kFaultShortRead));

}  // namespace
}  // namespace actx::uvsim::testing
