// The document's examples that need no sockets or threads, generalised: any store, any nesting, any
// place of the throw, any chain of deferrals in between, any schedule.
//
// An ExampleProgram is plain data. program_text() gives the litmus program it stands for and, from
// the document's words alone, what that program must observe; it knows nothing of the reference.
//
// Words
// - The ambient store is the one of the innermost scope, in which the example itself happens.
#ifndef ACTX_PROPERTIES_EXAMPLE_PROGRAM_H_
#define ACTX_PROPERTIES_EXAMPLE_PROGRAM_H_

#include <cstdint>
#include <vector>

#include "properties/example.h"
#include "properties/program_writer.h"

namespace actx {

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

ProgramText program_text(const ExampleProgram& program);

}  // namespace actx

#endif  // ACTX_PROPERTIES_EXAMPLE_PROGRAM_H_
