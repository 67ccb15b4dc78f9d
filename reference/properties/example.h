// The examples of the document that properties generalise.
#ifndef ACTX_PROPERTIES_EXAMPLE_H_
#define ACTX_PROPERTIES_EXAMPLE_H_

#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace actx {

enum class Example : uint8_t {
  kSnapshot,
  kSnapshotInClass,
  kEnterWith,
  kEnterWithInListener,
  kRunThatThrows,
  kExitThatThrows,
  kAsyncAwait,
  kAsyncResource,
  kDbQuery,
  kHttpLogger,
  kWorkerPool,
  kCloseListeners,
};
inline constexpr Example kExamples[] = {
    Example::kSnapshot,      Example::kSnapshotInClass,
    Example::kEnterWith,     Example::kEnterWithInListener,
    Example::kRunThatThrows, Example::kExitThatThrows,
    Example::kAsyncAwait,    Example::kAsyncResource,
    Example::kDbQuery,       Example::kHttpLogger,
    Example::kWorkerPool,    Example::kCloseListeners,
};

/// In the test names: without blanks.
std::string_view example_name(Example example);

/// Whether its programs use sockets or threads: they take about a hundred times as long.
constexpr bool needs_host(Example example) {
  return example >= Example::kHttpLogger;
}

/// For GoogleTest's names of tests.
void PrintTo(Example example, std::ostream* out);

}  // namespace actx

#endif  // ACTX_PROPERTIES_EXAMPLE_H_
