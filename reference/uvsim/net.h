// The simulated network, as the kernel has it: sockets, ports, bytes on their way. Streams
// (stream.h) are what libuv makes of it.
//
// Words. A socket is one end of a connection, or listens. Its peer is the other end; a socket that
// is closed leaves what it sent in its peer's queue and is gone. A socket changes when something
// arrives at it; poll_set.cc then decides when its loop hears of that.
//
// Invariants
// - What is sent has arrived at once, in order. That it might arrive later is left to the choices
//   of those who look: which ready sockets a poll reports, how much a read yields.
// - A connection is two sockets that point at each other, until one of them is closed or reset.
// - Sockets are owned and reused by the Network of their World; a closed socket is in no list.
// - Rules are those of Linux for loopback, TCP and unix domain sockets of type SOCK_STREAM.
#ifndef ACTX_UVSIM_NET_H_
#define ACTX_UVSIM_NET_H_

#include <sys/socket.h>
#include <uv.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "uvsim/byte_ring.h"
#include "uvsim/ring.h"

namespace actx::uvsim {

struct LoopState;
struct WorldState;

// An address of family AF_INET or AF_INET6 (IPv4 uses the first 4 bytes), port in host order; or
// AF_UNIX, where the name is in the socket. Family 0: no address.
struct Address {
  uint16_t family = 0;
  uint16_t port = 0;
  uint8_t ip[16] = {};

  bool same_ip(const Address& other) const;
  bool is_any() const;       // 0.0.0.0, ::
  bool is_loopback() const;  // 127.0.0.0/8, ::1, and IPv4 loopback mapped to IPv6
};

// 0, or UV_EINVAL for another family.
int read_address(const sockaddr* from, Address* to);
// Writes at most *length bytes, as getsockname does, and sets *length.
void write_address(const Address& from, sockaddr* to, int* length);

enum class SocketState : uint8_t {
  kIdle,        // not connected: new, refused, or dead after a reset
  kListening,   //
  kConnecting,  // waits for room in a listener's queue, or for the news that it was refused
  kConnected,   // also when one or both directions are shut down
};

// What a descriptor of the socket may be used for: an end of a pipe goes one way.
enum SocketWays : uint8_t { kMayRead = 1, kMayWrite = 2 };
enum SocketShut : uint8_t { kReceiveShut = 1, kSendShut = 2, kBothShut = 3 };

struct Socket {
  WorldState* world;
  uint64_t id;        // number in the run, for choice points
  uint64_t identity;  // its name for observers; 0: without one, or closed
  SocketState state;
  bool unix_domain;
  bool bound;
  bool reuse;       // SO_REUSEADDR
  bool v6_only;     // IPV6_V6ONLY
  bool ended;       // the peer's end of data arrived (TCP)
  bool reset_news;  // a reset arrived that nothing has told the program of yet
  bool told;        // connected, and connect(2), accept(2) or shutdown(2) have noticed
  bool connecting;  // connect(2) was called and has not told the outcome itself
  bool spent;       // shut down before connect(2) told its outcome: it cannot connect any more
  bool blocked;     // a write found no room; until there is room again
  bool fifo;        // an end of a pipe: no socket, and one way
  bool blocking;    // a call on its descriptor waits
  uint8_t ways;     // set of SocketWays
  uint8_t shut;     // set of SocketShut
  int descriptor;   // its number (descriptor.h), -1 for none
  int error;        // pending error, negative, 0 when none
  Socket* peer;
  ByteRing in;
  std::vector<uint32_t> segments;  // with a scheduler: sizes of the writes in `in`, oldest first
  size_t first_segment;
  Address local;
  Address remote;
  std::string name;       // of a unix domain socket
  std::string peer_name;  //
  uint32_t send_size;     // SO_SNDBUF and SO_RCVBUF as set, 0 for not
  uint32_t receive_size;  //

  RingNode link;     // in the network's bound list, in a listener's queue or in its waiting list
  RingNode queue;    // of a listener: connections not accepted yet, oldest first
  RingNode waiting;  // of a listener: connecting sockets its queue has no room for
  uint32_t queued;   // length of `queue`
  uint32_t backlog;  //
  Socket* target;    // of a connecting socket: the listener it waits for
  RingNode ports;    // in Network::bound

  // What poll_set.cc keeps.
  LoopState* loop;         // whose poll set it is in, or null
  uv_stream_t* stream;     // the handle that owns it
  unsigned interest;       // events it is polled for, as the poll set was last told
  RingNode ready;          // in LoopState::ready
  uint64_t waiting_since;  // poll that first found it ready and did not serve it; 0 for none
};

struct Network {
  std::vector<std::unique_ptr<Socket>> sockets;
  std::vector<Socket*> free;
  size_t used = 0;
  uint64_t next_id = 0;
  uint16_t next_port = 0;
  RingNode bound;  // sockets with a local TCP port, through Socket::ports
  std::map<std::string, Socket*, std::less<>> names;  // bound unix domain sockets
  std::map<int, Socket*> descriptors;                 // those that have a number

  void reset();
};

// A new socket of the World: AF_INET, AF_INET6 or AF_UNIX. Halts the run when there are too many
// (Limits::pending).
Socket* open_socket(WorldState& world, int family);
// Closes and frees. `reset` sends a TCP peer a reset (SO_LINGER with 0); so does unread data.
void close_socket(Socket* socket, bool reset);

// bind(2), listen(2), connect(2) for TCP: 0 or a negative error. A connection is established, or
// known to be refused, when connect_tcp returns 0; only the poll set tells which.
int bind_tcp(Socket* socket, const Address& address);
int listen_tcp(Socket* socket, int backlog);
int connect_tcp(Socket* socket, const Address& address);

// Common to both families.
void start_listening(Socket* socket, int backlog);
// Makes the connection, or lets `socket` wait for room in the listener's queue.
void join_listener(Socket* socket, Socket* listener);
bool listener_full(const Socket* listener);
// Takes the connection `at` (0 is the oldest) off the listener's queue; null when there is none.
Socket* accept_from(Socket* listener, uint32_t at);

// write(2) of the buffers: bytes taken, UV_EAGAIN, or an error.
ssize_t send_bytes(Socket* socket, const uv_buf_t* buffers, unsigned count);
// How much of what was sent to a socket has arrived, as far as its reader has seen.
enum class Arrived : uint8_t {
  kSome,   // any part of it
  kBytes,  // any part of the bytes, but not the end or an error behind them
  kAll,    // all: the poll told of the end
};
// read(2) of at most `length` bytes: bytes, 0 at the end, UV_EAGAIN, or an error. `first`: nothing
// else was read in this dispatch.
ssize_t receive_bytes(Socket* socket, char* to, size_t length, bool first, Arrived arrived);
// shutdown(2) of the sending side.
int shut_down(Socket* socket);
// SO_ERROR: the pending error, which is cleared.
int take_error(Socket* socket);

// What poll(2) reports: set of POLLIN, POLLOUT, POLLERR, POLLHUP.
unsigned poll_events(const Socket* socket);

// poll_set.cc: something arrived at the socket.
void socket_changed(Socket* socket);
// poll_set.cc: takes the socket out of its poll set.
void forget_socket(Socket* socket);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_NET_H_
