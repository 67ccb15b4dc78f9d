// Runs generated programs on the reference and says what they observed against the document.
#ifndef ACTX_PROPERTIES_CHECKING_H_
#define ACTX_PROPERTIES_CHECKING_H_

#include <string>

#include "context/rules.h"
#include "properties/generated_program.h"

namespace actx {

/// Runs the program under `rules`; its seed gives the loop profile and every choice of the
/// schedule. Returns an empty string when it observed exactly what is expected and ended by itself
/// with 0, else one line about the difference.
std::string check_program(const GeneratedProgram& program, const Rules& rules);

/// The first reading of every rule.
Rules documented_rules();

}  // namespace actx

#endif  // ACTX_PROPERTIES_CHECKING_H_
