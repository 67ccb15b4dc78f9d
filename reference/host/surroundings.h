// What differs between a run on the simulated libuv and on the real one.
//
// The host itself calls only uv_* functions, so this is all of it: how a run begins and ends, how
// time passes while no loop runs, and the clock on the wall.
#ifndef ACTX_HOST_SURROUNDINGS_H_
#define ACTX_HOST_SURROUNDINGS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "host/processors.h"

namespace actx {

class Loop;
class Program;
class ReadyChooser;

/// Why a run was cut short from outside the program.
enum class Halt : uint8_t { kNone, kDeadlock, kVirtualTime, kCallbacks, kPending, kSchedule };

class Surroundings {
 public:
  virtual ~Surroundings() = default;
  /// Before Loop::open.
  virtual void begin_run() = 0;
  /// After the program's end; makes the loop's structs reusable.
  virtual void end_run(Loop& loop) = 0;
  /// The main script is over and the loop begins. Between the two, time passes in Node: a timer of
  /// 1 ms is usually due when the loop first looks.
  virtual void main_is_over(bool is_module) = 0;
  /// Milliseconds since the epoch.
  virtual double wall_clock_ms() = 0;
  /// True once the run was halted from outside: no loop of it calls anything any more.
  virtual bool is_halted() = 0;
  /// Whether the program may touch the file at this absolute path.
  virtual bool may_touch(const std::string& path) = 0;
  /// The program is about to use files, for the first time in this run.
  virtual void prepare_files(Program& program) = 0;
  /// Why the run was halted, and one line about it.
  virtual Halt halted(std::string* message) = 0;
  /// The choices taken, to be replayed; empty when there is nothing to choose.
  virtual std::string schedule() = 0;
  virtual std::vector<Processor> processors() = 0;
  /// How many threads may run at once: os.availableParallelism().
  virtual unsigned parallelism() = 0;
  /// Who decides what runs next under the loop profile `any`; null under the others.
  virtual ReadyChooser* ready_chooser() { return nullptr; }
  /// The loop of the run, before it is opened: where to report a halt while the loop runs.
  virtual void set_loop(Loop* loop) { loop_ = loop; }

 protected:
  Loop* loop_ = nullptr;
};

/// A file that the program finds besides its own: its path (within the program's folder when it is
/// relative), and where its bytes are.
struct GivenFile {
  std::string name;
  std::string source;
};

/// How a simulated run goes. The real libuv takes only the defaults, and `root`.
struct SimulationOptions {
  std::string loop_profile = "uv-1.44";  // uv-1.44, uv-1.45 or any
  bool has_seed = false;
  uint64_t seed = 0;
  bool has_schedule = false;
  std::string schedule;
  /// Simulated only: of the machine. Programs make a pool as large as that, and each further worker
  /// multiplies the schedules.
  unsigned processors = 1;
  bool record = true;            // false: schedule() stays empty, and runs are faster
  std::vector<GivenFile> files;  // simulated only
  std::string root;              // real only: the folder in which files may be touched; empty: none
  uint64_t virtual_ms = 10ull * 365 * 24 * 3600 * 1000;
  uint64_t callbacks = 50'000'000;
  uint64_t pending = 1'000'000;
};

/// Made by whichever implementation is linked. Null and *error when an option does not fit.
std::unique_ptr<Surroundings> make_surroundings(const SimulationOptions& options,
                                                std::string* error);
/// True for the simulated libuv.
bool is_simulated();

}  // namespace actx

#endif  // ACTX_HOST_SURROUNDINGS_H_
