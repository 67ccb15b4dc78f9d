// Sockets: their life, and what passes between the two ends of a connection.

#include "uvsim/net.h"

#include <poll.h>

#include <utility>

#include "uvsim/descriptor.h"
#include "uvsim/internal.h"
#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

// How much may be under way to a socket. Half of it is the sender's buffer, half the receiver's; of
// a unix domain socket all is the sender's.
size_t capacity_of(const Socket* receiver) {
  const Options& options = receiver->world->options;
  const uint32_t sent = receiver->peer != nullptr ? receiver->peer->send_size : 0;
  if (receiver->unix_domain) return sent != 0 ? sent : options.pipe_buffer;
  if (sent == 0 && receiver->receive_size == 0) [[likely]]
    return options.tcp_buffer;
  const size_t half = options.tcp_buffer / 2;
  return (sent != 0 ? sent : half) + (receiver->receive_size != 0 ? receiver->receive_size : half);
}

size_t room_to(const Socket* receiver) {
  const size_t capacity = capacity_of(receiver);
  return capacity > receiver->in.size() ? capacity - receiver->in.size() : 0;
}

// A full buffer becomes writable again when a third of it is free: writing byte by byte into an
// almost full one would not pay. A pipe does with a page.
bool writable_again(const Socket* socket) {
  constexpr size_t kFifoPage = 4096;
  if (socket->fifo) return socket->peer == nullptr || room_to(socket->peer) >= kFifoPage;
  return socket->peer == nullptr || room_to(socket->peer) * 3 >= capacity_of(socket->peer);
}

bool is_dead(const Socket* socket) {
  return socket->state == SocketState::kIdle || socket->shut == kBothShut;
}

// The peer's end of data.
void deliver_end(Socket* socket) {
  socket->shut |= kReceiveShut;
  socket->ended = true;
  socket_changed(socket);
}

// The peer is gone and what it has not read is lost, or was sent in vain.
void deliver_reset(Socket* socket) {
  Socket* peer = socket->peer;
  socket->peer = nullptr;
  if (peer != nullptr) peer->peer = nullptr;
  if (is_dead(socket)) return;
  socket->error = socket->ended ? UV_EPIPE : UV_ECONNRESET;
  socket->shut = kBothShut;
  socket->state = SocketState::kIdle;
  socket->reset_news = true;
  if (!socket->bound) ring_remove(&socket->ports);
  socket_changed(socket);
}

// Choice point net.reset: whether a reset that arrived is noticed by a call that would fail, or is
// still under way. For a program that was told of it there is no choice.
bool reset_under_way(Socket* socket, const char* reason) {
  if (!socket->reset_news) return false;
  const ChoiceOption options[] = {{"arrived", socket->id}, {"under way", socket->id}};
  if (choose(*socket->world, {"net.reset", reason, 2, options}) == 1) return true;
  socket->reset_news = false;
  return false;
}

size_t total_of(const uv_buf_t* buffers, unsigned count) {
  size_t total = 0;
  for (unsigned i = 0; i < count; i++) total += buffers[i].len;
  return total;
}

void put(Socket* receiver, const uv_buf_t* buffers, size_t total) {
  if (receiver->world->scheduler != nullptr) {
    receiver->segments.push_back(static_cast<uint32_t>(total));
  }
  for (size_t left = total; left > 0; buffers++) {
    const size_t part = buffers->len < left ? buffers->len : left;
    receiver->in.append(buffers->base, part);
    left -= part;
  }
}

// Forgets the boundaries of the oldest `count` bytes.
void drop_segments(Socket* socket, size_t count) {
  std::vector<uint32_t>& segments = socket->segments;
  while (count > 0 && socket->first_segment < segments.size()) {
    uint32_t& size = segments[socket->first_segment];
    if (size > count) {
      size -= static_cast<uint32_t>(count);
      return;
    }
    count -= size;
    ++socket->first_segment;
  }
  if (socket->first_segment < segments.size()) return;
  segments.clear();
  socket->first_segment = 0;
}

