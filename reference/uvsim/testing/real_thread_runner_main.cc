// Runs programs of threads on the real libuv: reads "SEED PROGRAM" per line, prints what its
// threads said as one line. The seed says where threads are slow, so that more than one order is
// seen. A program that does not end is ended by a signal.

#include <sched.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "uvsim/testing/thread_program.h"

namespace {

using actx::uvsim::testing::ThreadHost;
using actx::uvsim::testing::ThreadProgram;

constexpr unsigned kSeconds = 60;  // far more than any program takes

class RealHost : public ThreadHost {
 public:
  RealHost(size_t threads, uint64_t seed) : lines_(threads + 1), seed_(seed) {}
  // Each thread has a line of its own.
  void word(size_t thread, const std::string& word) override { lines_[thread] += ' ' + word; }
  void pause(size_t thread) override {
    thread_local uint64_t state = 0;
    if (state == 0) state = seed_ * 2 + thread * 0x9e3779b97f4a7c15u + 1;
    state = state * 6364136223846793005u + 1442695040888963407u;
    const uint64_t coin = state >> 56;
    if (coin < 64) sched_yield();
    if (coin < 128) return;
    for (uint64_t left = state >> 40 & 0xfff; left > 0; left--) asm volatile("");
  }
  std::string text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + ';';
    return text;
  }

 private:
  std::vector<std::string> lines_;
  uint64_t seed_;
};

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    ThreadProgram program;
    char* rest = nullptr;
    const uint64_t seed = std::strtoull(line.c_str(), &rest, 10);
    if (!actx::uvsim::testing::parse(rest, &program)) {
      std::cout << "error not a program" << std::endl;
      continue;
    }
    RealHost host(program.threads.size(), seed);
    alarm(kSeconds);
    run_thread_program(program, host);
    alarm(0);
    std::cout << host.text() << std::endl;
  }
}
