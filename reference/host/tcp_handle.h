// A TCP socket or listening server as the program's modules see it: an object over a uv_tcp_t.
//
// Invariants
// - The object is reachable (pinned) from its making until its close callback has run: libuv holds
//   its address for as long.
// - Its callbacks run in the scope of its own resource, TCPWRAP or TCPSERVERWRAP; what it makes
//   (requests, accepted sockets) is triggered by it.
// - Results are libuv's: 0 or more for success, a negative error number otherwise.
// - Bytes go to the consumer while there is one; the end of the stream and errors never do.
//
// Words
// - request: a connect, write or shutdown that waits. Its resource ends when its callback has run.
// - oncomplete, onread, onconnection: the properties that hold the program's callbacks.
#ifndef ACTX_HOST_TCP_HANDLE_H_
#define ACTX_HOST_TCP_HANDLE_H_

#include <uv.h>

#include <span>
#include <string_view>

#include "host/host.h"
#include "value/typed_array.h"

namespace actx {

/// Who takes the bytes of a socket instead of its onread callback.
class ByteConsumer {
 public:
  /// Called outside of any scope. `bytes` are valid during the call.
  virtual void take_bytes(std::string_view bytes) = 0;

 protected:
  ~ByteConsumer() = default;
};

class TcpHandle final : public Object {
 public:
  enum class Kind : uint8_t { kSocket, kServer };
  /// Throws what an init hook throws to end the run.
  TcpHandle(Object* prototype, Host& host, Kind kind);

  int bind(std::string_view address, int port, bool is_v6, unsigned flags);
  int listen(int backlog);
  /// Begins to connect; `request` is the public object of the TCPCONNECTWRAP.
  int connect(Object* request, std::string_view address, int port, bool is_v6);
  int read_start();
  int read_stop();
  /// From now on bytes come into `buffer`, and onread gets their number only, which may be 0.
  void read_into(BufferView* buffer) { own_buffer_ = buffer; }
  /// Pieces that one system call writes: more of them wait for the loop, so it matters how many
  /// there are only beyond this.
  static constexpr size_t kPiecesPerCall = 1024;
  /// Writes what can be written at once. The rest, if any, waits as a WRITEWRAP with the public
  /// object `request`, and *waits is set. `pieces` are used up.
  int write(Object* request, std::span<uv_buf_t> pieces, bool* waits);
  int shutdown(Object* request);
  /// Closes; `callback` (undefined for none) is called when it is closed. A second call does
  /// nothing. With `reset` the peer sees a connection reset.
  int close(Value callback, bool reset);
  void set_ref(bool refed);
  bool has_ref() const;
  bool is_closing() const { return closing_; }

  Resource* resource() const { return resource_; }
  /// Gives the socket a new identity with the public object `object`, for a new user of it.
  void renew_resource(Object* object);
  /// `response` is the resource of an HTTP response that is expected on this connection.
  void expect_response(Resource* response);
  void set_consumer(ByteConsumer* consumer, Cell* owner);
  ByteConsumer* consumer() const { return consumer_; }

  uv_tcp_t* uv() { return &uv_; }
  double bytes_read() const { return bytes_read_; }
  double bytes_written() const { return bytes_written_; }

  void trace(Tracer& tracer) const override;

 private:
  static void on_alloc(uv_handle_t* handle, size_t, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);
  static void on_connection(uv_stream_t* stream, int status);
  static void on_close(uv_handle_t* handle);
  uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&uv_); }
  uv_handle_t* handle() { return reinterpret_cast<uv_handle_t*>(&uv_); }
  void make_resource(Object* object);
  void read(ssize_t count, const char* bytes);
  void accept(int status);
  void closed();

  uv_tcp_t uv_;
  Host& host_;
  const Kind kind_;
  bool closing_ = false;
  Resource* resource_ = nullptr;
  Resource* first_response_ = nullptr;  // see expect_response
  Pin pin_;
  Value close_callback_;
  BufferView* own_buffer_ = nullptr;
  ByteConsumer* consumer_ = nullptr;
  Cell* consumer_owner_ = nullptr;
  double bytes_read_ = 0;
  double bytes_written_ = 0;
};

/// The value as a TcpHandle, else null.
TcpHandle* as_tcp_handle(Value value);
/// The prototype of handles in this run.
Object* tcp_prototype(Realm& realm);

}  // namespace actx

#endif  // ACTX_HOST_TCP_HANDLE_H_
