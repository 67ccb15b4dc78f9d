// What schedules can make of a network: late, split and reordered arrivals, resets that are noticed
// late, two loops of one World, names, limits.

#include <set>

#include "uvsim/testing/net_fixture.h"

namespace actx::uvsim::testing {
namespace {

// Takes options of the named point by a list of words, "word" or "word#2" for the second option of
// that word; other points naturally.
class Scripted : public Scheduler {
 public:
  uint32_t choose(const ChoicePoint& point) override {
    if (name_ != point.name) return 0;
    const std::string wanted = at_ < words_.size() ? words_[at_] : "";
    ++at_;
    const bool second = wanted.ends_with("#2");
    int skip = second ? 1 : 0;
    const std::string word = second ? wanted.substr(0, wanted.size() - 2) : wanted;
    for (uint32_t i = 0; i < point.count; i++) {
      if (word == point.options[i].what && skip-- == 0) return i;
    }
    return 0;
  }
  void take(const char* point, std::vector<std::string> words) {
    name_ = point;
    words_ = std::move(words);
    at_ = 0;
  }

 private:
  std::string name_;
  std::vector<std::string> words_;
  size_t at_ = 0;
};

class Arrivals : public Connected {
 protected:
  void SetUp() override {
    LoopTest::SetUp();  // NOLINT(bugprone-parent-virtual-call): connects by itself, below
    Options options;
    options.read_splits = ReadSplits::kHalves;
    world.set_options(options);
    world.reset(&script);
    ASSERT_EQ(uv_loop_init(&loop), 0);
    client = std::make_unique<Tcp>(this, "c");
    peer = std::make_unique<Tcp>(this, "p");
    server = std::make_unique<Tcp>(this, "s");
    server->bind();
    server->listen();
    server->at_connection = [this] { server->accept(*peer); };
    client->connect(server->port());
    run(UV_RUN_NOWAIT);
    EXPECT_EQ(taken(), "s.conn c.connect");
  }
  Scripted script;
};

TEST_F(Arrivals, BytesMayComeLater) {
  peer->read();
  client->write("abc");
  script.take("net.ready", {"none"});
  EXPECT_EQ(turn(), "c.write0");
  EXPECT_EQ(turn(), "p.read=3");  // once late is all that net_patience allows
}

TEST_F(Arrivals, WritesMayBeReadOneByOne) {
  peer->read();
  client->write("abc");
  client->write("de");
  script.take("net.read", {"part"});
  EXPECT_EQ(turn(), "c.write0 c.write1 p.read=3");
  EXPECT_EQ(turn(), "p.read=2");
  client->write("abcd");
  script.take("net.read", {"part"});
  EXPECT_EQ(turn(), "c.write2 p.read=2");
  script.take("net.read", {"all"});
  EXPECT_EQ(turn(), "p.read=2");
}

TEST_F(Arrivals, TheEndMayComeBehindTheBytes) {
  client->shutdown();
  EXPECT_EQ(turn(), "c.shut");
  client->read();
  peer->write("abc");
  peer->close();
  script.take("net.hangup", {"later"});
  EXPECT_EQ(turn(), "c.read=3 p.write0 ~p");
  EXPECT_EQ(turn(), "c.eof");
}

TEST_F(Arrivals, AWriteMayComeBeforeTheReset) {
  peer->reset();
  EXPECT_EQ(turn(), "~p");
  script.take("net.reset", {"under way"});
  EXPECT_EQ(client->try_write("abc"), 3);
  EXPECT_EQ(client->try_write("abc"), UV_ECONNRESET);
}

TEST_F(Arrivals, ATimerMayComeFirst) {
  Timer timer(this, "t");
  peer->read();
  run(UV_RUN_NOWAIT);
  timer.start(5);
  EXPECT_EQ(client->try_write("abc"), 3);
  script.take("net.wait", {"timeout or task"});
  run(UV_RUN_ONCE);
  EXPECT_EQ(taken(), "t");
  EXPECT_EQ(turn(), "p.read=3");
}

TEST_F(Arrivals, ConnectionsMayOvertakeEachOther) {
  Tcp first(this, "1");
  Tcp second(this, "2");
  Tcp accepted[2] = {{this, "a"}, {this, "b"}};
  int count = 0;
  server->at_connection = [&] {
    server->accept(accepted[count]);
    accepted[count++].read();
  };
  first.connect(server->port());
  second.connect(server->port());
  first.write("one");
  second.write("two");
  script.take("net.accept", {"connection#2", "none"});
  EXPECT_EQ(turn(), "s.conn 1.connect 2.connect");
  EXPECT_EQ(turn(), "s.conn 1.write0 2.write0");
  EXPECT_EQ(turn(), "a.read=3 b.read=3");
  EXPECT_EQ(accepted[0].received, "two");
  EXPECT_EQ(accepted[1].received, "one");
}

TEST_F(Arrivals, ARefusalMayBeKnownAtOnce) {
  Tcp unused(this, "u");
  unused.bind();
  Check check(this, "check");
  check.start();
  script.take("net.refuse", {"at once"});
  Tcp late(this, "n");
  EXPECT_EQ(late.connect(unused.port()), 0);
  EXPECT_EQ(turn(), "n.connect=ECONNREFUSED check");
}

TEST_F(Arrivals, WhatIsThereAnywayIsNoChoice) {
  Tcp second(this, "2");
  Tcp accepted(this, "a");
  server->at_connection = [&] { server->accept(accepted); };
  second.connect(server->port());
  second.write("x");
  EXPECT_EQ(turn(), "s.conn 2.connect");
  script.take("net.ready", {"none"});
  EXPECT_EQ(turn(), "2.write0");  // there was room all the time
}

// A loop in a thread of its own that echoes the first bytes it gets.
struct ThreadServer {
  static void main(void* argument) {
    auto* self = static_cast<ThreadServer*>(argument);
    uv_run(&self->loop, UV_RUN_DEFAULT);
    uv_loop_close(&self->loop);
  }
  static void on_connection(uv_stream_t* stream, int) {
    auto* self = static_cast<ThreadServer*>(stream->data);
    uv_tcp_init(&self->loop, &self->peer);
    self->peer.data = self;
    uv_accept(stream, reinterpret_cast<uv_stream_t*>(&self->peer));
    uv_close(reinterpret_cast<uv_handle_t*>(stream), nullptr);
    uv_read_start(
        reinterpret_cast<uv_stream_t*>(&self->peer),
        [](uv_handle_t* handle, size_t, uv_buf_t* buffer) {
          *buffer = uv_buf_init(static_cast<ThreadServer*>(handle->data)->memory, 64);
        },
        on_read);
  }
  static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
    if (count > 0) {
      const uv_buf_t bytes = uv_buf_init(buffer->base, static_cast<unsigned>(count));
      EXPECT_EQ(uv_try_write(stream, &bytes, 1), count);
    }
    if (count < 0) uv_close(reinterpret_cast<uv_handle_t*>(stream), nullptr);
  }

