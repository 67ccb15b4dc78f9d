// The part native:fs: every operation of fs.js on paths and descriptors. The last argument of each
// is the request, see fs_request.h; the arguments before it were checked by the caller.
#include <fcntl.h>
#include <sys/stat.h>

#include <vector>

#include "host/buffer.h"
#include "host/builtin_modules.h"
#include "host/footprints.h"
#include "host/fs_request.h"
#include "host/program.h"
#include "uvsim/accesses.h"
#include "value/conversions.h"

namespace actx {
namespace {

/// A path as the program gave it, and where it leads.
struct Place {
  Place(Realm& realm, Value given) : text(to_string(realm, given)) {
    Host& host = Host::of(realm);
    absolute = join_path(host.options().working_directory, realm.utf8(text));
    denied = !host.surroundings().may_touch(absolute);
  }
  String* text;
  std::string absolute;
  bool denied;
};

int int_argument(Realm& realm, Value value) {
  return to_int32(realm, value);
}

/// The time in seconds.
double time_argument(Realm& realm, Value value) {
  return to_number(realm, value);
}

/// An operation on one path whose uv_fs_* function takes nothing else.
using PathFunction = int (*)(uv_loop_t*, uv_fs_t*, const char*, uv_fs_cb);
Value run_on_path(Realm& realm, const Call& call, const char* syscall, FsResult result,
                  PathFunction function) {
  const Place place(realm, call.arg(0));
  return run_fs(realm, call.arg(1), {syscall, place.text}, result, place.denied,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return function(loop, request, place.absolute.c_str(), callback);
                });
}

/// The same with a number after the path: a mode or flags.
using PathModeFunction = int (*)(uv_loop_t*, uv_fs_t*, const char*, int, uv_fs_cb);
Value run_on_path_mode(Realm& realm, const Call& call, const char* syscall,
                       PathModeFunction function) {
  const Place place(realm, call.arg(0));
  const int mode = int_argument(realm, call.arg(1));
  return run_fs(realm, call.arg(2), {syscall, place.text}, FsResult::kNothing, place.denied,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return function(loop, request, place.absolute.c_str(), mode, callback);
                });
}

/// An operation on a descriptor.
using FdFunction = int (*)(uv_loop_t*, uv_fs_t*, uv_file, uv_fs_cb);
Value run_on_fd(Realm& realm, const Call& call, const char* syscall, FsResult result,
                FdFunction function) {
  const int fd = int_argument(realm, call.arg(0));
  return run_fs(realm, call.arg(1), {syscall}, result, false,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return function(loop, request, fd, callback);
                });
}

/// An operation on two paths.
template <class Start>
Value run_on_paths(Realm& realm, const Call& call, const char* syscall, Value request,
                   Start&& start) {
  const Place from(realm, call.arg(0));
  const Place to(realm, call.arg(1));
  return run_fs(
      realm, request, {syscall, from.text, to.text}, FsResult::kNothing, from.denied || to.denied,
      [&](uv_loop_t* loop, uv_fs_t* uv_request, uv_fs_cb callback) {
        return start(loop, uv_request, from.absolute.c_str(), to.absolute.c_str(), callback);
      });
}

// ---- Paths -----------------------------------------------------------------------------------

Value access_path(Realm& realm, const Call& call) {
  return run_on_path_mode(realm, call, "access", uv_fs_access);
}
Value chmod_path(Realm& realm, const Call& call) {
  return run_on_path_mode(realm, call, "chmod", uv_fs_chmod);
}
Value stat_path(Realm& realm, const Call& call) {
  return run_on_path(realm, call, "stat", FsResult::kStats, uv_fs_stat);
}
Value lstat_path(Realm& realm, const Call& call) {
  return run_on_path(realm, call, "lstat", FsResult::kStats, uv_fs_lstat);
}
Value unlink_path(Realm& realm, const Call& call) {
  return run_on_path(realm, call, "unlink", FsResult::kNothing, uv_fs_unlink);
}
Value rmdir_path(Realm& realm, const Call& call) {
  return run_on_path(realm, call, "rmdir", FsResult::kNothing, uv_fs_rmdir);
}
Value realpath_path(Realm& realm, const Call& call) {
  return run_on_path(realm, call, "realpath", FsResult::kText, uv_fs_realpath);
}
Value readlink_path(Realm& realm, const Call& call) {
  return run_on_path(realm, call, "readlink", FsResult::kText, uv_fs_readlink);
}

