#include "properties/example_program.h"

#include <string>
#include <utility>

namespace actx {
namespace {

// A subclass for queries of a database: its callback runs in the context of the query's making.
constexpr std::string_view kDbQuery = R"(class DBQuery extends AsyncResource {
  constructor(db) { super('DBQuery'); this.db = db; }
  getInfo(text, callback) {
    this.db.get(text, (error, data) => { this.runInAsyncScope(callback, null, error, data); });
  }
  close() { this.db = null; this.emitDestroy(); }
})";

class Generaliser {
 public:
  explicit Generaliser(const ExampleProgram& program) : program_(program) {}

  ProgramText write() {
    out_.prelude(program_.is_module);
    out_.line(deferral_prelude());
    open_scopes(0);
    // What started synchronously in no scope at all goes on with what enterWith() entered.
    const bool stays = enters() && program_.scopes.empty();
    out_.see("end", stays ? program_.store : kNoStore);
    out_.see_later("after the end", program_.later, stays ? program_.store : kNoStore);
    return out_.take();
  }

 private:
  bool enters() const {
    return program_.example == Example::kEnterWith ||
           program_.example == Example::kEnterWithInListener;
  }

  // The scopes from `depth` on, and the example in the innermost.
  void open_scopes(size_t depth) {
    if (depth == program_.scopes.size()) {
      out_.see("ambient", ambient());
      write_example();
      const Store after = enters() ? program_.store : ambient();
      out_.see("after the example", after);
      out_.see_later("sibling", program_.later, after);
      return;
    }
    const Scope& scope = program_.scopes[depth];
    out_.open_run(scope.store);
    out_.open(scope.chain);
    open_scopes(depth + 1);
    out_.close(scope.chain);
    out_.close_run();
    const Store outer = depth == 0 ? kNoStore : program_.scopes[depth - 1].store;
    // Without a deferral after the inner run(), what that entered has ended with it.
    out_.see("after a scope", outer);
    out_.see_later("sibling of a scope", program_.later, outer);
  }

  Store ambient() const {
    return program_.scopes.empty() ? kNoStore : program_.scopes.back().store;
  }

  void write_example() {
    switch (program_.example) {
      case Example::kSnapshot:
        return write_snapshot();
      case Example::kSnapshotInClass:
        return write_snapshot_in_class();
      case Example::kEnterWith:
        return write_enter_with();
      case Example::kEnterWithInListener:
        return write_listeners();
      case Example::kRunThatThrows:
        return write_run();
      case Example::kExitThatThrows:
        return write_exit();
      case Example::kAsyncAwait:
        return write_async_await();
      case Example::kAsyncResource:
        return write_async_resource();
      case Example::kDbQuery:
        return write_db_query();
      default:
        break;  // needs_host(): not of this kind
    }
  }

  bool throws() const {
    return program_.throw_at >= 0 && program_.throw_at <= static_cast<int>(program_.inner.size());
  }

  // The statements of a callback that runs with `store`: nested run() calls, deferrals, the throw.
  void write_callback(Store store, size_t depth = 0) {
    out_.see("in the callback", store);
    out_.see_later("started in the callback", program_.later, store);
    if (depth < program_.inner.size()) {
      out_.open_run(program_.inner[depth]);
      write_callback(program_.inner[depth], depth + 1);
      out_.close_run();
      // What is thrown deeper than here passes by.
      if (!throws() || program_.throw_at <= static_cast<int>(depth)) {
        out_.see("after a nested run", store);
      }
    }
    if (throws() && program_.throw_at == static_cast<int>(depth)) out_.line("throw thrown;");
  }

  // `call` is an expression up to the body of a callback, `rest` what follows the body. The
  // callback gets 1 and 2 as `args` and returns 'result'; the caller gets that or the error, and
  // its own store back.
  void write_call(const std::string& call, const std::string& rest, Store inside, Store around) {
    out_.line("try {");
    out_.line("const result = " + call + "{");
    out_.observe("arguments", "args", "[1,2]");
    write_callback(inside);
    out_.line("return 'result';");
    out_.line("}" + rest + ";");
    close_try("result", "\"result\"");
    out_.see("after the call", around);
  }