  uv_loop_t loop;
  uv_tcp_t listener;
  uv_tcp_t peer;
  char memory[64];
};

TEST_F(Arrivals, TwoLoopsOfOneWorldTalkToEachOther) {
  std::set<std::string> schedules;
  for (uint64_t seed = 0; seed < 200; seed++) {
    SeededRandom random(seed);
    world.reset(&random);
    ASSERT_EQ(uv_loop_init(&loop), 0);
    ThreadServer other;
    ASSERT_EQ(uv_loop_init(&other.loop), 0);
    ASSERT_EQ(uv_tcp_init(&other.loop, &other.listener), 0);
    other.listener.data = &other;
    const sockaddr_in address = loopback(0);
    uv_tcp_bind(&other.listener, reinterpret_cast<const sockaddr*>(&address), 0);
    ASSERT_EQ(
        uv_listen(reinterpret_cast<uv_stream_t*>(&other.listener), 4, ThreadServer::on_connection),
        0);
    sockaddr_in name;
    int length = sizeof name;
    uv_tcp_getsockname(&other.listener, reinterpret_cast<sockaddr*>(&name), &length);
    Tcp tcp(this, "t");
    tcp.connect(ntohs(name.sin_port));
    tcp.write("hello");
    tcp.read();
    tcp.at_read = [&] {
      if (tcp.received == "hello") tcp.close();
    };
    uv_thread_t thread;
    ASSERT_EQ(uv_thread_create(&thread, ThreadServer::main, &other), 0);
    run();
    EXPECT_EQ(uv_thread_join(&thread), 0);
    EXPECT_EQ(tcp.received, "hello") << world.schedule();
    schedules.insert(world.schedule());
  }
  EXPECT_GT(schedules.size(), 100u);
  world.reset();
  ASSERT_EQ(uv_loop_init(&loop), 0);
}

TEST_F(Arrivals, NamesAreWhatTheWorldSays) {
  world.set_host("db.test", {"127.0.0.7", "::1"});
  world.set_host("down.test", {}, UV_EAI_AGAIN);
  uv_getaddrinfo_t request;
  ASSERT_EQ(uv_getaddrinfo(&loop, &request, nullptr, "db.test", "5", nullptr), 0);
  char text[64];
  uv_ip_name(request.addrinfo->ai_addr, text, sizeof text);
  EXPECT_STREQ(text, "127.0.0.7");
  uv_freeaddrinfo(request.addrinfo);
  EXPECT_EQ(uv_getaddrinfo(&loop, &request, nullptr, "down.test", nullptr, nullptr), UV_EAI_AGAIN);
  EXPECT_EQ(uv_getaddrinfo(&loop, &request, nullptr, "other.test", nullptr, nullptr),
            UV_EAI_NONAME);
}

TEST_F(Arrivals, LookupsLeaveHalfOfTheWorkersToOthers) {
  Options options;
  options.pool_size = 2;
  world.set_options(options);
  world.reset(&script);
  ASSERT_EQ(uv_loop_init(&loop), 0);
  uv_getaddrinfo_t lookups[2];
  for (uv_getaddrinfo_t& lookup : lookups) {
    lookup.data = this;
    uv_getaddrinfo(
        &loop, &lookup,
        [](uv_getaddrinfo_t* done, int status, addrinfo* info) {
          static_cast<Arrivals*>(done->data)->note(status == 0 ? "lookup" : code(status));
          uv_freeaddrinfo(info);
        },
        "127.0.0.1", nullptr, nullptr);
  }
  Work work(this, "work");
  work.queue();
  // The second lookup waits for the first one, the work passes by.
  script.take("pool.completion", {"task#2"});
  run(UV_RUN_ONCE);
  EXPECT_EQ(taken(), "work");
  EXPECT_EQ(uv_cancel(reinterpret_cast<uv_req_t*>(&lookups[1])), 0);
  run();
  EXPECT_EQ(taken(), "EAI_CANCELED lookup");
}

TEST_F(Arrivals, TheProfileSaysHowManyAreAccepted) {
  Tcp clients[2] = {{this, "1"}, {this, "2"}};
  Tcp accepted[2] = {{this, "a"}, {this, "b"}};
  Options options;
  options.profile = LoopProfile::uv_1_45();
  world.set_options(options);
  world.reset();
  ASSERT_EQ(uv_loop_init(&loop), 0);
  Tcp listener(this, "l");
  for (int i = 0; i < 2; i++) {
    uv_tcp_init(&loop, &clients[i].uv);
    uv_tcp_init(&loop, &accepted[i].uv);
  }
  int count = 0;
  listener.at_connection = [&] { listener.accept(accepted[count++]); };
  listener.bind();
  listener.listen();
  for (Tcp& each : clients) each.connect(listener.port());
  EXPECT_EQ(turn(), "l.conn 1.connect 2.connect");
  EXPECT_EQ(turn(), "l.conn");
}

TEST_F(Arrivals, SetBufferSizesBoundWhatIsUnderWay) {
  int size = 4000;
  EXPECT_EQ(uv_send_buffer_size(client->base(), &size), 0);
  size = 3000;
  EXPECT_EQ(uv_recv_buffer_size(peer->base(), &size), 0);
  EXPECT_EQ(client->try_write(std::string(100'000, 'x')), 14'000);
  EXPECT_EQ(client->try_write("x"), UV_EAGAIN);
}

TEST_F(Arrivals, WhatIsNotSimulatedIsRefused) {
  EXPECT_EQ(uv_stream_set_blocking(client->stream(), 1), UV_ENOTSUP);
  EXPECT_EQ(uv_stream_set_blocking(client->stream(), 0), 0);
  uv_os_sock_t pair[2];
  EXPECT_EQ(uv_socketpair(SOCK_DGRAM, 0, pair, 0, 0), UV_ENOTSUP);
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  // A call that would wait in the system; and a file in place of a stream.
  char byte = 0;
  const uv_buf_t buffer = uv_buf_init(&byte, 1);
  uv_fs_t request;
  EXPECT_EQ(uv_fs_read(nullptr, &request, pair[0], &buffer, 1, -1, nullptr), UV_ENOTSUP);
  const int file = uv_fs_open(nullptr, &request, "/tmp/f", O_RDWR | O_CREAT, 0600, nullptr);
  Tcp fresh(this, "f");
  EXPECT_EQ(uv_tcp_open(&fresh.uv, file), UV_ENOTSUP);
  EXPECT_EQ(uv_fs_sendfile(nullptr, &request, file, pair[0], 0, 1, nullptr), UV_ENOTSUP);
}

TEST_F(Arrivals, DescriptorsRunOut) {
  Options options;
  options.max_files = 2;
  world.set_options(options);
  world.reset();
  ASSERT_EQ(uv_loop_init(&loop), 0);
  uv_os_sock_t pair[2];
  uv_fs_t request;
  const int file = uv_fs_open(nullptr, &request, "/tmp/f", O_RDWR | O_CREAT, 0600, nullptr);
  EXPECT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), UV_EMFILE);
  EXPECT_EQ(uv_fs_close(nullptr, &request, file, nullptr), 0);
  EXPECT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  Tcp tcp(this, "t");
  ASSERT_EQ(tcp.bind(), 0);
  uv_os_fd_t number;
  EXPECT_EQ(uv_fileno(tcp.base(), &number), UV_EMFILE);
}

}  // namespace
}  // namespace actx::uvsim::testing