/// mkdir(path, mode, recursive, request)
Value mkdir_path(Realm& realm, const Call& call) {
  const Place place(realm, call.arg(0));
  const int mode = int_argument(realm, call.arg(1));
  if (to_boolean(call.arg(2))) {
    return run_fs_mkdirs(realm, call.arg(3), place.text, place.absolute, mode, place.denied);
  }
  return run_fs(realm, call.arg(3), {"mkdir", place.text}, FsResult::kNothing, place.denied,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_mkdir(loop, request, place.absolute.c_str(), mode, callback);
                });
}

/// mkdtemp(prefix with XXXXXX, request)
Value mkdtemp_path(Realm& realm, const Call& call) {
  return run_on_path(realm, call, "mkdtemp", FsResult::kText, uv_fs_mkdtemp);
}

/// readdir(path, withTypes, request)
Value readdir_path(Realm& realm, const Call& call) {
  const Place place(realm, call.arg(0));
  const FsResult result = to_boolean(call.arg(1)) ? FsResult::kEntries : FsResult::kNames;
  return run_fs(realm, call.arg(2), {"scandir", place.text}, result, place.denied,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_scandir(loop, request, place.absolute.c_str(), 0, callback);
                });
}

Value rename_path(Realm& realm, const Call& call) {
  return run_on_paths(realm, call, "rename", call.arg(2), uv_fs_rename);
}
Value link_path(Realm& realm, const Call& call) {
  return run_on_paths(realm, call, "link", call.arg(2), uv_fs_link);
}

/// copyFile(from, to, mode, request)
Value copy_file(Realm& realm, const Call& call) {
  const int mode = int_argument(realm, call.arg(2));
  return run_on_paths(
      realm, call, "copyfile", call.arg(3),
      [&](uv_loop_t* loop, uv_fs_t* request, const char* from, const char* to, uv_fs_cb callback) {
        return uv_fs_copyfile(loop, request, from, to, mode, callback);
      });
}

/// symlink(target, path, request): the target is text, not looked at.
Value symlink_path(Realm& realm, const Call& call) {
  String* target = to_string(realm, call.arg(0));
  const Place place(realm, call.arg(1));
  return run_fs(realm, call.arg(2), {"symlink", target, place.text}, FsResult::kNothing,
                place.denied, [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_symlink(loop, request, realm.utf8(target).c_str(),
                                       place.absolute.c_str(), 0, callback);
                });
}

/// utimes(path, atime, mtime, request)
Value utimes_path(Realm& realm, const Call& call) {
  const Place place(realm, call.arg(0));
  const double access_time = time_argument(realm, call.arg(1));
  const double change_time = time_argument(realm, call.arg(2));
  return run_fs(realm, call.arg(3), {"utime", place.text}, FsResult::kNothing, place.denied,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_utime(loop, request, place.absolute.c_str(), access_time,
                                     change_time, callback);
                });
}

// ---- Opening and descriptors -----------------------------------------------------------------

/// open(path, flags, mode, request) gives a descriptor; openFileHandle gives a FileHandle.
Value open_as(Realm& realm, const Call& call, FsResult result) {
  const Place place(realm, call.arg(0));
  const int flags = int_argument(realm, call.arg(1));
  const int mode = int_argument(realm, call.arg(2));
  return run_fs(realm, call.arg(3), {"open", place.text}, result, place.denied,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_open(loop, request, place.absolute.c_str(), flags, mode, callback);
                });
}

