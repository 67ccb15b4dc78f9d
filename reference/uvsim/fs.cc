// uv_fs_*: requests on files. Without a callback a call does its work at once; with one the work is
// a task of the thread pool, done at the moment the task ends.

#include <cstdlib>
#include <cstring>

#include "uvsim/fs_request.h"
#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

uv_fs_t* request_of(uv__work* work) {
  return ring_entry<uv_fs_t>(reinterpret_cast<Ring>(work), offsetof(uv_fs_t, work_req));
}

void run_request(uv__work* work) {
  uv_fs_t* request = request_of(work);
  perform(*state_of(request->loop).world, request);
}

void request_done(uv__work* work, int status) {
  uv_fs_t* request = request_of(work);
  WorldState& world = *state_of(request->loop).world;
  request->loop->active_reqs.count--;
  if (status == UV_ECANCELED) request->result = UV_ECANCELED;
  if (may_call(world)) request->cb(request);
}

// Fills what every request has. The arguments follow, then start().
void init(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, uv_fs_cb callback) {
  request->type = UV_FS;
  request->fs_type = type;
  request->loop = loop;
  request->cb = callback;
  request->result = 0;
  request->ptr = nullptr;
  request->path = nullptr;
  request->new_path = nullptr;
  request->bufs = nullptr;
}

// A request that is not done at once keeps copies of its arguments.
const char* kept(const uv_fs_t* request, const char* text) {
  return request->cb == nullptr ? text : strdup(text);
}

bool keep_buffers(uv_fs_t* request, const uv_buf_t buffers[], unsigned count) {
  request->nbufs = count;
  request->bufs = request->bufsml;
  if (count > sizeof request->bufsml / sizeof *request->bufsml) {
    request->bufs = static_cast<uv_buf_t*>(std::malloc(count * sizeof *buffers));
  }
  if (request->bufs == nullptr) return false;
  std::memcpy(request->bufs, buffers, count * sizeof *buffers);
  return true;
}

int start(uv_fs_t* request) {
  if (request->cb != nullptr) {
    request_init(request->loop, reinterpret_cast<uv_req_t*>(request), UV_FS);
    pool_submit(request->loop, &request->work_req, run_request, request_done);
    return 0;
  }
  WorldState& world = current_state();
  sync_point(world, "another thread may use the files first");
  pool_end_before_call(world);
  perform(world, request);
  return static_cast<int>(request->result);
}

int on_path(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, const char* path,
            uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  request->path = kept(request, path);
  return start(request);
}

int on_paths(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, const char* path,
             const char* new_path, int flags, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  request->path = kept(request, path);
  request->new_path = kept(request, new_path);
  request->flags = flags;
  return start(request);
}

int on_file(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, uv_file file, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  request->file = file;
  return start(request);
}

int on_buffers(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, uv_file file,
               const uv_buf_t buffers[], unsigned count, int64_t offset, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  if (buffers == nullptr || count == 0) return UV_EINVAL;
  request->file = file;
  request->off = offset;
  if (!keep_buffers(request, buffers, count)) return UV_ENOMEM;
  return start(request);
}

int on_mode(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, const char* path, int mode,
            uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  request->path = kept(request, path);
  request->mode = static_cast<mode_t>(mode);
  return start(request);
}

int on_times(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, const char* path, uv_file file,
             double access, double modify, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  if (path != nullptr) request->path = kept(request, path);
  request->file = file;
  request->atime = access;
  request->mtime = modify;
  return start(request);
}

int on_owner(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, const char* path, uv_file file,
             uv_uid_t user, uv_gid_t group, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  if (path != nullptr) request->path = kept(request, path);
  request->file = file;
  request->uid = user;
  request->gid = group;
  return start(request);
}

// The path is the result, and the request's own even when it is done at once.
int temporary(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, const char* pattern,
              uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, type, callback);
  request->path = strdup(pattern);
  return start(request);
}

