// A TCP echo server and a few clients that talk to it, in one program of plain libuv calls. It
// knows nothing of uvsim: CMake builds it with the real library (uvsim_example_echo_real) and with
// the simulated one (uvsim_example_echo), and echo_test.cc runs its main() under many schedules.
//
// Every client sends its lines, one write each, ends its side, and compares what comes back until
// the end. Prints one line per client; exits with 0 if all got back what they sent.

#include <uv.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr int kClients = 3;
constexpr int kLines = 4;

struct Reply {
  uv_write_t request;
  char* bytes;
};

struct Client {
  uv_tcp_t tcp;
  uv_connect_t connect;
  uv_write_t writes[kLines];
  uv_shutdown_t shutdown;
  char lines[kLines][32];
  char expected[256];
  char received[256];
  size_t count;
  int number;
};

uv_tcp_t server;
Client clients[kClients];
int clients_left;
int failures;

void check(int status, const char* what) {
  if (status == 0) return;
  std::printf("%s: %s\n", what, uv_strerror(status));
  ++failures;
}

void allocate(uv_handle_t*, size_t size, uv_buf_t* buffer) {
  buffer->base = static_cast<char*>(std::malloc(size));
  buffer->len = buffer->base != nullptr ? size : 0;
}

void free_handle(uv_handle_t* handle) {
  delete reinterpret_cast<uv_tcp_t*>(handle);
}

// The server's side: what comes is sent back, the end is answered with the end.
void on_echoed(uv_write_t* request, int status) {
  auto* reply = reinterpret_cast<Reply*>(request);
  check(status, "echo");
  std::free(reply->bytes);
  delete reply;
}

void on_ended(uv_shutdown_t* request, int status) {
  check(status, "end");
  uv_close(reinterpret_cast<uv_handle_t*>(request->handle), free_handle);
  delete request;
}

void on_request(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  if (count > 0) {
    auto* reply = new Reply;
    reply->bytes = buffer->base;
    const uv_buf_t bytes = uv_buf_init(buffer->base, static_cast<unsigned>(count));
    check(uv_write(&reply->request, stream, &bytes, 1, on_echoed), "uv_write");
    return;
  }
  std::free(buffer->base);
  if (count == 0) return;
  if (count != UV_EOF) check(static_cast<int>(count), "server");
  check(uv_shutdown(new uv_shutdown_t, stream, on_ended), "uv_shutdown");
}

void on_connection(uv_stream_t* listener, int status) {
  check(status, "connection");
  auto* tcp = new uv_tcp_t;
  check(uv_tcp_init(listener->loop, tcp), "uv_tcp_init");
  auto* stream = reinterpret_cast<uv_stream_t*>(tcp);
  check(uv_accept(listener, stream), "uv_accept");
  check(uv_read_start(stream, allocate, on_request), "uv_read_start");
}

// The clients' side.
void on_closed(uv_handle_t*) {
  if (--clients_left == 0) uv_close(reinterpret_cast<uv_handle_t*>(&server), nullptr);
}

void on_reply(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  auto* client = reinterpret_cast<Client*>(stream);
  if (count > 0) {
    if (client->count + static_cast<size_t>(count) < sizeof client->received) {
      std::memcpy(client->received + client->count, buffer->base, static_cast<size_t>(count));
      client->count += static_cast<size_t>(count);
    }
  } else if (count < 0) {
    if (count != UV_EOF) check(static_cast<int>(count), "client");
    const bool same = std::strcmp(client->received, client->expected) == 0;
    if (!same) ++failures;
    std::printf("client %d: %zu bytes, %s\n", client->number, client->count,
                same ? "as sent" : "not what was sent");
    uv_close(reinterpret_cast<uv_handle_t*>(stream), on_closed);
  }
  std::free(buffer->base);
}

void on_connect(uv_connect_t* request, int status) {
  check(status, "connect");
  auto* client = reinterpret_cast<Client*>(request->handle);
  for (int i = 0; i < kLines; i++) {
    std::snprintf(client->lines[i], sizeof client->lines[i], "client %d, line %d\n", client->number,
                  i + 1);
    std::strcat(client->expected, client->lines[i]);
    const uv_buf_t line =
        uv_buf_init(client->lines[i], static_cast<unsigned>(std::strlen(client->lines[i])));
    check(uv_write(&client->writes[i], request->handle, &line, 1, nullptr), "uv_write");
  }
  check(uv_shutdown(&client->shutdown, request->handle, nullptr), "uv_shutdown");
  check(uv_read_start(request->handle, allocate, on_reply), "uv_read_start");
}

}  // namespace

int main() {
  uv_loop_t* loop = uv_default_loop();
  failures = 0;
  clients_left = kClients;
  sockaddr_in address;
  check(uv_ip4_addr("127.0.0.1", 0, &address), "uv_ip4_addr");
  auto* name = reinterpret_cast<sockaddr*>(&address);
  check(uv_tcp_init(loop, &server), "uv_tcp_init");
  check(uv_tcp_bind(&server, name, 0), "uv_tcp_bind");
  check(uv_listen(reinterpret_cast<uv_stream_t*>(&server), 16, on_connection), "uv_listen");
  int length = sizeof address;
  check(uv_tcp_getsockname(&server, name, &length), "uv_tcp_getsockname");
  for (int i = 0; i < kClients; i++) {
    std::memset(&clients[i], 0, sizeof clients[i]);
    clients[i].number = i + 1;
    check(uv_tcp_init(loop, &clients[i].tcp), "uv_tcp_init");
    check(uv_tcp_connect(&clients[i].connect, &clients[i].tcp, name, on_connect), "uv_tcp_connect");
  }
  uv_run(loop, UV_RUN_DEFAULT);
  check(uv_loop_close(loop), "uv_loop_close");
  return failures == 0 ? 0 : 1;
}