  // The end of a try block, in which `returned` should have `value` unless the example throws.
  void close_try(std::string_view returned, std::string value) {
    if (throws()) {
      // Reached only where the error was lost: nothing expects it.
      out_.line("observe('not thrown');");
      out_.line("} catch (error) {");
      out_.observe("caught", "error === thrown", "true");
    } else {
      out_.observe("returned", returned, std::move(value));
      out_.line("} catch (error) {");
      out_.line("observe('thrown', error);");
    }
    out_.line("}");
  }

  void write_snapshot() {
    out_.line("const captured = storage.run(" + value_of(program_.store) +
              ", () => AsyncLocalStorage.snapshot());");
    out_.see("after the snapshot", ambient());
    out_.open(program_.between);
    out_.open_run(program_.other);
    write_call("captured((...args) => ", ", 1, 2)", program_.store, program_.other);
    out_.close_run();
    out_.close(program_.between);
  }

  void write_snapshot_in_class() {
    out_.line("class Foo {");
    out_.line("#scope = AsyncLocalStorage.snapshot();");
    out_.line("get(callback) { return this.#scope(callback, 1, 2); }");
    out_.line("}");
    out_.line("const foo = storage.run(" + value_of(program_.store) + ", () => new Foo());");
    out_.see("after the construction", ambient());
    out_.open(program_.between);
    out_.open_run(program_.other);
    write_call("foo.get((...args) => ", ")", program_.store, program_.other);
    out_.close_run();
    out_.close(program_.between);
  }

  void write_enter_with() {
    out_.see_later("started before", program_.between, ambient());
    out_.line("storage.enterWith(" + value_of(program_.store) + ");");
    out_.see("entered", program_.store);
    out_.see_later("operation", program_.between, program_.store);
    write_nested_runs();
  }

  // run() calls after enterWith() give its store back.
  void write_nested_runs() {
    for (const Store store : program_.inner) {
      out_.open_run(store);
      out_.see("run after enterWith", store);
      out_.see_later("started in a run after enterWith", program_.later, store);
      out_.close_run();
      out_.see("after a run after enterWith", program_.store);
    }
  }

  void write_listeners() {
    out_.line("const emitter = new EventEmitter();");
    out_.open_run(program_.other);
    for (const Store store : program_.inner) {
      out_.line("emitter.on('my-event', () => {");
      out_.see("listener before", ambient());
      out_.open_run(store);
      out_.see_later("started in a run of a listener", program_.later, store);
      out_.close_run();
      out_.line("});");
    }
    out_.line("emitter.on('my-event', () => storage.enterWith(" + value_of(program_.store) + "));");
    for (size_t i = 0; i <= program_.inner.size(); ++i) {
      out_.line("emitter.on('my-event', () => {");
      out_.see("listener after", program_.store);
      out_.see_later("started in a listener", program_.between, program_.store);
      out_.line("});");
    }
    out_.close_run();
    out_.see("before emit", ambient());
    out_.line("emitter.emit('my-event');");
    out_.see("after emit", program_.store);
  }

  void write_run() {
    const std::string call = "storage.run(" + value_of(program_.store) + ", (...args) => ";
    out_.open(program_.between);
    write_call(call, ", 1, 2)", program_.store, ambient());
    out_.see_later("started after run", program_.later, ambient());
    out_.close(program_.between);
  }

  void write_exit() {
    out_.line("second.run('second', () => {");
    out_.open(program_.between);
    write_call("storage.exit((...args) => ", ", 1, 2)", kNoStore, ambient());
    out_.see_later("started after exit", program_.later, ambient());
    out_.open(program_.later);
    out_.observe("other instance", "second.getStore()", "\"second\"");
    out_.close(program_.later);
    out_.line("storage.exit(() => {");
    out_.observe("other instance in exit", "second.getStore()", "\"second\"");
    out_.line("});");
    out_.close(program_.between);
    out_.line("});");
  }

