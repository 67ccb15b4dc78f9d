// Generators of programs, by example.
#ifndef ACTX_PROPERTIES_GENERATORS_H_
#define ACTX_PROPERTIES_GENERATORS_H_

#include <rapidcheck.h>

#include "properties/generated_program.h"

namespace actx {

/// Programs of one example.
rc::Gen<GeneratedProgram> any_program(Example example);

}  // namespace actx

#endif  // ACTX_PROPERTIES_GENERATORS_H_
