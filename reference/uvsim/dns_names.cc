// The way back, from addresses to names: uv_getnameinfo. And the names of services.

#include <netdb.h>

#include <cstdio>
#include <cstring>
#include <string>

#include "uvsim/dns.h"
#include "uvsim/internal.h"

namespace actx::uvsim {
namespace {

struct Service {
  const char* name;
  int port;
};
constexpr Service kServices[] = {{"ftp", 21},    {"ssh", 22},    {"smtp", 25},
                                 {"domain", 53}, {"http", 80},   {"pop3", 110},
                                 {"ntp", 123},   {"imap2", 143}, {"https", 443}};

// The name that stands for the address in World::set_host, the first in alphabetical order.
const std::string* name_of(const WorldState& world, const char* address) {
  for (const auto& [name, entry] : world.hosts) {
    for (const std::string& text : entry.addresses) {
      if (text == address) return &name;
    }
  }
  return nullptr;
}

int answer(const WorldState& world, uv_getnameinfo_t* request) {
  const auto* address = reinterpret_cast<const sockaddr*>(&request->storage);
  char text[64];
  uv_ip_name(address, text, sizeof text);
  const std::string* name = (request->flags & NI_NUMERICHOST) != 0 ? nullptr : name_of(world, text);
  if (name == nullptr && (request->flags & NI_NAMEREQD) != 0) return UV_EAI_NONAME;
  std::snprintf(request->host, sizeof request->host, "%s", name != nullptr ? name->c_str() : text);
  Address numbers;
  read_address(address, &numbers);
  const char* service =
      (request->flags & NI_NUMERICSERV) != 0 ? nullptr : service_of_port(numbers.port);
  if (service != nullptr) {
    std::snprintf(request->service, sizeof request->service, "%s", service);
  } else {
    std::snprintf(request->service, sizeof request->service, "%d", numbers.port);
  }
  return 0;
}

uv_getnameinfo_t* name_request_of(uv__work* work) {
  return ring_entry<uv_getnameinfo_t>(reinterpret_cast<Ring>(work),
                                      offsetof(uv_getnameinfo_t, work_req));
}

void run_name_lookup(uv__work* work) {
  uv_getnameinfo_t* request = name_request_of(work);
  request->retcode = answer(*state_of(request->loop).world, request);
}

void name_lookup_done(uv__work* work, int status) {
  uv_getnameinfo_t* request = name_request_of(work);
  WorldState& world = *state_of(request->loop).world;
  request->loop->active_reqs.count--;
  if (status == UV_ECANCELED) request->retcode = UV_EAI_CANCELED;
  const bool found = request->retcode == 0;
  if (request->getnameinfo_cb != nullptr && may_call(world)) {
    request->getnameinfo_cb(request, request->retcode, found ? request->host : nullptr,
                            found ? request->service : nullptr);
  }
}

}  // namespace

int port_of_service(const char* name) {
  for (const Service& service : kServices) {
    if (std::strcmp(service.name, name) == 0) return service.port;
  }
  return 0;
}

const char* service_of_port(int port) {
  for (const Service& service : kServices) {
    if (service.port == port) return service.name;
  }
  return nullptr;
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_getnameinfo(uv_loop_t* loop, uv_getnameinfo_t* request, uv_getnameinfo_cb callback,
                   const struct sockaddr* address, int flags) {
  if (request == nullptr || address == nullptr) return UV_EINVAL;
  size_t size = 0;
  if (address->sa_family == AF_INET) {
    size = sizeof(sockaddr_in);
  } else if (address->sa_family == AF_INET6) {
    size = sizeof(sockaddr_in6);
  } else {
    return UV_EINVAL;
  }
  std::memset(&request->storage, 0, sizeof request->storage);
  std::memcpy(&request->storage, address, size);
  request_init(loop, reinterpret_cast<uv_req_t*>(request), UV_GETNAMEINFO);
  request->loop = loop;
  request->getnameinfo_cb = callback;
  request->flags = flags;
  request->retcode = 0;
  if (callback != nullptr) {
    pool_submit(loop, &request->work_req, run_name_lookup, name_lookup_done, true);
    return 0;
  }
  run_name_lookup(&request->work_req);
  name_lookup_done(&request->work_req, 0);
  return request->retcode;
}

}  // extern "C"
