// The program's owner: ties realm, context, loop and modules together for one run after another.
//
// What a program's callbacks, jobs and events go through is here: every call into the program is
// guarded, so that an exception ends where Node would take it and a limit ends the run.
//
// Invariants
// - realm.host is the Host; natives get at it with Host::of(realm).
// - Per-run state is in Run, replaced as a whole by the next run.
#ifndef ACTX_HOST_HOST_H_
#define ACTX_HOST_HOST_H_

#include <optional>
#include <unordered_map>

#include "context/context.h"
#include "host/message_ports.h"
#include "host/runtime.h"
#include "host/shared_run.h"
#include "loop/loop.h"
#include "script/module.h"
#include "value/promise.h"

namespace actx {

class FinalizationRegistry;
class HostImage;
class ModuleSystem;
class ProcessObject;
class TimeoutObject;
class WorkerSide;
class WorkerThread;
class Workers;

/// Keeps an object that the loop may still call reachable; see Host::pin.
struct Pin {
  Cell* cell = nullptr;
  Pin* next = nullptr;
  Pin* previous = nullptr;
};

/// Thrown when the program uses what the reference does not have. No program can catch it.
struct Refused {
  std::string what;
};
/// Ends the run: "FILE:LINE:COLUMN: WHAT is not in the litmus language". `place` is where the
/// program asks for it; an empty one is left out.
[[noreturn]] void refuse_at(const CodePlace& place, std::string_view what);
/// The same at the innermost line of the program's own code that is running.
[[noreturn]] void refuse(const Realm& realm, std::string_view what);
/// Thrown when too much waits, or too much was printed.
struct PendingLimitReached {};
struct OutputLimitReached {};

class Host final : public LoopDelegate, public ContextHost, public RootSource {
 public:
  /// The host of a main thread.
  Host(Surroundings& surroundings, const RuntimeOptions& options);
  /// The host of a worker of the run `shared`, on the thread that calls.
  Host(SharedRun& shared, const RuntimeOptions& options);
  ~Host();
  static Host& of(Realm& realm) { return *static_cast<Host*>(realm.host); }

  const RunResult& run(Program& program);
  /// One run of a worker, from its first callback to its last.
  const RunResult& run_worker(Program& program, WorkerThread& thread);

  Realm& realm() { return realm_; }
  Context& context() { return context_; }
  Loop& loop() { return loop_; }
  ModuleSystem& modules() { return *modules_; }
  SharedRun& shared() { return *shared_; }
  MessagePorts& ports() { return ports_; }
  /// The workers that this thread has started.
  Workers& workers() { return *workers_; }
  /// This thread as a worker; null on the main thread.
  WorkerSide* worker() { return worker_.get(); }
  Surroundings& surroundings() { return surroundings_; }
  RuntimeOptions& options() { return options_; }
  Program& program() { return *program_; }
  const Rules& rules() const { return context_.rules(); }
  void set_trace(TraceSink* sink) { context_.set_trace(sink); }
  RunResult& result() { return result_; }

  // Output.
  void write_out(std::string_view utf8);
  void write_err(std::string_view utf8);
  void observe(std::string label, std::string value);

  // The process.
  ProcessObject* process();
  Object* process_object() override;
  /// process.emit(name, ...). False when there was no listener, or nothing ever listened.
  bool emit(std::string_view event, Args args);
  /// process.emitWarning(message, type).
  void emit_warning(std::string_view message, std::string_view type);
  /// Nanoseconds since the run began, read afresh.
  uint64_t run_nanoseconds();
  /// process.exit(): emits 'exit' once and ends the run. `code` undefined: process.exitCode.
  [[noreturn]] void exit_process(Value code);
  bool is_exiting() const { return run_.exiting; }
  /// Node's process.exitCode as a number.
  int exit_code();

  // Errors.
  /// Hands an exception that nobody caught to the program's handlers, or ends the run.
  Outcome uncaught(Value error, bool from_promise);
  void fatal_hook_error(Value error) override;
  void uncaught_in_promise(Value error) override;

  // Scheduling, for natives.
  /// Ends the run: of this thread's program only, if it is a worker.
  void end_run(Verdict verdict, int code, std::string detail);
  void check_pending() {
    if (loop_.pending() > options_.pending_limit) throw PendingLimitReached{};
  }
  void queue_microtask(Value callback);
  void next_tick(Value callback, Args args);

  /// Whether the drain rule applies when a callback's scope closes (see Loop).
  enum class Drain : bool { kNo, kYes };
  /// A callback of I/O: runs `call` in the scope of `resource`, then drains if asked to and no
  /// other callback is open. An exception goes to whoever of the program is waiting further up,
  /// else to its handlers for uncaught exceptions. kThrew also when it was thrown while draining.
  Outcome call_back(Resource* resource, FunctionRef<void()> call, Drain drain = Drain::kYes);
  /// Runs `f`, which throws no JavaScript exception but may call hooks or pass a limit.
  Outcome guard_limits(FunctionRef<void()> f);
  /// Keeps `cell`, the owner of `pin`, reachable until unpin or the end of the run.
  void pin(Pin& pin, Cell* cell);
  void unpin(Pin& pin);

