// The real libuv in a process of its own: uvsim defines the same symbols, so the two cannot share
// a program. Speaks the line protocol of real_runner_main.cc.
#ifndef ACTX_UVSIM_TESTING_REAL_CHILD_H_
#define ACTX_UVSIM_TESTING_REAL_CHILD_H_

#include <string>

#include "uvsim/testing/program.h"

namespace actx::uvsim::testing {

class RealChild {
 public:
  // `path` is the runner program. It is started by the first run, and again after a crash.
  explicit RealChild(std::string path) : path_(std::move(path)) {}
  ~RealChild();
  RealChild(const RealChild&) = delete;
  RealChild& operator=(const RealChild&) = delete;

  // The trace of the program on the real libuv; "crashed" or "error ..." when there is none.
  std::string run(const Program& program);
  // The same with a clock that is `ms` ahead from its `read`-th read on (1 is the first).
  std::string run_with_jump(const Program& program, int read, int ms);

  // Any line, and the answer to it.
  std::string send(std::string line);

 private:
  bool start();
  void stop();
  bool write_line(std::string line);
  bool read_line(std::string* line);

  std::string path_;
  int pid_ = -1;
  int to_ = -1;
  int from_ = -1;
  std::string buffer_;
};

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_REAL_CHILD_H_