Value open_path(Realm& realm, const Call& call) {
  return open_as(realm, call, FsResult::kNumber);
}
Value open_file_handle(Realm& realm, const Call& call) {
  return open_as(realm, call, FsResult::kFileHandle);
}
Value close_fd(Realm& realm, const Call& call) {
  return run_on_fd(realm, call, "close", FsResult::kNothing, uv_fs_close);
}
Value fstat_fd(Realm& realm, const Call& call) {
  return run_on_fd(realm, call, "fstat", FsResult::kStats, uv_fs_fstat);
}
Value fsync_fd(Realm& realm, const Call& call) {
  return run_on_fd(realm, call, "fsync", FsResult::kNothing, uv_fs_fsync);
}
Value fdatasync_fd(Realm& realm, const Call& call) {
  return run_on_fd(realm, call, "fdatasync", FsResult::kNothing, uv_fs_fdatasync);
}

/// ftruncate(fd, length, request)
Value ftruncate_fd(Realm& realm, const Call& call) {
  const int fd = int_argument(realm, call.arg(0));
  const auto length = static_cast<int64_t>(to_number(realm, call.arg(1)));
  return run_fs(realm, call.arg(2), {"ftruncate"}, FsResult::kNothing, false,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_ftruncate(loop, request, fd, length, callback);
                });
}

/// fchmod(fd, mode, request)
Value fchmod_fd(Realm& realm, const Call& call) {
  const int fd = int_argument(realm, call.arg(0));
  const int mode = int_argument(realm, call.arg(1));
  return run_fs(realm, call.arg(2), {"fchmod"}, FsResult::kNothing, false,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_fchmod(loop, request, fd, mode, callback);
                });
}

/// futimes(fd, atime, mtime, request)
Value futimes_fd(Realm& realm, const Call& call) {
  const int fd = int_argument(realm, call.arg(0));
  const double access_time = time_argument(realm, call.arg(1));
  const double change_time = time_argument(realm, call.arg(2));
  return run_fs(realm, call.arg(3), {"futime"}, FsResult::kNothing, false,
                [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                  return uv_fs_futime(loop, request, fd, access_time, change_time, callback);
                });
}

// ---- Bytes -----------------------------------------------------------------------------------

using BytesFunction = int (*)(uv_loop_t*, uv_fs_t*, uv_file, const uv_buf_t[], unsigned int,
                              int64_t, uv_fs_cb);

/// What work in the pool does to the program's bytes.
Touch bytes_touch(BytesFunction function) {
  return function == uv_fs_write ? Touch::kRead : Touch::kWrite;
}

/// A part of a view as libuv takes it. The bytes lie in the arena: they stay while it is referred
/// to from there.
uv_buf_t part_of(const BufferView& view, size_t offset, size_t length) {
  return uv_buf_init(reinterpret_cast<char*>(view.bytes()) + offset,
                     static_cast<unsigned int>(length));
}

/// read(fd, view, offset, length, position, request), and write; position -1: where the file is at.
Value move_bytes(Realm& realm, const Call& call, const char* syscall, BytesFunction function) {
  const int fd = int_argument(realm, call.arg(0));
  const BufferView& view = *as_buffer_view(call.arg(1));
  const auto offset = static_cast<size_t>(to_number(realm, call.arg(2)));
  const auto length = static_cast<size_t>(to_number(realm, call.arg(3)));
  const auto position = static_cast<int64_t>(to_number(realm, call.arg(4)));
  const uv_buf_t part = part_of(view, offset, length);
  const Value value = run_fs(realm, call.arg(5), {syscall}, FsResult::kNumber, false,
                             [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
                               return function(loop, request, fd, &part, 1, position, callback);
                             });
  if (!call.arg(5).is_undefined()) note_queued_bytes(view, bytes_touch(function));
  return value;
}

