// Runs programs of libuv calls on the real libuv: reads one program per line, prints its trace as
// one line. "jump READ MS" before a program moves its clock ahead once. The clock, the sleep and
// the wait of the library are replaced here, so that the real code runs in virtual time and its
// outcome does not depend on how fast the machine is: only the thread pool stays free to race.

#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>

#include "uvsim/testing/program.h"

namespace {

using actx::uvsim::testing::Host;
using actx::uvsim::testing::Program;

constexpr int64_t kStartNs = 1'000'000'000;
int64_t clock_ns = kStartNs;
int reads_to_jump = 0;  // 0: no jump
int64_t jump_ns = 0;

// The side of the real library: a trace, and a watchdog that ends a wait without end.
class RealHost : public Host {
 public:
  bool trace(const std::string& word) override {
    if (!text_.empty()) text_ += ' ';
    text_ += word;
    return true;
  }
  void loop_opened(uv_loop_t* loop) override {
    uv_async_init(loop, &watchdog_, [](uv_async_t* async) { uv_stop(async->loop); });
    uv_unref(reinterpret_cast<uv_handle_t*>(&watchdog_));
  }
  void loop_closing(uv_loop_t*) override {
    uv_close(reinterpret_cast<uv_handle_t*>(&watchdog_), nullptr);
  }
  void tasks_changed(int change) override { tasks_ += change; }
  bool given_up() const override { return given_up_; }

  void deadlock() {
    trace("deadlock");
    given_up_ = true;
    uv_async_send(&watchdog_);
  }
  int tasks() const { return tasks_; }
  const std::string& text() const { return text_; }
  // A coin that falls the same way in the same run.
  bool coin() {
    coin_ = coin_ * 6364136223846793005u + 1442695040888963407u;
    return (coin_ >> 40 & 1) != 0;
  }

 private:
  std::string text_;
  uv_async_t watchdog_;
  int tasks_ = 0;
  bool given_up_ = false;
  uint64_t coin_ = 1;
};

RealHost* host = nullptr;

int system_wait(int fd, epoll_event* events, int size, int timeout) {
  return static_cast<int>(syscall(SYS_epoll_pwait, fd, events, size, timeout, nullptr, 0));
}

// A wait in virtual time. With tasks in the pool the first event is a task's end; a poll that does
// not wait (timeout 0) waits for one half of the time.
int virtual_wait(int fd, epoll_event* events, int size, int timeout) {
  const int ready = system_wait(fd, events, size, 0);
  if (ready != 0 || host == nullptr) return ready;
  if (host->tasks() > 0 && (timeout != 0 || host->coin())) {
    return system_wait(fd, events, size, -1);
  }
  if (timeout < 0) {
    host->deadlock();
    return system_wait(fd, events, size, -1);
  }
  clock_ns += int64_t{timeout} * 1'000'000;
  return 0;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t, struct timespec* time) noexcept {
  if (reads_to_jump > 0 && --reads_to_jump == 0) clock_ns += jump_ns;
  time->tv_sec = clock_ns / 1'000'000'000;
  time->tv_nsec = clock_ns % 1'000'000'000;
  return 0;
}

int nanosleep(const struct timespec* time, struct timespec*) {
  clock_ns += time->tv_sec * 1'000'000'000 + time->tv_nsec;
  return 0;
}

int epoll_wait(int fd, epoll_event* events, int size, int timeout) {
  return virtual_wait(fd, events, size, timeout);
}

int epoll_pwait(int fd, epoll_event* events, int size, int timeout, const sigset_t*) {
  return virtual_wait(fd, events, size, timeout);
}

}  // extern "C"

namespace {

// Takes "jump READ MS " off the line, if it is there.
void take_jump(std::string* line) {
  reads_to_jump = 0;
  int ms = 0;
  int length = 0;
  if (std::sscanf(line->c_str(), "jump %d %d %n", &reads_to_jump, &ms, &length) != 2) return;
  jump_ns = int64_t{ms} * 1'000'000;
  line->erase(0, static_cast<size_t>(length));
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::signal(SIGPIPE, SIG_IGN);         // writing to a closed socket
  setenv("UV_THREADPOOL_SIZE", "4", 1);  // as many workers as uvsim has
  std::string line;
  while (std::getline(std::cin, line)) {
    take_jump(&line);
    Program program;
    std::string error;
    if (!parse(line, &program, &error)) {
      std::cout << "error " << error << std::endl;
      continue;
    }
    clock_ns = kStartNs;
    RealHost real;
    host = &real;
    run_program(program, real);
    host = nullptr;
    std::cout << real.text() << std::endl;
  }
}
