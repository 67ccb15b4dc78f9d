// What a run has of a computer beside its loops: files, environment variables, random bytes and
// the clock on the wall. Made when a run first asks for it.
#ifndef ACTX_UVSIM_MACHINE_H_
#define ACTX_UVSIM_MACHINE_H_

#include <map>
#include <string>

#include "uvsim/choice.h"
#include "uvsim/file_system.h"
#include "uvsim/internal.h"

namespace actx::uvsim {

struct Machine {
  FileSystem files;
  std::map<std::string, std::string> environment;
  uint64_t random;   // state of the generator
  int priority = 0;  // of the process
};

// The machine of the run; its files know the time.
Machine& machine_of(WorldState& world);
// Nanoseconds since the epoch.
int64_t wall_ns(const WorldState& world);
// The next 64 random bits of the run.
uint64_t random_bits(Machine& machine);

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_MACHINE_H_