// Choice point net.read: how much of what was sent has arrived when it is read. `none` is an
// option in later reads of a dispatch only: the first one is made because something is there.
size_t arrived_bytes(Socket* socket, size_t length, bool first, Arrived arrived) {
  const size_t size = socket->in.size();
  const size_t all = size < length ? size : length;
  WorldState& world = *socket->world;
  const ReadSplits splits = world.options.read_splits;
  if (arrived == Arrived::kAll || world.scheduler == nullptr || splits == ReadSplits::kNone) {
    return all;
  }
  ChoiceOption options[3] = {{"all", all}};
  uint32_t count = 1;
  size_t part = socket->first_segment < socket->segments.size()
                    ? socket->segments[socket->first_segment]
                    : all;
  if (part >= all && splits == ReadSplits::kHalves) part = all / 2;
  if (part > 0 && part < all) options[count++] = {"part", part};
  if (!first) options[count++] = {"none", 0};
  return options[choose(world, {"net.read", "bytes may arrive in several parts", count, options})]
      .number;
}

// As arrived_bytes for the end of data, or a reset, behind bytes that were read in this dispatch.
bool end_under_way(Socket* socket, bool first) {
  WorldState& world = *socket->world;
  if (first || world.scheduler == nullptr || world.options.read_splits == ReadSplits::kNone) {
    return false;
  }
  const ChoiceOption options[] = {{"end", socket->id}, {"none", 0}};
  return choose(world, {"net.read", "the end may arrive after the bytes", 2, options}) == 1;
}

ssize_t receive_end(Socket* socket) {
  if (socket->ended) return 0;
  if (socket->error != 0) return take_error(socket);
  if (socket->shut & kReceiveShut) return 0;
  return socket->state == SocketState::kConnected ? UV_EAGAIN : UV_ENOTCONN;
}

bool has_end(const Socket* socket) {
  return socket->ended || socket->error != 0 || (socket->shut & kReceiveShut) != 0;
}

// Ends the connections that nobody accepted, and those that wait to get in.
void stop_listening(Socket* listener) {
  listener->state = SocketState::kIdle;
  while (Socket* socket = accept_from(listener, 0)) {
    if (Socket* client = socket->peer; client != nullptr && socket->unix_domain) {
      client->error = UV_ECONNRESET;
    }
    close_socket(socket, true);
  }
  while (!ring_empty(&listener->waiting)) {
    Socket* client = ring_entry<Socket>(ring_next(&listener->waiting), offsetof(Socket, link));
    ring_remove(&client->link);
    client->target = nullptr;
    client->state = SocketState::kIdle;
    client->shut = kBothShut;
    client->error = UV_ECONNREFUSED;
    socket_changed(client);
  }
}

void leave_peer(Socket* socket, bool reset) {
  Socket* peer = socket->peer;
  if (peer == nullptr) return;
  if (socket->unix_domain) {
    peer->shut = kBothShut;
    if (!socket->in.empty() && !socket->fifo) peer->error = UV_ECONNRESET;
    socket_changed(peer);
  } else if ((reset || !socket->in.empty()) && socket->shut != kBothShut) {
    deliver_reset(peer);
  } else if ((socket->shut & kSendShut) == 0) {
    deliver_end(peer);
  }
  peer->peer = nullptr;
}

}  // namespace

void Network::reset() {
  free.clear();
  used = 0;
  next_id = 0;
  next_port = 0;
  ring_init(&bound);
  names.clear();
  descriptors.clear();
}

