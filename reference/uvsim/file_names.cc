// The tree: walking a path, and what changes names.

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <unordered_map>

#include "uvsim/file_system.h"

namespace actx::uvsim {
namespace {

constexpr size_t kMaxName = 255;
constexpr size_t kMaxPath = 4095;
constexpr int kMaxLinks = 40;
constexpr uint32_t kSearch = 1;
constexpr uint32_t kChange = 2 | kSearch;

bool is_directory(const FileSystem::NodePtr& node) {
  return node->type == NodeType::kDirectory;
}

// A copy of the tree below `from`, in which a file with several names is one file.
FileSystem::NodePtr copy_tree(const FileNode& from, const FileSystem::NodePtr& parent,
                              std::unordered_map<const FileNode*, FileSystem::NodePtr>* copies) {
  FileSystem::NodePtr& known = (*copies)[&from];
  if (known != nullptr) return known;
  const auto node = std::make_shared<FileNode>(from);
  known = node;
  if (from.type != NodeType::kDirectory) return node;
  node->parent = parent != nullptr ? parent : node;
  for (auto& [name, entry] : node->entries) entry = copy_tree(*entry, node, copies);
  return node;
}

}  // namespace

FileSystem::FileSystem() {
  root_ = create(NodeType::kDirectory, 0755, Place());
  root_->parent = root_;
  current_ = root_;
  create(NodeType::kDirectory, 01777, {root_, "tmp", nullptr, false});
}

FileSystem& FileSystem::operator=(const FileSystem& other) {
  if (this == &other) return *this;
  options = other.options;
  now_ns = other.now_ns;
  descriptors_.clear();
  next_number_ = other.next_number_;
  used_bytes_ = other.used_bytes_;
  temporary_names_ = other.temporary_names_;
  std::unordered_map<const FileNode*, NodePtr> copies;
  root_ = copy_tree(*other.root_, nullptr, &copies);
  const auto current = copies.find(other.current_.get());
  current_ = current != copies.end() ? current->second : root_;
  return *this;
}

// The superuser needs a bit only to execute a file.
bool FileSystem::allowed(const FileNode& node, uint32_t bits) const {
  note(FilePart::kMode, node, FileUse::kRead);
  if (!options.superuser) return (node.mode >> 6 & bits) == bits;
  return (bits & kSearch) == 0 || node.type == NodeType::kDirectory || (node.mode & 0111) != 0;
}

void FileSystem::note_stat(const FileNode& node) const {
  note(FilePart::kContent, node, FileUse::kRead);
  note(FilePart::kMode, node, FileUse::kRead);
  note(FilePart::kLinks, node, FileUse::kRead);
}

bool FileSystem::is_gone(const FileNode& directory) const {
  note(FilePart::kEntry, directory, FileUse::kRead, ".");
  return directory.removed();
}

int FileSystem::walk(std::string_view path, bool follow, Place* place, bool to_make) const {
  if (path.empty()) return -ENOENT;
  if (path.size() > kMaxPath) return -ENAMETOOLONG;
  std::string rest(path);
  place->directory = path.front() == '/' ? root_ : current_;
  for (int links = 0;;) {
    rest.erase(0, rest.find_first_not_of('/'));
    NodePtr& directory = place->directory;
    if (rest.empty()) {
      place->name.clear();
      place->node = directory;
      return 0;
    }
    const size_t end = std::min(rest.find('/'), rest.size());
    place->name = rest.substr(0, end);
    place->slash = end < rest.size();
    const size_t next = rest.find_first_not_of('/', end);
    rest.erase(0, std::min(next, rest.size()));
    if (!is_directory(directory)) return -ENOTDIR;
    if (!allowed(*directory, kSearch)) return -EACCES;
    if (place->name.size() > kMaxName) return -ENAMETOOLONG;
    if (to_make && rest.empty() && place->slash && place->plain()) return -EISDIR;
    note(FilePart::kEntry, *directory, FileUse::kRead, place->name);
    if (place->name == ".") {
      place->node = directory;
    } else if (place->name == "..") {
      place->node = directory->parent.lock();
    } else {
      const auto entry = directory->entries.find(place->name);
      place->node = entry != directory->entries.end() ? entry->second : nullptr;
    }
    const bool last = rest.empty();
    const NodePtr node = place->node;
    if (node == nullptr) return last ? 0 : -ENOENT;
    if (node->type == NodeType::kLink && (follow || !last)) {
      if (++links > kMaxLinks) return -ELOOP;
      rest = node->data + (place->slash ? "/" : "") + rest;
      if (rest.front() == '/') directory = root_;
    } else if (last) {
      return 0;
    } else {
      directory = node;
    }
  }
}

int FileSystem::find(std::string_view path, bool follow, NodePtr* node) const {
  Place place;
  if (const int error = walk(path, follow || path.ends_with('/'), &place)) return error;
  if (place.node == nullptr) return -ENOENT;
  if (place.slash && !is_directory(place.node)) return -ENOTDIR;
  *node = place.node;
  return 0;
}

int FileSystem::find_directory(std::string_view path, NodePtr* node) const {
  if (const int error = find(path, true, node)) return error;
  if (!is_directory(*node)) return -ENOTDIR;
  return allowed(**node, 4) ? 0 : -EACCES;
}

int FileSystem::vacant(std::string_view path, bool directory, Place* place) {
  if (const int error = walk(path, false, place)) return error;
  if (place->node != nullptr || !place->plain()) return -EEXIST;
  if (place->slash && !directory) return -ENOENT;
  if (is_gone(*place->directory)) return -ENOENT;
  return allowed(*place->directory, kChange) ? 0 : -EACCES;
}

// Without a directory it is the root.
FileSystem::NodePtr FileSystem::create(NodeType type, uint32_t mode, const Place& place) {
  const auto node = std::make_shared<FileNode>();
  node->type = type;
  node->mode = mode;
  node->names = type == NodeType::kDirectory ? 1 : 0;
  node->number = next_number_++;
  node->access_ns = node->change_ns = node->modify_ns = node->birth_ns = now_ns;
  if (place.directory != nullptr) {
    enter(node, place);
  } else {
    ++node->names;
  }
  return node;
}

// An entry that leads to `node` comes or goes.
void FileSystem::note_entry(const Place& place, const FileNode& node) const {
  note(FilePart::kEntry, *place.directory, FileUse::kChange, place.name);
  note(FilePart::kListing, *place.directory, FileUse::kAdd);
  note(FilePart::kLinks, node, FileUse::kAdd);
  note(FilePart::kTimes, node, FileUse::kAdd);
  if (node.type != NodeType::kDirectory) return;
  note(FilePart::kLinks, *place.directory, FileUse::kAdd);
  note(FilePart::kEntry, node, FileUse::kChange, "..");
  note(FilePart::kEntry, node, FileUse::kChange, ".");
}

void FileSystem::enter(const NodePtr& node, const Place& place) {
  note_entry(place, *node);
  place.directory->entries[place.name] = node;
  ++node->names;
  node->change_ns = now_ns;
  if (is_directory(node)) {
    ++place.directory->names;
    node->parent = place.directory;
  }
  touch(*place.directory);
}

void FileSystem::leave(const Place& place) {
  const NodePtr node = place.node;
  note_entry(place, *node);
  place.directory->entries.erase(place.name);
  --node->names;
  node->change_ns = now_ns;
  if (is_directory(node)) --place.directory->names;
  touch(*place.directory);
}

int FileSystem::may_remove(const Place& place, bool directory) const {
  if (!allowed(*place.directory, kChange)) return -EACCES;
  if (directory) return is_directory(place.node) ? 0 : -ENOTDIR;
  return is_directory(place.node) ? -EISDIR : 0;
}

int FileSystem::make_directory(std::string_view path, uint32_t mode) {
  Place place;
  if (const int error = vacant(path, true, &place)) return error;
  create(NodeType::kDirectory, mode & ~options.umask & 01777, place);
  return 0;
}

int FileSystem::remove_directory(std::string_view path) {
  Place place;
  if (const int error = walk(path, false, &place)) return error;
  if (place.name.empty()) return -EBUSY;
  if (place.name == ".") return -EINVAL;
  if (place.name == "..") return -ENOTEMPTY;
  if (place.node == nullptr) return -ENOENT;
  if (const int error = may_remove(place, true)) return error;
  note_listing(*place.node);
  if (!place.node->entries.empty()) return -ENOTEMPTY;
  leave(place);
  place.node->names = 0;
  return 0;
}

int FileSystem::unlink(std::string_view path) {
  Place place;
  if (const int error = walk(path, false, &place)) return error;
  if (!place.plain()) return -EISDIR;
  if (place.node == nullptr) return -ENOENT;
  if (place.slash) return is_directory(place.node) ? -EISDIR : -ENOTDIR;
  if (const int error = may_remove(place, false)) return error;
  leave(place);
  release(*place.node);
  return 0;
}

// Whether `node` is `directory` or above it.
bool FileSystem::is_above(const NodePtr& node, NodePtr directory) const {
  for (;;) {
    note(FilePart::kEntry, *directory, FileUse::kRead, "..");
    if (directory == node) return true;
    const NodePtr parent = directory->parent.lock();
    if (parent == nullptr || parent == directory) return false;
    directory = parent;
  }
}

// What Linux checks, in its order.
int FileSystem::check_rename(const Place& from, const Place& to) const {
  if (!from.plain() || !to.plain()) return -EBUSY;
  if (from.node == nullptr) return -ENOENT;
  const bool directory = is_directory(from.node);
  if (!directory && (from.slash || to.slash)) return -ENOTDIR;
  if (directory && is_above(from.node, to.directory)) return -EINVAL;
  if (to.node != nullptr && is_directory(to.node) && is_above(to.node, from.directory)) {
    return -ENOTEMPTY;
  }
  if (to.node == from.node) return 0;
  if (const int error = may_remove(from, directory)) return error;
  if (is_gone(*to.directory)) return -ENOENT;
  if (!allowed(*to.directory, kChange)) return -EACCES;
  if (to.node != nullptr) {
    if (const int error = may_remove(to, directory)) return error;
  }
  // Its ".." changes.
  if (directory && from.directory != to.directory && !allowed(*from.node, 2)) return -EACCES;
  if (to.node == nullptr) return 0;
  note_listing(*to.node);
  return to.node->entries.empty() ? 0 : -ENOTEMPTY;
}

int FileSystem::rename(std::string_view from, std::string_view to) {
  Place source;
  Place target;
  if (const int error = walk(from, false, &source)) return error;
  if (const int error = walk(to, false, &target)) return error;
  if (const int error = check_rename(source, target)) return error;
  if (source.node == target.node) return 0;
  if (target.node != nullptr) {
    leave(target);
    if (is_directory(target.node)) target.node->names = 0;
    release(*target.node);
  }
  leave(source);
  enter(source.node, target);
  return 0;
}

int FileSystem::link(std::string_view from, std::string_view to) {
  NodePtr node;
  if (const int error = find(from, false, &node)) return error;
  Place place;
  if (const int error = vacant(to, false, &place)) return error;
  if (is_directory(node)) return -EPERM;
  enter(node, place);
  return 0;
}

int FileSystem::symlink(std::string_view target, std::string_view path) {
  if (target.empty()) return -ENOENT;
  if (target.size() > kMaxPath) return -ENAMETOOLONG;
  Place place;
  if (const int error = vacant(path, false, &place)) return error;
  create(NodeType::kLink, 0777, place)->data = target;
  return 0;
}

// `make` is tried with one name after the other while it says EEXIST.
template <class Make>
int FileSystem::make_temporary(std::string* path, Make make) {
  static constexpr char kLetters[] =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  if (!path->ends_with("XXXXXX")) return -EINVAL;
  note(FilePart::kTemporary, 0, FileUse::kChange);
  for (;;) {
    uint64_t number = ++temporary_names_ * 0x9e3779b97f4a7c15u >> 16;
    std::string name = *path;
    for (size_t i = name.size() - 6; i < name.size(); i++) {
      name[i] = kLetters[number % 62];
      number /= 62;
    }
    const int result = make(name);
    if (result == -EEXIST) continue;
    if (result >= 0) *path = name;
    return result;
  }
}

int FileSystem::make_temporary_directory(std::string* path) {
  return make_temporary(path,
                        [this](const std::string& name) { return make_directory(name, 0700); });
}

int FileSystem::make_temporary_file(std::string* path) {
  return make_temporary(path, [this](const std::string& name) {
    return open(name, 0302 /* rw, create, new */, 0600);
  });
}

int FileSystem::access(std::string_view path, int mode) const {
  if ((mode & ~(R_OK | W_OK | X_OK)) != 0) return -EINVAL;
  NodePtr node;
  if (const int error = find(path, true, &node)) return error;
  return allowed(*node, static_cast<uint32_t>(mode)) ? 0 : -EACCES;
}

int FileSystem::read_link(std::string_view path, std::string* target) const {
  NodePtr node;
  if (const int error = find(path, false, &node)) return error;
  if (node->type != NodeType::kLink) return -EINVAL;
  *target = node->data;
  return 0;
}

// The path of a directory from the root, "" for the root itself.
int FileSystem::find_name(const NodePtr& directory, std::string* path) const {
  path->clear();
  for (NodePtr node = directory; node != root_;) {
    const NodePtr parent = node->parent.lock();
    note(FilePart::kEntry, *node, FileUse::kRead, "..");
    if (is_gone(*node) || parent == nullptr) return -ENOENT;
    note_listing(*parent);
    for (const auto& [name, entry] : parent->entries) {
      if (entry == node) *path = "/" + name + *path;
    }
    node = parent;
  }
  return 0;
}

int FileSystem::real_path(std::string_view path, std::string* real) const {
  Place place;
  if (const int error = walk(path, true, &place)) return error;
  if (place.node == nullptr) return -ENOENT;
  if (place.slash && !is_directory(place.node)) return -ENOTDIR;
  const bool directory = is_directory(place.node);
  if (const int error = find_name(directory ? place.node : place.directory, real)) return error;
  if (!directory) *real += "/" + place.name;
  if (real->empty()) *real = "/";
  return 0;
}

void FileSystem::set_mode(FileNode& node, uint32_t mode) {
  note(FilePart::kMode, node, FileUse::kChange);
  note(FilePart::kTimes, node, FileUse::kAdd);
  node.mode = mode & 07777;
  node.change_ns = now_ns;
}

// A new owner does not inherit what the old one let run in his name.
int FileSystem::set_owner(FileNode& node, uint32_t user, uint32_t group) {
  constexpr uint32_t kSetUser = 04000;
  constexpr uint32_t kSetGroup = 02000;
  constexpr uint32_t kGroupRuns = 010;
  const bool given_away =
      (user != kSameId && user != node.user) || (group != kSameId && group != node.group);
  if (given_away && !options.superuser) return -EPERM;
  note(FilePart::kMode, node, FileUse::kChange);
  note(FilePart::kTimes, node, FileUse::kAdd);
  if (user != kSameId) node.user = user;
  if (group != kSameId) node.group = group;
  if (node.type != NodeType::kDirectory) {
    node.mode &= ~kSetUser;
    if (node.mode & kGroupRuns) node.mode &= ~kSetGroup;
  }
  node.change_ns = now_ns;
  return 0;
}

void FileSystem::set_times(FileNode& node, int64_t access_ns, int64_t modify_ns) {
  note(FilePart::kTimes, node, FileUse::kChange);
  node.access_ns = access_ns;
  node.modify_ns = modify_ns;
  node.change_ns = now_ns;
}

int FileSystem::change_directory(std::string_view path) {
  NodePtr node;
  if (const int error = find(path, true, &node)) return error;
  if (!is_directory(node)) return -ENOTDIR;
  if (!allowed(*node, kSearch)) return -EACCES;
  current_ = node;
  return 0;
}

int FileSystem::current_directory(std::string* path) const {
  if (const int error = find_name(current_, path)) return error;
  if (path->empty()) *path = "/";
  return 0;
}

}  // namespace actx::uvsim
