// RapidCheck generator of programs of libuv calls.
#ifndef ACTX_UVSIM_TESTING_GENERATE_H_
#define ACTX_UVSIM_TESTING_GENERATE_H_

#include <rapidcheck.h>

#include "uvsim/testing/program.h"

namespace actx::uvsim::testing {

// Programs with up to `max_works` work requests.
rc::Gen<Program> programs(int max_works);

// Programs with TCP and pipe servers, clients and accepted connections among a few other handles.
rc::Gen<Program> stream_programs();

void showValue(const Program& program, std::ostream& out);

}  // namespace actx::uvsim::testing

#endif  // ACTX_UVSIM_TESTING_GENERATE_H_
