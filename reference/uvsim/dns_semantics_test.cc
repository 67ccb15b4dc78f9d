// What libuv 1.44.2 does, for uvsim and for the real library from this one source: name lookups
// and addresses as text. Only names that every Linux machine knows are asked for.

#include <netdb.h>

#include "uvsim/testing/net_fixture.h"

namespace actx::uvsim::testing {
namespace {

// A lookup that notes "label=ADDRESS:PORT..." or the error.
struct Lookup {
  Lookup(LoopTest* owner, std::string name) : test(owner), label(std::move(name)) {
    request.data = this;
    hints.ai_socktype = SOCK_STREAM;
  }
  static std::string describe(int status, const addrinfo* info) {
    if (status != 0) return uv_err_name(status);
    std::string text;
    for (; info != nullptr; info = info->ai_next) {
      char name[64];
      uv_ip_name(info->ai_addr, name, sizeof name);
      text += (text.empty() ? "" : ",") + std::string(name) + ':' +
              std::to_string(ntohs(reinterpret_cast<const sockaddr_in*>(info->ai_addr)->sin_port));
    }
    return text;
  }
  static void on_answer(uv_getaddrinfo_t* request, int status, addrinfo* info) {
    auto* self = static_cast<Lookup*>(request->data);
    self->test->note(self->label + '=' + describe(status, info));
    uv_freeaddrinfo(info);
    if (self->then) self->then();
  }
  int start(const char* node, const char* service = nullptr) {
    return uv_getaddrinfo(&test->loop, &request, on_answer, node, service, &hints);
  }
  std::string now(const char* node, const char* service = nullptr) {
    const int status = uv_getaddrinfo(&test->loop, &request, nullptr, node, service, &hints);
    const std::string text = describe(status, request.addrinfo);
    if (status == 0) uv_freeaddrinfo(request.addrinfo);
    return text;
  }
  int cancel() { return uv_cancel(reinterpret_cast<uv_req_t*>(&request)); }