Socket* open_socket(WorldState& world, int family) {
  Network& net = world.network;
  Socket* socket = nullptr;
  if (!net.free.empty()) {
    socket = net.free.back();
    net.free.pop_back();
  } else {
    if (net.used == net.sockets.size()) net.sockets.push_back(std::make_unique<Socket>());
    socket = net.sockets[net.used++].get();
    if (net.used > world.options.limits.pending) [[unlikely]] {
      halt(world, HaltReason::kPending, "limit: " + std::to_string(net.used) + " sockets are open");
    }
  }
  socket->world = &world;
  socket->id = net.next_id++;
  socket->identity = new_name();
  socket->state = SocketState::kIdle;
  socket->unix_domain = family == AF_UNIX;
  socket->bound = socket->reuse = socket->v6_only = false;
  socket->ended = socket->reset_news = socket->blocked = false;
  socket->connecting = socket->spent = socket->told = false;
  socket->fifo = socket->blocking = false;
  socket->ways = kMayRead | kMayWrite;
  socket->shut = 0;
  socket->descriptor = -1;
  socket->error = 0;
  socket->peer = nullptr;
  socket->in.clear();
  socket->segments.clear();
  socket->first_segment = 0;
  socket->local = socket->remote = Address();
  socket->local.family = static_cast<uint16_t>(family);
  socket->name.clear();
  socket->peer_name.clear();
  socket->send_size = socket->receive_size = 0;
  ring_init(&socket->link);
  ring_init(&socket->queue);
  ring_init(&socket->waiting);
  ring_init(&socket->ports);
  ring_init(&socket->ready);
  socket->queued = socket->backlog = 0;
  socket->target = nullptr;
  socket->loop = nullptr;
  socket->stream = nullptr;
  socket->interest = 0;
  socket->waiting_since = 0;
  return socket;
}

void close_socket(Socket* socket, bool reset) {
  forget_socket(socket);
  forget_descriptor(socket);
  ring_remove(&socket->link);
  ring_remove(&socket->ports);
  Network& net = socket->world->network;
  if (socket->state == SocketState::kListening) stop_listening(socket);
  leave_peer(socket, reset);
  if (socket->unix_domain && socket->bound) {
    const auto found = net.names.find(socket->name);
    if (found != net.names.end() && found->second == socket) net.names.erase(found);
  }
  socket->identity = 0;
  net.free.push_back(socket);
}

void start_listening(Socket* socket, int backlog) {
  // Linux takes the number as unsigned and cuts it at its own bound (net.core.somaxconn).
  constexpr uint32_t kMaxBacklog = 4096;
  const auto wanted = static_cast<uint32_t>(backlog);
  socket->backlog = wanted < kMaxBacklog ? wanted : kMaxBacklog;
  socket->state = SocketState::kListening;
}

bool listener_full(const Socket* listener) {
  return listener->queued > listener->backlog;
}

void join_listener(Socket* socket, Socket* listener) {
  if (listener_full(listener)) {
    socket->state = SocketState::kConnecting;
    socket->target = listener;
    ring_insert_tail(&listener->waiting, &socket->link);
    return;
  }
  Socket* other = open_socket(*socket->world, socket->local.family);
  socket->state = other->state = SocketState::kConnected;
  socket->target = nullptr;
  socket->shut = 0;
  socket->ended = false;
  socket->peer = other;
  other->peer = socket;
  other->local = socket->remote;
  other->remote = socket->local;
  other->name = listener->name;
  other->peer_name = socket->name;
  socket->peer_name = listener->name;
  // An accepted socket shares the listener's port, as SO_REUSEADDR lets it.
  other->reuse = true;
  other->told = true;
  if (!other->unix_domain) ring_insert_tail(&socket->world->network.bound, &other->ports);
  ring_insert_tail(&listener->queue, &other->link);
  ++listener->queued;
  socket_changed(socket);
  socket_changed(listener);
}

Socket* accept_from(Socket* listener, uint32_t at) {
  Ring node = ring_next(&listener->queue);
  while (at > 0 && node != &listener->queue) {
    node = ring_next(node);
    --at;
  }
  if (node == &listener->queue) return nullptr;
  Socket* socket = ring_entry<Socket>(node, offsetof(Socket, link));
  ring_remove(&socket->link);
  --listener->queued;
  if (listener->state == SocketState::kListening && !ring_empty(&listener->waiting)) {
    Socket* next = ring_entry<Socket>(ring_next(&listener->waiting), offsetof(Socket, link));
    ring_remove(&next->link);
    join_listener(next, listener);
  }
  return socket;
}

