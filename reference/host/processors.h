// The processors of the machine that a program sees (Surroundings::processors).
#ifndef ACTX_HOST_PROCESSORS_H_
#define ACTX_HOST_PROCESSORS_H_

#include <cstdint>
#include <string>

namespace actx {

/// One processor, as os.cpus() shows it.
struct Processor {
  std::string model;
  int speed_mhz;
  uint64_t times_ms[5];  // user, nice, sys, idle, irq
};

}  // namespace actx

#endif  // ACTX_HOST_PROCESSORS_H_
