// One operation on files: an uv_fs_t, and how its result gets to the program.
//
// Invariants
// - An operation without a request runs at once and returns or throws. With one it runs in the
//   thread pool and ends with one callback, in the scope of its resource.
// - A request is reachable (pinned) until that callback.
//
// Words
// - request: what the program's side passes last: undefined (at once), an object whose method
//   `oncomplete` is called (FSREQCALLBACK), or true: a promise is returned (FSREQPROMISE).
#ifndef ACTX_HOST_FS_REQUEST_H_
#define ACTX_HOST_FS_REQUEST_H_

#include <uv.h>

#include "host/host.h"
#include "host/uv_error.h"
#include "value/promise.h"

namespace actx {

/// What an operation gives when it succeeds.
enum class FsResult : uint8_t {
  kNothing,
  kNumber,      // a file descriptor, a count of bytes
  kStats,       // an array of 18 numbers, see fs_util.js
  kNames,       // an array of names
  kEntries,     // an array of names and types in turn
  kText,        // a path
  kFileHandle,  // a FileHandle over the descriptor
};

/// Starts the operation: an uv_fs_* call. A null callback means at once.
using FsStart = FunctionRef<int(uv_loop_t* loop, uv_fs_t* request, uv_fs_cb callback)>;

/// Runs an operation as the request says. `attempt` names it in errors. Returns its result (at
/// once), a promise, or undefined. `denied`: the path is none the program may touch. `kept`: a
/// block of the arena that stays, with all it refers to, until the operation is over; may be null.
Value run_fs(Realm& realm, Value request, const UvAttempt& attempt, FsResult result, bool denied,
             FsStart start, const void* kept = nullptr);
/// mkdir with `recursive`: makes what is missing, and gives the first folder it made, or undefined.
Value run_fs_mkdirs(Realm& realm, Value request, String* path, const std::string& absolute,
                    int mode, bool denied);

/// FileHandle: what promises call an open file.
Object* make_file_handle(Realm& realm, int fd);

}  // namespace actx

#endif  // ACTX_HOST_FS_REQUEST_H_