int on_directory(uv_loop_t* loop, uv_fs_t* request, uv_fs_type type, uv_dir_t* directory,
                 uv_fs_cb callback) {
  init(loop, request, type, callback);
  request->ptr = directory;
  return start(request);
}

}  // namespace
}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_fs_open(uv_loop_t* loop, uv_fs_t* request, const char* path, int flags, int mode,
               uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_OPEN, callback);
  request->path = kept(request, path);
  request->flags = flags;
  request->mode = static_cast<mode_t>(mode);
  return start(request);
}

int uv_fs_close(uv_loop_t* loop, uv_fs_t* request, uv_file file, uv_fs_cb callback) {
  return on_file(loop, request, UV_FS_CLOSE, file, callback);
}

int uv_fs_read(uv_loop_t* loop, uv_fs_t* request, uv_file file, const uv_buf_t buffers[],
               unsigned count, int64_t offset, uv_fs_cb callback) {
  return on_buffers(loop, request, UV_FS_READ, file, buffers, count, offset, callback);
}

int uv_fs_write(uv_loop_t* loop, uv_fs_t* request, uv_file file, const uv_buf_t buffers[],
                unsigned count, int64_t offset, uv_fs_cb callback) {
  return on_buffers(loop, request, UV_FS_WRITE, file, buffers, count, offset, callback);
}

int uv_fs_unlink(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_UNLINK, path, callback);
}

int uv_fs_copyfile(uv_loop_t* loop, uv_fs_t* request, const char* path, const char* new_path,
                   int flags, uv_fs_cb callback) {
  constexpr int kKnown =
      UV_FS_COPYFILE_EXCL | UV_FS_COPYFILE_FICLONE | UV_FS_COPYFILE_FICLONE_FORCE;
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_COPYFILE, callback);
  if ((flags & ~kKnown) != 0) return UV_EINVAL;
  return on_paths(loop, request, UV_FS_COPYFILE, path, new_path, flags, callback);
}

int uv_fs_mkdir(uv_loop_t* loop, uv_fs_t* request, const char* path, int mode, uv_fs_cb callback) {
  return on_mode(loop, request, UV_FS_MKDIR, path, mode, callback);
}

int uv_fs_mkdtemp(uv_loop_t* loop, uv_fs_t* request, const char* pattern, uv_fs_cb callback) {
  return temporary(loop, request, UV_FS_MKDTEMP, pattern, callback);
}

int uv_fs_mkstemp(uv_loop_t* loop, uv_fs_t* request, const char* pattern, uv_fs_cb callback) {
  return temporary(loop, request, UV_FS_MKSTEMP, pattern, callback);
}

int uv_fs_rmdir(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_RMDIR, path, callback);
}

int uv_fs_scandir(uv_loop_t* loop, uv_fs_t* request, const char* path, int, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_SCANDIR, path, callback);
}

int uv_fs_opendir(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_OPENDIR, path, callback);
}

int uv_fs_readdir(uv_loop_t* loop, uv_fs_t* request, uv_dir_t* directory, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_READDIR, callback);
  if (directory == nullptr || directory->dir == nullptr || directory->dirents == nullptr) {
    return UV_EINVAL;
  }
  return on_directory(loop, request, UV_FS_READDIR, directory, callback);
}

int uv_fs_closedir(uv_loop_t* loop, uv_fs_t* request, uv_dir_t* directory, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_CLOSEDIR, callback);
  if (directory == nullptr) return UV_EINVAL;
  return on_directory(loop, request, UV_FS_CLOSEDIR, directory, callback);
}

int uv_fs_stat(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_STAT, path, callback);
}

int uv_fs_lstat(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_LSTAT, path, callback);
}

int uv_fs_fstat(uv_loop_t* loop, uv_fs_t* request, uv_file file, uv_fs_cb callback) {
  return on_file(loop, request, UV_FS_FSTAT, file, callback);
}

int uv_fs_rename(uv_loop_t* loop, uv_fs_t* request, const char* path, const char* new_path,
                 uv_fs_cb callback) {
  return on_paths(loop, request, UV_FS_RENAME, path, new_path, 0, callback);
}

