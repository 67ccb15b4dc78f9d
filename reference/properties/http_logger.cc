#include "properties/http_logger.h"

#include <map>
#include <set>
#include <string>

namespace actx {
namespace {

using std::to_string;

constexpr std::string_view kWords[] = {"start", "finish", "later"};

// What the lines of a request say of it: "start 2 at 0" is of request 2, which server 0 answers.
std::string label_of(std::string_view word, size_t request, size_t server) {
  return std::string(word) + " " + to_string(request) + " at " + to_string(server);
}

// How long a request takes is the schedule's: servers must not give one up.
constexpr std::string_view kServe =
    R"(const patient = { headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0 };
const counters = instances.map(() => 0);
const servers = Array.from({ length: server_count }, (_, s) => http.createServer(patient, (req, res) => {
  const counter = s % instances.length;
  const logs = instances[counter];
  const r = Number(req.url.slice(1));
  // Its own id, and nothing of the other counters.
  const log = (word) => observe(`${word} ${r} at ${s}`, instances.some(
    (other) => other !== logs && other.getStore() !== undefined) ? 'mixed' : logs.getStore());
  const before = logs.getStore();
  logs.run(counters[counter]++, () => {
    log('start');
    between[r](() => {
      log('finish');
      res.end();
      later[r](() => log('later'));
    });
  });
  observe(`unchanged ${r}`, logs.getStore() === before);
}));
let answered = 0;
function ask(r, s) {
  clients.run(r, () => http.get(
    { host: '127.0.0.1', port: servers[s].address().port, path: `/${r}`, agent }, (res) => {
      observe(`response ${r}`, clients.getStore());
      res.resume();
      res.on('end', () => {
        observe(`end ${r}`, clients.getStore());
        if (++answered === request_count) close();
      });
    }));
}
function close() {
  for (const server of servers) server.close();
  if (agent) agent.destroy();
}
const listening = (server) => new Promise((done) => server.listen(0, '127.0.0.1', done));
Promise.all(servers.map(listening)).then(() => {
  if (request_count === 0) close();
)";

class LoggerWriter {
 public:
  explicit LoggerWriter(const HttpLogger& logger) : logger_(logger) {}

  ProgramText write() {
    out_.prelude(logger_.is_module, {{"http", "node:http"}});
    out_.line(deferral_prelude());
    const size_t instances = logger_.one_counter ? 1 : servers();
    out_.line("const server_count = " + to_string(servers()) + ";");
    out_.line("const request_count = " + to_string(logger_.requests.size()) + ";");
    out_.line("const instances = Array.from({ length: " + to_string(instances) +
              " }, () => new AsyncLocalStorage());");
    out_.line("const clients = new AsyncLocalStorage();");
    out_.line(logger_.keeps_alive
                  ? "const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });"
                  : "const agent = false;");
    write_chains("between", &LoggedRequest::between);
    write_chains("later", &LoggedRequest::later);
    out_.line(kServe);
    for (size_t r = 0; r < logger_.requests.size(); ++r) write_request(r);
    out_.line("});");
    return out_.take();
  }

 private:
  size_t servers() const { return size_t{1} + logger_.more_servers; }
  size_t server_of(const LoggedRequest& request) const { return request.server % servers(); }

  // One function per request: it calls `done` after the chain.
  void write_chains(const std::string& name, Chain LoggedRequest::*chain) {
    out_.line("const " + name + " = [");
    for (const LoggedRequest& request : logger_.requests) {
      out_.line("(done) => {");
      out_.open(request.*chain);
      out_.line("done();");
      out_.close(request.*chain);
      out_.line("},");
    }
    out_.line("];");
  }

  void write_request(size_t r) {
    const LoggedRequest& request = logger_.requests[r];
    out_.open(request.before);
    out_.line("ask(" + to_string(r) + ", " + to_string(server_of(request)) + ");");
    out_.close(request.before);
    for (const std::string_view word : kWords) {
      out_.expect(label_of(word, r, server_of(request)), std::string(kAnyNumber));
    }
    out_.expect("unchanged " + to_string(r), "true");
    out_.expect("response " + to_string(r), to_string(r));
    out_.expect("end " + to_string(r), to_string(r));
  }

  const HttpLogger& logger_;
  ProgramWriter out_;
};

// The observations are those expected: each label once, with a number.
std::string relation_of(const HttpLogger& logger, const std::vector<Observation>& observations) {
  std::map<std::string, size_t> position;
  for (size_t i = 0; i < observations.size(); ++i) position[observations[i].label] = i;
  const size_t servers = size_t{1} + logger.more_servers;
  std::map<size_t, std::map<size_t, uint64_t>> ids;  // counter -> position of 'start' -> id
  for (size_t r = 0; r < logger.requests.size(); ++r) {
    const size_t server = logger.requests[r].server % servers;
    size_t last = 0;
    uint64_t id = 0;
    for (const std::string_view word : kWords) {
      const std::string label = label_of(word, r, server);
      const size_t at = position.at(label);
      const uint64_t shown = std::stoull(observations[at].value);
      if (word == kWords[0]) {
        id = shown;
        ids[logger.one_counter ? 0 : server][at] = id;
      } else {
        if (at < last) return label + " came too early";
        if (shown != id) return label + ": " + to_string(shown) + " instead of " + to_string(id);
      }
      last = at;
    }
  }
  for (const auto& [counter, by_start] : ids) {
    uint64_t next = 0;
    for (const auto& [at, id] : by_start) {
      if (id != next++) return observations[at].label + ": id " + to_string(id) + " is out of turn";
    }
  }
  return "";
}

}  // namespace

GeneratedProgram generated(const HttpLogger& logger) {
  const auto relation = [logger](const std::vector<Observation>& observations) {
    return relation_of(logger, observations);
  };
  return {Example::kHttpLogger, logger.is_module, logger.seed, LoggerWriter(logger).write(),
          relation};
}

}  // namespace actx
