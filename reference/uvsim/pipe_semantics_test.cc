// What libuv 1.44.2 does, for uvsim and for the real library from this one source: pipes.

#include <unistd.h>

#include "uvsim/testing/net_fixture.h"

namespace actx::uvsim::testing {
namespace {

struct Pipe : Stream<uv_pipe_t> {
  Pipe(LoopTest* owner, std::string name, int ipc = 0) : Stream(owner, std::move(name)) {
    uv_pipe_init(&owner->loop, &uv, ipc);
  }
  void connect(const std::string& name) {
    connect_request.data = this;
    uv_pipe_connect(&connect_request, &uv, name.c_str(), on_connect);
  }
};

class Pipes : public LoopTest {
 protected:
  std::string turn() {
    run(UV_RUN_NOWAIT);
    return taken();
  }
  static std::string own_name(const Pipe& pipe) { return asked(pipe, uv_pipe_getsockname); }
  static std::string peer_name(const Pipe& pipe) { return asked(pipe, uv_pipe_getpeername); }
  const std::string name_ = "/tmp/uvsim-pipe-" + std::to_string(getpid());

 private:
  static std::string asked(const Pipe& pipe, int (*ask)(const uv_pipe_t*, char*, size_t*)) {
    char buffer[256];
    size_t size = sizeof buffer;
    const int status = ask(&pipe.uv, buffer, &size);
    return status != 0 ? uv_err_name(status) : std::string(buffer, size);
  }
};

TEST_F(Pipes, ConnectAndTalk) {
  Pipe server(this, "s");
  Pipe client(this, "c");
  Pipe peer(this, "p");
  EXPECT_EQ(own_name(server), "EBADF");
  EXPECT_EQ(server.listen(), UV_EINVAL);
  ASSERT_EQ(uv_pipe_bind(&server.uv, name_.c_str()), 0);
  EXPECT_EQ(uv_pipe_bind(&server.uv, name_.c_str()), UV_EINVAL);
  ASSERT_EQ(server.listen(), 0);
  server.at_connection = [&] { EXPECT_EQ(server.accept(peer), 0); };
  client.connect(name_);
  EXPECT_EQ(uv_is_readable(client.stream()), 1);
  client.write("hello");
  EXPECT_EQ(turn(), "s.conn c.connect");
  EXPECT_EQ(own_name(server), name_);
  EXPECT_EQ(own_name(peer), name_);
  EXPECT_EQ(peer_name(peer), "");
  EXPECT_EQ(peer_name(client), name_);
  EXPECT_EQ(own_name(client), "");
  char small[2];
  size_t size = sizeof small;
  EXPECT_EQ(uv_pipe_getpeername(&client.uv, small, &size), UV_ENOBUFS);
  EXPECT_EQ(size, name_.size() + 1);
  peer.read();
  EXPECT_EQ(turn(), "c.write0");
  EXPECT_EQ(turn(), "p.read=5");
  EXPECT_EQ(uv_pipe_chmod(&server.uv, UV_READABLE | UV_WRITABLE), 0);
  EXPECT_EQ(uv_pipe_chmod(&server.uv, 0), UV_EINVAL);
  EXPECT_EQ(uv_pipe_chmod(&client.uv, UV_READABLE), UV_ENOENT);
  EXPECT_EQ(uv_pipe_pending_count(&peer.uv), 0);
  EXPECT_EQ(uv_pipe_pending_type(&peer.uv), UV_UNKNOWN_HANDLE);
  server.close();
  EXPECT_EQ(turn(), "~s");
  Pipe second(this, "t");
  ASSERT_EQ(uv_pipe_bind(&second.uv, name_.c_str()), 0);  // the name was free again
}

TEST_F(Pipes, AllConnectErrorsComeInThePendingPhase) {
  Pipe bound(this, "b");
  Pipe client(this, "c");
  Pipe other(this, "d");
  Check check(this, "check");
  Prepare prepare(this, "prepare");
  check.start();
  prepare.start();
  ASSERT_EQ(uv_pipe_bind(&bound.uv, name_.c_str()), 0);
  Pipe same(this, "e");
  EXPECT_EQ(uv_pipe_bind(&same.uv, name_.c_str()), UV_EADDRINUSE);
  client.connect(name_);
  other.connect(name_ + "-none");
  EXPECT_EQ(uv_is_readable(client.stream()), 0);
  EXPECT_EQ(turn(), "c.connect=ECONNREFUSED d.connect=ENOENT prepare check");
  EXPECT_EQ(client.write("x"), UV_EPIPE);
  EXPECT_EQ(client.read(), UV_ENOTCONN);
  prepare.then = [&] {
    other.connect(name_ + "-none");
    prepare.then = nullptr;
  };
  EXPECT_EQ(turn(), "prepare d.connect=ENOENT check");
}

TEST_F(Pipes, AFullBacklogIsAnError) {
  Pipe server(this, "s");
  uv_pipe_bind(&server.uv, name_.c_str());
  server.listen(1);
  Pipe a(this, "a");
  Pipe b(this, "b");
  Pipe c(this, "c");
  a.connect(name_);
  b.connect(name_);
  c.connect(name_);
  EXPECT_EQ(turn(), "c.connect=EAGAIN s.conn a.connect b.connect");
}

class Pair : public Pipes {
 protected:
  void SetUp() override {
    Pipes::SetUp();
    server = std::make_unique<Pipe>(this, "s");
    client = std::make_unique<Pipe>(this, "c");
    peer = std::make_unique<Pipe>(this, "p");
    ASSERT_EQ(uv_pipe_bind(&server->uv, name_.c_str()), 0);
    ASSERT_EQ(server->listen(), 0);
    server->at_connection = [this] { server->accept(*peer); };
    client->connect(name_);
    run(UV_RUN_NOWAIT);
    run(UV_RUN_NOWAIT);
    server->close();
    run(UV_RUN_NOWAIT);
    taken();
  }
  std::unique_ptr<Pipe> server;
  std::unique_ptr<Pipe> client;
  std::unique_ptr<Pipe> peer;
};

TEST_F(Pair, BytesAndTheEndOfAClosedPeerComeTogether) {
  peer->read();
  client->write("abc");
  client->close();
  EXPECT_EQ(turn(), "p.read=3 p.eof(no buffer) c.write0 ~c");
}

TEST_F(Pair, WritingToAClosedPeerFailsAtOnce) {
  peer->close();
  EXPECT_EQ(turn(), "~p");
  EXPECT_EQ(client->try_write("a"), UV_EPIPE);
  client->write("a");
  EXPECT_EQ(turn(), "c.write0=EPIPE");
}

TEST_F(Pair, UnreadBytesAtCloseResetThePeer) {
  client->write("abc");
  EXPECT_EQ(turn(), "c.write0");
  client->read();
  peer->close();
  EXPECT_EQ(turn(), "c.read=ECONNRESET ~p");
}

TEST_F(Pair, HalfOpen) {
  peer->read();
  client->write("abc");
  client->shutdown();
  EXPECT_EQ(turn(), "c.write0 c.shut p.read=3");
  EXPECT_EQ(turn(), "p.eof");
  client->read();
  peer->write("back");
  EXPECT_EQ(turn(), "p.write0 c.read=4");
}

TEST_F(Pair, LargeWritesWaitForTheReader) {
  client->write(std::string(1'000'000, 'x'));
  EXPECT_GT(uv_stream_get_write_queue_size(client->stream()), 0u);
  client->shutdown();
  peer->at_read = [&] {
    taken();
    if (peer->last_read == UV_EOF) note("end");
  };
  peer->read();
  run();
  EXPECT_EQ(taken(), "end");
  EXPECT_EQ(peer->received.size(), 1'000'000u);
}

}  // namespace
}  // namespace actx::uvsim::testing