int uv_fs_fsync(uv_loop_t* loop, uv_fs_t* request, uv_file file, uv_fs_cb callback) {
  return on_file(loop, request, UV_FS_FSYNC, file, callback);
}

int uv_fs_fdatasync(uv_loop_t* loop, uv_fs_t* request, uv_file file, uv_fs_cb callback) {
  return on_file(loop, request, UV_FS_FDATASYNC, file, callback);
}

int uv_fs_ftruncate(uv_loop_t* loop, uv_fs_t* request, uv_file file, int64_t size,
                    uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_FTRUNCATE, callback);
  request->file = file;
  request->off = size;
  return start(request);
}

int uv_fs_access(uv_loop_t* loop, uv_fs_t* request, const char* path, int mode, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_ACCESS, callback);
  request->path = kept(request, path);
  request->flags = mode;
  return start(request);
}

int uv_fs_chmod(uv_loop_t* loop, uv_fs_t* request, const char* path, int mode, uv_fs_cb callback) {
  return on_mode(loop, request, UV_FS_CHMOD, path, mode, callback);
}

int uv_fs_fchmod(uv_loop_t* loop, uv_fs_t* request, uv_file file, int mode, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_FCHMOD, callback);
  request->file = file;
  request->mode = static_cast<mode_t>(mode);
  return start(request);
}

int uv_fs_chown(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_uid_t user, uv_gid_t group,
                uv_fs_cb callback) {
  return on_owner(loop, request, UV_FS_CHOWN, path, -1, user, group, callback);
}

int uv_fs_lchown(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_uid_t user, uv_gid_t group,
                 uv_fs_cb callback) {
  return on_owner(loop, request, UV_FS_LCHOWN, path, -1, user, group, callback);
}

int uv_fs_fchown(uv_loop_t* loop, uv_fs_t* request, uv_file file, uv_uid_t user, uv_gid_t group,
                 uv_fs_cb callback) {
  return on_owner(loop, request, UV_FS_FCHOWN, nullptr, file, user, group, callback);
}

int uv_fs_statfs(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_STATFS, path, callback);
}

// The source is in `flags` and the length in the first buffer, as in libuv.
int uv_fs_sendfile(uv_loop_t* loop, uv_fs_t* request, uv_file to, uv_file from, int64_t offset,
                   size_t length, uv_fs_cb callback) {
  if (request == nullptr) return UV_EINVAL;
  init(loop, request, UV_FS_SENDFILE, callback);
  request->file = to;
  request->flags = from;
  request->off = offset;
  request->bufsml[0].len = length;
  return start(request);
}

int uv_fs_utime(uv_loop_t* loop, uv_fs_t* request, const char* path, double access, double modify,
                uv_fs_cb callback) {
  return on_times(loop, request, UV_FS_UTIME, path, -1, access, modify, callback);
}

int uv_fs_lutime(uv_loop_t* loop, uv_fs_t* request, const char* path, double access, double modify,
                 uv_fs_cb callback) {
  return on_times(loop, request, UV_FS_LUTIME, path, -1, access, modify, callback);
}

int uv_fs_futime(uv_loop_t* loop, uv_fs_t* request, uv_file file, double access, double modify,
                 uv_fs_cb callback) {
  return on_times(loop, request, UV_FS_FUTIME, nullptr, file, access, modify, callback);
}

int uv_fs_link(uv_loop_t* loop, uv_fs_t* request, const char* path, const char* new_path,
               uv_fs_cb callback) {
  return on_paths(loop, request, UV_FS_LINK, path, new_path, 0, callback);
}

int uv_fs_symlink(uv_loop_t* loop, uv_fs_t* request, const char* path, const char* new_path,
                  int flags, uv_fs_cb callback) {
  return on_paths(loop, request, UV_FS_SYMLINK, path, new_path, flags, callback);
}

int uv_fs_readlink(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_READLINK, path, callback);
}

int uv_fs_realpath(uv_loop_t* loop, uv_fs_t* request, const char* path, uv_fs_cb callback) {
  return on_path(loop, request, UV_FS_REALPATH, path, callback);
}

}  // extern "C"