  uv_getaddrinfo_t request;
  addrinfo hints = {};
  LoopTest* test;
  std::string label;
  Action then;
};

class Names : public LoopTest {};

TEST_F(Names, LiteralsAndServices) {
  Lookup lookup(this, "l");
  EXPECT_EQ(lookup.now("127.0.0.1"), "127.0.0.1:0");
  EXPECT_EQ(lookup.now("127.0.0.1", "80"), "127.0.0.1:80");
  EXPECT_EQ(lookup.now("127.0.0.1", "http"), "127.0.0.1:80");
  EXPECT_EQ(lookup.now("127.0.0.1", "no-such-service"), "EAI_SERVICE");
  EXPECT_EQ(lookup.now("127.1"), "127.0.0.1:0");
  EXPECT_EQ(lookup.now("::1", "443"), "::1:443");
  EXPECT_EQ(lookup.now(nullptr, "80"), "::1:80,127.0.0.1:80");
  lookup.hints.ai_family = AF_INET6;
  EXPECT_EQ(lookup.now("127.0.0.1"), "EAI_ADDRFAMILY");
  lookup.hints.ai_flags = AI_V4MAPPED;
  EXPECT_EQ(lookup.now("127.0.0.1"), "::ffff:127.0.0.1:0");
  lookup.hints.ai_flags = 0;
  lookup.hints.ai_family = AF_INET;
  EXPECT_EQ(lookup.now("::1"), "EAI_ADDRFAMILY");
  EXPECT_EQ(lookup.now("localhost"), "127.0.0.1:0");
  lookup.hints.ai_flags = AI_NUMERICHOST;
  EXPECT_EQ(lookup.now("localhost"), "EAI_NONAME");
  lookup.hints.ai_flags = AI_NUMERICSERV;
  EXPECT_EQ(lookup.now("127.0.0.1", "http"), "EAI_NONAME");
  lookup.hints.ai_flags = AI_PASSIVE;
  EXPECT_EQ(lookup.now(nullptr, "80"), "0.0.0.0:80");
  lookup.hints.ai_flags = 0;
  lookup.hints.ai_family = 99;
  EXPECT_EQ(lookup.now("127.0.0.1"), "EAI_FAMILY");
  lookup.hints.ai_family = AF_UNSPEC;
  lookup.hints.ai_socktype = 77;
  EXPECT_EQ(lookup.now("127.0.0.1"), "EAI_SOCKTYPE");
  lookup.hints.ai_socktype = 0;
  EXPECT_EQ(lookup.now("127.0.0.1"), "127.0.0.1:0,127.0.0.1:0,127.0.0.1:0");
  EXPECT_EQ(lookup.now(""), "EINVAL");
  EXPECT_EQ(lookup.now(nullptr), "EINVAL");
  EXPECT_EQ(uv_getaddrinfo(&loop, nullptr, nullptr, "a", nullptr, nullptr), UV_EINVAL);
  uv_freeaddrinfo(nullptr);
}

TEST_F(Names, TheCallbackComesFromALaterPoll) {
  Lookup a(this, "a");
  EXPECT_EQ(a.start("127.0.0.1", "1"), 0);
  EXPECT_EQ(uv_loop_alive(&loop), 1);
  EXPECT_EQ(taken(), "");
  a.then = [&] {
    a.then = nullptr;
    EXPECT_EQ(a.start("::1", "2"), 0);
    note("|");
  };
  run();
  EXPECT_EQ(taken(), "a=127.0.0.1:1 | a=::1:2");
}

TEST_F(Names, CancelledOnesAreDeliveredAsSuch) {
  Lookup a(this, "a");
  uv_getnameinfo_t name;
  name.data = this;
  Work busy[4] = {{this, "w"}, {this, "w"}, {this, "w"}, {this, "w"}};
  for (Work& work : busy) work.queue(50);
  a.start("127.0.0.1");
  const sockaddr_in address = loopback(80);
  ASSERT_EQ(uv_getnameinfo(
                &loop, &name,
                [](uv_getnameinfo_t* request, int status, const char* host, const char* service) {
                  static_cast<LoopTest*>(request->data)->note(std::string("n=") + code(status));
                  EXPECT_EQ(host, nullptr);
                  EXPECT_EQ(service, nullptr);
                },
                reinterpret_cast<const sockaddr*>(&address), 0),
            0);
  EXPECT_EQ(uv_cancel(reinterpret_cast<uv_req_t*>(&name)), 0);
  EXPECT_EQ(a.cancel(), 0);
  run();
  EXPECT_EQ(taken(), "n=EAI_CANCELED a=EAI_CANCELED w w w w");
}

TEST_F(Names, NamesOfAddresses) {
  uv_getnameinfo_t request;
  const sockaddr_in mine = loopback(80);
  sockaddr_in other;
  uv_ip4_addr("192.0.2.1", 12345, &other);
  const auto now = [&](const sockaddr_in& address, int flags) {
    const int status = uv_getnameinfo(&loop, &request, nullptr,
                                      reinterpret_cast<const sockaddr*>(&address), flags);
    if (status != 0) return std::string(uv_err_name(status));
    return std::string(request.host) + ' ' + request.service;
  };
  EXPECT_EQ(now(mine, 0), "localhost http");
  EXPECT_EQ(now(mine, NI_NUMERICHOST | NI_NUMERICSERV), "127.0.0.1 80");
  EXPECT_EQ(now(other, NI_NUMERICHOST), "192.0.2.1 12345");
  sockaddr bad = {};
  bad.sa_family = AF_UNIX;
  EXPECT_EQ(uv_getnameinfo(&loop, &request, nullptr, &bad, 0), UV_EINVAL);
  EXPECT_EQ(uv_getnameinfo(&loop, &request, nullptr, nullptr, 0), UV_EINVAL);
}

TEST_F(Names, AddressesAsText) {
  sockaddr_in four;
  sockaddr_in6 six;
  char text[64];
  EXPECT_EQ(uv_ip4_addr("10.0.0.255", 99, &four), 0);
  EXPECT_EQ(uv_ip4_addr("10.0.0", 99, &four), UV_EINVAL);
  EXPECT_EQ(uv_ip4_addr("256.0.0.1", 99, &four), UV_EINVAL);
  EXPECT_EQ(uv_ip6_addr("1::2:3%lo", 99, &six), 0);
  EXPECT_EQ(six.sin6_scope_id, 1u);
  EXPECT_EQ(uv_ip6_name(&six, text, sizeof text), 0);
  EXPECT_STREQ(text, "1::2:3");
  EXPECT_EQ(uv_ip6_name(&six, text, 6), UV_ENOSPC);
  EXPECT_EQ(uv_ip6_addr("1:2", 99, &six), UV_EINVAL);
  EXPECT_EQ(uv_ip4_addr("1.2.3.4", 99, &four), 0);
  EXPECT_EQ(uv_ip4_name(&four, text, sizeof text), 0);
  EXPECT_STREQ(text, "1.2.3.4");
  sockaddr other = {};
  other.sa_family = AF_UNIX;
  EXPECT_EQ(uv_ip_name(&other, text, sizeof text), UV_EAFNOSUPPORT);
  EXPECT_EQ(uv_inet_ntop(AF_UNIX, &four, text, sizeof text), UV_EAFNOSUPPORT);
  EXPECT_EQ(uv_inet_pton(AF_UNIX, "1.2.3.4", text), UV_EAFNOSUPPORT);
  EXPECT_EQ(uv_inet_pton(AF_INET, nullptr, text), UV_EINVAL);
}

}  // namespace
}  // namespace actx::uvsim::testing