  void write_async_await() {
    out_.line("async function foo() {");
    write_awaits("in foo", program_.store);
    out_.line(throws() ? "throw thrown;" : "return 'result';");
    out_.line("}");
    out_.line("async function fn() {");
    out_.line("try {");
    out_.line("const result = await storage.run(" + value_of(program_.store) + ", () => {");
    out_.see("in run", program_.store);
    out_.line("return foo();");
    out_.line("});");
    close_try("result", "\"result\"");
    write_awaits("after the await", ambient());
    out_.line("}");
    out_.line("fn().then(() => {");
    out_.see("after fn", ambient());
    out_.see_later("after fn, later", program_.later, ambient());
    out_.line("});");
  }

  // An await of every step of the chain, and one of the whole; for each of the nested runs, one
  // awaited run().
  void write_awaits(std::string_view label, Store store) {
    out_.see(label, store);
    for (const Deferral step : program_.between) {
      out_.line("await " + promise_of_chain({step}) + ";");
      out_.see(label, store);
    }
    out_.line("await " + promise_of_chain(program_.between) + ";");
    out_.see(label, store);
    for (const Store inner : program_.inner) {
      out_.line("await storage.run(" + value_of(inner) + ", async () => {");
      out_.line("await " + promise_of_chain(program_.later) + ";");
      out_.see("in an awaited run", inner);
      out_.line("});");
      out_.see(label, store);
    }
  }

  // The trigger given is where the chain began; the resource is made after it, used after another.
  void write_async_resource() {
    out_.line("const maker = executionAsyncId();");
    out_.open(program_.between);
    out_.line("const asyncResource = storage.run(" + value_of(program_.store) +
              ", () => new AsyncResource('EXAMPLE',");
    out_.line("  { triggerAsyncId: maker, requireManualDestroy: false }));");
    out_.line("const receiver = { me: 1 };");
    out_.open(program_.between);
    out_.open_run(program_.other);
    out_.line("const around = executionAsyncId();");
    out_.line("let inside, receives;");
    write_call(
        "asyncResource.runInAsyncScope(function(...args) {\n"
        "inside = executionAsyncId();\nreceives = this === receiver;\n"
        "return ((...args) => ",
        ")(...args);\n}, receiver, 1, 2)", program_.store, program_.other);
    out_.observe("receiver", "receives", "true");
    out_.observe("id of the resource", "inside === asyncResource.asyncId()", "true");
    out_.observe("an id of its own", "inside > 0 && inside !== maker", "true");
    out_.observe("the id is restored", "executionAsyncId() === around", "true");
    out_.observe("trigger", "asyncResource.triggerAsyncId() === maker", "true");
    out_.observe("emitDestroy", "asyncResource.emitDestroy() === asyncResource", "true");
    out_.close_run();
    out_.close(program_.between);
    out_.close(program_.between);
  }

  void write_db_query() {
    out_.line(kDbQuery);
    out_.line("const db = { get(text, answer) {");
    out_.open_run(program_.other);
    out_.open(program_.between);
    out_.line("try {");
    out_.line("answer(null, 'row');");
    close_try("query.asyncId() > 1", "true");
    out_.see("after the answer", program_.other);
    out_.see_later("started by the server", program_.later, program_.other);
    out_.line("query.close();");
    out_.close(program_.between);
    out_.close_run();
    out_.line("} };");
    out_.line("const query = storage.run(" + value_of(program_.store) +
              ", () => new DBQuery(db));");
    out_.line("query.getInfo('select', function(error, data) {");
    out_.observe("receiver", "this", "null");
    out_.observe("error and data", "[error, data]", "[null,\"row\"]");
    write_callback(program_.store);
    out_.line("});");
  }

  const ExampleProgram& program_;
  ProgramWriter out_;
};

}  // namespace

ProgramText program_text(const ExampleProgram& program) {
  return Generaliser(program).write();
}

}  // namespace actx
