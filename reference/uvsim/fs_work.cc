// The work behind uv_fs_*: each kind of request on the file tree of the run.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "uvsim/descriptor.h"
#include "uvsim/fs_request.h"

namespace actx::uvsim {
namespace {

using NodePtr = FileSystem::NodePtr;

constexpr uint64_t kBlock = 4096;

uv_dirent_type_t dirent_type(const FileNode& node) {
  switch (node.type) {
    case NodeType::kDirectory:
      return UV_DIRENT_DIR;
    case NodeType::kLink:
      return UV_DIRENT_LINK;
    case NodeType::kFile:
      break;
  }
  return UV_DIRENT_FILE;
}

uv_timespec_t timespec_of(int64_t ns) {
  int64_t seconds = ns / 1'000'000'000;
  if (ns % 1'000'000'000 < 0) --seconds;
  return {static_cast<long>(seconds), static_cast<long>(ns - seconds * 1'000'000'000)};
}

void fill_stat(const FileNode& node, uv_stat_t* stat) {
  static constexpr uint32_t kTypeBits[] = {0100000, 0040000, 0120000};
  std::memset(stat, 0, sizeof *stat);
  const uint64_t bytes = node.type == NodeType::kDirectory ? kBlock : node.data.size();
  stat->st_dev = 1;
  stat->st_mode = kTypeBits[static_cast<int>(node.type)] | node.mode;
  stat->st_nlink = node.names;
  stat->st_uid = node.user;
  stat->st_gid = node.group;
  stat->st_ino = node.number;
  stat->st_size = bytes;
  stat->st_blksize = kBlock;
  stat->st_blocks = (bytes + kBlock - 1) / kBlock * (kBlock / 512);
  stat->st_atim = timespec_of(node.access_ns);
  stat->st_mtim = timespec_of(node.modify_ns);
  stat->st_ctim = timespec_of(node.change_ns);
  stat->st_birthtim = timespec_of(node.birth_ns);
}

// libuv cuts the times it sets to microseconds.
int64_t ns_of(double seconds) {
  return static_cast<int64_t>(std::floor(seconds * 1e6)) * 1000;
}

int64_t do_stat(FileSystem& files, uv_fs_t* request) {
  NodePtr node;
  const int error = request->fs_type == UV_FS_FSTAT
                        ? files.find(request->file, &node)
                        : files.find(request->path, request->fs_type == UV_FS_STAT, &node);
  if (error != 0) return error;
  files.note_stat(*node);
  fill_stat(*node, &request->statbuf);
  request->ptr = &request->statbuf;
  return 0;
}

int64_t do_set_times(FileSystem& files, uv_fs_t* request) {
  NodePtr node;
  const int error = request->fs_type == UV_FS_FUTIME
                        ? files.find(request->file, &node)
                        : files.find(request->path, request->fs_type == UV_FS_UTIME, &node);
  if (error != 0) return error;
  files.set_times(*node, ns_of(request->atime), ns_of(request->mtime));
  return 0;
}

int64_t do_set_mode(FileSystem& files, uv_fs_t* request) {
  NodePtr node;
  const int error = request->fs_type == UV_FS_FCHMOD ? files.find(request->file, &node)
                                                     : files.find(request->path, true, &node);
  if (error == 0) files.set_mode(*node, request->mode);
  return error;
}

int64_t do_set_owner(FileSystem& files, const uv_fs_t* request) {
  NodePtr node;
  const int error = request->fs_type == UV_FS_FCHOWN
                        ? files.find(request->file, &node)
                        : files.find(request->path, request->fs_type == UV_FS_CHOWN, &node);
  return error != 0 ? error : files.set_owner(*node, request->uid, request->gid);
}

// The file system has no fixed number of files: it says 0, as others of that kind do.
int64_t do_statfs(FileSystem& files, uv_fs_t* request) {
  constexpr uint64_t kInMemory = 0x01021994;  // tmpfs
  NodePtr node;
  if (const int error = files.find(request->path, true, &node)) return error;
  auto* answer = static_cast<uv_statfs_t*>(std::calloc(1, sizeof(uv_statfs_t)));
  answer->f_type = kInMemory;
  answer->f_bsize = kBlock;
  answer->f_blocks = files.options.max_bytes / kBlock;
  answer->f_bfree = answer->f_bavail = (files.options.max_bytes - files.used_bytes()) / kBlock;
  request->ptr = answer;
  return 0;
}

// Buffer by buffer, until one is not filled, or not written out.
int64_t do_transfer(FileSystem& files, uv_fs_t* request) {
  int64_t total = 0;
  for (unsigned i = 0; i < request->nbufs; i++) {
    const uv_buf_t& buffer = request->bufs[i];
    const int64_t at = request->off < 0 ? FileSystem::kHere : request->off + total;
    const int64_t count = request->fs_type == UV_FS_READ
                              ? files.read(request->file, buffer.base, buffer.len, at)
                              : files.write(request->file, buffer.base, buffer.len, at);
    if (count < 0) return total > 0 ? total : count;
    total += count;
    if (static_cast<size_t>(count) < buffer.len) break;
  }
  return total;
}

int64_t do_scandir(FileSystem& files, uv_fs_t* request) {
  NodePtr node;
  if (const int error = files.find_directory(request->path, &node)) return error;
  files.note_listing(*node);
  if (node->entries.empty()) return 0;
  auto* listing = new Listing;
  for (const auto& [name, entry] : node->entries) {
    listing->entries.push_back({name, dirent_type(*entry)});
  }
  if (files.options.faults & kFaultScandirOrder) {
    std::reverse(listing->entries.begin(), listing->entries.end());
  }
  request->ptr = listing;
  return static_cast<int64_t>(listing->entries.size());
}

int64_t do_opendir(FileSystem& files, uv_fs_t* request) {
  NodePtr node;
  if (const int error = files.find_directory(request->path, &node)) return error;
  auto* directory = static_cast<uv_dir_t*>(std::calloc(1, sizeof(uv_dir_t)));
  directory->dir = reinterpret_cast<DIR*>(new OpenDirectory{node, "", false});
  request->ptr = directory;
  return 0;
}

int64_t do_readdir(const FileSystem& files, uv_fs_t* request) {
  auto* directory = static_cast<uv_dir_t*>(request->ptr);
  auto& open = *reinterpret_cast<OpenDirectory*>(directory->dir);
  files.note_listing(*open.node);
  const auto& entries = open.node->entries;
  auto entry = open.begun ? entries.upper_bound(open.last) : entries.begin();
  size_t count = 0;
  for (; count < directory->nentries && entry != entries.end(); ++entry, ++count) {
    directory->dirents[count] = {strdup(entry->first.c_str()), dirent_type(*entry->second)};
    open.last = entry->first;
    open.begun = true;
  }
  return static_cast<int64_t>(count);
}

int64_t do_closedir(uv_fs_t* request) {
  auto* directory = static_cast<uv_dir_t*>(request->ptr);
  delete reinterpret_cast<OpenDirectory*>(directory->dir);
  std::free(directory);
  request->ptr = nullptr;
  return 0;
}

int64_t do_temporary(FileSystem& files, uv_fs_t* request) {
  std::string path = request->path;
  const int result = request->fs_type == UV_FS_MKDTEMP ? files.make_temporary_directory(&path)
                                                       : files.make_temporary_file(&path);
  // The request's own copy, of the same length.
  if (result >= 0) std::memcpy(const_cast<char*>(request->path), path.data(), path.size());
  return result;
}

// A text that the request owns.
int64_t do_text(const FileSystem& files, uv_fs_t* request) {
  std::string text;
  const int error = request->fs_type == UV_FS_READLINK ? files.read_link(request->path, &text)
                                                       : files.real_path(request->path, &text);
  if (error == 0) request->ptr = strdup(text.c_str());
  return error;
}

int64_t answer(WorldState& world, uv_fs_t* request) {
  FileSystem& files = machine_of(world).files;
  switch (request->fs_type) {
    case UV_FS_OPEN:
      return files.open(request->path, request->flags, request->mode);
    case UV_FS_CLOSE:
      return files.close(request->file);
    case UV_FS_READ:
    case UV_FS_WRITE:
      return do_transfer(files, request);
    case UV_FS_STAT:
    case UV_FS_LSTAT:
    case UV_FS_FSTAT:
      return do_stat(files, request);
    case UV_FS_FTRUNCATE:
      return files.truncate(request->file, request->off);
    case UV_FS_UTIME:
    case UV_FS_FUTIME:
    case UV_FS_LUTIME:
      return do_set_times(files, request);
    case UV_FS_ACCESS:
      return files.access(request->path, request->flags);
    case UV_FS_CHMOD:
    case UV_FS_FCHMOD:
      return do_set_mode(files, request);
    case UV_FS_CHOWN:
    case UV_FS_FCHOWN:
    case UV_FS_LCHOWN:
      return do_set_owner(files, request);
    case UV_FS_STATFS:
      return do_statfs(files, request);
    case UV_FS_SENDFILE:
      return files.send(request->file, request->flags, request->off, request->bufsml[0].len);
    case UV_FS_FSYNC:
    case UV_FS_FDATASYNC:
      return files.sync(request->file);
    case UV_FS_UNLINK:
      return files.unlink(request->path);
    case UV_FS_RMDIR:
      return files.remove_directory(request->path);
    case UV_FS_MKDIR:
      return files.make_directory(request->path, request->mode);
    case UV_FS_MKDTEMP:
    case UV_FS_MKSTEMP:
      return do_temporary(files, request);
    case UV_FS_RENAME:
      return files.rename(request->path, request->new_path);
    case UV_FS_SCANDIR:
      return do_scandir(files, request);
    case UV_FS_OPENDIR:
      return do_opendir(files, request);
    case UV_FS_READDIR:
      return do_readdir(files, request);
    case UV_FS_CLOSEDIR:
      return do_closedir(request);
    case UV_FS_LINK:
      return files.link(request->path, request->new_path);
    case UV_FS_SYMLINK:
      return files.symlink(request->path, request->new_path);
    case UV_FS_READLINK:
    case UV_FS_REALPATH:
      return do_text(files, request);
    case UV_FS_COPYFILE:
      return files.copy(request->path, request->new_path, request->flags);
    default:
      return UV_ENOSYS;
  }
}

}  // namespace

void perform(WorldState& world, uv_fs_t* request) {
  int64_t result = 0;
  if (!perform_on_socket(world, request, &result)) result = answer(world, request);
  request->result = result;
}

}  // namespace actx::uvsim
