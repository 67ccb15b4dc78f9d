// The document's examples, generalised: any store, any nesting, any place of the throw, any chain
// of deferrals in between, any schedule.
//
// An ExampleProgram is plain data. program_text() gives the litmus program it stands for and, from
// the document's words alone, what that program must observe; it knows nothing of the reference.
//
// Words
// - A store is an index into the program's array of values: kNoStore is undefined.
// - A scope is an enclosing run() and the deferrals between it and what it encloses.
// - The ambient store is the one of the innermost scope, in which the example itself happens.
#ifndef ACTX_PROPERTIES_EXAMPLE_PROGRAM_H_
#define ACTX_PROPERTIES_EXAMPLE_PROGRAM_H_

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "properties/deferral.h"

namespace actx {

/// The examples of the document that need no sockets, files or threads.
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
};
inline constexpr Example kExamples[] = {
    Example::kSnapshot,      Example::kSnapshotInClass,
    Example::kEnterWith,     Example::kEnterWithInListener,
    Example::kRunThatThrows, Example::kExitThatThrows,
    Example::kAsyncAwait,    Example::kAsyncResource,
    Example::kDbQuery,
};
/// In the test names: without blanks.
std::string_view example_name(Example example);

using Store = uint8_t;
inline constexpr Store kNoStore = 0;
/// How many values there are: falsy ones, strings, numbers, symbols, objects of all kinds.
inline constexpr Store kStores = 18;

struct Scope {
  Store store = kNoStore;
  Chain chain;
};

struct ExampleProgram {
  Example example = Example::kSnapshot;
  std::vector<Scope> scopes;  // outermost first
  Store store = kNoStore;     // the example's own
  Store other = kNoStore;     // of whoever calls what the example made, where someone does
  std::vector<Store> inner;   // of run() calls nested in the example's callback, outermost first
  Chain between;              // from making a thing to using it
  Chain later;                // from the example's callback to what it starts
  int throw_at = -1;       // how many `inner` runs deep the callback throws; -1 (or deeper): never
  bool is_module = false;  // an ES module, else CommonJS
  uint64_t seed = 1;       // of the schedule
};

struct ProgramText {
  std::string text;
  std::map<std::string, std::string> expected;  // label to value, each to be observed once
};

ProgramText program_text(const ExampleProgram& program);

/// For GoogleTest's names of tests, and RapidCheck's counterexamples.
void PrintTo(Example example, std::ostream* out);
void showValue(const ExampleProgram& program, std::ostream& out);

}  // namespace actx

#endif  // ACTX_PROPERTIES_EXAMPLE_PROGRAM_H_
