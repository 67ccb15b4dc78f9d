// TCP and pipe handles for tests that are compiled for uvsim and for the real libuv. Words of the
// log: label and event, "c.read=5", "s.conn", "c.write0=ECANCELED", "c.eof".
#ifndef ACTX_UVSIM_TESTING_NET_FIXTURE_H_
#define ACTX_UVSIM_TESTING_NET_FIXTURE_H_

#include <netinet/in.h>

#include <deque>

#include "uvsim/testing/fixture.h"

namespace actx::uvsim::testing {

inline std::string code(int64_t status) {
  return status < 0 ? uv_err_name(static_cast<int>(status)) : std::to_string(status);
}

template <class Uv>
struct Stream : Handle<Uv> {
  Stream(LoopTest* owner, std::string name) : Handle<Uv>(owner, std::move(name)) {}
  using Handle<Uv>::uv;
  using Handle<Uv>::label;

  uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&uv); }
  static Stream* of(void* handle) {
    return static_cast<Stream*>(static_cast<uv_stream_t*>(handle)->data);
  }
  void say(const std::string& event) { this->test->note(label + '.' + event); }
  static void act(const Action& member) {
    const Action action = member;  // a copy: the action may replace itself
    if (action) action();
  }

  int listen(int backlog = 16) {
    return uv_listen(stream(), backlog, [](uv_stream_t* server, int status) {
      of(server)->say(status == 0 ? "conn" : "conn=" + code(status));
      act(of(server)->at_connection);
    });
  }
  int accept(Stream& client) { return uv_accept(stream(), client.stream()); }

  static void allocate(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
    Stream* self = of(handle);
    self->memory.resize(self->buffer_size);
    *buffer = uv_buf_init(self->memory.data(), static_cast<unsigned>(self->buffer_size));
  }
  static void on_read(uv_stream_t* handle, ssize_t count, const uv_buf_t* buffer) {
    Stream* self = of(handle);
    if (count > 0) self->received.append(buffer->base, static_cast<size_t>(count));
    std::string event = "read=" + code(count);
    if (count == UV_EOF) event = buffer->base == nullptr ? "eof(no buffer)" : "eof";
    self->say(event);
    self->last_read = count;
    act(self->at_read);
  }
  int read() { return uv_read_start(stream(), allocate, on_read); }
  int stop() { return uv_read_stop(stream()); }

  // `text` in as many buffers of the same size.
  static std::vector<uv_buf_t> buffers_of(std::string& text, size_t count) {
    std::vector<uv_buf_t> buffers;
    const size_t size = text.size() / count;
    for (size_t i = 0; i < count; i++) {
      buffers.push_back(uv_buf_init(text.data() + i * size, static_cast<unsigned>(size)));
    }
    return buffers;
  }
  // Writes `text`; the callback says "writeN", N counts from 0.
  int write(const std::string& text, Action then = nullptr, size_t count = 1) {
    requests.push_back({});
    Request& request = requests.back();
    request.self = this;
    request.number = writes++;
    request.text = text;
    request.then = std::move(then);
    request.uv.data = &request;
    const std::vector<uv_buf_t> buffers = buffers_of(request.text, count);
    const auto called = [](uv_write_t* uv_request, int status) {
      auto* done = static_cast<Request*>(uv_request->data);
      done->self->say("write" + std::to_string(done->number) +
                      (status == 0 ? "" : "=" + code(status)));
      act(done->then);
    };
    return uv_write(&request.uv, stream(), buffers.data(), static_cast<unsigned>(count), called);
  }
  int try_write(const std::string& text, size_t count = 1) {
    std::string copy = text;
    return uv_try_write(stream(), buffers_of(copy, count).data(), static_cast<unsigned>(count));
  }
  int shutdown(Action then = nullptr) {
    at_shutdown = std::move(then);
    shutdown_request.data = this;
    return uv_shutdown(&shutdown_request, stream(), [](uv_shutdown_t* request, int status) {
      auto* self = static_cast<Stream*>(request->data);
      self->say(status == 0 ? "shut" : "shut=" + code(status));
      act(self->at_shutdown);
    });
  }
  static void on_connect(uv_connect_t* request, int status) {
    auto* self = static_cast<Stream*>(request->data);
    self->say(status == 0 ? "connect" : "connect=" + code(status));
    self->connect_status = status;
    act(self->at_connect);
  }

  struct Request {
    uv_write_t uv;
    Stream* self;
    int number;
    std::string text;
    Action then;
  };
  Action at_connection;
  Action at_read;
  Action at_connect;
  Action at_shutdown;
  uv_connect_t connect_request;
  uv_shutdown_t shutdown_request;
  std::deque<Request> requests;
  int writes = 0;
  int connect_status = 1;
  ssize_t last_read = 0;
  size_t buffer_size = 65536;
  std::vector<char> memory;
  std::string received;
};

inline sockaddr_in loopback(int port) {
  sockaddr_in address;
  uv_ip4_addr("127.0.0.1", port, &address);
  return address;
}

struct Tcp : Stream<uv_tcp_t> {
  Tcp(LoopTest* owner, std::string name) : Stream(owner, std::move(name)) {
    uv_tcp_init(&owner->loop, &uv);
  }
  int bind(int port = 0) {
    const sockaddr_in address = loopback(port);
    return uv_tcp_bind(&uv, reinterpret_cast<const sockaddr*>(&address), 0);
  }
  int port() {
    sockaddr_in address;
    int length = sizeof address;
    const int status = uv_tcp_getsockname(&uv, reinterpret_cast<sockaddr*>(&address), &length);
    return status < 0 ? status : ntohs(address.sin_port);
  }
  int connect(int port) {
    connect_request.data = this;
    const sockaddr_in address = loopback(port);
    return uv_tcp_connect(&connect_request, &uv, reinterpret_cast<const sockaddr*>(&address),
                          on_connect);
  }
  int reset() {
    return uv_tcp_close_reset(&uv, [](uv_handle_t* handle) {
      auto* self = static_cast<Tcp*>(handle->data);
      self->test->note("~" + self->label);
    });
  }
};

// A server, and a client and the server's end of one connection.
class Connected : public LoopTest {
 protected:
  void SetUp() override {
    LoopTest::SetUp();
    server = std::make_unique<Tcp>(this, "s");
    client = std::make_unique<Tcp>(this, "c");
    peer = std::make_unique<Tcp>(this, "p");
    ASSERT_EQ(server->bind(), 0);
    ASSERT_EQ(server->listen(), 0);
    server->at_connection = [this] { ASSERT_EQ(server->accept(*peer), 0); };
    ASSERT_EQ(client->connect(server->port()), 0);
    for (int turn = 0; turn < 100 && client->connect_status != 0; turn++) run(UV_RUN_NOWAIT);
    taken();
    server->close();
    run(UV_RUN_NOWAIT);
    taken();
  }
  // One turn that does not wait.
  std::string turn() {
    run(UV_RUN_NOWAIT);
    return taken();
  }

  std::unique_ptr<Tcp> server;
  std::unique_ptr<Tcp> client;
  std::unique_ptr<Tcp> peer;
};

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_NET_FIXTURE_H_
