// What libuv 1.44.2 does, for uvsim and for the real library from this one source: TCP addresses,
// listening, connecting and accepting.

#include "uvsim/testing/net_fixture.h"

namespace actx::uvsim::testing {
namespace {

class Listening : public LoopTest {
 protected:
  std::string turn() {
    run(UV_RUN_NOWAIT);
    return taken();
  }
};

TEST_F(Listening, ConnectionComesBeforeTheClientsConnect) {
  Tcp server(this, "s");
  Tcp client(this, "c");
  ASSERT_EQ(server.bind(), 0);
  ASSERT_EQ(server.listen(), 0);
  EXPECT_NE(uv_is_active(server.base()), 0);
  run(UV_RUN_NOWAIT);
  ASSERT_EQ(client.connect(server.port()), 0);
  EXPECT_EQ(uv_is_active(client.base()), 0);
  EXPECT_EQ(uv_is_readable(client.stream()), 1);
  EXPECT_EQ(uv_is_writable(client.stream()), 1);
  EXPECT_EQ(taken(), "");
  Tcp peer(this, "p");
  server.at_connection = [&] { EXPECT_EQ(server.accept(peer), 0); };
  EXPECT_EQ(turn(), "s.conn c.connect");
  sockaddr_in mine;
  sockaddr_in theirs;
  int length = sizeof mine;
  EXPECT_EQ(uv_tcp_getsockname(&client.uv, reinterpret_cast<sockaddr*>(&mine), &length), 0);
  EXPECT_EQ(uv_tcp_getpeername(&peer.uv, reinterpret_cast<sockaddr*>(&theirs), &length), 0);
  EXPECT_EQ(length, static_cast<int>(sizeof(sockaddr_in)));
  EXPECT_EQ(mine.sin_port, theirs.sin_port);
  EXPECT_EQ(mine.sin_addr.s_addr, theirs.sin_addr.s_addr);
  EXPECT_EQ(peer.port(), server.port());
  EXPECT_EQ(uv_tcp_getpeername(&server.uv, reinterpret_cast<sockaddr*>(&theirs), &length),
            UV_ENOTCONN);
}

TEST_F(Listening, RefusedConnect) {
  Tcp server(this, "s");
  server.bind();
  const int port = server.port();
  server.close();
  Tcp client(this, "c");
  ASSERT_EQ(client.connect(port), 0);
  EXPECT_EQ(client.connect(port), UV_EALREADY);
  run();
  EXPECT_EQ(taken(), "c.connect=ECONNREFUSED ~s");
  // Nothing takes the flags back that the connect set.
  EXPECT_EQ(uv_is_writable(client.stream()), 1);
  EXPECT_EQ(client.try_write("x"), UV_EPIPE);
  EXPECT_EQ(client.read(), 0);
  client.write("y");
  EXPECT_EQ(client.shutdown(), 0);
  run();
  EXPECT_EQ(taken(), "c.write0=EPIPE c.shut=ENOTCONN c.eof");
}

TEST_F(Listening, RefusedConnectFailsTheWritesBehindIt) {
  Tcp server(this, "s");
  server.bind();
  Tcp client(this, "c");
  ASSERT_EQ(client.connect(server.port()), 0);
  EXPECT_EQ(client.write("abc"), 0);
  EXPECT_EQ(client.write("de"), 0);
  EXPECT_EQ(uv_stream_get_write_queue_size(client.stream()), 5u);
  EXPECT_EQ(client.try_write("x"), UV_EAGAIN);
  run();
  EXPECT_EQ(taken(), "c.connect=ECONNREFUSED c.write0=ECANCELED c.write1=ECANCELED");
  EXPECT_EQ(uv_stream_get_write_queue_size(client.stream()), 0u);
}

TEST_F(Listening, ClosingWhileConnecting) {
  Tcp server(this, "s");
  server.bind();
  server.listen();
  run(UV_RUN_NOWAIT);
  Tcp client(this, "c");
  client.connect(server.port());
  client.write("a");
  client.write("b");
  client.shutdown();
  client.close();
  EXPECT_EQ(turn(),
            "s.conn c.connect=ECANCELED c.write0=ECANCELED c.write1=ECANCELED "
            "c.shut=ECANCELED ~c");
}

TEST_F(Listening, AddressInUseIsToldLater) {
  Tcp first(this, "a");
  Tcp second(this, "b");
  Tcp third(this, "d");
  first.bind();
  const int port = first.port();
  EXPECT_EQ(second.bind(port), 0);  // nobody listens yet
  EXPECT_EQ(first.listen(), 0);
  EXPECT_EQ(second.listen(), UV_EADDRINUSE);
  EXPECT_EQ(third.bind(port), 0);
  EXPECT_EQ(third.port(), UV_EADDRINUSE);
  EXPECT_EQ(third.listen(), UV_EADDRINUSE);
  EXPECT_EQ(third.connect(port), 0);
  EXPECT_EQ(turn(), "d.connect=EADDRINUSE");
  first.close();
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "~a");
  EXPECT_EQ(second.listen(), 0);
}

TEST_F(Listening, AddressesThatAreRefused) {
  Tcp tcp(this, "t");
  sockaddr_in address;
  EXPECT_EQ(tcp.port(), UV_EBADF);
  ASSERT_EQ(uv_ip4_addr("192.0.2.7", 0, &address), 0);
  EXPECT_EQ(uv_tcp_bind(&tcp.uv, reinterpret_cast<sockaddr*>(&address), 0), UV_EADDRNOTAVAIL);
  EXPECT_EQ(uv_tcp_bind(&tcp.uv, reinterpret_cast<sockaddr*>(&address), UV_TCP_IPV6ONLY),
            UV_EINVAL);
  EXPECT_EQ(tcp.bind(), 0);
  EXPECT_EQ(tcp.bind(), UV_EINVAL);
  address.sin_family = AF_UNIX;
  EXPECT_EQ(uv_tcp_bind(&tcp.uv, reinterpret_cast<sockaddr*>(&address), 0), UV_EINVAL);
  EXPECT_EQ(uv_tcp_connect(&tcp.connect_request, &tcp.uv, reinterpret_cast<sockaddr*>(&address),
                           Tcp::on_connect),
            UV_EINVAL);
  Tcp closed(this, "z");
  closed.close();
  EXPECT_EQ(closed.bind(), UV_EINVAL);
  EXPECT_EQ(closed.listen(), UV_EINVAL);
  uv_tcp_t bad;
  EXPECT_EQ(uv_tcp_init_ex(&loop, &bad, AF_UNIX), UV_EINVAL);
  EXPECT_EQ(uv_tcp_init_ex(&loop, &bad, AF_INET | 0x100), UV_EINVAL);
  EXPECT_EQ(turn(), "~z");
}

TEST_F(Listening, ListenWithoutBindTakesAPort) {
  Tcp server(this, "s");
  EXPECT_EQ(server.listen(), 0);
  EXPECT_EQ(server.listen(), 0);
  EXPECT_GT(server.port(), 0);
  Tcp client(this, "c");
  EXPECT_EQ(client.connect(server.port()), 0);
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "s.conn c.connect");
}

