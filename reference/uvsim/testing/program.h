// Small programs of libuv calls, and the interpreter that runs one on whatever library it is linked
// with: uvsim or the real libuv. Uses <uv.h> only.
//
// Words. A program has handles (all initialised first, in order, except the late ones), work
// requests, calls made before the first uv_run, a list of uv_run calls each followed by more calls,
// and reactions: calls made by the n-th callback of a handle, of its close or of a request.
// Running it gives a trace: one word per callback, result and observation, in order.
//
// Invariants. A program ends: a handle that was called kMaxCalls times is stopped. Calls that libuv
// leaves undefined are skipped, so that every program may run on the real library. After its runs
// a program closes everything and runs the loop dry, still tracing.
#ifndef ACTX_UVSIM_TESTING_PROGRAM_H_
#define ACTX_UVSIM_TESTING_PROGRAM_H_

#include <uv.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace actx::uvsim::testing {

enum class Kind : uint8_t {
  kTimer,
  kIdle,
  kPrepare,
  kCheck,
  kAsync,
  kServer,      // TCP, bound to a port of its own
  kPipeServer,  // bound to a name of its own
  kTcp,         //
  kPipe,        //
  kPeer,        // initialised when a server accepts a connection into it
};

enum class Call : uint8_t {
  kStart,       // timer: a = timeout, b = repeat; idle, prepare, check: start; async: send
  kStop,        // timer, idle, prepare, check
  kAgain,       // timer
  kSetRepeat,   // timer: a = repeat
  kClose,       //
  kRef,         //
  kUnref,       //
  kQuery,       // is_active, has_ref, is_closing, and of a timer due_in and repeat
  kInit,        // a late handle, or one that was closed
  kListen,      // server: a = backlog; b: a multiple of 3 leaves accepting to kAccept
  kConnect,     // TCP, pipe: to the server a of its family
  kAccept,      // server: into the first peer that is free
  kRead,        // stream: a picks the size of the buffer
  kReadStop,    // stream
  kWrite,       // stream: a bytes; b = 1: in two buffers
  kTryWrite,    // stream: a bytes
  kShutdown,    // stream
  kReset,       // TCP stream: uv_tcp_close_reset
  kQueue,       // target = request; uv_queue_work unless it is in flight
  kCancel,      // target = request; uv_cancel if it is in flight
  kStopLoop,    //
  kUpdateTime,  //
  kSleep,       // a = ms
  kWalk,        //
  kAlive,       // uv_loop_alive
  kTimeout,     // uv_backend_timeout
  kCount,
};

struct Op {
  Call call;
  uint8_t target;
  uint8_t a;
  uint8_t b;
  bool operator==(const Op&) const = default;
};

enum class Source : uint8_t { kCallback, kClose, kWork };

struct Reaction {
  Source source;
  uint8_t target;
  uint8_t nth;
  std::vector<Op> ops;
};

struct HandleSpec {
  Kind kind;
  bool late;
};

struct Run {
  uv_run_mode mode;
  std::vector<Op> after;
};

struct Program {
  std::vector<HandleSpec> handles;
  uint8_t works = 0;
  std::vector<Op> setup;
  std::vector<Run> runs;
  std::vector<Reaction> reactions;
};

// A program as one line of text, and back. parse() returns false and sets *error on a bad line.
std::string format(const Program& program);
bool parse(std::string_view line, Program* program, std::string* error);

// What the interpreter needs from the side it runs on.
class Host {
 public:
  virtual ~Host() = default;
  // Takes the next word of the trace. Returns false to end the program: nothing more is traced.
  virtual bool trace(const std::string& word) = 0;
  // After uv_loop_init, and before the last uv_close calls.
  virtual void loop_opened(uv_loop_t*) {}
  virtual void loop_closing(uv_loop_t*) {}
  // The number of requests in flight changed by `change`.
  virtual void tasks_changed(int /*change*/) {}
  // True once the run was given up (deadlock): the interpreter only cleans up.
  virtual bool given_up() const { return false; }
  // False when the loop's memory is dropped by other means than closing it.
  virtual bool must_clean_up() const { return true; }
};

constexpr int kMaxCalls = 5;

void run_program(const Program& program, Host& host);

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_PROGRAM_H_
