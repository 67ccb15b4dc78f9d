// The file tree of a run: directories, files and symbolic links in memory, and the descriptors open
// on them. Behaves as Linux does for one user on a local file system; knows nothing of libuv.
//
// Words. A node is a file, directory or link with its number, mode and times. A name is an entry of
// a directory. Results are 0 or a count, or a negated errno.
//
// Invariants
// - A directory has exactly one name, a file at least one or an open descriptor.
// - Everything belongs to the one user of the simulation, or he is the superuser: the first three
//   permission bits decide, and to the superuser none applies.
// - Numbers of nodes and descriptors, and random names, depend on nothing but the calls made.
// - Entries are kept, and listed, in the order of their names' bytes.
#ifndef ACTX_UVSIM_FILE_SYSTEM_H_
#define ACTX_UVSIM_FILE_SYSTEM_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "uvsim/accesses.h"

namespace actx::uvsim {

// The one user of the simulation, and his group.
constexpr uint32_t kUserId = 1000;
// For set_owner: leave it as it is.
constexpr uint32_t kSameId = UINT32_MAX;

enum class NodeType : uint8_t { kFile, kDirectory, kLink };

struct FileNode {
  NodeType type;
  uint32_t mode;   // permission bits
  uint32_t names;  // as stat counts them: of a directory also "." and its directories' ".."
  uint32_t user = kUserId, group = kUserId;
  uint64_t number;
  int64_t access_ns, change_ns, modify_ns, birth_ns;  // since the epoch
  std::string data;                                   // of a file, or the target of a link
  std::map<std::string, std::shared_ptr<FileNode>, std::less<>> entries;
  std::weak_ptr<FileNode> parent;  // of a directory; the root's is the root
  bool removed() const { return names == 0; }
};

struct FileSystemOptions {
  bool superuser = false;  // permission bits are not asked
  uint32_t umask = 022;    //
  uint32_t max_descriptors = 1024;
  uint64_t max_bytes = uint64_t{256} << 20;  // of all files together; more: ENOSPC
  uint32_t faults = 0;                       // set of Fault (uvsim.h), for tests only
};

class FileSystem {
 public:
  using NodePtr = std::shared_ptr<FileNode>;
  static constexpr int kFirstDescriptor = 20;  // below are the loop's and the process's own
  static constexpr int64_t kHere = -1;         // at the descriptor's position

  // "/" and "/tmp" only; the current directory is "/".
  FileSystem();
  FileSystem(const FileSystem& other) { *this = other; }
  // A copy of the tree, without the open descriptors.
  FileSystem& operator=(const FileSystem& other);

  FileSystemOptions options;
  int64_t now_ns = 0;  // since the epoch; what the next call takes as its time

  // Files and descriptors (file_io.cc). `flags` are Linux's O_*.
  int open(std::string_view path, int flags, uint32_t mode);
  int close(int descriptor);
  int64_t read(int descriptor, char* bytes, size_t count, int64_t offset);
  int64_t write(int descriptor, const char* bytes, size_t count, int64_t offset);
  int truncate(int descriptor, int64_t size);
  int sync(int descriptor);
  // Bytes of an open file to a string, or to the position of another one, as sendfile(2) and
  // copy_file_range(2): counts, which are 0 at the end.
  int64_t read_for_send(int from, int64_t offset, size_t count, std::string* bytes);
  int64_t send(int to, int from, int64_t offset, size_t count);
  // `flags` are UV_FS_COPYFILE_*.
  int copy(std::string_view from, std::string_view to, int flags);
  int find(int descriptor, NodePtr* node);
  // The lowest free number, for what is not a file: EMFILE. It is taken until it is freed.
  int reserve_descriptor();
  void free_descriptor(int number);
  uint64_t used_bytes() const {
    note_unsteady();  // every write changes it
    return used_bytes_;
  }

  // Names (file_names.cc).
  int make_directory(std::string_view path, uint32_t mode);
  int remove_directory(std::string_view path);
  int unlink(std::string_view path);
  int rename(std::string_view from, std::string_view to);
  int link(std::string_view from, std::string_view to);
  int symlink(std::string_view target, std::string_view path);
  // Puts a name that is not taken in place of the six X at the end of `path`.
  int make_temporary_directory(std::string* path);
  int make_temporary_file(std::string* path);

