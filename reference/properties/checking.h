// Runs generated programs on the reference and says what they observed against the document; and
// the generators of such programs.
#ifndef ACTX_PROPERTIES_CHECKING_H_
#define ACTX_PROPERTIES_CHECKING_H_

#include <rapidcheck.h>

#include <string>

#include "context/rules.h"
#include "properties/example_program.h"

namespace actx {

/// Programs of one example.
rc::Gen<ExampleProgram> any_program(Example example);

/// Runs the program under `rules`, every choice of the schedule drawn from its seed. Returns an
/// empty string when it observed exactly what is expected and ended by itself with 0, else one line
/// about the difference.
std::string check_program(const ExampleProgram& program, const Rules& rules);

/// The first reading of every rule.
Rules documented_rules();

}  // namespace actx

#endif  // ACTX_PROPERTIES_CHECKING_H_
