// What libuv 1.44.2 does, for uvsim and for the real library from this one source: descriptors of
// sockets and pipes, and streams that are made of them.

#include <sys/socket.h>
#include <sys/stat.h>

#include "uvsim/testing/fs_fixture.h"
#include "uvsim/testing/net_fixture.h"

namespace actx::uvsim::testing {
namespace {

struct OpenedPipe : Stream<uv_pipe_t> {
  OpenedPipe(LoopTest* owner, std::string name) : Stream(owner, std::move(name)) {
    uv_pipe_init(&owner->loop, &uv, 0);
  }
  int open(int number) { return uv_pipe_open(&uv, number); }
};

class Descriptors : public FsTest {
 protected:
  void SetUp() override {
    FsTest::SetUp();
#ifdef ACTX_UVSIM_REAL
    std::signal(SIGPIPE, SIG_IGN);
#endif
  }
  std::string turn() {
    run(UV_RUN_NOWAIT);
    return taken();
  }
  static int number_of(uv_handle_t* handle) {
    uv_os_fd_t number = -1;
    const int error = uv_fileno(handle, &number);
    return error != 0 ? error : number;
  }
  std::string mode_of(int number) {
    Request request;
    const int64_t result = request(uv_fs_fstat, number);
    if (result != 0) return uv_err_name(static_cast<int>(result));
    const auto type = request.uv.statbuf.st_mode & S_IFMT;
    return type == S_IFIFO ? "pipe" : type == S_IFSOCK ? "socket" : "other";
  }
};

TEST_F(Descriptors, APairOfSocketsIsAConnection) {
  uv_os_sock_t pair[2];
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  EXPECT_GT(pair[1], pair[0]);
  EXPECT_EQ(mode_of(pair[0]), "socket");
  Tcp a(this, "a");
  OpenedPipe b(this, "b");
  EXPECT_EQ(number_of(a.base()), UV_EBADF);
  ASSERT_EQ(uv_tcp_open(&a.uv, pair[0]), 0);
  ASSERT_EQ(b.open(pair[1]), 0);
  EXPECT_EQ(number_of(a.base()), pair[0]);
  EXPECT_EQ(number_of(b.base()), pair[1]);
  EXPECT_TRUE(uv_is_readable(a.stream()) && uv_is_writable(a.stream()));
  EXPECT_TRUE(uv_is_readable(b.stream()) && uv_is_writable(b.stream()));
  b.read();
  a.write("hello");
  EXPECT_EQ(turn(), "a.write0 b.read=5");
  EXPECT_EQ(a.shutdown(), 0);
  EXPECT_EQ(turn(), "a.shut b.eof");
  a.read();
  b.close();
  EXPECT_EQ(turn(), "a.eof ~b");
}

TEST_F(Descriptors, ANumberIsFreeWhenItsHandleIsClosed) {
  uv_os_sock_t pair[2];
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  OpenedPipe a(this, "a");
  ASSERT_EQ(a.open(pair[0]), 0);
  a.close();
  EXPECT_EQ(number_of(a.base()), UV_EBADF);
  EXPECT_EQ(mode_of(pair[0]), "EBADF");
  EXPECT_EQ(open("f", O_WRONLY | O_CREAT), pair[0]);
  EXPECT_EQ(close(pair[0]), 0);
  EXPECT_EQ(close(pair[1]), 0);
  EXPECT_EQ(close(pair[1]), UV_EBADF);
  EXPECT_EQ(turn(), "~a");
}

TEST_F(Descriptors, OpeningTwice) {
  uv_os_sock_t pair[2];
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  OpenedPipe a(this, "a");
  OpenedPipe b(this, "b");
  EXPECT_EQ(a.open(9999), UV_EBADF);
  EXPECT_EQ(a.open(-1), UV_EBADF);
  EXPECT_EQ(a.open(pair[0]), 0);
  EXPECT_EQ(a.open(pair[0]), 0);
  EXPECT_EQ(a.open(pair[1]), UV_EBUSY);
  a.read();
  turn();  // now the loop polls it
  EXPECT_EQ(a.open(pair[0]), UV_EEXIST);
  EXPECT_EQ(b.open(pair[0]), UV_EEXIST);
  Tcp tcp(this, "t");
  EXPECT_EQ(uv_tcp_open(&tcp.uv, pair[0]), UV_EEXIST);
  EXPECT_EQ(uv_tcp_open(&tcp.uv, 9999), UV_EBADF);
  close(pair[1]);
}

TEST_F(Descriptors, APipeGoesOneWay) {
  uv_file ends[2];
  ASSERT_EQ(uv_pipe(ends, UV_NONBLOCK_PIPE, UV_NONBLOCK_PIPE), 0);
  EXPECT_GT(ends[1], ends[0]);
  EXPECT_EQ(mode_of(ends[0]), "pipe");
  EXPECT_EQ(mode_of(ends[1]), "pipe");
  OpenedPipe reader(this, "r");
  OpenedPipe writer(this, "w");
  ASSERT_EQ(reader.open(ends[0]), 0);
  ASSERT_EQ(writer.open(ends[1]), 0);
  EXPECT_TRUE(uv_is_readable(reader.stream()) && !uv_is_writable(reader.stream()));
  EXPECT_TRUE(!uv_is_readable(writer.stream()) && uv_is_writable(writer.stream()));
  EXPECT_EQ(writer.read(), UV_ENOTCONN);
  EXPECT_EQ(reader.try_write("x"), UV_EPIPE);
  EXPECT_EQ(reader.shutdown(), UV_ENOTCONN);
  reader.read();
  writer.write("hello");
  EXPECT_EQ(turn(), "w.write0 r.read=5");
  writer.close();
  EXPECT_EQ(turn(), "r.eof ~w");
}

TEST_F(Descriptors, APipeIsNoSocket) {
  uv_file ends[2];
  ASSERT_EQ(uv_pipe(ends, 0, 0), 0);
  OpenedPipe reader(this, "r");
  OpenedPipe writer(this, "w");
  reader.open(ends[0]);
  writer.open(ends[1]);
  char name[64];
  size_t size = sizeof name;
  EXPECT_EQ(uv_pipe_getsockname(&reader.uv, name, &size), UV_ENOTSOCK);
  EXPECT_EQ(uv_pipe_getpeername(&reader.uv, name, &size), UV_ENOTSOCK);
  EXPECT_EQ(uv_pipe_chmod(&reader.uv, UV_READABLE), UV_ENOTSOCK);
  EXPECT_EQ(reader.listen(), UV_ENOTSOCK);
  int value = 0;
  EXPECT_EQ(uv_send_buffer_size(writer.base(), &value), UV_ENOTSOCK);
  EXPECT_EQ(uv_recv_buffer_size(reader.base(), &value), UV_ENOTSOCK);
  EXPECT_EQ(writer.shutdown(), 0);
  EXPECT_EQ(turn(), "w.shut=ENOTSOCK");
}

TEST_F(Descriptors, APipeHolds64KiB) {
  uv_file ends[2];
  ASSERT_EQ(uv_pipe(ends, 0, 0), 0);
  OpenedPipe reader(this, "r");
  OpenedPipe writer(this, "w");
  reader.open(ends[0]);
  writer.open(ends[1]);
  EXPECT_EQ(writer.try_write(std::string(70'000, 'x')), 65'536);
  EXPECT_EQ(writer.try_write("x"), UV_EAGAIN);
  writer.write("more");
  EXPECT_EQ(turn(), "");
  reader.buffer_size = 4096;
  reader.at_read = [&] { reader.stop(); };
  reader.read();
  EXPECT_EQ(turn(), "r.read=4096");
  EXPECT_EQ(turn(), "w.write0");
}

TEST_F(Descriptors, WritingWhereNobodyReads) {
  uv_file ends[2];
  ASSERT_EQ(uv_pipe(ends, 0, 0), 0);
  OpenedPipe writer(this, "w");
  writer.open(ends[1]);
  EXPECT_EQ(writer.try_write("unread"), 6);
  EXPECT_EQ(close(ends[0]), 0);
  EXPECT_EQ(writer.try_write("x"), UV_EPIPE);
  writer.write("x");
  EXPECT_EQ(turn(), "w.write0=EPIPE");
}

TEST_F(Descriptors, ATcpHandleOfAnotherKindOfSocket) {
  uv_os_sock_t pair[2];
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  Tcp tcp(this, "t");
  ASSERT_EQ(uv_tcp_open(&tcp.uv, pair[0]), 0);
  EXPECT_EQ(uv_tcp_nodelay(&tcp.uv, 1), UV_ENOTSUP);
  EXPECT_EQ(uv_tcp_keepalive(&tcp.uv, 1, 5), UV_ENOTSUP);
  EXPECT_EQ(uv_tcp_keepalive(&tcp.uv, 0, 0), 0);
  sockaddr_storage name;
  int length = sizeof name;
  EXPECT_EQ(uv_tcp_getpeername(&tcp.uv, reinterpret_cast<sockaddr*>(&name), &length), 0);
  EXPECT_EQ(name.ss_family, AF_UNIX);
  EXPECT_EQ(length, 2);
  const sockaddr_in address = loopback(1);
  const auto* where = reinterpret_cast<const sockaddr*>(&address);
  EXPECT_EQ(uv_tcp_bind(&tcp.uv, where, 0), UV_EINVAL);
  EXPECT_EQ(uv_tcp_connect(&tcp.connect_request, &tcp.uv, where, Tcp::on_connect), UV_EINVAL);
  EXPECT_EQ(tcp.listen(), UV_EINVAL);
  close(pair[1]);
}

TEST_F(Descriptors, FileCallsOnSockets) {
  uv_os_sock_t pair[2];
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, UV_NONBLOCK_PIPE, UV_NONBLOCK_PIPE), 0);
  EXPECT_EQ(read(pair[0], 9), "EAGAIN");
  EXPECT_EQ(read(pair[0], 9, 0), "ESPIPE");
  EXPECT_EQ(write(pair[1], "x", 0), UV_ESPIPE);
  EXPECT_EQ(write(pair[1], "hello"), 5);
  EXPECT_EQ(read(pair[0], 2), "he");
  EXPECT_EQ(read(pair[0], 9), "llo");
  EXPECT_EQ(Request()(uv_fs_fsync, pair[0]), UV_EINVAL);
  EXPECT_EQ(Request()(uv_fs_ftruncate, pair[0], int64_t{1}), UV_EINVAL);
  EXPECT_EQ(Request()(uv_fs_fchmod, pair[0], 0600), 0);
  put("f", "abcdef");
  const int file = open("f", O_RDONLY);
  EXPECT_EQ(Request()(uv_fs_sendfile, pair[1], file, int64_t{2}, size_t{9}), 4);
  EXPECT_EQ(read(pair[0], 9), "cdef");
  close(file);
  write(pair[1], "unread");
  EXPECT_EQ(close(pair[0]), 0);
  EXPECT_EQ(read(pair[1], 9), "ECONNRESET");
  EXPECT_EQ(write(pair[1], "x"), UV_EPIPE);
  EXPECT_EQ(close(pair[1]), 0);
}

TEST_F(Descriptors, FileCallsOnPipes) {
  uv_file ends[2];
  ASSERT_EQ(uv_pipe(ends, UV_NONBLOCK_PIPE, UV_NONBLOCK_PIPE), 0);
  EXPECT_EQ(write(ends[0], "x"), UV_EBADF);
  EXPECT_EQ(read(ends[1], 1), "EBADF");
  EXPECT_EQ(read(ends[0], 1), "EAGAIN");
  EXPECT_EQ(write(ends[1], "hello"), 5);
  EXPECT_EQ(close(ends[1]), 0);
  EXPECT_EQ(read(ends[0], 9), "hello");
  EXPECT_EQ(read(ends[0], 9), "");
  EXPECT_EQ(close(ends[0]), 0);
}

TEST_F(Descriptors, ArgumentsOfPairs) {
  uv_os_sock_t pair[2];
  EXPECT_EQ(uv_socketpair(77, 0, pair, 0, 0), UV_EINVAL);
  EXPECT_EQ(uv_socketpair(SOCK_STREAM, 77, pair, 0, 0), UV_EPROTONOSUPPORT);
  Timer timer(this, "t");
  EXPECT_EQ(number_of(timer.base()), UV_EINVAL);
}

TEST_F(Descriptors, GuessedTypes) {
  put("f", "");
  const int file = open("f", O_RDONLY);
  const int directory = open("", O_RDONLY);
  uv_file ends[2];
  uv_os_sock_t pair[2];
  ASSERT_EQ(uv_pipe(ends, 0, 0), 0);
  ASSERT_EQ(uv_socketpair(SOCK_STREAM, 0, pair, 0, 0), 0);
  Tcp tcp(this, "t");
  ASSERT_EQ(tcp.bind(), 0);
  EXPECT_EQ(uv_guess_handle(file), UV_FILE);
  EXPECT_EQ(uv_guess_handle(directory), UV_UNKNOWN_HANDLE);
  EXPECT_EQ(uv_guess_handle(ends[0]), UV_NAMED_PIPE);
  EXPECT_EQ(uv_guess_handle(pair[0]), UV_NAMED_PIPE);
  EXPECT_EQ(uv_guess_handle(number_of(tcp.base())), UV_TCP);
  EXPECT_EQ(uv_guess_handle(9999), UV_UNKNOWN_HANDLE);
  for (const int number : {file, directory, ends[0], ends[1], pair[0], pair[1]}) {
    EXPECT_EQ(close(number), 0);
  }
}

}  // namespace
}  // namespace actx::uvsim::testing