ssize_t send_bytes(Socket* socket, const uv_buf_t* buffers, unsigned count) {
  const size_t total = total_of(buffers, count);
  if (socket->peer != nullptr && socket->peer->loop != socket->loop) {
    sync_point(*socket->world, "the other end may be used by another thread first");
  }
  if (count > 1 && total == 0) return 0;  // writev(2) of nothing does not look at the socket
  if (socket->state == SocketState::kConnecting) return UV_EAGAIN;
  if (socket->unix_domain) {
    // Here a write leaves a pending error to the reader.
    if (socket->state != SocketState::kConnected) return UV_ENOTCONN;
    if (socket->shut & kSendShut) return UV_EPIPE;
  }
  if (socket->error != 0 || is_dead(socket) || (socket->shut & kSendShut)) {
    if (reset_under_way(socket, "a write may come before the reset")) {
      return static_cast<ssize_t>(total);
    }
    const int error = take_error(socket);
    return error != 0 ? error : UV_EPIPE;
  }
  if (socket->peer == nullptr) {
    // The other end is closed: it answers what reaches it with a reset.
    if (total > 0) deliver_reset(socket);
    return static_cast<ssize_t>(total);
  }
  const size_t room = room_to(socket->peer);
  const size_t taken = total < room ? total : room;
  socket->blocked = taken < total;
  if (taken == 0 && total > 0) return UV_EAGAIN;
  if (taken > 0) {
    put(socket->peer, buffers, taken);
    socket_changed(socket->peer);
  }
  return static_cast<ssize_t>(taken);
}

ssize_t receive_bytes(Socket* socket, char* to, size_t length, bool first, Arrived arrived) {
  if (socket->in.empty()) {
    if (arrived == Arrived::kBytes) return UV_EAGAIN;
    if (arrived == Arrived::kSome && has_end(socket) && end_under_way(socket, first))
      return UV_EAGAIN;
    return receive_end(socket);
  }
  const size_t count = arrived_bytes(socket, length, first, arrived);
  if (count == 0) return UV_EAGAIN;
  socket->in.take(to, count);
  if (!socket->segments.empty()) drop_segments(socket, count);
  if (Socket* peer = socket->peer; peer != nullptr && peer->blocked && writable_again(peer)) {
    socket_changed(peer);
  }
  return static_cast<ssize_t>(count);
}

int shut_down(Socket* socket) {
  if (socket->fifo) return UV_ENOTSOCK;
  if (std::exchange(socket->connecting, false)) {
    socket->spent = socket->state == SocketState::kIdle;
    socket->told = !socket->spent;
  }
  if (socket->state != SocketState::kConnected) {
    if (reset_under_way(socket, "a shutdown may come before the reset")) return 0;
    return UV_ENOTCONN;
  }
  socket->shut |= kSendShut;
  if (Socket* peer = socket->peer; peer != nullptr) {
    if (socket->unix_domain) {
      peer->shut |= kReceiveShut;
      socket_changed(peer);
    } else {
      deliver_end(peer);
    }
  }
  return 0;
}

int take_error(Socket* socket) {
  const int error = socket->error;
  socket->error = 0;
  return error;
}

unsigned poll_events(const Socket* socket) {
  if (socket->state == SocketState::kListening) return socket->queued > 0 ? POLLIN : 0;
  unsigned events = socket->error != 0 ? POLLERR : 0;
  if (socket->state == SocketState::kConnecting) return events;
  if (socket->state == SocketState::kIdle || socket->shut == kBothShut) events |= POLLHUP;
  if (!socket->in.empty() || (socket->shut & kReceiveShut)) events |= POLLIN;
  const bool writable = !socket->blocked || writable_again(socket);
  if (writable || (socket->shut & kSendShut)) events |= POLLOUT;
  return events;
}

}  // namespace actx::uvsim
