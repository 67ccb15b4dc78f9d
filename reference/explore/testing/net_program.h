// Random programs of sockets, message ports and a worker: what the states of explorations must not
// be wrong about. Small, so that every schedule can be run.
#ifndef ACTX_EXPLORE_TESTING_NET_PROGRAM_H_
#define ACTX_EXPLORE_TESTING_NET_PROGRAM_H_

#include <rapidcheck.h>

#include <array>
#include <string>
#include <vector>

namespace actx {

/// What a listener does after showing its event.
enum class NetAct : uint8_t {
  kNothing,
  kObserve,    // shows a shared variable
  kAssign,     // changes it
  kWrite,      // once per socket
  kEnd,        //
  kDestroy,    //
  kTimeout,    // a timer that shows the variable
  kImmediate,  // an immediate that changes it
};
inline constexpr int kNetActs = 8;

/// Of one side of a connection: what happens at connect (or connection), data, end and close.
using NetSide = std::array<NetAct, 4>;

struct NetProgram {
  std::vector<NetSide> clients;
  NetSide server = {};
  bool has_ports = false;
  NetAct port_act = NetAct::kNothing;
};

/// A worker that answers, or says something first, beside a callback of the main thread.
struct WorkerProgram {
  int said = 0;       // messages that the worker sends by itself
  bool asks = false;  // the main thread sends one, which is answered
  NetAct beside = NetAct::kNothing;
};

std::string program_text(const NetProgram& program);
std::string program_text(const WorkerProgram& program);
rc::Gen<NetProgram> any_net_program();
rc::Gen<WorkerProgram> any_worker_program();
void showValue(const NetProgram& program, std::ostream& out);
void showValue(const WorkerProgram& program, std::ostream& out);

}  // namespace actx

#endif  // ACTX_EXPLORE_TESTING_NET_PROGRAM_H_
