// Open files: descriptors, reading and writing, copies.

#include <fcntl.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>

#include "uvsim/file_system.h"
#include "uvsim/uvsim.h"

namespace actx::uvsim {
namespace {

constexpr uint32_t kRead = 4;
constexpr uint32_t kWrite = 2;
constexpr int64_t kDayNs = int64_t{24} * 3600 * 1'000'000'000;

bool reads(int flags) {
  return (flags & O_ACCMODE) != O_WRONLY;
}
bool writes(int flags) {
  return (flags & O_ACCMODE) != O_RDONLY;
}

}  // namespace

FileSystem::Descriptor* FileSystem::descriptor_at(int number) {
  const auto index = static_cast<size_t>(number - kFirstDescriptor);
  if (number < kFirstDescriptor || index >= descriptors_.size() ||
      descriptors_[index].node == nullptr) {
    note_unsteady();
    return nullptr;
  }
  note(FilePart::kDescriptor, descriptors_[index].opening, FileUse::kRead);
  return &descriptors_[index];
}

int FileSystem::find(int descriptor, NodePtr* node) {
  const Descriptor* open = descriptor_at(descriptor);
  if (open == nullptr) return -EBADF;
  *node = open->node;
  return 0;
}

int FileSystem::free_index() {
  size_t index = 0;
  while (index < descriptors_.size() && !descriptors_[index].is_free()) ++index;
  if (index >= options.max_descriptors) return -EMFILE;
  if (index == descriptors_.size()) descriptors_.emplace_back();
  return static_cast<int>(index);
}

int FileSystem::reserve_descriptor() {
  const int index = free_index();
  if (index < 0) return index;
  descriptors_[static_cast<size_t>(index)].reserved = true;
  note(FilePart::kDescriptors, 0, FileUse::kChange);
  return index + kFirstDescriptor;
}

void FileSystem::free_descriptor(int number) {
  const auto index = static_cast<size_t>(number - kFirstDescriptor);
  note(FilePart::kDescriptors, 0, FileUse::kChange);
  if (index < descriptors_.size()) descriptors_[index].reserved = false;
}

// Checks an existing node that is to be opened, in Linux's order.
int FileSystem::may_open(const Place& place, int flags) const {
  const FileNode& node = *place.node;
  const bool directory = node.type == NodeType::kDirectory;
  const bool exclusive = (flags & O_EXCL) != 0 && !(options.faults & kFaultExclusiveOpen);
  if ((flags & O_CREAT) != 0 && exclusive) return -EEXIST;
  if ((flags & O_CREAT) != 0 && directory) return -EISDIR;
  if (((flags & O_DIRECTORY) != 0 || place.slash) && !directory) return -ENOTDIR;
  if (node.type == NodeType::kLink) return -ELOOP;
  const bool changes = writes(flags) || (flags & O_TRUNC) != 0;
  if (directory && changes) return -EISDIR;
  const uint32_t bits = (reads(flags) ? kRead : 0) | (changes ? kWrite : 0);
  return allowed(node, bits) ? 0 : -EACCES;
}

int FileSystem::open(std::string_view path, int flags, uint32_t mode) {
  if ((flags & O_TMPFILE) == O_TMPFILE) return -EOPNOTSUPP;
  if ((flags & O_CREAT) != 0 && (flags & O_DIRECTORY) != 0) return -EINVAL;
  // Were all open at once, there might be none left for others.
  if (++openings_ > options.max_descriptors) note_unsteady();
  const int index = free_index();
  if (index < 0) return index;

  const bool creates = (flags & O_CREAT) != 0;
  const bool keeps_link = (flags & O_NOFOLLOW) != 0 || (creates && (flags & O_EXCL) != 0);
  Place place;
  const bool follow = !keeps_link || (path.ends_with('/') && !creates);
  if (const int error = walk(path, follow, &place, creates)) return error;
  if (place.node != nullptr) {
    if (const int error = may_open(place, flags)) return error;
    if ((flags & O_TRUNC) != 0) {
      note(FilePart::kContent, *place.node, FileUse::kChange);
      resize(*place.node, 0);
      touch(*place.node);
    }
  } else {
    if (!creates || is_gone(*place.directory)) return -ENOENT;
    if (!allowed(*place.directory, 3)) return -EACCES;
    place.node = create(NodeType::kFile, mode & ~options.umask & 07777, place);
  }
  descriptors_[static_cast<size_t>(index)] = {place.node, flags, 0, openings_, false};
  note(FilePart::kDescriptor, openings_, FileUse::kChange);
  note(FilePart::kDescriptors, 0, FileUse::kChange);
  return index + kFirstDescriptor;
}

int FileSystem::close(int descriptor) {
  Descriptor* open = descriptor_at(descriptor);
  if (open == nullptr) return -EBADF;
  note(FilePart::kDescriptor, open->opening, FileUse::kChange);
  note(FilePart::kDescriptors, 0, FileUse::kChange);
  const NodePtr node = std::move(open->node);
  open->node = nullptr;
  release(*node);
  return 0;
}

// Forgets the bytes of a file that has neither names nor descriptors.
void FileSystem::release(const FileNode& node) {
  if (node.type != NodeType::kFile || !node.removed()) return;
  for (const Descriptor& open : descriptors_) {
    if (open.node.get() == &node) return;
  }
  used_bytes_ -= node.data.size();
}

int FileSystem::resize(FileNode& node, uint64_t size) {
  if (size > node.data.size()) {
    grown_bytes_ += size - node.data.size();
    if (grown_bytes_ > options.max_bytes) note_unsteady();
  }
  const uint64_t others = used_bytes_ - node.data.size();
  if (size > node.data.size() && (size > options.max_bytes || others > options.max_bytes - size)) {
    return -ENOSPC;
  }
  node.data.resize(size);
  used_bytes_ = others + size;
  return 0;
}

int64_t FileSystem::read(int descriptor, char* bytes, size_t count, int64_t offset) {
  Descriptor* open = descriptor_at(descriptor);
  if (open == nullptr || !reads(open->flags)) return -EBADF;
  FileNode& node = *open->node;
  if (node.type == NodeType::kDirectory) return -EISDIR;
  note(FilePart::kContent, node, FileUse::kRead);
  if (offset < 0) note(FilePart::kDescriptor, open->opening, FileUse::kChange);
  const uint64_t from = offset < 0 ? open->position : static_cast<uint64_t>(offset);
  if (from >= node.data.size()) return 0;
  size_t taken = node.data.copy(bytes, count, from);
  if ((options.faults & kFaultShortRead) && from + taken == node.data.size()) --taken;
  if (offset < 0) open->position += taken;
  note(FilePart::kTimes, node, FileUse::kAdd);
  // As a file system that is mounted with relatime, which is usual.
  if (node.access_ns <= node.modify_ns || now_ns - node.access_ns > kDayNs) node.access_ns = now_ns;
  return static_cast<int64_t>(taken);
}

int64_t FileSystem::write(int descriptor, const char* bytes, size_t count, int64_t offset) {
  Descriptor* open = descriptor_at(descriptor);
  if (open == nullptr || !writes(open->flags)) return -EBADF;
  FileNode& node = *open->node;
  if (count == 0) return 0;
  note(FilePart::kContent, node, FileUse::kChange);
  if (offset < 0) note(FilePart::kDescriptor, open->opening, FileUse::kChange);
  uint64_t at = offset < 0 ? open->position : static_cast<uint64_t>(offset);
  const bool appends = (open->flags & O_APPEND) != 0 && !(options.faults & kFaultAppendIgnored);
  if (appends) at = node.data.size();
  if (at + count > static_cast<uint64_t>(INT64_MAX)) return -EFBIG;
  if (at + count > node.data.size()) {
    if (const int error = resize(node, at + count)) return error;
  }
  node.data.replace(at, count, bytes, count);
  if (offset < 0) open->position = at + count;
  touch(node);
  return static_cast<int64_t>(count);
}

int FileSystem::truncate(int descriptor, int64_t size) {
  if (size < 0) return -EINVAL;
  Descriptor* open = descriptor_at(descriptor);
  if (open == nullptr) return -EBADF;
  if (!writes(open->flags)) return -EINVAL;
  note(FilePart::kContent, *open->node, FileUse::kChange);
  if (const int error = resize(*open->node, static_cast<uint64_t>(size))) return error;
  touch(*open->node);
  return 0;
}

int FileSystem::sync(int descriptor) {
  return descriptor_at(descriptor) != nullptr ? 0 : -EBADF;
}

int64_t FileSystem::read_for_send(int from, int64_t offset, size_t count, std::string* bytes) {
  const Descriptor* open = descriptor_at(from);
  if (open == nullptr || !reads(open->flags)) return -EBADF;
  if (offset < 0) return -EINVAL;
  if (open->node->type != NodeType::kFile) return -EISDIR;
  bytes->resize(std::min(count, open->node->data.size()));
  const int64_t taken = read(from, bytes->data(), bytes->size(), offset);
  bytes->resize(static_cast<size_t>(std::max<int64_t>(taken, 0)));
  return taken;
}

int64_t FileSystem::send(int to, int from, int64_t offset, size_t count) {
  const Descriptor* source = descriptor_at(from);
  const Descriptor* target = descriptor_at(to);
  if (source == nullptr || target == nullptr) return -EBADF;
  if (source->node->type != NodeType::kFile || target->node->type != NodeType::kFile) {
    return -EISDIR;
  }
  if (!reads(source->flags) || !writes(target->flags)) return -EBADF;
  if ((target->flags & O_APPEND) != 0) return -EBADF;
  // An offset below zero is one above all ends, which the count may wrap.
  if (offset < 0 && static_cast<uint64_t>(offset) + count < count) return -EOVERFLOW;
  std::string bytes;
  const int64_t taken = read_for_send(from, offset, count, &bytes);
  return taken <= 0 ? taken : write(to, bytes.data(), bytes.size(), kHere);
}

// The bytes and the mode; nothing can be shared between files here.
int FileSystem::copy_into(const NodePtr& from, int descriptor, int flags) {
  FileNode& to = *descriptor_at(descriptor)->node;
  if (from.get() == &to) return 0;
  note(FilePart::kContent, to, FileUse::kChange);
  note(FilePart::kContent, *from, FileUse::kRead);
  note(FilePart::kMode, *from, FileUse::kRead);
  if (const int error = resize(to, 0)) return error;
  set_mode(to, from->mode);
  if ((flags & UV_FS_COPYFILE_FICLONE_FORCE) != 0) return -EOPNOTSUPP;
  if (from->type == NodeType::kDirectory) return -EISDIR;
  if (const int error = resize(to, from->data.size())) return error;
  to.data = from->data;
  touch(to);
  return 0;
}

int FileSystem::copy(std::string_view from, std::string_view to, int flags) {
  const int source = open(from, O_RDONLY, 0);
  if (source < 0) return source;
  NodePtr node;
  find(source, &node);
  note(FilePart::kMode, *node, FileUse::kRead);
  const int only_new = (flags & UV_FS_COPYFILE_EXCL) != 0 ? O_EXCL : 0;
  const int target = open(to, O_WRONLY | O_CREAT | only_new, node->mode);
  int result = target;
  if (target >= 0) {
    result = copy_into(node, target, flags);
    close(target);
    if (result < 0) unlink(to);
  }
  close(source);
  return result;
}

}  // namespace actx::uvsim
