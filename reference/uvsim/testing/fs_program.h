// Small programs of file calls, and the interpreter that runs one on whatever library it is linked
// with. Every name is relative to an empty current directory, so that both sides see the same.
//
// Words. A step is one uv_fs call on two of a fixed list of names, or on one of four slots for
// descriptors. It is made at once, or with a callback; calls with a callback are in flight together
// until a step waits for all of them. Running a program gives a trace: the answer to each step, in
// the order of the steps, so that only what the calls did counts and not when they were told.
#ifndef ACTX_UVSIM_TESTING_FS_PROGRAM_H_
#define ACTX_UVSIM_TESTING_FS_PROGRAM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace actx::uvsim::testing {

enum class FsCall : uint8_t {
  kOpen,  // slot; flags
  kClose,
  kRead,   // size and offset from `number`
  kWrite,  // the same
  kTruncate,
  kSync,
  kFstat,
  kFchmod,
  kStat,
  kLstat,
  kUnlink,
  kMkdir,
  kRmdir,
  kRename,
  kLink,
  kSymlink,
  kReadlink,
  kRealpath,
  kScandir,
  kAccess,
  kChmod,
  kCopy,
  kUtime,
  kWait,  // for the calls in flight
  kCount,
};

struct FsStep {
  FsCall call;
  uint8_t name;
  uint8_t other;  // a second name, or flags
  uint8_t slot;
  uint8_t number;
  bool with_callback;
  bool operator==(const FsStep&) const = default;
};

using FsProgram = std::vector<FsStep>;

// One line of numbers, and back; false for a line that is not a program.
std::string format(const FsProgram& program);
bool parse(std::string_view line, FsProgram* program);
// The program as calls, for people.
std::string describe(const FsProgram& program);

// Runs it in the current directory, which is `root`, on a loop of its own. The trace is complete
// when the loop is closed.
std::string run_fs_program(const FsProgram& program, const std::string& root);

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_FS_PROGRAM_H_
