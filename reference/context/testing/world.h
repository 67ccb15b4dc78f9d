// A world of C++ callbacks for the tests of context/: a queue of callbacks with their resources,
// promises with C++ reactions, and a list of observations. No language, no loop.
//
// Callbacks run in the order in which they were scheduled, each as the loop would run it: inside
// the process root, in its resource's scope, then all jobs.
#ifndef ACTX_CONTEXT_TESTING_WORLD_H_
#define ACTX_CONTEXT_TESTING_WORLD_H_

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "context/async_local_storage.h"
#include "context/async_resource.h"
#include "context/profile.h"
#include "value/conversions.h"
#include "value/promise.h"

namespace actx::testing {

class World final : public ContextHost {
 public:
  using Function = std::function<void()>;
  using OnValue = std::function<void(Value)>;

  explicit World(const Rules& rules) : context(realm, rules, this) {
    realm.set_rejection_tracker([](Realm& r, Promise* promise, bool handled) {
      auto* world = static_cast<World*>(r.host);
      if (handled) {
        std::erase(world->rejected_, promise);
      } else {
        world->rejected_.push_back(promise);
      }
    });
    realm.host = this;
  }

  std::vector<std::shared_ptr<void>> owned;  // what the arena would not destroy
  Realm realm;
  Context context;
  std::string out;            // observations, separated by blanks
  Function on_uncaught;       // the listener of uncaughtException
  Function on_rejection;      // the listener of unhandledRejection
  Function on_destroy_phase;  // right after destroys were delivered

  // Observing ---------------------------------------------------------------------------------
  std::string text(Value value) {
    if (value.is_string()) return realm.utf8(value.as_string());
    if (value.is_undefined()) return "undef";
    if (value.is_object()) return "object";
    if (value.is_number() && value.as_number() == 0 && 1 / value.as_number() < 0) return "-0";
    return realm.utf8(to_string(realm, value));
  }
  void observe(const std::string& observed) { out += (out.empty() ? "" : " ") + observed; }
  void observe(const char* observed) { observe(std::string(observed)); }
  void observe(Value value) { observe(text(value)); }
  void observe(AsyncLocalStorage& storage) {
    try {
      observe(storage.get_store());
    } catch (const Throw&) {
      observe("threw");
    }
  }
  Value str(std::string_view ascii) { return Value(realm.string(ascii)); }
  AsyncLocalStorage& storage() { return *realm.make<AsyncLocalStorage>(context); }
  static Value none(const Function& function) {
    function();
    return Value();
  }
  Value run(AsyncLocalStorage& als, Value store, const Function& function) {
    const auto callback = [&] { return none(function); };
    return als.run(store, callback);
  }
  Value run(AsyncLocalStorage& als, const char* store, const Function& function) {
    return run(als, str(store), function);
  }
  Value exit(AsyncLocalStorage& als, const Function& function) {
    const auto callback = [&] { return none(function); };
    return als.exit(callback);
  }
  void enter(AsyncLocalStorage& als, std::string_view store) { als.enter_with(str(store)); }
  AsyncResource resource(std::string_view type = "R") {
    return AsyncResource(context, realm.literal(type));
  }
  Value in_scope(AsyncResource& resource, const Function& function) {
    const auto callback = [&] { return none(function); };
    return resource.run_in_async_scope(callback);
  }
  /// A bound function: bind now, call it with what it should do.
  std::function<void(const Function&)> bind(ResourceKind kind) {
    AsyncResource::Options options;
    options.kind = kind;
    AsyncResource bound(context, realm.literal("bound"), nullptr, options);
    return [this, bound](const Function& function) mutable { in_scope(bound, function); };
  }

  // Scheduling --------------------------------------------------------------------------------
  Resource* make(ResourceKind kind, std::string_view type) {
    return context.create_resource(kind, type, realm.new_object());
  }
  void fire_later(Resource* made, Function function) { queue_.push_back({made, function}); }
  void later(ResourceKind kind, Function function) {
    fire_later(make(kind, "Later"), std::move(function));
  }
  void timeout(Function function) { later(ResourceKind::kTimeout, std::move(function)); }
  void microtask(Function function) {
    Resource* made = make(ResourceKind::kMicrotask, "Microtask");
    add_job([this, made, function] {
      const auto callback = [&] { return none(function); };
      call_in_scope(context, made, callback, OnThrow::kMicrotask);
    });
  }

