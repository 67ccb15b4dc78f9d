// What libuv 1.44.2 does, for uvsim and for the real library from this one source: reading,
// writing, shutting down and closing streams.

#include "uvsim/testing/net_fixture.h"

namespace actx::uvsim::testing {
namespace {

using Streams = Connected;

TEST_F(Streams, WriteCallbackComesBeforeCheckAndNeverInTheCall) {
  Check check(this, "check");
  Idle idle(this, "idle");
  check.start();
  idle.start();
  idle.then = [&] {
    client->write("a");
    client->write("b");
    note("|");
    idle.stop();
  };
  EXPECT_EQ(turn(), "idle | c.write0 c.write1 check");
  client->write("c");
  EXPECT_EQ(turn(), "c.write2 check");
  check.then = [&] {
    client->write("d");
    check.then = nullptr;
  };
  EXPECT_EQ(turn(), "check");
  EXPECT_EQ(turn(), "c.write3 check");
}

TEST_F(Streams, EightRoundsOfPendingCallbacks) {
  Check check(this, "check");
  Prepare prepare(this, "prepare");
  int left = 11;
  Action next = [&] {
    if (--left > 0) client->write("x", next);
  };
  check.start();
  prepare.start();
  prepare.then = [&] {
    client->write("x", next);
    prepare.then = nullptr;
  };
  EXPECT_EQ(
      turn(),
      "prepare c.write0 c.write1 c.write2 c.write3 c.write4 c.write5 c.write6 c.write7 check");
  EXPECT_EQ(turn(), "c.write8 prepare c.write9 c.write10 check");
}

TEST_F(Streams, AReadYieldsAllThatCame) {
  peer->read();
  client->write("abc");
  client->write("defg");
  EXPECT_EQ(turn(), "c.write0 c.write1 p.read=7");
  EXPECT_EQ(peer->received, "abcdefg");
  EXPECT_EQ(peer->read(), UV_EALREADY);
  EXPECT_EQ(uv_is_active(peer->base()), 1);
  peer->stop();
  EXPECT_EQ(uv_is_active(peer->base()), 0);
  EXPECT_EQ(peer->stop(), 0);
}

TEST_F(Streams, AFullBufferIsFollowedByAnotherRead) {
  peer->buffer_size = 4;
  peer->read();
  client->write("0123456789");
  EXPECT_EQ(turn(), "c.write0 p.read=4 p.read=4 p.read=2");
  client->write("01234567");
  EXPECT_EQ(turn(), "c.write1 p.read=4 p.read=4 p.read=0");
  client->write("0123");
  client->shutdown();
  EXPECT_EQ(turn(), "c.write2 c.shut p.read=4 p.eof");
}

TEST_F(Streams, ThirtyTwoReadsPerTurn) {
  peer->buffer_size = 1;
  peer->read();
  client->write(std::string(40, 'x'));
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(peer->received.size(), 32u);
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(peer->received.size(), 40u);
  EXPECT_EQ(peer->last_read, 0);
}

TEST_F(Streams, NoBuffer) {
  peer->buffer_size = 0;
  peer->read();
  client->write("abc");
  EXPECT_EQ(turn(), "c.write0 p.read=ENOBUFS");
  EXPECT_EQ(turn(), "p.read=ENOBUFS");
  peer->buffer_size = 10;
  EXPECT_EQ(turn(), "p.read=3");
}

TEST_F(Streams, EndAfterShutdownAndHalfOpen) {
  peer->read();
  client->read();
  client->write("abc");
  EXPECT_EQ(client->shutdown(), 0);
  EXPECT_EQ(uv_is_writable(client->stream()), 0);
  EXPECT_EQ(client->shutdown(), UV_ENOTCONN);
  EXPECT_EQ(client->write("x"), UV_EPIPE);
  EXPECT_EQ(client->try_write("x"), UV_EPIPE);
  EXPECT_EQ(turn(), "c.write0 c.shut p.read=3");
  EXPECT_EQ(turn(), "p.eof");
  EXPECT_EQ(uv_is_active(peer->base()), 0);
  EXPECT_EQ(uv_is_readable(peer->stream()), 1);
  EXPECT_EQ(peer->read(), 0);  // yields the end again
  EXPECT_EQ(turn(), "p.eof");
  peer->write("back");
  EXPECT_EQ(turn(), "p.write0 c.read=4");
  peer->close();
  EXPECT_EQ(turn(), "c.eof ~p");
}

TEST_F(Streams, BytesAndEndOfAConnectionThatIsOver) {
  client->shutdown();
  EXPECT_EQ(turn(), "c.shut");
  client->read();
  peer->write("last");
  peer->close();
  EXPECT_EQ(turn(), "c.read=4 c.eof(no buffer) p.write0 ~p");
}

TEST_F(Streams, UnreadBytesAtCloseResetThePeer) {
  client->read();
  client->write("abc");
  EXPECT_EQ(turn(), "c.write0");
  peer->close();
  EXPECT_EQ(turn(), "c.read=ECONNRESET ~p");
  EXPECT_EQ(uv_is_readable(client->stream()), 0);
  EXPECT_EQ(uv_is_writable(client->stream()), 0);
  EXPECT_EQ(uv_is_active(client->base()), 0);
  EXPECT_EQ(client->write("x"), UV_EPIPE);
  EXPECT_EQ(client->read(), UV_ENOTCONN);
  EXPECT_EQ(client->shutdown(), UV_ENOTCONN);
}

TEST_F(Streams, ResetBehindBytesLooksLikeTheEnd) {
  client->read();
  peer->write("abc");
  EXPECT_EQ(peer->reset(), 0);
  EXPECT_EQ(turn(), "c.read=3 c.eof(no buffer) p.write0 ~p");
}

TEST_F(Streams, ResetIsToldToAReader) {
  client->read();
  EXPECT_EQ(peer->reset(), 0);
  EXPECT_EQ(turn(), "c.read=ECONNRESET ~p");
}

TEST_F(Streams, ResetIsNotPossibleWhileShuttingDown) {
  client->shutdown();
  EXPECT_EQ(client->reset(), UV_EINVAL);
  EXPECT_EQ(turn(), "c.shut");
  Tcp fresh(this, "f");
  EXPECT_EQ(fresh.reset(), UV_EBADF);
}

TEST_F(Streams, WritingToAClosedPeer) {
  peer->close();
  EXPECT_EQ(turn(), "~p");
  EXPECT_EQ(client->write("a"), 0);  // taken, and answered with a reset
  EXPECT_EQ(client->write("b"), 0);
  EXPECT_EQ(client->write("c"), 0);
  EXPECT_EQ(turn(), "c.write0 c.write1=EPIPE c.write2=EPIPE");
  EXPECT_EQ(client->try_write("d"), UV_EPIPE);
  client->read();
  EXPECT_EQ(turn(), "c.eof");
}

TEST_F(Streams, WritingAfterAReset) {
  peer->reset();
  EXPECT_EQ(turn(), "~p");
  EXPECT_EQ(client->try_write("a"), UV_ECONNRESET);
  EXPECT_EQ(client->try_write("b"), UV_EPIPE);
  client->shutdown();
  EXPECT_EQ(turn(), "c.shut=ENOTCONN");
}

TEST_F(Streams, ClosingWithRequestsInFlight) {
  const std::string large(8'000'000, 'x');
  client->write("small");
  client->write(large);
  client->write("more");
  client->shutdown();
  client->close();
  EXPECT_EQ(turn(), "c.write0 c.write1=ECANCELED c.write2=ECANCELED c.shut=ECANCELED ~c");
}

TEST_F(Streams, LargeWritesWaitForTheReader) {
  const std::string large(12'000'000, 'x');
  client->write(large);
  client->write("end");
  EXPECT_GT(uv_stream_get_write_queue_size(client->stream()), 3u);
  EXPECT_LT(uv_stream_get_write_queue_size(client->stream()), large.size());
  EXPECT_EQ(client->try_write("x"), UV_EAGAIN);
  EXPECT_EQ(turn(), "");
  client->shutdown();
  peer->at_read = [&] {
    taken();
    if (peer->last_read == UV_EOF) note("end");
  };
  peer->read();
  run();
  EXPECT_EQ(taken(), "end");
  EXPECT_EQ(peer->received.size(), large.size() + 3);
}

TEST_F(Streams, WritesBehindAQueueFinishOnePerStep) {
  const std::string large(12'000'000, 'x');
  client->write(large);
  client->write("1");
  client->write("2");
  std::string order;
  client->at_shutdown = nullptr;
  client->requests[0].then = [&] { order += "0"; };
  client->requests[1].then = [&] { order += "1"; };
  client->requests[2].then = [&] {
    order += "2";
    peer->close();
  };
  peer->read();
  run();
  EXPECT_EQ(order, "012");
}

TEST_F(Streams, ACallWritesAThousandBuffers) {
  EXPECT_EQ(client->try_write(std::string(2048, 'x'), 2048), 1024);
  peer->read();
  EXPECT_EQ(turn(), "p.read=1024");
  client->write(std::string(6000, 'x'), nullptr, 3000);
  client->write("y");
  EXPECT_EQ(uv_stream_get_write_queue_size(client->stream()), 3953u);
  EXPECT_EQ(turn(), "p.read=2048");
  EXPECT_EQ(turn(), "p.read=2048 c.write0 c.write1");
  EXPECT_EQ(turn(), "p.read=1905");
}

TEST_F(Streams, CallbacksThatClose) {
  peer->buffer_size = 2;
  peer->read();
  client->write("abcdef", [&] { client->close(); });
  client->write("g");
  peer->at_read = [&] { peer->close(); };
  EXPECT_EQ(turn(), "c.write0 c.write1 p.read=2 ~p ~c");
}

TEST_F(Streams, StoppingInTheReadCallback) {
  peer->buffer_size = 2;
  peer->read();
  peer->at_read = [&] { peer->stop(); };
  client->write("abcdef");
  EXPECT_EQ(turn(), "c.write0 p.read=2");
  EXPECT_EQ(turn(), "");
  peer->read();
  peer->at_read = nullptr;
  EXPECT_EQ(turn(), "p.read=2 p.read=2 p.read=0");
}

TEST_F(Streams, ServedInTheOrderTheyBecameReady) {
  client->read();
  peer->read();
  run(UV_RUN_NOWAIT);
  peer->write("to client");
  client->write("to peer");
  EXPECT_EQ(turn(), "p.write0 c.write0 c.read=9 p.read=7");
  client->write("to peer");
  peer->write("to client");
  EXPECT_EQ(turn(), "c.write1 p.write1 c.read=9 p.read=7");  // both kept their places
  EXPECT_EQ(turn(), "");
  client->write("to peer");
  peer->write("to client");
  EXPECT_EQ(turn(), "c.write2 p.write2 p.read=7 c.read=9");
}

TEST_F(Streams, AnEventThatAnEarlierOneTookBack) {
  client->read();
  peer->read();
  run(UV_RUN_NOWAIT);
  peer->write("1");
  client->write("2");
  client->at_read = [&] {
    if (client->last_read > 0) peer->close();
  };
  EXPECT_EQ(turn(), "p.write0 c.write0 c.read=1 ~p");
  EXPECT_EQ(turn(), "c.read=ECONNRESET");
}

TEST_F(Streams, AsyncsAndSocketsShareTheOrder) {
  Async async(this, "async");
  peer->read();
  run(UV_RUN_NOWAIT);
  async.send();
  client->write("a");
  EXPECT_EQ(turn(), "c.write0 async p.read=1");
  run(UV_RUN_NOWAIT);
  client->write("a");
  async.send();
  EXPECT_EQ(turn(), "c.write1 p.read=1 async");
}

TEST_F(Streams, MisuseCodes) {
  Tcp fresh(this, "f");
  EXPECT_EQ(fresh.read(), UV_ENOTCONN);
  EXPECT_EQ(fresh.write("x"), UV_EBADF);
  EXPECT_EQ(fresh.try_write("x"), UV_EBADF);
  EXPECT_EQ(fresh.shutdown(), UV_ENOTCONN);
  EXPECT_EQ(uv_read_start(client->stream(), nullptr, Tcp::on_read), UV_EINVAL);
  EXPECT_EQ(uv_read_start(client->stream(), Tcp::allocate, nullptr), UV_EINVAL);
  Tcp listening(this, "l");
  listening.listen();
  EXPECT_EQ(listening.write("x"), UV_EPIPE);
  client->close();
  EXPECT_EQ(client->read(), UV_EINVAL);
  EXPECT_EQ(client->shutdown(), UV_ENOTCONN);
  uv_write_t request;
  uv_buf_t buffer = uv_buf_init(nullptr, 0);
  EXPECT_EQ(uv_write2(&request, peer->stream(), &buffer, 1, listening.stream(), nullptr),
            UV_EINVAL);
  EXPECT_EQ(turn(), "~c");
}

TEST_F(Streams, EmptyWrites) {
  client->write("");
  client->write("a");
  peer->read();
  EXPECT_EQ(turn(), "c.write0 c.write1 p.read=1");
  EXPECT_EQ(client->try_write(""), 0);
}

TEST_F(Streams, OnlyReadingAndListeningKeepTheLoopAlive) {
  EXPECT_EQ(uv_loop_alive(&loop), 0);
  peer->read();
  EXPECT_EQ(uv_loop_alive(&loop), 1);
  uv_unref(peer->base());
  EXPECT_EQ(uv_loop_alive(&loop), 0);
  client->write("x");
  EXPECT_EQ(uv_loop_alive(&loop), 1);
  EXPECT_EQ(run(), 0);
  EXPECT_EQ(taken(), "c.write0 p.read=1");
}

}  // namespace
}  // namespace actx::uvsim::testing
