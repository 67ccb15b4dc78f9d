// Name lookups on the simulated thread pool: uv_getaddrinfo and uv_getnameinfo. What names there
// are is up to the World (World::set_host); errors are those of glibc.

#include "uvsim/dns.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "uvsim/internal.h"

namespace actx::uvsim {
namespace {

// One answer in one block of memory, so that freeing is walking the list.
struct Answer {
  addrinfo info;
  sockaddr_storage address;
  char name[NI_MAXHOST];
};

struct SocketType {
  int type;
  int protocol;
};
constexpr SocketType kSocketTypes[] = {
    {SOCK_STREAM, IPPROTO_TCP}, {SOCK_DGRAM, IPPROTO_UDP}, {SOCK_RAW, 0}};

// What getaddrinfo was asked, and the answers so far.
struct Question {
  const char* name;
  const char* service;
  addrinfo hints;
  int port;
  Answer* first;
  Answer* last;
};

// An address literal as inet_aton and inet_pton read it. "127.1" is one, too.
bool parse_literal(const std::string& text, Address* address) {
  *address = Address();
  in_addr four;
  if (inet_aton(text.c_str(), &four) != 0) {
    address->family = AF_INET;
    std::memcpy(address->ip, &four, 4);
    return true;
  }
  if (uv_inet_pton(AF_INET6, text.c_str(), address->ip) != 0) return false;
  address->family = AF_INET6;
  return true;
}

int find_port(const Question& question, int* port) {
  *port = 0;
  if (question.service == nullptr) return 0;
  char* end = nullptr;
  const long number = std::strtol(question.service, &end, 10);
  if (*question.service != '\0' && *end == '\0') {
    *port = static_cast<uint16_t>(number);
    return 0;
  }
  if (question.hints.ai_flags & AI_NUMERICSERV) return UV_EAI_NONAME;
  *port = port_of_service(question.service);
  return *port != 0 ? 0 : UV_EAI_SERVICE;
}

void append(Question& question, const SocketType& type, const Address& address) {
  void* memory = std::calloc(1, sizeof(Answer));
  if (memory == nullptr) return;
  auto* answer = new (memory) Answer();
  addrinfo& info = answer->info;
  info.ai_flags = question.hints.ai_flags;
  info.ai_family = address.family;
  info.ai_socktype = type.type;
  info.ai_protocol = type.protocol;
  info.ai_addr = reinterpret_cast<sockaddr*>(&answer->address);
  int length = sizeof answer->address;
  write_address(address, info.ai_addr, &length);
  info.ai_addrlen = static_cast<socklen_t>(length);
  if (question.first == nullptr) {
    if (question.hints.ai_flags & AI_CANONNAME) {
      std::strncpy(answer->name, question.name, sizeof answer->name - 1);
      info.ai_canonname = answer->name;
    }
    question.first = answer;
  } else {
    question.last->info.ai_next = &info;
  }
  question.last = answer;
}

// Adds the answers for an address: one per type of socket. False when its family was not asked for.
bool add_address(Question& question, Address address) {
  const addrinfo& hints = question.hints;
  if (hints.ai_family == AF_INET6 && address.family == AF_INET && (hints.ai_flags & AI_V4MAPPED)) {
    Address mapped;
    mapped.family = AF_INET6;
    mapped.ip[10] = mapped.ip[11] = 0xff;
    std::memcpy(mapped.ip + 12, address.ip, 4);
    address = mapped;
  }
  if (hints.ai_family != AF_UNSPEC && hints.ai_family != address.family) return false;
  address.port = static_cast<uint16_t>(question.port);
  for (const SocketType& type : kSocketTypes) {
    if (hints.ai_socktype != 0 && hints.ai_socktype != type.type) continue;
    if (hints.ai_protocol != 0 && type.protocol != 0 && hints.ai_protocol != type.protocol)
      continue;
    append(question, type, address);
  }
  return true;
}

// Without a name: this host, or with AI_PASSIVE every address of it.
int answer_unnamed(Question& question) {
  const bool passive = (question.hints.ai_flags & AI_PASSIVE) != 0;
  Address four;
  four.family = AF_INET;
  Address six;
  six.family = AF_INET6;
  if (!passive) {
    four.ip[0] = 127;
    four.ip[3] = 1;
    six.ip[15] = 1;
  }
  add_address(question, passive ? four : six);
  add_address(question, passive ? six : four);
  return 0;
}

int answer(WorldState& world, Question& question) {
  const addrinfo& hints = question.hints;
  if (hints.ai_family != AF_UNSPEC && hints.ai_family != AF_INET && hints.ai_family != AF_INET6) {
    return UV_EAI_FAMILY;
  }
  bool known_type = hints.ai_socktype == 0;
  for (const SocketType& type : kSocketTypes) known_type |= type.type == hints.ai_socktype;
  if (!known_type) return UV_EAI_SOCKTYPE;
  if (const int error = find_port(question, &question.port); error != 0) return error;
  if (question.name == nullptr) return answer_unnamed(question);
  Address address;
  if (parse_literal(question.name, &address)) {
    return add_address(question, address) ? 0 : UV_EAI_ADDRFAMILY;
  }
  if (hints.ai_flags & AI_NUMERICHOST) return UV_EAI_NONAME;
  const auto entry = world.hosts.find(question.name);
  if (entry == world.hosts.end()) return UV_EAI_NONAME;
  if (entry->second.addresses.empty()) return entry->second.error;
  for (const std::string& text : entry->second.addresses) {
    if (parse_literal(text, &address)) add_address(question, address);
  }
  return question.first != nullptr ? 0 : UV_EAI_NONAME;
}

uv_getaddrinfo_t* lookup_of(uv__work* work) {
  return ring_entry<uv_getaddrinfo_t>(reinterpret_cast<Ring>(work),
                                      offsetof(uv_getaddrinfo_t, work_req));
}

void run_lookup(uv__work* work) {
  uv_getaddrinfo_t* request = lookup_of(work);
  Question question = {request->hostname, request->service, {}, 0, nullptr, nullptr};
  if (request->hints != nullptr) question.hints = *request->hints;
  // What glibc assumes without hints.
  if (request->hints == nullptr) question.hints.ai_flags = AI_V4MAPPED | AI_ADDRCONFIG;
  request->retcode = answer(*state_of(request->loop).world, question);
  request->addrinfo = question.first != nullptr ? &question.first->info : nullptr;
}

void free_lookup(uv_getaddrinfo_t* request) {
  // One block holds the copies, in the order hints, service, name.
  if (request->hints != nullptr) {
    std::free(request->hints);
  } else if (request->service != nullptr) {
    std::free(request->service);
  } else {
    std::free(request->hostname);
  }
  request->hints = nullptr;
  request->service = request->hostname = nullptr;
}

void lookup_done(uv__work* work, int status) {
  uv_getaddrinfo_t* request = lookup_of(work);
  WorldState& world = *state_of(request->loop).world;
  request->loop->active_reqs.count--;
  free_lookup(request);
  if (status == UV_ECANCELED) request->retcode = UV_EAI_CANCELED;
  if (request->cb != nullptr && may_call(world)) {
    request->cb(request, request->retcode, request->addrinfo);
  }
}

// Names beyond ASCII would have to be translated, which is not simulated.
int check_name(const char* name) {
  const size_t length = std::strlen(name);
  if (length == 0 || length > 255) return UV_EINVAL;
  for (const char* c = name; *c != '\0'; c++) {
    if (static_cast<unsigned char>(*c) >= 0x80) return UV_ENOTSUP;
  }
  return 0;
}

bool copy_arguments(uv_getaddrinfo_t* request, const char* node, const char* service,
                    const addrinfo* hints) {
  const size_t hints_size = hints != nullptr ? sizeof *hints : 0;
  const size_t service_size = service != nullptr ? std::strlen(service) + 1 : 0;
  const size_t node_size = node != nullptr ? std::strlen(node) + 1 : 0;
  auto* block = static_cast<char*>(std::malloc(hints_size + service_size + node_size));
  if (block == nullptr) return false;
  request->hints = nullptr;
  request->service = request->hostname = nullptr;
  if (hints != nullptr) {
    request->hints = static_cast<addrinfo*>(std::memcpy(block, hints, hints_size));
  }
  if (service != nullptr) {
    request->service = static_cast<char*>(std::memcpy(block + hints_size, service, service_size));
  }
  if (node != nullptr) {
    request->hostname =
        static_cast<char*>(std::memcpy(block + hints_size + service_size, node, node_size));
  }
  return true;
}

}  // namespace
}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

// Without a callback the lookup is made at once.
int uv_getaddrinfo(uv_loop_t* loop, uv_getaddrinfo_t* request, uv_getaddrinfo_cb callback,
                   const char* node, const char* service, const struct addrinfo* hints) {
  if (request == nullptr || (node == nullptr && service == nullptr)) return UV_EINVAL;
  if (node != nullptr) {
    if (const int error = check_name(node); error != 0) return error;
  }
  if (!copy_arguments(request, node, service, hints)) return UV_ENOMEM;
  request_init(loop, reinterpret_cast<uv_req_t*>(request), UV_GETADDRINFO);
  request->loop = loop;
  request->cb = callback;
  request->addrinfo = nullptr;
  request->retcode = 0;
  if (callback != nullptr) {
    pool_submit(loop, &request->work_req, run_lookup, lookup_done, true);
    return 0;
  }
  run_lookup(&request->work_req);
  lookup_done(&request->work_req, 0);
  return request->retcode;
}

void uv_freeaddrinfo(struct addrinfo* info) {
  while (info != nullptr) {
    addrinfo* next = info->ai_next;
    static_assert(offsetof(Answer, info) == 0);
    std::free(info);
    info = next;
  }
}

}  // extern "C"