  // Promises ----------------------------------------------------------------------------------
  Promise* promise() { return new_promise(realm); }
  void resolve(Promise* promise, Value value = Value()) { resolve_promise(realm, promise, value); }
  Promise* then(Promise* source, Function function) {
    return promise_then(realm, source, native([function](Value) { function(); }), Value());
  }
  void await(Promise* source, Function function) {
    await_value(realm, Value(source), realm.make<Continue>(keep(std::move(function))), nullptr);
  }
  Value native(OnValue function) {
    values_.push_back(std::move(function));
    NativeFunction* made = realm.new_native(
        [](Realm& r, const Call& call) {
          auto* world = static_cast<World*>(r.host);
          world->values_[static_cast<size_t>(call.callee->slot(0).as_number())](call.arg(0));
          return Value();
        },
        "callback", 1);
    made->set_slot(0, Value(static_cast<double>(values_.size() - 1)));
    return Value(made);
  }
  /// An object with a method then(resolve).
  Value thenable(OnValue on_then) {
    Object* object = realm.new_object();
    object->define_raw(realm, realm.names().then, native(std::move(on_then)));
    return Value(object);
  }

  // Running -----------------------------------------------------------------------------------
  /// Runs `function` as the main script, then everything that was scheduled.
  World& main(const Function& function) {
    {
      const RootScope scope(context, Root::kMain);
      guard(function);
    }
    drain();
    while (!queue_.empty() || destroy_wanted_) turn();
    return *this;
  }
  void add_job(Function function) {
    realm.enqueue_job(realm.make<FunctionJob>(keep(std::move(function))));
  }
  bool fatal = false;

  void request_destroy_delivery() override { destroy_wanted_ = true; }
  void fatal_hook_error(Value error) override {
    fatal = true;
    throw FatalHookError{error};
  }
  void uncaught_in_promise(Value error) override { throw Throw{error}; }
  Object* process_object() override { return realm.new_object(); }

 private:
  struct Item {
    Resource* resource;
    Function function;
  };
  struct FunctionJob final : Job {
    explicit FunctionJob(const Function* function) : function(function) {}
    void run(Realm&) override { (*function)(); }
    void trace(Tracer&) const override {}
    const Function* function;
  };
  struct Continue final : Resumable {
    explicit Continue(const Function* function) : function(function) {}
    void resume(Realm&, Value, bool) override { (*function)(); }
    void trace(Tracer&) const override {}
    const Function* function;
  };

  const Function* keep(Function function) {
    functions_.push_back(std::move(function));
    return &functions_.back();
  }

  void turn() {
    if (destroy_wanted_) {
      destroy_wanted_ = false;
      context.deliver_destroys();
      if (on_destroy_phase) on_destroy_phase();
    }
    if (queue_.empty()) return;
    const Item item = queue_.front();
    queue_.pop_front();
    {
      const RootScope scope(context, Root::kProcess);
      guard([&] {
        const CallbackScope callback(context, item.resource);
        item.function();
      });
    }
    drain();
  }

  void drain() {
    while (Job* job = realm.take_job()) guard([&] { job->run(realm); });
    while (!rejected_.empty()) {
      Promise* promise = rejected_.front();
      rejected_.erase(rejected_.begin());
      const RejectionScope scope(context, promise);
      if (on_rejection) on_rejection();
    }
    if (realm.has_jobs()) drain();
  }

  void guard(const Function& function) {
    try {
      function();
    } catch (const Throw&) {
      context.enter_uncaught();
      if (on_uncaught) on_uncaught();
      context.unwind_uncaught();
    }
  }

  std::deque<Item> queue_;
  std::deque<Function> functions_;
  std::vector<OnValue> values_;
  std::vector<Promise*> rejected_;
  bool destroy_wanted_ = false;
};

/// A hook that calls std::functions.
class TestHook final : public Hook {
 public:
  explicit TestHook(uint8_t events) : Hook(events) {}
  std::function<void(Resource&)> on_init;
  std::function<void(AsyncId)> on_before, on_after, on_destroy, on_resolve;

  void init(Context&, Resource& resource) override { on_init(resource); }
  void before(Context&, AsyncId id) override { on_before(id); }
  void after(Context&, AsyncId id) override { on_after(id); }
  void destroy(Context&, AsyncId id) override { on_destroy(id); }
  void promise_resolve(Context&, AsyncId id) override { on_resolve(id); }
};

}  // namespace actx::testing

#endif  // ACTX_CONTEXT_TESTING_WORLD_H_