/// readv(fd, views, position, request), and writev.
Value move_parts(Realm& realm, const Call& call, const char* syscall, BytesFunction function) {
  const int fd = int_argument(realm, call.arg(0));
  ArenaVector<uv_buf_t> parts;
  for (const Value view : list_from_array_like(realm, call.arg(1))) {
    const BufferView& part = *as_buffer_view(view);
    parts.push_back(realm.arena(), part_of(part, 0, part.byte_length()));
  }
  const auto position = static_cast<int64_t>(to_number(realm, call.arg(2)));
  // libuv copies the list, when it is long, to where the heap does not look.
  const Value value = run_fs(
      realm, call.arg(3), {syscall}, FsResult::kNumber, false,
      [&](uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback) {
        return function(loop, request, fd, parts.begin(), parts.size(), position, callback);
      },
      parts.begin());
  if (call.arg(3).is_undefined()) return value;
  for (const Value view : list_from_array_like(realm, call.arg(1))) {
    note_queued_bytes(*as_buffer_view(view), bytes_touch(function));
  }
  return value;
}

Value read_bytes(Realm& realm, const Call& call) {
  return move_bytes(realm, call, "read", uv_fs_read);
}
Value write_bytes(Realm& realm, const Call& call) {
  return move_bytes(realm, call, "write", uv_fs_write);
}
Value read_parts(Realm& realm, const Call& call) {
  return move_parts(realm, call, "read", uv_fs_read);
}
Value write_parts(Realm& realm, const Call& call) {
  return move_parts(realm, call, "write", uv_fs_write);
}

// ---- The part --------------------------------------------------------------------------------

