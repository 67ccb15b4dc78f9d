#include "uvsim/testing/real_child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace actx::uvsim::testing {

RealChild::~RealChild() {
  stop();
}

bool RealChild::start() {
  std::signal(SIGPIPE, SIG_IGN);
  int in[2];
  int out[2];
  if (pipe2(in, O_CLOEXEC) != 0) return false;
  if (pipe2(out, O_CLOEXEC) != 0) {
    close(in[0]);
    close(in[1]);
    return false;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  char* arguments[] = {path_.data(), nullptr};
  const int status = posix_spawn(&pid_, path_.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  to_ = in[1];
  from_ = out[0];
  if (status == 0) return true;
  pid_ = -1;
  stop();
  return false;
}

void RealChild::stop() {
  if (to_ >= 0) close(to_);
  if (from_ >= 0) close(from_);
  to_ = from_ = -1;
  buffer_.clear();
  if (pid_ < 0) return;
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
}

bool RealChild::write_line(std::string line) {
  line += '\n';
  size_t written = 0;
  while (written < line.size()) {
    const ssize_t count = write(to_, line.data() + written, line.size() - written);
    if (count <= 0) return false;
    written += static_cast<size_t>(count);
  }
  return true;
}

bool RealChild::read_line(std::string* line) {
  size_t end;
  while ((end = buffer_.find('\n')) == std::string::npos) {
    char chunk[4096];
    const ssize_t count = read(from_, chunk, sizeof chunk);
    if (count <= 0) return false;
    buffer_.append(chunk, static_cast<size_t>(count));
  }
  *line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  return true;
}

std::string RealChild::run(const Program& program) {
  return send(format(program));
}

std::string RealChild::run_with_jump(const Program& program, int read, int ms) {
  return send("jump " + std::to_string(read) + ' ' + std::to_string(ms) + ' ' + format(program));
}

std::string RealChild::send(std::string line) {
  if (pid_ < 0 && !start()) return "error cannot start " + path_;
  std::string answer;
  if (write_line(std::move(line)) && read_line(&answer)) return answer;
  stop();
  return "crashed";
}

}  // namespace actx::uvsim::testing
