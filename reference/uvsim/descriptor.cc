#include "uvsim/descriptor.h"

#include <sys/socket.h>

#include <cstring>

#include "uvsim/machine.h"
#include "uvsim/stream.h"
#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

constexpr uint32_t kFifoBytes = 65'536;

// Two sockets that are each other's peer, both with a number.
int make_pair(WorldState& world, Socket* ends[2], int numbers[2]) {
  for (int i = 0; i < 2; i++) {
    ends[i] = open_socket(world, AF_UNIX);
    numbers[i] = descriptor_of(ends[i]);
    if (numbers[i] >= 0) continue;
    const int error = numbers[i];
    for (int made = 0; made <= i; made++) close_socket(ends[made], false);
    return error;
  }
  for (int i = 0; i < 2; i++) {
    ends[i]->state = SocketState::kConnected;
    ends[i]->told = true;
    ends[i]->remote.family = AF_UNIX;
    ends[i]->peer = ends[1 - i];
  }
  return 0;
}

// A call on a descriptor that blocks would have to wait here: it is not simulated.
int64_t without_waiting(const Socket* socket, int64_t result) {
  return result == UV_EAGAIN && socket->blocking ? int64_t{UV_ENOTSUP} : result;
}

int64_t read_from(Socket* socket, const uv_fs_t* request) {
  if (!(socket->ways & kMayRead)) return UV_EBADF;
  if (request->off >= 0) return UV_ESPIPE;
  int64_t total = 0;
  for (unsigned i = 0; i < request->nbufs; i++) {
    const uv_buf_t& buffer = request->bufs[i];
    const int64_t count = receive_bytes(socket, buffer.base, buffer.len, i == 0, Arrived::kSome);
    if (count < 0) return total > 0 ? total : without_waiting(socket, count);
    total += count;
    if (static_cast<size_t>(count) < buffer.len) break;
  }
  return total;
}

int64_t write_to(Socket* socket, const uv_fs_t* request) {
  if (!(socket->ways & kMayWrite)) return UV_EBADF;
  if (request->off >= 0) return UV_ESPIPE;
  return without_waiting(socket, send_bytes(socket, request->bufs, request->nbufs));
}

int64_t stat_of(const Socket* socket, uv_fs_t* request) {
  constexpr uint64_t kFifo = 0010600;
  constexpr uint64_t kSocket = 0140777;
  uv_stat_t& stat = request->statbuf;
  std::memset(&stat, 0, sizeof stat);
  stat.st_mode = socket->fifo ? kFifo : kSocket;
  stat.st_nlink = 1;
  stat.st_uid = stat.st_gid = kUserId;
  stat.st_ino = socket->id + 1;
  stat.st_blksize = 4096;
  request->ptr = &stat;
  return 0;
}

int64_t close_descriptor(WorldState& world, Socket* socket) {
  if (socket->stream != nullptr) {
    misuse(world, "uv_fs_close", "the descriptor belongs to a handle");
    return UV_EBADF;
  }
  close_socket(socket, false);
  return 0;
}

// From a file only, as sendfile(2).
int64_t send_file(WorldState& world, Socket* to, const uv_fs_t* request) {
  if (!(to->ways & kMayWrite)) return UV_EBADF;
  FileSystem& files = machine_of(world).files;
  std::string bytes;
  const int64_t count =
      files.read_for_send(request->flags, request->off, request->bufsml[0].len, &bytes);
  if (count <= 0) return count;
  const uv_buf_t buffer = uv_buf_init(bytes.data(), static_cast<unsigned>(bytes.size()));
  return without_waiting(to, send_bytes(to, &buffer, 1));
}

}  // namespace

Socket* socket_at(WorldState& world, int number) {
  const auto& descriptors = world.network.descriptors;
  const auto found = descriptors.find(number);
  return found != descriptors.end() ? found->second : nullptr;
}

int descriptor_of(Socket* socket) {
  if (socket->descriptor >= 0) return socket->descriptor;
  WorldState& world = *socket->world;
  const int number = machine_of(world).files.reserve_descriptor();
  if (number < 0) return number;
  socket->descriptor = number;
  world.network.descriptors[number] = socket;
  return number;
}

void forget_descriptor(Socket* socket) {
  if (socket->descriptor < 0) return;
  socket->world->network.descriptors.erase(socket->descriptor);
  machine_of(*socket->world).files.free_descriptor(socket->descriptor);
  socket->descriptor = -1;
}

