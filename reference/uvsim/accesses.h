// What the tasks of the pool and the calls on files read and change, for who must know which of
// them commute.
//
// Invariants
// - Two operations on files that were told to use nothing in common, or only to read it, or only
//   to add to it, can change places: neither result changes, up to the numbers of descriptors and
//   nodes and to times.
// - Numbers of descriptors are told as one thing of their own (kDescriptors): who never looks at a
//   number need not mind it. Times of a node and its number are told as kTimes.
#ifndef ACTX_UVSIM_ACCESSES_H_
#define ACTX_UVSIM_ACCESSES_H_

#include <cstdint>
#include <string_view>

struct uv__work;  // NOLINT(bugprone-reserved-identifier): libuv's own

namespace actx::uvsim {

enum class FilePart : uint8_t {
  kContent,      // of a node: its bytes and their count
  kMode,         // of a node: permission bits
  kLinks,        // of a node: how many names it has
  kTimes,        // of a node: what changes them depends on the clock
  kEntry,        // of a directory: what `name` leads to; "." is whether it is still there
  kListing,      // of a directory: which names there are
  kDescriptor,   // an open file: whether it is open, and its position
  kDescriptors,  // which descriptors are taken
  kTemporary,    // the names of mkdtemp and mkstemp
};

enum class FileUse : uint8_t {
  kRead,
  kAdd,  // a change that commutes with other changes of this kind
  kChange,
};

struct FileTouch {
  FilePart part;
  uint64_t number;  // of the node, or of the opening
  std::string_view name;
  FileUse use;
};

class AccessObserver {
 public:
  virtual ~AccessObserver() = default;
  /// The work of a request (its work_req) is done, on the loop's thread, from here to
  /// on_work_done().
  virtual void on_work(const uv__work* work) = 0;
  virtual void on_work_done() = 0;
  /// An operation on files, of the work in progress or of a call without a callback.
  virtual void on_file(const FileTouch& touch) = 0;
  /// An operation whose result may depend on any other one: a limit is near, or a number names no
  /// open file.
  virtual void on_unsteady() = 0;
};

/// Is told about the runs of this operating system thread. Borrowed; null: nobody asks.
inline thread_local constinit AccessObserver* access_observer = nullptr;

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_ACCESSES_H_
