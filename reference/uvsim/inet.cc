// Addresses as text: uv_ip4_addr and its like, uv_inet_ntop and uv_inet_pton.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <uv.h>

#include <cstdlib>
#include <cstring>
#include <string>

namespace {

// The interface of an address like "fe80::1%lo"; the simulated machine has the loopback one.
unsigned scope_of(const char* zone) {
  return std::strcmp(zone, "lo") == 0 ? 1 : 0;
}

}  // namespace

extern "C" {

int uv_inet_ntop(int family, const void* from, char* to, size_t size) {
  if (family != AF_INET && family != AF_INET6) return UV_EAFNOSUPPORT;
  char text[INET6_ADDRSTRLEN];
  inet_ntop(family, from, text, sizeof text);
  const size_t length = std::strlen(text);
  if (length >= size) return UV_ENOSPC;
  std::memcpy(to, text, length + 1);
  return 0;
}

int uv_inet_pton(int family, const char* from, void* to) {
  if (from == nullptr || to == nullptr) return UV_EINVAL;
  if (family == AF_INET) return inet_pton(AF_INET, from, to) == 1 ? 0 : UV_EINVAL;
  if (family != AF_INET6) return UV_EAFNOSUPPORT;
  const char* zone = std::strchr(from, '%');
  const std::string address = zone != nullptr ? std::string(from, zone) : std::string(from);
  return inet_pton(AF_INET6, address.c_str(), to) == 1 ? 0 : UV_EINVAL;
}

int uv_ip4_addr(const char* ip, int port, struct sockaddr_in* address) {
  std::memset(address, 0, sizeof *address);
  address->sin_family = AF_INET;
  address->sin_port = htons(static_cast<uint16_t>(port));
  return uv_inet_pton(AF_INET, ip, &address->sin_addr.s_addr);
}

int uv_ip6_addr(const char* ip, int port, struct sockaddr_in6* address) {
  std::memset(address, 0, sizeof *address);
  address->sin6_family = AF_INET6;
  address->sin6_port = htons(static_cast<uint16_t>(port));
  if (const char* zone = std::strchr(ip, '%'); zone != nullptr) {
    address->sin6_scope_id = scope_of(zone + 1);
  }
  return uv_inet_pton(AF_INET6, ip, &address->sin6_addr);
}

int uv_ip4_name(const struct sockaddr_in* from, char* to, size_t size) {
  return uv_inet_ntop(AF_INET, &from->sin_addr, to, size);
}

int uv_ip6_name(const struct sockaddr_in6* from, char* to, size_t size) {
  return uv_inet_ntop(AF_INET6, &from->sin6_addr, to, size);
}

int uv_ip_name(const struct sockaddr* from, char* to, size_t size) {
  if (from->sa_family == AF_INET) {
    return uv_inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(from)->sin_addr, to, size);
  }
  if (from->sa_family == AF_INET6) {
    return uv_inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(from)->sin6_addr, to,
                        size);
  }
  return UV_EAFNOSUPPORT;
}

}  // extern "C"
