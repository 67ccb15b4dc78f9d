// Descriptors of sockets and pipes: the numbers under which a program that has no handle for one,
// or wants another, knows it. Files have theirs in file_system.h; both are of one table.
//
// Invariants
// - A socket has a number from the moment somebody can know it: uv_socketpair and uv_pipe give one
//   at once, uv_fileno when it is asked. The number goes with the socket.
// - A socket belongs to at most one handle. Without one it is closed by uv_fs_close.
#ifndef ACTX_UVSIM_DESCRIPTOR_H_
#define ACTX_UVSIM_DESCRIPTOR_H_

#include "uvsim/internal.h"

namespace actx::uvsim {

// The socket with that number, or null.
Socket* socket_at(WorldState& world, int number);
// The socket's number, a new one if it has none: UV_EMFILE.
int descriptor_of(Socket* socket);
// The socket is closed: its number is free.
void forget_descriptor(Socket* socket);
// Gives the stream the socket with that number: UV_EBADF, UV_EEXIST when it is another handle's,
// UV_EBUSY when the stream has one, UV_ENOTSUP for a file.
int open_descriptor(uv_stream_t* stream, int number, unsigned flags);
// Answers a request on the descriptor of a socket or pipe; false when that is no such one.
bool perform_on_socket(WorldState& world, uv_fs_t* request, int64_t* result);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_DESCRIPTOR_H_
