// Addresses and TCP ports of the simulated network, which has the loopback interface only.

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>
#include <utility>

#include "uvsim/internal.h"

namespace actx::uvsim {
namespace {

// Linux's range for ports that nobody asked for. The simulator hands them out in order.
constexpr uint16_t kFirstEphemeral = 32768;
constexpr uint16_t kLastEphemeral = 60999;

bool is_mapped(const Address& address) {
  static constexpr uint8_t kPrefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return address.family == AF_INET6 && std::memcmp(address.ip, kPrefix, sizeof kPrefix) == 0;
}

// An IPv4 address mapped to IPv6 as plain IPv4; others unchanged.
Address unmapped(const Address& address) {
  if (!is_mapped(address)) return address;
  Address plain;
  plain.family = AF_INET;
  plain.port = address.port;
  std::memcpy(plain.ip, address.ip + 12, 4);
  return plain;
}

Address mapped(const Address& address) {
  Address six;
  six.family = AF_INET6;
  six.port = address.port;
  six.ip[10] = six.ip[11] = 0xff;
  std::memcpy(six.ip + 12, address.ip, 4);
  return six;
}

// Whether a socket bound to `own` gets what is sent to `to`.
bool takes(const Socket* socket, const Address& own, const Address& to) {
  if (own.family == AF_INET6 && own.is_any() && !socket->v6_only) return true;
  const Address a = unmapped(own);
  const Address b = unmapped(to);
  return a.family == b.family && (a.is_any() || a.same_ip(b));
}

bool overlap(const Socket* a, const Address& address_a, const Socket* b) {
  return takes(a, address_a, b->local) || takes(b, b->local, address_a);
}

// Whether `socket` may not have `address`, port included. Two sockets may share a port when both
// said SO_REUSEADDR and neither listens there.
bool in_use(const Socket* socket, const Address& address) {
  auto* head = const_cast<Ring>(&socket->world->network.bound);
  for (Ring node = ring_next(head); node != head; node = ring_next(node)) {
    const Socket* other = ring_entry<Socket>(node, offsetof(Socket, ports));
    if (other == socket || other->local.port != address.port) continue;
    const bool shared = socket->reuse && other->reuse && other->state != SocketState::kListening;
    if (!shared && overlap(socket, address, other)) return true;
  }
  return false;
}

// Gives the address an ephemeral port that nobody has; false when there is none left.
bool take_port(const Socket* socket, Address* address) {
  Network& net = socket->world->network;
  for (int tries = kFirstEphemeral; tries <= kLastEphemeral; tries++) {
    if (net.next_port < kFirstEphemeral || net.next_port > kLastEphemeral) {
      net.next_port = kFirstEphemeral;
    }
    address->port = net.next_port++;
    bool used = false;
    for (Ring node = ring_next(&net.bound); node != &net.bound && !used; node = ring_next(node)) {
      used = ring_entry<Socket>(node, offsetof(Socket, ports))->local.port == address->port;
    }
    if (!used) return true;
  }
  return false;
}

void take_address(Socket* socket, const Address& address) {
  socket->local = address;
  ring_remove(&socket->ports);
  ring_insert_tail(&socket->world->network.bound, &socket->ports);
}

// The listener that a connection to `to` reaches; the most exact address wins.
Socket* find_listener(const WorldState& world, const Address& to) {
  auto* head = const_cast<Ring>(&world.network.bound);
  Socket* best = nullptr;
  for (Ring node = ring_next(head); node != head; node = ring_next(node)) {
    Socket* other = ring_entry<Socket>(node, offsetof(Socket, ports));
    if (other->state != SocketState::kListening || other->local.port != to.port) continue;
    if (!takes(other, other->local, to)) continue;
    if (best == nullptr || best->local.is_any()) best = other;
  }
  return best;
}

// The own address of a connection to `to`, and `to` itself where it says "this host".
Address route(Address* to) {
  if (to->is_any()) {
    const Address loopback = unmapped(*to);
    if (loopback.family == AF_INET) {
      to->ip[to->family == AF_INET ? 0 : 12] = 127;
      to->ip[to->family == AF_INET ? 3 : 15] = 1;
    } else {
      to->ip[15] = 1;
    }
  }
  Address own = *to;
  own.port = 0;
  if (unmapped(own).family == AF_INET) {
    // All of 127.0.0.0/8 is this host; it speaks from 127.0.0.1.
    uint8_t* ip = own.family == AF_INET ? own.ip : own.ip + 12;
    ip[0] = 127;
    ip[1] = ip[2] = 0;
    ip[3] = 1;
  }
  return own;
}

// connect(2) once more: Linux tells the outcome of the first call, and only the next one tries
// anew.
int told_outcome(Socket* socket) {
  socket->told = socket->state == SocketState::kConnected;
  if (socket->told) return 0;
  const int error = take_error(socket);
  socket->shut = 0;
  socket->ended = false;
  return error != 0 ? error : UV_ECONNABORTED;
}

}  // namespace

bool Address::same_ip(const Address& other) const {
  return family == other.family && std::memcmp(ip, other.ip, sizeof ip) == 0;
}

bool Address::is_any() const {
  const Address plain = unmapped(*this);
  static constexpr uint8_t kZero[16] = {};
  return std::memcmp(plain.ip, kZero, plain.family == AF_INET ? 4 : 16) == 0;
}

bool Address::is_loopback() const {
  const Address plain = unmapped(*this);
  if (plain.family == AF_INET) return plain.ip[0] == 127;
  static constexpr uint8_t kOne[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  return std::memcmp(plain.ip, kOne, sizeof kOne) == 0;
}

int read_address(const sockaddr* from, Address* to) {
  *to = Address();
  to->family = from->sa_family;
  if (from->sa_family == AF_INET) {
    const auto* four = reinterpret_cast<const sockaddr_in*>(from);
    to->port = ntohs(four->sin_port);
    std::memcpy(to->ip, &four->sin_addr, 4);
    return 0;
  }
  if (from->sa_family == AF_INET6) {
    const auto* six = reinterpret_cast<const sockaddr_in6*>(from);
    to->port = ntohs(six->sin6_port);
    std::memcpy(to->ip, &six->sin6_addr, 16);
    return 0;
  }
  return UV_EINVAL;
}

void write_address(const Address& from, sockaddr* to, int* length) {
  sockaddr_storage storage = {};
  int size = sizeof(sockaddr_in);
  storage.ss_family = from.family;
  if (from.family == AF_UNIX) {
    size = sizeof storage.ss_family;  // without a name
  } else if (from.family == AF_INET6) {
    auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
    six->sin6_port = htons(from.port);
    std::memcpy(&six->sin6_addr, from.ip, 16);
    size = sizeof(sockaddr_in6);
  } else {
    auto* four = reinterpret_cast<sockaddr_in*>(&storage);
    four->sin_port = htons(from.port);
    std::memcpy(&four->sin_addr, from.ip, 4);
  }
  std::memcpy(to, &storage, static_cast<size_t>(*length < size ? *length : size));
  *length = size;
}

int bind_tcp(Socket* socket, const Address& address) {
  if (address.family != socket->local.family) {
    return socket->local.family == AF_INET ? UV_EAFNOSUPPORT : UV_EINVAL;
  }
  if (socket->bound || socket->state != SocketState::kIdle) return UV_EINVAL;
  if (!address.is_any() && !address.is_loopback()) return UV_EADDRNOTAVAIL;
  Address wanted = address;
  if (wanted.port == 0) {
    if (!take_port(socket, &wanted)) return UV_EADDRINUSE;
  } else if (in_use(socket, wanted)) {
    return UV_EADDRINUSE;
  }
  take_address(socket, wanted);
  socket->bound = true;
  return 0;
}

int listen_tcp(Socket* socket, int backlog) {
  if (socket->state == SocketState::kListening) {
    start_listening(socket, backlog);
    return 0;
  }
  if (socket->state != SocketState::kIdle) return UV_EINVAL;
  if (!socket->bound) {
    Address any = socket->local;
    if (!take_port(socket, &any)) return UV_EADDRINUSE;
    take_address(socket, any);
    socket->bound = true;
  } else if (in_use(socket, socket->local)) {
    return UV_EADDRINUSE;
  }
  start_listening(socket, backlog);
  return 0;
}

int connect_tcp(Socket* socket, const Address& address) {
  if (socket->unix_domain) return UV_EINVAL;
  if (socket->state == SocketState::kConnecting) return UV_EALREADY;
  if (std::exchange(socket->connecting, false)) return told_outcome(socket);
  if (socket->told || socket->state != SocketState::kIdle) return UV_EISCONN;
  if (socket->spent) return UV_EINVAL;
  Address to = address;
  if (to.family != socket->local.family) {
    if (socket->local.family == AF_INET) return UV_EAFNOSUPPORT;
    to = mapped(to);
  }
  if (!to.is_any() && !to.is_loopback()) return UV_ENETUNREACH;
  Address own = route(&to);
  if (socket->bound) {
    if (!socket->local.is_any()) own = socket->local;
    own.port = socket->local.port;
  } else if (!take_port(socket, &own)) {
    return UV_EADDRNOTAVAIL;
  }
  take_address(socket, own);
  socket->remote = to;
  socket->connecting = true;
  if (Socket* listener = find_listener(*socket->world, to); listener != nullptr) {
    join_listener(socket, listener);
    return 0;
  }
  if (!socket->bound) ring_remove(&socket->ports);
  socket->shut = kBothShut;
  socket->error = UV_ECONNREFUSED;
  socket_changed(socket);
  return 0;
}

}  // namespace actx::uvsim
