#include "properties/example.h"

#include <ostream>

namespace actx {

std::string_view example_name(Example example) {
  switch (example) {
    case Example::kSnapshot:
      return "snapshot";
    case Example::kSnapshotInClass:
      return "snapshot-in-class";
    case Example::kEnterWith:
      return "enterWith";
    case Example::kEnterWithInListener:
      return "enterWith-in-listener";
    case Example::kRunThatThrows:
      return "run-that-throws";
    case Example::kExitThatThrows:
      return "exit-that-throws";
    case Example::kAsyncAwait:
      return "async-await";
    case Example::kAsyncResource:
      return "AsyncResource";
    case Example::kDbQuery:
      return "DBQuery";
    case Example::kHttpLogger:
      return "HTTP-logger";
    case Example::kWorkerPool:
      return "worker-pool";
    case Example::kCloseListeners:
      return "close-listeners";
  }
  return "";
}

void PrintTo(Example example, std::ostream* out) {
  *out << example_name(example);
}

}  // namespace actx
