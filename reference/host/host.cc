#include "host/host.h"

#include "host/footprints.h"
#include "host/globals.h"
#include "host/host_image.h"
#include "host/items.h"
#include "host/modules.h"
#include "host/process.h"
#include "host/worker_side.h"
#include "host/workers.h"
#include "script/step_hook.h"
#include "value/conversions.h"
#include "value/static_key.h"

namespace actx {

namespace {

/// Evaluates the main module: the first microtask of the run, as in Node.
class MainModuleJob final : public Job {
 public:
  explicit MainModuleJob(Host& host) : host_(host) {}
  void run(Realm&) override {
    // What it enters at its top level ends with it, unless the rules let roots keep stores.
    const RootScope scope(host_.context(), Root::kTopLevel);
    host_.evaluate_main_module();
  }
  void trace(Tracer&) const override {}

 private:
  Host& host_;
};

/// A callback of queueMicrotask.
class MicrotaskJob final : public Job {
 public:
  MicrotaskJob(Value callback, Resource* resource) : callback_(callback), resource_(resource) {}
  void run(Realm& realm) override {
    Context& context = Host::of(realm).context();
    const auto call = [&] {
      // The destroy event is asked for inside the scope, whether the callback throws or not.
      try {
        realm.call(callback_, Value(), {});
      } catch (const Throw&) {
        context.emit_destroy(resource_);
        throw;
      }
      context.emit_destroy(resource_);
      return Value();
    };
    call_in_scope(context, resource_, call, OnThrow::kMicrotask);
  }
  void trace(Tracer& tracer) const override {
    tracer.visit(callback_);
    tracer.visit(resource_);
  }

