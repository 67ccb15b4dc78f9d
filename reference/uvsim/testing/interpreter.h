// The interpreter of programs, shared by the files that implement it: program.cc, and
// program_streams.cc for streams.
#ifndef ACTX_UVSIM_TESTING_INTERPRETER_H_
#define ACTX_UVSIM_TESTING_INTERPRETER_H_

#include <memory>
#include <string>
#include <vector>

#include "uvsim/testing/program.h"

namespace actx::uvsim::testing {

inline bool is_stream(Kind kind) {
  return kind >= Kind::kServer;
}
inline bool is_server(Kind kind) {
  return kind == Kind::kServer || kind == Kind::kPipeServer;
}

union AnyHandle {
  uv_handle_t handle;
  uv_timer_t timer;
  uv_idle_t idle;
  uv_prepare_t prepare;
  uv_check_t check;
  uv_async_t async;
  uv_stream_t stream;
  uv_tcp_t tcp;
  uv_pipe_t pipe;
};

// A write of up to 12 bytes, in one or two buffers.
struct WriteRequest {
  uv_write_t uv;
  char bytes[16];
  bool in_flight;
};
constexpr int kWriteRequests = 6;

// What a stream needs beside its handle.
struct StreamPart {
  uv_connect_t connect;
  uv_shutdown_t shutdown;
  WriteRequest writes[kWriteRequests];
  char memory[64];
  unsigned buffer;   // bytes offered to a read
  int port;          // of a server that was bound
  bool listening;    //
  bool auto_accept;  // the connection callback accepts
};

struct Slot {
  AnyHandle uv;
  Kind kind;
  bool open;  // from init to its close callback
  int calls;
  int closes;
  StreamPart part;
};

struct WorkItem {
  uv_work_t uv;
  bool in_flight;
  bool cancelled;
  int calls;
};

class Interpreter {
 public:
  Interpreter(const Program& program, Host& host) : program_(program), host_(host) {}
  void run();

  uv_loop_t loop_;

 private:
  template <class Handle>
  static void on_callback(Handle* handle) {
    auto* self = static_cast<Interpreter*>(handle->loop->data);
    self->called(reinterpret_cast<uv_handle_t*>(handle));
  }
  static void on_close(uv_handle_t* handle) {
    static_cast<Interpreter*>(handle->loop->data)->closed(handle);
  }
  static void on_work(uv_work_t*) {}
  static void on_done(uv_work_t* request, int status) {
    static_cast<Interpreter*>(request->loop->data)->work_done(request, status);
  }
  static void on_walk(uv_handle_t* handle, void* self) {
    auto* interpreter = static_cast<Interpreter*>(self);
    const int index = interpreter->index_of(handle);
    if (index >= 0) interpreter->word("walk:" + std::to_string(index));
  }

  int index_of(const uv_handle_t* handle) const {
    for (size_t i = 0; i < program_.handles.size(); i++) {
      if (&slots_[i].uv.handle == handle) return static_cast<int>(i);
    }
    return -1;
  }

  void word(const std::string& text) {
    if (ended_ || host_.given_up()) return;
    if (!host_.trace(text)) {
      ended_ = true;
      uv_stop(&loop_);
    }
  }
  // Whether the loop can be left as it is.
  bool dropped() const { return !host_.must_clean_up() && (ended_ || host_.given_up()); }
  void result(const char* call, int target, int64_t value) {
    word(std::string(call) + ':' + std::to_string(target) + '=' + std::to_string(value));
  }
  std::string at() const { return '@' + std::to_string(uv_now(&loop_)); }

  void called(uv_handle_t* handle);
  void closed(uv_handle_t* handle);
  void work_done(uv_work_t* request, int status);
  void react(Source source, int target, int nth);
  void execute(const std::vector<Op>& ops);
  void execute(const Op& op);
  void handle_op(const Op& op, int target);
  void work_op(const Op& op, int target);
  void loop_op(const Op& op);
  void init(int target);
  int start(Slot& slot, const Op& op);
  int stop(Slot& slot);
  void query(Slot& slot, int target);

  // program_streams.cc
  void init_stream(Slot& slot, int target);
  void stream_op(const Op& op, int target);
  void connect_op(const Op& op, int target);
  void write_op(const Op& op, int target);
  void accept(int server);
  std::string pipe_name(int target) const;
  // A callback of the stream came: the word of it, and what the program does then.
  void stream_called(const uv_stream_t* stream, const char* what, const std::string& detail);
  static Interpreter* of(const uv_stream_t* stream) {
    return static_cast<Interpreter*>(stream->loop->data);
  }
  static void on_connection(uv_stream_t* server, int status);
  static void on_connect(uv_connect_t* request, int status);
  static void on_write(uv_write_t* request, int status);
  static void on_shutdown(uv_shutdown_t* request, int status);
  static void on_alloc(uv_handle_t* handle, size_t size, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);

  void clean_up();

  const Program& program_;
  Host& host_;
  std::unique_ptr<Slot[]> slots_;
  std::unique_ptr<WorkItem[]> works_;
  bool ended_ = false;
  bool cleaning_ = false;
};

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_INTERPRETER_H_
