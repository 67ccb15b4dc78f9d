// A generated program of any example: what is run, and what it must show.
#ifndef ACTX_PROPERTIES_GENERATED_PROGRAM_H_
#define ACTX_PROPERTIES_GENERATED_PROGRAM_H_

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "host/runtime.h"
#include "properties/example.h"
#include "properties/program_writer.h"

namespace actx {

struct GeneratedProgram {
  Example example = Example::kSnapshot;
  bool is_module = false;  // an ES module, else CommonJS
  uint64_t seed = 1;       // of the schedule
  ProgramText written;
  /// What else must hold of the observations, once they are those expected: empty, or one line
  /// about what does not. May be null.
  std::function<std::string(const std::vector<Observation>&)> relation;
};

/// For RapidCheck's counterexamples.
void showValue(const GeneratedProgram& program, std::ostream& out);

}  // namespace actx

#endif  // ACTX_PROPERTIES_GENERATED_PROGRAM_H_