 private:
  Value callback_;
  Resource* resource_;
};

/// Whether the main file of a worker is missing or has a syntax error: its parent hears of that,
/// where a main thread is refused.
bool has_worker_error(Program& program) {
  if (!program.exists(program.main_path())) return true;
  try {
    program.main();
  } catch (const ParseError& error) {
    if (error.kind() == ParseErrorKind::kSyntax) return true;
    throw;
  }
  return false;
}

Object* make_syntax_error(Realm& realm, const ParseError& error) {
  const std::string head = "SyntaxError: " + error.message();
  const std::string_view text(error.what());  // PLACE: HEAD
  const std::string place(text.substr(0, text.size() - head.size() - 2));
  Object* object = make_error(realm, Intrinsic::kSyntaxErrorPrototype, error.message());
  object->put(realm, realm.names().stack, realm.string(head + "\n    at " + place));
  return object;
}

double wall_clock(Realm& realm) {
  return Host::of(realm).surroundings().wall_clock_ms();
}

Verdict verdict_of(Halt halt) {
  switch (halt) {
    case Halt::kDeadlock:
      return Verdict::kDeadlock;
    case Halt::kVirtualTime:
      return Verdict::kVirtualTimeLimit;
    case Halt::kCallbacks:
      return Verdict::kCallbackLimit;
    case Halt::kPending:
      return Verdict::kPendingLimit;
    case Halt::kSchedule:
      return Verdict::kBadSchedule;
    case Halt::kNone:
      break;
  }
  return Verdict::kExited;
}

}  // namespace

Host::Host(Surroundings& surroundings, const RuntimeOptions& options)
    : own_shared_(std::make_unique<SharedRun>(result_)),
      shared_(own_shared_.get()),
      surroundings_(surroundings),
      options_(options),
      realm_(options.limits),
      context_(realm_, options.rules, this),
      loop_(*this),
      modules_(std::make_unique<ModuleSystem>(*this)),
      ports_(*this),
      workers_(std::make_unique<Workers>(*this)) {
  set_up_realm();
}

Host::Host(SharedRun& shared, const RuntimeOptions& options)
    : shared_(&shared),
      own_surroundings_(make_worker_surroundings(shared.surroundings())),
      surroundings_(*own_surroundings_),
      options_(options),
      realm_(options.limits),
      context_(realm_, options.rules, this),
      loop_(*this),
      modules_(std::make_unique<ModuleSystem>(*this)),
      ports_(*this),
      workers_(std::make_unique<Workers>(*this)) {
  set_up_realm();
}

Host::~Host() = default;

void Host::set_up_realm() {
  static const bool hooked = (set_step_hook(on_steps), true);
  (void)hooked;
  realm_.host = this;
  if (options_.reclaim != Reclaim::kNever) realm_.use_heap();
  realm_.set_context_hooks(&context_);
  realm_.set_rejection_tracker(track_rejection);
  realm_.set_finalization_hook(queue_finalizers);
  realm_.set_clock(wall_clock);
  realm_.set_host_globals(&host_globals(options_.expose_gc));
  surroundings_.set_loop(&loop_);
}

/// A program that computes for long lets the other threads of the run go on, and a worker that is
/// to be terminated ends.
void Host::on_steps(Realm& realm) {
  Host* host = static_cast<Host*>(realm.host);
  if (host == nullptr || !host->shared_->has_workers()) return;
  if (host->worker_ != nullptr) {
    if (host->worker_->stop_requested() || host->surroundings_.is_halted()) throw Terminated{1};
  }
  if (is_simulated()) uv_sleep(0);
}

// ---- One run ---------------------------------------------------------------------------------

const RunResult& Host::run(Program& program) {
  reset(program);
  shared_->begin(program, surroundings_);
  surroundings_.begin_run();
  loop_.open();
  run_program(program);
  return result_;
}

const RunResult& Host::run_worker(Program& program, WorkerThread& thread) {
  reset(program);
  loop_.open();
  worker_ = std::make_unique<WorkerSide>(*this, thread);
  run_program(program);
  worker_.reset();
  return result_;
}

void Host::run_program(Program& program) {
  run_.start_ns = uv_now(loop_.uv()) * 1'000'000;
  // The main file is read and checked before anything runs.
  const Outcome outcome = guard_limits([&] {
    // What is wrong with the file of a worker is told by run_main.
    if (worker_ == nullptr || !has_worker_error(program)) {
      run_.is_module = program.main().type == FileType::kModule;
      begin_with_image(program.main());
    }
    if (worker_ != nullptr) worker_->open();
  });
  if (outcome == Outcome::kDone) loop_.run();
  finish();
  surroundings_.end_run(loop_);
}

void Host::reset(Program& program) {
  for (std::optional<RootScope>& scope : scopes_) scope.reset();
  program_ = &program;
  realm_.reset();
  realm_.set_limits(options_.limits);
  realm_.seed_random(options_.random_seed);
  context_.reset(options_.rules);
  realm_.add_root_source(this);
  modules_->reset();
  workers_->reset();
  run_ = Run();
  if (!rejections_.empty()) rejections_.clear();
  result_.verdict = Verdict::kExited;
  result_.exit_code = 0;
  result_.out.clear();
  result_.err.clear();
  result_.detail.clear();
  result_.observations.clear();
  result_.schedule.clear();
  result_.steps = result_.jobs = result_.callbacks = result_.heap_bytes = 0;
}

void Host::finish() {
  std::string message;
  workers_->shut_down();
  if (worker_ != nullptr) worker_->detach();
  ports_.shut_down();
  const Halt halt = surroundings_.halted(&message);
  const bool waits = loop_.pending() > 0 || run_.first_pin != nullptr;
  if (halt != Halt::kNone || run_.ended || waits) Footprint::keep_all_if_active();
  if (halt != Halt::kNone && !run_.ended) end_run(verdict_of(halt), 0, message);
  if (!run_.ended) result_.exit_code = exit_code();
  result_.schedule = surroundings_.schedule();
  result_.steps += run_.steps_before + realm_.steps;
  result_.jobs += realm_.jobs_run;
  result_.callbacks += loop_.callbacks();
  result_.heap_bytes += realm_.arena().bytes_used();
}

void refuse_at(const CodePlace& place, std::string_view what) {
  std::string text;
  if (!place.file.empty()) {
    text = std::string(place.file) + ":" + std::to_string(place.line) + ":" +
           std::to_string(place.column) + ": ";
  }
  throw Refused{text.append(what).append(" is not in the litmus language")};
}

void refuse(const Realm& realm, std::string_view what) {
  refuse_at(running_place(realm), what);
}

void Host::end_run(Verdict verdict, int code, std::string detail) {
  if (run_.ended) return;
  run_.ended = true;
  result_.verdict = verdict;
  result_.exit_code = code;
  result_.detail = std::move(detail);
  loop_.stop();
}

// ---- Calls into the program ------------------------------------------------------------------

Outcome Host::guard_limits(FunctionRef<void()> f) {
  try {
    f();
  } catch (const Terminated& exit) {
    end_run(Verdict::kExited, exit.exit_code, {});
  } catch (const StepLimitReached& limit) {
    end_run(Verdict::kStepLimit, 0, "more than " + std::to_string(limit.limit) + " steps");
  } catch (const HeapLimitReached& limit) {
    end_run(Verdict::kHeapLimit, 0,
            "more than " + std::to_string(limit.limit_bytes) + " bytes of heap");
  } catch (const PendingLimitReached&) {
    end_run(Verdict::kPendingLimit, 0,
            "more than " + std::to_string(options_.pending_limit) + " callbacks wait");
  } catch (const OutputLimitReached&) {
    end_run(Verdict::kStepLimit, 0,
            "more than " + std::to_string(kMaxOutputBytes) + " bytes of output");
  } catch (const Refused& refused) {
    end_run(Verdict::kRefused, 0, refused.what);
  } catch (const ParseError& error) {
    end_run(Verdict::kRefused, 0, error.what());
  } catch (const FileMissing& missing) {
    end_run(Verdict::kRefused, 0, missing.path + ": there is no such file");
  }
  return ended();
}

Outcome Host::guard(FunctionRef<void()> f) {
  std::optional<Value> error;
  const Outcome outcome = guard_limits([&] {
    try {
      f();
    } catch (const Throw& thrown) {
      error = thrown.value;
    }
  });
  return error ? uncaught(*error, false) : outcome;
}

Outcome Host::call(LoopItem& item) {
  Footprint* const footprint = Footprint::active();
  if (footprint != nullptr) note_step(*footprint, item);
  const Outcome outcome = guard([&] {
    Scheduled& scheduled = scheduled_of(item);
    const Value receiver = item.kind == ItemKind::kTick ? Value() : Value(object_of(item));
    const CallbackScope scope(context_, scheduled.resource);
    // The loop hears of the end before the scope closes. When a limit ends the run, never.
    try {
      realm_.call(scheduled.callback, receiver,
                  Args(scheduled.args.begin(), scheduled.args.size()));
    } catch (const Throw&) {
      loop_.called(item);
      throw;
    }
    loop_.called(item);
  });
  if (item.kind == ItemKind::kTick && footprint != nullptr) footprint->end_job();
  return outcome;
}

void Host::destroyed(LoopItem& item) {
  Footprint* const footprint = Footprint::active();
  if (footprint != nullptr && item.kind != ItemKind::kTick) footprint->cancelled(object_of(item));
  context_.emit_destroy(scheduled_of(item).resource);
}

Outcome Host::run_microtasks() {
  while (Job* job = realm_.take_job()) {
    Footprint* const footprint = Footprint::active();
    if (footprint != nullptr) footprint->begin_job(job);
    if (guard([&] { job->run(realm_); }) == Outcome::kStop) return Outcome::kStop;
    if (footprint != nullptr) footprint->end_job();
    // The main module's failure is an uncaught error, found as soon as it happened.
    if (run_.main_promise != nullptr && run_.main_promise->state() == Promise::State::kRejected) {
      const Value error = run_.main_promise->result();
      run_.main_promise = nullptr;
      if (uncaught(error, true) == Outcome::kStop) return Outcome::kStop;
    }
  }
  return ended();
}

void Host::enter_scope(Entry entry, void* resource) {
  if (Footprint* footprint = Footprint::active(); footprint != nullptr && entry == Entry::kHandle) {
    if (run_.scope_count == 0) note_step(*footprint, *static_cast<Resource*>(resource));
  }
  if (run_.scope_count == kMaxScopes) throw Refused{"callback scopes nest too deep"};
  std::optional<RootScope>& scope = scopes_[run_.scope_count++];
  switch (entry) {
    case Entry::kMain:
      // The main script of a worker runs in a callback of its control port.
      if (!run_.is_module && worker_ == nullptr) scope.emplace(context_, Root::kMain);
      break;
    case Entry::kTimers:
    case Entry::kImmediates:
    case Entry::kProcess:
      scope.emplace(context_, Root::kProcess);
      break;
    case Entry::kNativeTasks:
    case Entry::kHandle:
      break;
  }
}

void Host::leave_scope(Entry, void*, bool) {
  scopes_[--run_.scope_count].reset();
}

// ---- The life of a program -------------------------------------------------------------------

Outcome Host::main() {
  const Outcome outcome = guard([&] {
    if (worker_ == nullptr) return run_main();
    const CallbackScope scope(context_, worker_->control_resource());
    worker_->tell_online();
    run_main();
  });
  surroundings_.main_is_over(run_.is_module);
  return outcome;
}

void Host::run_main() {
  if (worker_ != nullptr && !program_->exists(program_->main_path())) {
    Object* error = make_error(realm_, Intrinsic::kErrorPrototype,
                               "Cannot find module '" + program_->main_path() + "'");
    error->put(realm_, realm_.names().code, realm_.literal("MODULE_NOT_FOUND"));
    error->put(realm_, realm_.key("requireStack"), realm_.new_array());
    throw Throw{error};
  }
  try {
    program_->main();
  } catch (const ParseError& error) {
    throw Throw{make_syntax_error(realm_, error)};
  }
  if (run_.is_module) {
    realm_.enqueue_job(realm_.make<MainModuleJob>(*this));
  } else {
    modules_->run_commonjs_main();
  }
}

void Host::evaluate_main_module() {
  run_.main_promise = modules_->evaluate_main();
  run_.main_promise->mark_handled();
}

Outcome Host::before_exit() {
  if (Footprint* footprint = Footprint::active()) footprint->begin_last_step();
  // The loop of a worker ends too when the whole run is halted.
  if (surroundings_.is_halted()) {
    loop_.stop();
    return Outcome::kStop;
  }
  return guard([&] {
    const Value code(exit_code());
    emit("beforeExit", Args(&code, 1));
  });
}

Outcome Host::exit() {
  if (Footprint* footprint = Footprint::active()) footprint->begin_last_step();
  return guard([&] {
    run_.exiting = true;
    const Value code(exit_code());
    // Node decides before the listeners run that an unfinished main module means 13.
    const bool unfinished =
        run_.main_promise != nullptr && run_.main_promise->state() == Promise::State::kPending;
    if (unfinished && process()->exit_code.is_undefined()) process()->exit_code = Value(13);
    emit("exit", Args(&code, 1));
  });
}

void Host::exit_process(Value code) {
  Footprint::keep_all_if_active();  // what waits does not run
  ProcessObject* process = this->process();
  if (to_boolean(code) || (code.is_number() && code.as_number() == 0)) process->exit_code = code;
  if (!run_.exiting) {
    run_.exiting = true;
    const Value shown = to_boolean(process->exit_code) ? process->exit_code : Value(0);
    emit("exit", Args(&shown, 1));
  }
  throw Terminated{exit_code()};
}

int Host::exit_code() {
  if (run_.slots[kProcess] == nullptr) return 0;
  return to_int32(realm_, process()->exit_code) & 0xff;
}

// ---- Scheduling ------------------------------------------------------------------------------

void Host::queue_microtask(Value callback) {
  Object* object = realm_.new_object();
  object->define_raw(realm_, key_of<"callback">(), callback);
  Resource* resource =
      context_.create_resource({ResourceKind::kMicrotask, literal_of<"Microtask">()}, object);
  realm_.enqueue_job(realm_.make<MicrotaskJob>(callback, resource));
}

void Host::next_tick(Value callback, Args args) {
  if (run_.exiting) return;
  check_pending();
  auto* tick = realm_.make<TickObject>(realm_.intrinsic(Intrinsic::kObjectPrototype));
  tick->callback = callback;
  for (const Value arg : args) tick->args.push_back(realm_.arena(), arg);
  tick->resource =
      context_.create_resource({ResourceKind::kTick, literal_of<"TickObject">()}, tick);
  if (Footprint* footprint = Footprint::active()) footprint->queued_job(object_of(*tick));
  loop_.add_tick(*tick);
}

Outcome Host::call_back(Resource* resource, FunctionRef<void()> call, Drain drain) {
  // A stopped loop still delivers what it was asked for before; nobody is there to hear it.
  if (loop_.is_stopped()) return Outcome::kStop;
  Footprint* const footprint = Footprint::active();
  const bool nested = loop_.is_in_scope();
  const auto in_scope = [&] {
    const CallbackScope scope(context_, resource);
    call();
  };
  Outcome outcome = Outcome::kDone;
  loop_.open_scope(Entry::kHandle, resource);
  if (nested) {
    try {
      in_scope();
    } catch (...) {
      loop_.close_scope(Entry::kHandle, resource, true);
      throw;
    }
  } else {
    outcome = guard(in_scope);
  }
  // A scope that does not drain is closed as a failed one is.
  const bool drains = outcome == Outcome::kDone && drain == Drain::kYes;
  if (!drains && !nested && footprint != nullptr) footprint->leave_undrained();
  const Outcome drained = loop_.close_scope(Entry::kHandle, resource, !drains);
  return outcome == Outcome::kDone ? drained : outcome;
}

void Host::queue_task(HostTask& task, void (*call)(NativeTask& self), bool first) {
  task.call = call;
  task.host = this;
  loop_.add_native_task(task, first);
}

// ---- Output ----------------------------------------------------------------------------------

// What a worker prints goes to its parent; what it observes is there at once.

void Host::write_out(std::string_view utf8) {
  if (Footprint* footprint = Footprint::active()) footprint->print(utf8);
  if (worker_ != nullptr) return worker_->write(1, utf8);
  if (!shared_->write_out(utf8)) throw OutputLimitReached{};
}

void Host::write_err(std::string_view utf8) {
  if (worker_ != nullptr) return worker_->write(2, utf8);
  if (!shared_->write_err(utf8)) throw OutputLimitReached{};
}

void Host::observe(std::string label, std::string value) {
  if (Footprint* footprint = Footprint::active()) footprint->observe(label, value);
  if (!shared_->observe(std::move(label), std::move(value))) throw OutputLimitReached{};
}

}  // namespace actx