  // Nodes (file_names.cc). find: the node at `path`, through a link at its end if `follow`.
  int find(std::string_view path, bool follow, NodePtr* node) const;
  int find_directory(std::string_view path, NodePtr* node) const;  // that may be read
  // What stat reads beside the times; the entries of a directory.
  void note_stat(const FileNode& node) const;
  void note_listing(const FileNode& node) const { note(FilePart::kListing, node, FileUse::kRead); }
  int access(std::string_view path, int mode) const;
  int read_link(std::string_view path, std::string* target) const;
  int real_path(std::string_view path, std::string* real) const;
  void set_mode(FileNode& node, uint32_t mode);
  // kSameId keeps one of the two. EPERM: only the superuser gives a file away.
  int set_owner(FileNode& node, uint32_t user, uint32_t group);
  void set_times(FileNode& node, int64_t access_ns, int64_t modify_ns);
  int change_directory(std::string_view path);
  int current_directory(std::string* path) const;

 private:
  struct Descriptor {
    NodePtr node;  // null: not open, or reserved
    int flags = 0;
    uint64_t position = 0;
    uint64_t opening = 0;  // a number that no other one of the run has
    bool reserved = false;
    bool is_free() const { return node == nullptr && !reserved; }
  };
  // Where a path leads: the directory that holds its last component, and what is there.
  struct Place {
    NodePtr directory;
    std::string name;    // "", "." or "..": the path ends so ("": "/"); `node` is that directory
    NodePtr node;        // null: no such entry
    bool slash = false;  // a slash follows the last component
    bool plain() const { return !name.empty() && name != "." && name != ".."; }
  };

  // Finds the place; a link there is followed if `follow`. Fails when there is no directory for it.
  // What is `to_make` a file must not be named with a slash behind: EISDIR.
  int walk(std::string_view path, bool follow, Place* place, bool to_make = false) const;
  bool allowed(const FileNode& node, uint32_t bits) const;
  // The place of a new entry: EEXIST, ENOENT, EACCES.
  int vacant(std::string_view path, bool directory, Place* place);
  NodePtr create(NodeType type, uint32_t mode, const Place& place);
  void enter(const NodePtr& node, const Place& place);
  void leave(const Place& place);
  // Checks an entry that is to go: EACCES, ENOTDIR, EISDIR, EBUSY.
  int may_remove(const Place& place, bool directory) const;
  int check_rename(const Place& from, const Place& to) const;
  int find_name(const NodePtr& directory, std::string* path) const;
  template <class Make>
  int make_temporary(std::string* path, Make make);
  int resize(FileNode& node, uint64_t size);
  void release(const FileNode& node);
  int may_open(const Place& place, int flags) const;
  int copy_into(const NodePtr& from, int descriptor, int flags);
  Descriptor* descriptor_at(int number);
  // The index of a free descriptor: EMFILE.
  int free_index();
  void touch(FileNode& node) {
    note(FilePart::kTimes, node, FileUse::kAdd);
    node.modify_ns = node.change_ns = now_ns;
  }
  // For the observer.
  void note(FilePart part, const FileNode& node, FileUse use, std::string_view name = {}) const {
    if (access_observer != nullptr) access_observer->on_file({part, node.number, name, use});
  }
  void note(FilePart part, uint64_t number, FileUse use) const {
    if (access_observer != nullptr) access_observer->on_file({part, number, {}, use});
  }
  void note_unsteady() const {
    if (access_observer != nullptr) access_observer->on_unsteady();
  }
  void note_entry(const Place& place, const FileNode& node) const;
  bool is_gone(const FileNode& directory) const;
  bool is_above(const NodePtr& node, NodePtr directory) const;

  NodePtr root_;
  NodePtr current_;
  std::vector<Descriptor> descriptors_;
  uint64_t next_number_ = 1;
  uint64_t used_bytes_ = 0;
  uint64_t temporary_names_ = 0;
  uint64_t openings_ = 0;
  uint64_t grown_bytes_ = 0;  // by all calls together
};

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_FILE_SYSTEM_H_
