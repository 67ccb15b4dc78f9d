// Writes the text of a program together with what it must observe.
//
// Every label is made unique by a number, so that what is expected does not depend on the order.
#ifndef ACTX_PROPERTIES_PROGRAM_WRITER_H_
#define ACTX_PROPERTIES_PROGRAM_WRITER_H_

#include <string>
#include <string_view>

#include "properties/example_program.h"

namespace actx {

class ProgramWriter {
 public:
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
