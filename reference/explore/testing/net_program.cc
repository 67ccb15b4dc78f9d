#include "explore/testing/net_program.h"

#include <fmt/format.h>

#include <ostream>

namespace actx {
namespace {

constexpr char kPrelude[] = R"(const net = require('node:net');
let v = 0;
let left = 0;
const written = new Set();
const once = (socket) => !written.has(socket) && written.add(socket);
function follow(socket, label, acts) {
  const events = ['connect', 'data', 'end', 'close'];
  for (const [i, event] of events.entries()) {
    socket.on(event, (x) => {
      observe(label + event, x === undefined ? '' : String(x));
      acts[i](socket, label + event);
    });
  }
  socket.on('error', (e) => observe(label + 'error', e.code));
}
)";

constexpr char kPorts[] = R"(const {{ port1, port2 }} = new MessageChannel();
port2.on('message', (m) => {{ observe('port2', m); ({})(port2, 'p'); port2.postMessage(m + 1); }});
port1.on('message', (m) => {{ observe('port1', m); port1.close(); }});
port1.postMessage(1);
)";

std::string act_text(NetAct act) {
  switch (act) {
    case NetAct::kNothing:
      return "() => {}";
    case NetAct::kObserve:
      return "(s, l) => observe(l + 'v', v)";
    case NetAct::kAssign:
      return "(s, l) => { v = l; }";
    case NetAct::kWrite:
      return "(s) => { if (once(s)) s.write?.('w'); }";
    case NetAct::kEnd:
      return "(s) => { s.end?.(); }";
    case NetAct::kDestroy:
      return "(s) => { s.destroy?.(); }";
    case NetAct::kTimeout:
      return "(s, l) => { setTimeout(() => observe(l + 't', v), 1); }";
    case NetAct::kImmediate:
      return "(s, l) => { setImmediate(() => { v = l + 'i'; }); }";
  }
  return {};
}

std::string side_text(const NetSide& side) {
  std::string text = "[";
  for (const NetAct act : side) text += act_text(act) + ", ";
  return text + "]";
}

rc::Gen<NetAct> any_act() {
  return rc::gen::cast<NetAct>(rc::gen::inRange(0, kNetActs));
}
rc::Gen<NetSide> any_side() {
  return rc::gen::container<NetSide>(any_act());
}

}  // namespace

std::string program_text(const NetProgram& program) {
  std::string text = kPrelude;
  if (program.has_ports) text += fmt::format(kPorts, act_text(program.port_act));
  text += fmt::format(
      "const server = net.createServer((s) => {{ const acts = {};\n"
      "  follow(s, 's', acts); observe('connection', ''); acts[0](s, 's'); }});\n",
      side_text(program.server));
  // Timers would multiply the schedules. A connection that nobody ends is a deadlock.
  text += "server.listen(80, '127.0.0.1');\n";
  for (size_t i = 0; i < program.clients.size(); ++i) {
    text += fmt::format(
        "server.on('listening', () => {{ const c = net.connect(80, '127.0.0.1'); ++left;\n"
        "  c.on('close', () => {{ if (--left === 0) server.close(); }});\n"
        "  follow(c, 'c{}', {}); }});\n",
        i, side_text(program.clients[i]));
  }
  return text;
}

std::string program_text(const WorkerProgram& program) {
  std::string inner = "const { parentPort } = require('worker_threads');";
  if (program.asks) inner += "parentPort.once('message', (m) => parentPort.postMessage(m + 1));";
  for (int i = 0; i < program.said; ++i) inner += fmt::format("parentPort.postMessage('{}');", i);
  std::string text = fmt::format(
      "const {{ Worker }} = require('node:worker_threads');\nlet v = 0;\nconst once = () => true;\n"
      "const w = new Worker(`{}`, {{ eval: true }});\n"
      "w.on('message', (m) => {{ observe('m', m); observe('v', v); }});\n"
      "({})(w, 'beside');\n",
      inner, act_text(program.beside));
  if (program.asks) text += "w.postMessage(1);\n";
  return text;
}

rc::Gen<NetProgram> any_net_program() {
  return rc::gen::exec([] {
    NetProgram program;
    const int clients = *rc::gen::inRange(1, 3);
    for (int i = 0; i < clients; ++i) program.clients.push_back(*any_side());
    program.server = *any_side();
    program.has_ports = *rc::gen::inRange(0, 4) == 0;
    program.port_act = *any_act();
    return program;
  });
}

rc::Gen<WorkerProgram> any_worker_program() {
  return rc::gen::exec([] {
    WorkerProgram program;
    program.said = *rc::gen::inRange(0, 2);
    program.asks = *rc::gen::inRange(0, 4) == 0;
    program.beside = *any_act();
    return program;
  });
}

void showValue(const NetProgram& program, std::ostream& out) {
  out << program_text(program);
}
void showValue(const WorkerProgram& program, std::ostream& out) {
  out << program_text(program);
}

}  // namespace actx
