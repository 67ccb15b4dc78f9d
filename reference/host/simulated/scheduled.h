// Surroundings on uvsim whose every choice is taken by a scheduler of the caller's.
#ifndef ACTX_HOST_SIMULATED_SCHEDULED_H_
#define ACTX_HOST_SIMULATED_SCHEDULED_H_

#include "host/surroundings.h"
#include "uvsim/choice.h"

namespace actx {

class Footprint;

/// As make_surroundings, with neither seed nor schedule. `scheduler` is borrowed.
std::unique_ptr<Surroundings> make_scheduled_surroundings(const SimulationOptions& options,
                                                          uvsim::Scheduler& scheduler,
                                                          std::string* error);

/// The state (value/footprint.h) to which the run in progress on this thread has come.
uint64_t simulated_state(const Footprint& footprint);

}  // namespace actx

#endif  // ACTX_HOST_SIMULATED_SCHEDULED_H_
