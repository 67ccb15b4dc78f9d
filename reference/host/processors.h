// The processors of the machine that a program sees. Defined by whichever libuv is linked: four
// under the simulated one, as programs take their number for the size of a pool.
#ifndef ACTX_HOST_PROCESSORS_H_
#define ACTX_HOST_PROCESSORS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace actx {

/// One processor, as os.cpus() shows it.
struct Processor {
  std::string model;
  int speed_mhz;
  uint64_t times_ms[5];  // user, nice, sys, idle, irq
};

std::vector<Processor> processors();
/// How many threads may run at once: os.availableParallelism().
unsigned parallelism();

}  // namespace actx

#endif  // ACTX_HOST_PROCESSORS_H_