  void request_destroy_delivery() override;
  /// Links and evaluates the main ES module; what becomes of its promise is watched.
  void evaluate_main_module();

  // LoopDelegate.
  Outcome call(LoopItem& item) override;
  void destroyed(LoopItem& item) override;
  Outcome run_microtasks() override;
  Outcome process_rejections(bool* worked) override;
  void enter_scope(Entry entry, void* resource) override;
  void leave_scope(Entry entry, void* resource, bool failed) override;
  void drained() override { realm_.clear_kept_objects(); }
  void turned() override;
  bool is_halted() override { return surroundings_.is_halted(); }
  Outcome main() override;
  Outcome before_exit() override;
  Outcome exit() override;

  void trace_roots(Tracer& tracer) const override;
  void prepare_reclaim(const Tracer& tracer, HeapMarker& marker) override;
  /// Gives memory back after this turn, if this run gives any back.
  void reclaim_soon() { run_.reclaims_soon = true; }

  /// Per-run objects that natives make on first use, by number.
  enum Slot : uint8_t {
    kTimeoutPrototype,
    kImmediatePrototype,
    kProcess,
    kAsyncLocalStorage,
    kAsyncResource,
    kAsyncHook,
    kBuffer,
    kBufferPrototype,
    kBufferSpecies,
    kFileHandlePrototype,
    kZlibPrototype,
    kChildPrototype,
    kTimerFunctions,  // six of them
    kSlots = kTimerFunctions + 6
  };
  Object*& slot(Slot slot) { return run_.slots[slot]; }
  /// Timeouts whose ids the program has asked for.
  ArenaVector<TimeoutObject*>& known_timers() { return run_.known_timers; }

 private:
  struct PendingRejection {
    Promise* promise;
    uint32_t id;
  };
  struct RejectionInfo {
    uint32_t id;
    bool warned;
  };
  /// Work of the host for the next check phase.
  struct HostTask : NativeTask {
    HostTask() : NativeTask(nullptr) { refed = true; }
    Host* host = nullptr;
  };
  /// State of one run.
  struct Run {
    bool exiting = false;
    uint64_t start_ns = 0;
    bool is_module = false;
    bool ended = false;
    bool reclaims_soon = false;
    uint64_t steps_before = 0;  // of the turns that are over, where the limit is for one
    uint32_t last_rejection = 0;
    uint32_t scope_count = 0;
    Object* slots[kSlots] = {};
    Promise* main_promise = nullptr;
    ArenaVector<TimeoutObject*> known_timers;
    ArenaVector<Promise*> unhandled;     // rejected, not reported yet
    ArenaVector<PendingRejection> late;  // reported, handled since
    HostTask destroy_task;
    HostTask finalizer_task;
    ArenaVector<FinalizationRegistry*> registries;  // with targets that were collected
    Pin* first_pin = nullptr;
  };
  static constexpr uint32_t kMaxScopes = 16;

  /// Runs `f` as a call into the program.
  Outcome guard(FunctionRef<void()> f);
  void forget_ended_timers();
  void forget_handled_rejections();
  Outcome ended() const { return loop_.is_stopped() ? Outcome::kStop : Outcome::kDone; }
  void report_fatal(Value error, bool from_promise);
  static void on_steps(Realm& realm);
  void set_up_realm();
  void reset(Program& program);
  /// Begins the run with the built-in modules that the program's main file imports, copied from an
  /// earlier run; keeps them for the next one when this is the second such run.
  void begin_with_image(const ProgramFile& main);
  void run_program(Program& program);
  void run_main();
  void finish();
  void queue_task(HostTask& task, void (*call)(NativeTask& self), bool first = false);
  static void queue_finalizers(Realm& realm, FinalizationRegistry* registry);
  void run_finalizers();
  static void track_rejection(Realm& realm, Promise* promise, bool handled);
  Value error_of_rejection(Value reason);
  void report_rejection(Promise* promise, uint64_t id);
  void warn_of_rejection(Value reason, uint64_t id);
  std::string text_of_reason(Value reason);

  std::unique_ptr<SharedRun> own_shared_;  // of a main thread
  SharedRun* shared_;
  std::unique_ptr<Surroundings> own_surroundings_;  // of a worker
  Surroundings& surroundings_;
  RuntimeOptions options_;
  Realm realm_;
  Context context_;
  Loop loop_;
  std::unique_ptr<ModuleSystem> modules_;
  MessagePorts ports_;
  std::unique_ptr<Workers> workers_;
  std::unique_ptr<WorkerSide> worker_;
  std::unique_ptr<HostImage> image_;
  Program* program_ = nullptr;
  Run run_;
  std::unordered_map<Promise*, RejectionInfo> rejections_;  // looked up only
  std::optional<RootScope> scopes_[kMaxScopes];
  RunResult result_;
};

/// What Node prints on stderr about an error that ends the program.
std::string fatal_error_text(Host& host, Value error);
/// The place in the program where the error with this stack was made, with its source line; empty
/// when there is none.
std::string source_excerpt(Host& host, Value error);

/// Queues an immediate that does nothing.
void add_empty_immediate(Host& host);

}  // namespace actx

#endif  // ACTX_HOST_HOST_H_
