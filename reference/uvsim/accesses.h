// What the tasks of the pool and the calls on files read and change, for who must know which of
// them commute; and names for what is made, for who must know a state again (fingerprint.h).
//
// Words
// - name: a number that the observer gives to a handle, request, socket, task or thread when it is
//   made. Equal in two runs if and only if the observer takes the two for the same thing.
//
// Invariants
// - Two operations on files that were told to use nothing in common, or only to read it, or only
//   to add to it, can change places: neither result changes, up to the numbers of descriptors and
//   nodes and to times.
// - Numbers of descriptors are told as one thing of their own (kDescriptors): who never looks at a
//   number need not mind it. Times of a node and its number are told as kTimes.
#ifndef ACTX_UVSIM_ACCESSES_H_
#define ACTX_UVSIM_ACCESSES_H_

#include <uv.h>

#include <cstdint>
#include <string_view>

#include "uvsim/choice.h"

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
  /// Something is made, on the thread that runs now: its name. Not 0.
  virtual uint64_t new_name() = 0;
  /// The thread that runs now begins to poll `loop`; it is in no callback.
  virtual void on_poll(const uv_loop_t* loop) = 0;
  /// A thread was made; it goes on where it was, after `from`, which may have `ended`. By names.
  virtual void on_thread_made(uint64_t name) = 0;
  virtual void on_thread(uint64_t from, uint64_t to, bool ended) = 0;
  /// The thread that runs now comes to where others may go first, whether there are any or not.
  virtual void on_sync_point() = 0;
  /// A choice point is cut to one option, so that nobody is asked.
  virtual void on_cut(const ChoicePoint& point) = 0;
  /// An operation whose result may depend on any other one: a limit is near, or a number names no
  /// open file.
  virtual void on_unsteady() = 0;
};

/// Is told about the runs of this operating system thread. Borrowed; null: nobody asks.
inline thread_local constinit AccessObserver* access_observer = nullptr;

/// A name for what is made here; 0 when nobody asks.
inline uint64_t new_name() {
  return access_observer != nullptr ? access_observer->new_name() : 0;
}

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_ACCESSES_H_