TEST_F(Listening, AConnectionThatIsNotAcceptedStopsTheListener) {
  Tcp server(this, "s");
  server.bind();
  server.listen();
  run(UV_RUN_NOWAIT);
  Tcp a(this, "a");
  Tcp b(this, "b");
  Tcp first(this, "p");
  Tcp second(this, "q");
  EXPECT_EQ(server.accept(first), UV_EAGAIN);
  a.connect(server.port());
  b.connect(server.port());
  EXPECT_EQ(turn(), "s.conn a.connect b.connect");
  EXPECT_EQ(turn(), "");
  EXPECT_EQ(server.accept(first), 0);
  EXPECT_EQ(server.accept(second), UV_EAGAIN);
  EXPECT_EQ(turn(), "s.conn");
  EXPECT_EQ(server.accept(first), UV_EBUSY);  // the connection is dropped
  EXPECT_EQ(b.read(), 0);
  EXPECT_EQ(turn(), "b.eof");
}

TEST_F(Listening, AllThatWaitAreAcceptedInOneTurn) {
  Tcp server(this, "s");
  server.bind();
  server.listen();
  run(UV_RUN_NOWAIT);
  Tcp a(this, "a");
  Tcp b(this, "b");
  Tcp c(this, "c");
  Tcp peers[3] = {{this, "p"}, {this, "q"}, {this, "r"}};
  int accepted = 0;
  server.at_connection = [&] {
    EXPECT_EQ(server.accept(peers[accepted++]), 0);
    if (accepted == 3) server.close();
  };
  a.connect(server.port());
  b.connect(server.port());
  c.connect(server.port());
  EXPECT_EQ(turn(), "s.conn s.conn s.conn a.connect b.connect c.connect ~s");
}

