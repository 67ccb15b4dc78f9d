#include "properties/close_listeners.h"

#include <algorithm>
#include <string>

namespace actx {
namespace {

using std::to_string;

// `wrapped` has the listener in the place of FN. FN keeps receiver and arguments of the caller,
// except through runInAsyncScope and a snapshot, which are given the arguments.
constexpr std::string_view kBefore[] = {
    "",
    "AsyncResource.bind(",
    "AsyncLocalStorage.bind(",
    "new AsyncResource('Listener').bind(",
    ("((resource, fn) => (...args) => resource.runInAsyncScope(fn, emitter, ...args))("
     "new AsyncResource('Listener'), "),
    "((snapshot, fn) => (...args) => snapshot(fn, ...args))(AsyncLocalStorage.snapshot(), ",
};

class ListenersWriter {
 public:
  explicit ListenersWriter(const CloseListeners& listeners) : listeners_(listeners) {}

  ProgramText write() {
    out_.prelude(listeners_.is_module, {{"http", "node:http"}});
    out_.line(deferral_prelude());
    out_.open_run(listeners_.around);
    switch (listeners_.closer) {
      case Closer::kEmitter:
        out_.line("const emitter = new EventEmitter();");
        write_registrations();
        break;
      case Closer::kServer:
        out_.line("const emitter = http.createServer();");
        out_.line("emitter.listen(0, '127.0.0.1', () => {");
        write_registrations();
        out_.line("});");
        break;
      case Closer::kRequest:
        write_request();
        break;
    }
    out_.close_run();
    out_.see("end", kNoStore);
    return out_.take();
  }

 private:
  // Serves one request, whose handler registers the listeners and ends the response.
  void write_request() {
    out_.line("const patient = { headersTimeout: 0, requestTimeout: 0 };");
    out_.line("const server = http.createServer(patient, (emitter, response) => {");
    write_registrations();
    out_.line("});");
    out_.line("server.listen(0, '127.0.0.1', () => second.run('client', () => http.get(");
    out_.line(
        "  { host: '127.0.0.1', port: server.address().port, agent: false }, (response) => {");
    out_.line("response.resume();");
    out_.line("response.on('end', () => {");
    out_.observe("client", "second.getStore()", "\"client\"");
    out_.line("server.close();");
    out_.line("});");
    out_.line("})));");
  }

  void write_registrations() {
    out_.line("let unregistered = " + to_string(listeners_.listeners.size()) + ";");
    out_.line("const registered = () => { if (--unregistered === 0) close(); };");
    out_.line("const close = () => {");
    write_emissions(0);
    out_.line("};");
    for (const CloseListener& listener : listeners_.listeners) write_listener(listener);
    if (listeners_.listeners.empty()) out_.line("close();");
  }

  const Scope& emission(size_t k) const {
    return k == 0 ? listeners_.emission : listeners_.more[k - 1];
  }
  size_t emissions() const {
    return listeners_.closer == Closer::kEmitter ? 1 + listeners_.more.size() : 1;
  }

  void write_emissions(size_t k) {
    if (k == emissions()) return;
    out_.open(emission(k).chain);
    out_.open_run(emission(k).store);
    switch (listeners_.closer) {
      case Closer::kEmitter:
        out_.line("emitter.emit('close', " + to_string(k) + ");");
        break;
      case Closer::kServer:
        out_.line("emitter.close();");
        break;
      case Closer::kRequest:
        out_.line("response.end();");
        break;
    }
    out_.close_run();
    write_emissions(k + 1);
    out_.close(emission(k).chain);
  }

  // The store in which emission k happens. A response that is ended while the request is still
  // being parsed closes the request from the parser's callback, in the context of listen().
  Store emitted_in(size_t k) const {
    const bool is_at_once =
        emission(k).chain.empty() &&
        std::all_of(listeners_.listeners.begin(), listeners_.listeners.end(),
                    [](const CloseListener& one) { return one.scope.chain.empty(); });
    return listeners_.closer == Closer::kRequest && is_at_once ? listeners_.around
                                                               : emission(k).store;
  }

  void write_listener(const CloseListener& listener) {
    const size_t calls = listener.is_once ? 1 : emissions();
    out_.open(listener.scope.chain);
    out_.open_run(listener.scope.store);
    out_.line("emitter." + std::string(listener.is_once ? "once" : "on") + "('close', " +
              std::string(kBefore[static_cast<size_t>(listener.binding)]) + "function(k = 0) {");
    const std::string number = to_string(++number_);
    out_.line("observe(`listener " + number + ", close ${k}`, seen());");
    if (listener.binding != Binding::kSnapshot) {
      out_.line("observe(`receiver " + number + ", close ${k}`, this === emitter);");
    }
    out_.open(listener.later);
    out_.line("observe(`after listener " + number + ", close ${k}`, seen());");
    out_.close(listener.later);
    out_.line(listener.binding == Binding::kNone ? "});" : "}));");
    out_.close_run();
    out_.line("registered();");
    out_.close(listener.scope.chain);
    for (size_t k = 0; k < calls; ++k) {
      const Store store = listener.binding == Binding::kNone ? emitted_in(k) : listener.scope.store;
      const std::string call = " " + number + ", close " + to_string(k);
      out_.expect("listener" + call, to_string(store));
      out_.expect("after listener" + call, to_string(store));
      if (listener.binding != Binding::kSnapshot) out_.expect("receiver" + call, "true");
    }
  }

  const CloseListeners& listeners_;
  ProgramWriter out_;
  size_t number_ = 0;
};

}  // namespace

GeneratedProgram generated(const CloseListeners& listeners) {
  return {Example::kCloseListeners, listeners.is_module, listeners.seed,
          ListenersWriter(listeners).write(), nullptr};
}

}  // namespace actx
