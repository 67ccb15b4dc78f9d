// Writes the text of a program together with what it must observe.
//
// Words
// - A store is an index into the program's array of values: kNoStore is undefined.
// - A scope is an enclosing run() and the deferrals between it and what it encloses.
//
// Every label is made unique by a number, so that what is expected does not depend on the order.
#ifndef ACTX_PROPERTIES_PROGRAM_WRITER_H_
#define ACTX_PROPERTIES_PROGRAM_WRITER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "properties/deferral.h"

namespace actx {

using Store = uint8_t;
inline constexpr Store kNoStore = 0;
/// How many values there are: falsy ones, strings, numbers, symbols, objects of all kinds.
inline constexpr Store kStores = 18;

struct Scope {
  Store store = kNoStore;
  Chain chain;
};

struct ProgramText {
  std::string text;
  /// Label to value, each to be observed once. kAnyNumber stands for a whole number.
  std::map<std::string, std::string> expected;
};
inline constexpr std::string_view kAnyNumber = "(number)";

class ProgramWriter {
 public:
  /// The imports of every program and what they share: `values`, `storage`, `second`, `seen()`,
  /// `thrown`. `more` are further imports, {names, module}.
  void prelude(bool is_module,
               const std::vector<std::pair<std::string_view, std::string_view>>& more = {});

  /// Appends text of the program, and a line end.
  void line(std::string_view text);
  void open(const Chain& chain) { result_.text += open_chain(chain); }
  void close(const Chain& chain) { result_.text += close_chain(chain); }

  /// Observes the value of a JavaScript expression; `expected` is the value as observe() prints it.
  void observe(std::string_view label, std::string_view expression, std::string expected);
  /// Observes the current store.
  void see(std::string_view label, Store expected);
  /// Observes the store after the chain, which starts here.
  void see_later(std::string_view label, const Chain& chain, Store expected);
  /// Expects a label that text given to line() observes by itself.
  void expect(std::string label, std::string value) {
    result_.expected.emplace(std::move(label), std::move(value));
  }
  /// Opens and closes a run() call, a statement.
  void open_run(Store store);
  void close_run() { line("});"); }

  ProgramText take() { return std::move(result_); }

 private:
  ProgramText result_;
};

/// The JavaScript expression of a store.
std::string value_of(Store store);

}  // namespace actx

#endif  // ACTX_PROPERTIES_PROGRAM_WRITER_H_