TEST_F(Listening, ClosingTheServerResetsWhatItDidNotAccept) {
  Tcp server(this, "s");
  server.bind();
  server.listen();
  Tcp client(this, "c");
  client.connect(server.port());
  client.read();
  client.at_connect = [&] { server.close(); };
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "s.conn c.connect ~s");
  // The accepted one that nobody took was closed in order, without unread bytes.
  EXPECT_EQ(turn(), "c.eof");
}

TEST_F(Listening, ClosingTheServerResetsItsQueue) {
  Tcp server(this, "s");
  server.bind();
  server.listen();
  run(UV_RUN_NOWAIT);
  Tcp a(this, "a");
  Tcp b(this, "b");
  a.connect(server.port());
  b.connect(server.port());
  EXPECT_EQ(turn(), "s.conn a.connect b.connect");
  a.read();
  b.read();
  server.close();
  EXPECT_EQ(turn(), "a.eof b.read=ECONNRESET ~s");
}

TEST_F(Listening, ConnectingTwice) {
  Tcp server(this, "s");
  server.bind();
  server.listen();
  Tcp client(this, "c");
  client.connect(server.port());
  run(UV_RUN_NOWAIT);
  taken();
  // The system tells the outcome of the first one, once.
  EXPECT_EQ(client.connect(server.port()), 0);
  EXPECT_EQ(turn(), "c.connect");
  EXPECT_EQ(client.connect(server.port()), UV_EISCONN);
  EXPECT_EQ(server.connect(server.port()), UV_EISCONN);
  EXPECT_EQ(client.listen(), UV_EINVAL);
}

TEST_F(Listening, ConnectingAgainAfterARefusal) {
  Tcp server(this, "s");
  server.bind();
  Tcp client(this, "c");
  client.connect(server.port());
  run();
  EXPECT_EQ(taken(), "c.connect=ECONNREFUSED");
  server.listen();
  EXPECT_EQ(client.connect(server.port()), UV_ECONNABORTED);
  EXPECT_EQ(client.connect(server.port()), 0);
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "c.connect s.conn");  // the client was polled first
}

TEST_F(Listening, Version6) {
  Tcp server(this, "s");
  Tcp client(this, "c");
  sockaddr_in6 address;
  ASSERT_EQ(uv_ip6_addr("::1", 0, &address), 0);
  auto* name = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(uv_tcp_bind(&server.uv, name, UV_TCP_IPV6ONLY), 0);
  ASSERT_EQ(server.listen(), 0);
  int length = sizeof address;
  ASSERT_EQ(uv_tcp_getsockname(&server.uv, name, &length), 0);
  EXPECT_EQ(length, static_cast<int>(sizeof address));
  EXPECT_EQ(address.sin6_family, AF_INET6);
  client.connect_request.data = &client;
  ASSERT_EQ(uv_tcp_connect(&client.connect_request, &client.uv, name, Tcp::on_connect), 0);
  run(UV_RUN_NOWAIT);
  EXPECT_EQ(taken(), "s.conn c.connect");
  EXPECT_EQ(client.bind(), UV_EINVAL);
}

}  // namespace
}  // namespace actx::uvsim::testing