struct Constant {
  const char* name;
  int value;
};
constexpr Constant kConstants[] = {
    {"UV_FS_SYMLINK_DIR", UV_FS_SYMLINK_DIR},
    {"UV_FS_SYMLINK_JUNCTION", UV_FS_SYMLINK_JUNCTION},
    {"O_RDONLY", O_RDONLY},
    {"O_WRONLY", O_WRONLY},
    {"O_RDWR", O_RDWR},
    {"UV_DIRENT_UNKNOWN", UV_DIRENT_UNKNOWN},
    {"UV_DIRENT_FILE", UV_DIRENT_FILE},
    {"UV_DIRENT_DIR", UV_DIRENT_DIR},
    {"UV_DIRENT_LINK", UV_DIRENT_LINK},
    {"UV_DIRENT_FIFO", UV_DIRENT_FIFO},
    {"UV_DIRENT_SOCKET", UV_DIRENT_SOCKET},
    {"UV_DIRENT_CHAR", UV_DIRENT_CHAR},
    {"UV_DIRENT_BLOCK", UV_DIRENT_BLOCK},
    {"S_IFMT", S_IFMT},
    {"S_IFREG", S_IFREG},
    {"S_IFDIR", S_IFDIR},
    {"S_IFCHR", S_IFCHR},
    {"S_IFBLK", S_IFBLK},
    {"S_IFIFO", S_IFIFO},
    {"S_IFLNK", S_IFLNK},
    {"S_IFSOCK", S_IFSOCK},
    {"O_CREAT", O_CREAT},
    {"O_EXCL", O_EXCL},
    {"UV_FS_O_FILEMAP", 0},
    {"O_NOCTTY", O_NOCTTY},
    {"O_TRUNC", O_TRUNC},
    {"O_APPEND", O_APPEND},
    {"O_DIRECTORY", O_DIRECTORY},
    {"O_NOATIME", 01000000},
    {"O_NOFOLLOW", O_NOFOLLOW},
    {"O_SYNC", O_SYNC},
    {"O_DSYNC", O_DSYNC},
    {"O_DIRECT", 040000},
    {"O_NONBLOCK", O_NONBLOCK},
    {"S_IRWXU", S_IRWXU},
    {"S_IRUSR", S_IRUSR},
    {"S_IWUSR", S_IWUSR},
    {"S_IXUSR", S_IXUSR},
    {"S_IRWXG", S_IRWXG},
    {"S_IRGRP", S_IRGRP},
    {"S_IWGRP", S_IWGRP},
    {"S_IXGRP", S_IXGRP},
    {"S_IRWXO", S_IRWXO},
    {"S_IROTH", S_IROTH},
    {"S_IWOTH", S_IWOTH},
    {"S_IXOTH", S_IXOTH},
    {"F_OK", 0},
    {"R_OK", 4},
    {"W_OK", 2},
    {"X_OK", 1},
    {"UV_FS_COPYFILE_EXCL", UV_FS_COPYFILE_EXCL},
    {"COPYFILE_EXCL", UV_FS_COPYFILE_EXCL},
    {"UV_FS_COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE},
    {"COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE},
    {"UV_FS_COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE},
    {"COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE},
};

/// fs.constants, without a prototype.
Value make_constants(Realm& realm) {
  auto* constants = realm.make<Object>(nullptr);
  for (const Constant& constant : kConstants) {
    constants->define_raw(realm, realm.key(constant.name), Value(constant.value), kEnumerable);
  }
  return Value(constants);
}

/// For footprints: the program gets these Stats, as native:fs gave them; or descriptors.
Value see_stats(Realm& realm, const Call& call) {
  constexpr uint32_t kNodeNumber = 7;
  Footprint* footprint = Footprint::active();
  if (footprint == nullptr) return Value();
  const Value number = call.arg(0).as_object()->get(realm, PropertyKey::index(kNodeNumber));
  const uintptr_t cell =
      Footprint::outside_cell(static_cast<uint32_t>(uvsim::FilePart::kTimes),
                              static_cast<uint64_t>(to_number(realm, number)), {});
  footprint->note_outside(cell, Touch::kRead);
  footprint->see_stamp(cell);
  return Value();
}
Value see_descriptor(Realm&, const Call&) {
  if (Footprint* footprint = Footprint::active()) footprint->see_descriptor();
  return Value();
}

constexpr LazyProperty kRows[] = {
    lazy_method("access", access_path, 3),
    lazy_method("chmod", chmod_path, 3),
    lazy_method("stat", stat_path, 2),
    lazy_method("lstat", lstat_path, 2),
    lazy_method("unlink", unlink_path, 2),
    lazy_method("rmdir", rmdir_path, 2),
    lazy_method("realpath", realpath_path, 2),
    lazy_method("readlink", readlink_path, 2),
    lazy_method("mkdir", mkdir_path, 4),
    lazy_method("mkdtemp", mkdtemp_path, 2),
    lazy_method("readdir", readdir_path, 3),
    lazy_method("rename", rename_path, 3),
    lazy_method("link", link_path, 3),
    lazy_method("copyFile", copy_file, 4),
    lazy_method("symlink", symlink_path, 3),
    lazy_method("utimes", utimes_path, 4),
    lazy_method("open", open_path, 4),
    lazy_method("openFileHandle", open_file_handle, 4),
    lazy_method("close", close_fd, 2),
    lazy_method("fstat", fstat_fd, 2),
    lazy_method("fsync", fsync_fd, 2),
    lazy_method("fdatasync", fdatasync_fd, 2),
    lazy_method("ftruncate", ftruncate_fd, 3),
    lazy_method("fchmod", fchmod_fd, 3),
    lazy_method("futimes", futimes_fd, 4),
    lazy_method("read", read_bytes, 6),
    lazy_method("write", write_bytes, 6),
    lazy_method("readv", read_parts, 4),
    lazy_method("writev", write_parts, 4),
    lazy_method("seeStats", see_stats, 1),
    lazy_method("seeDescriptor", see_descriptor, 0),
    lazy_factory("constants", make_constants, kEnumerable),
};
const LazyTable kTable(kRows);

}  // namespace

Value make_native_fs(Realm& realm) {
  Host::of(realm).surroundings().prepare_files(Host::of(realm).program());
  return realm.new_builtin(kTable);
}

}  // namespace actx