int open_descriptor(uv_stream_t* stream, int number, unsigned flags) {
  WorldState& world = world_of(stream);
  Socket* socket = socket_at(world, number);
  if (socket == nullptr) {
    FileSystem::NodePtr node;
    return machine_of(world).files.find(number, &node) == 0 ? UV_ENOTSUP : UV_EBADF;
  }
  const bool own = socket == socket_of(stream);
  if (own ? stream->io_watcher.pevents != 0 : socket->stream != nullptr) return UV_EEXIST;
  if (!own) {
    if (const int error = stream_open(stream, socket, 0)) return error;
  }
  socket->blocking = false;
  stream->flags |= flags;
  return 0;
}

bool perform_on_socket(WorldState& world, uv_fs_t* request, int64_t* result) {
  switch (request->fs_type) {
    case UV_FS_CLOSE:
    case UV_FS_READ:
    case UV_FS_WRITE:
    case UV_FS_FSTAT:
    case UV_FS_FSYNC:
    case UV_FS_FDATASYNC:
    case UV_FS_FTRUNCATE:
    case UV_FS_FCHMOD:
    case UV_FS_FCHOWN:
    case UV_FS_FUTIME:
    case UV_FS_SENDFILE:
      break;
    default:
      return false;  // `file` is not set
  }
  if (request->fs_type == UV_FS_SENDFILE && socket_at(world, request->flags) != nullptr) {
    *result = UV_ENOTSUP;
    return true;
  }
  Socket* socket = socket_at(world, request->file);
  if (socket == nullptr) return false;
  switch (request->fs_type) {
    case UV_FS_CLOSE:
      *result = close_descriptor(world, socket);
      break;
    case UV_FS_READ:
      *result = read_from(socket, request);
      break;
    case UV_FS_WRITE:
      *result = write_to(socket, request);
      break;
    case UV_FS_SENDFILE:
      *result = send_file(world, socket, request);
      break;
    case UV_FS_FSTAT:
      *result = stat_of(socket, request);
      break;
    case UV_FS_FSYNC:
    case UV_FS_FDATASYNC:
    case UV_FS_FTRUNCATE:
      *result = UV_EINVAL;
      break;
    default:
      *result = 0;  // mode, owner and times of what has no name are of no consequence
  }
  return true;
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_pipe(uv_file files[2], int read_flags, int write_flags) {
  WorldState& world = current_state();
  sync_point(world, "another thread may take the descriptors first");
  Socket* ends[2];
  int numbers[2];
  if (const int error = make_pair(world, ends, numbers)) return error;
  const int flags[2] = {read_flags, write_flags};
  for (int i = 0; i < 2; i++) {
    files[i] = numbers[i];
    ends[i]->fifo = true;
    ends[i]->blocking = (flags[i] & UV_NONBLOCK_PIPE) == 0;
  }
  ends[0]->ways = kMayRead;
  ends[0]->shut = kSendShut;
  ends[1]->ways = kMayWrite;
  ends[1]->shut = kReceiveShut;
  ends[1]->send_size = kFifoBytes;
  return 0;
}

// Of streams only; other types of sockets are not simulated.
int uv_socketpair(int type, int protocol, uv_os_sock_t sockets[2], int flags0, int flags1) {
  if (type == SOCK_DGRAM || type == SOCK_RAW || type == SOCK_SEQPACKET) return UV_ENOTSUP;
  if (type != SOCK_STREAM) return UV_EINVAL;
  if (protocol != 0 && protocol != PF_UNIX) return UV_EPROTONOSUPPORT;
  WorldState& world = current_state();
  sync_point(world, "another thread may take the descriptors first");
  Socket* ends[2];
  if (const int error = make_pair(world, ends, sockets)) return error;
  ends[0]->blocking = (flags0 & UV_NONBLOCK_PIPE) == 0;
  ends[1]->blocking = (flags1 & UV_NONBLOCK_PIPE) == 0;
  return 0;
}

int uv_fileno(const uv_handle_t* handle, uv_os_fd_t* number) {
  if (!is_stream(handle)) return UV_EINVAL;
  Socket* socket = socket_of(reinterpret_cast<const uv_stream_t*>(handle));
  if (is_closing(handle->flags) || socket == nullptr) return UV_EBADF;
  const int result = descriptor_of(socket);
  if (result < 0) return result;
  *number = result;
  return 0;
}

// The standard streams of the process are not of the simulated machine.
uv_handle_type uv_guess_handle(uv_file number) {
  WorldState& world = current_state();
  if (const Socket* socket = socket_at(world, number)) {
    return socket->unix_domain ? UV_NAMED_PIPE : UV_TCP;
  }
  FileSystem::NodePtr node;
  if (machine_of(world).files.find(number, &node) != 0) return UV_UNKNOWN_HANDLE;
  return node->type == NodeType::kFile ? UV_FILE : UV_UNKNOWN_HANDLE;
}

}  // extern "C"
