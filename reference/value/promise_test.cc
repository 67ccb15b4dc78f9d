#include "value/promise.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "value/testing/show.h"

namespace actx {
namespace {

/// Writes down what the hooks are told, in the words of Node's async hooks: promises are numbered
/// in the order of their creation.
class Recorder final : public ContextHooks {
 public:
  void promise_created(Realm&, Promise* promise, Promise* parent) override {
    promises_.push_back(promise);
    add("init " + name(promise) + (parent == nullptr ? "" : " trig=" + name(parent)));
  }
  void promise_resolved(Realm&, Promise* promise) override { add("resolve " + name(promise)); }
  bool wants_throwaway() const override { return throwaways; }
  Cell* capture(Realm&, JobKind, Promise*) override { return nullptr; }
  void enter_job(Realm&, JobKind, Promise* promise, Cell*) override {
    add("before " + name(promise));
  }
  void leave_job(Realm&, Promise* promise) override { add("after " + name(promise)); }

  void add(const std::string& event) { log += (log.empty() ? "" : ", ") + event; }

  bool throwaways = true;
  std::string log;

 private:
  std::string name(Promise* promise) const {
    if (promise == nullptr) return "nothing";
    for (size_t i = 0; i < promises_.size(); ++i) {
      if (promises_[i] == promise) return "P" + std::to_string(i + 1);
    }
    return "unknown";
  }
  std::vector<Promise*> promises_;
};

Recorder* recorder_of(Realm& realm) {
  return static_cast<Recorder*>(realm.host);
}

/// A function that writes its name down and gives back slot 0 (thrown when slot 1 is true).
Value note_steps(Realm& realm, const Call& call) {
  recorder_of(realm)->add(realm.utf8(call.callee->name()));
  if (call.callee->slot(1).is_boolean()) throw Throw{call.callee->slot(0)};
  return call.callee->slot(0);
}

/// Writes down where an await continues, then does what the test says.
class Continuation final : public Resumable {
 public:
  explicit Continuation(const char* name) : name_(name) {}
  void resume(Realm& realm, Value value, bool is_throw) override {
    recorder_of(realm)->add(std::string(name_) + (is_throw ? "!" : "=") + show(realm, value));
    if (next != nullptr) next(realm, this);
  }
  void trace(Tracer&) const override {}
  void (*next)(Realm& realm, Continuation* self) = nullptr;
  Promise* outer = nullptr;

 private:
  const char* name_;
};

class PromiseTest : public testing::Test {
 protected:
  PromiseTest() {
    realm_.set_context_hooks(&recorder_);
    realm_.host = &recorder_;
  }
  Value note(const char* name, Value result = Value(), bool throws = false) {
    NativeFunction* function = realm_.new_native(note_steps, name, 0);
    function->set_slot(0, result);
    if (throws) function->set_slot(1, Value(true));
    return Value(function);
  }
  Value promise() { return global(realm_, "Promise"); }
  Value resolved(Value value) { return call_method(realm_, promise(), "resolve", {value}); }
  Value rejected(Value value) { return call_method(realm_, promise(), "reject", {value}); }
  Value then(Value target, Value on_fulfilled = Value(), Value on_rejected = Value()) {
    return call_method(realm_, target, "then", {on_fulfilled, on_rejected});
  }
  Value array(std::initializer_list<Value> values) {
    return Value(realm_.new_array(Args(values.begin(), values.size())));
  }
  /// Ends the synchronous part and runs all jobs; returns everything written down.
  std::string finish() {
    recorder_.add("|");
    while (Job* job = realm_.take_job()) job->run(realm_);
    return recorder_.log;
  }

  Recorder recorder_;
  Realm realm_;
};

// The expected texts are what Node 18.20.1 reports through async_hooks for the same steps, except
// that a promise without parent shows no trigger (Node shows the running job).

TEST_F(PromiseTest, ThenOnAResolvedPromise) {
  then(resolved(Value(1)), note("f"));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2 trig=P1, |, before P2, f, resolve P2, after P2");
}

TEST_F(PromiseTest, CatchOfARejectedPromise) {
  call_method(realm_, rejected(Value(1)), "catch", {note("c")});
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2 trig=P1, |, before P2, c, resolve P2, after P2");
}

TEST_F(PromiseTest, ReactionWithoutHandlerStillHasItsJob) {
  then(then(resolved(Value(1))), note("c"));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2 trig=P1, init P3 trig=P2, |, before P2, resolve P2, "
            "after P2, before P3, c, resolve P3, after P3");
}

TEST_F(PromiseTest, ResolvingWithAPromiseTakesTwoMoreJobs) {
  Promise* outer = new_promise(realm_);
  Value inner = resolved(Value(1));
  resolve_promise(realm_, outer, inner);
  then(Value(outer), note("f"));
  EXPECT_EQ(finish(),
            "init P1, init P2, resolve P2, init P3 trig=P1, |, before P1, init P4 trig=P2, "
            "after P1, before P4, resolve P1, resolve P4, after P4, before P3, f, resolve P3, "
            "after P3");
}

TEST_F(PromiseTest, HandlerThatReturnsAPromise) {
  Value inner = resolved(Value(2));
  then(then(resolved(Value(1)), note("h", inner)), note("f"));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2, resolve P2, init P3 trig=P2, init P4 trig=P3, |, "
            "before P3, h, after P3, before P3, init P5 trig=P1, after P3, before P5, resolve P3, "
            "resolve P5, after P5, before P4, f, resolve P4, after P4");
}

Value call_resolve_with_one(Realm& realm, const Call& call) {
  recorder_of(realm)->add("t");
  const Value args[] = {Value(1)};
  realm.call(call.arg(0), Value(), args);
  const Value again[] = {Value(2)};
  return realm.call(call.arg(0), Value(), again);
}

TEST_F(PromiseTest, ThenableIsCalledOnBehalfOfTheOuterPromise) {
  Object* thenable = realm_.new_object();
  thenable->define_raw(realm_, realm_.names().then,
                       Value(realm_.new_native(call_resolve_with_one, "then", 2)));
  Promise* outer = new_promise(realm_);
  resolve_promise(realm_, outer, Value(thenable));
  resolve_promise(realm_, outer, Value(3));
  then(Value(outer), note("f"));
  EXPECT_EQ(finish(),
            "init P1, init P2 trig=P1, |, before P1, t, resolve P1, after P1, before P2, f, "
            "resolve P2, after P2");
  EXPECT_EQ(outer->result().as_number(), 1);
}

TEST_F(PromiseTest, ThrowingThenRejects) {
  Object* thenable = realm_.new_object();
  thenable->define_raw(realm_, realm_.names().then, note("t", Value(7), true));
  Promise* outer = new_promise(realm_);
  resolve_promise(realm_, outer, Value(thenable));
  call_method(realm_, Value(outer), "catch", {note("f")});
  EXPECT_EQ(finish(),
            "init P1, init P2 trig=P1, |, before P1, t, resolve P1, after P1, before P2, f, "
            "resolve P2, after P2");
  EXPECT_EQ(outer->state(), Promise::State::kRejected);
  EXPECT_EQ(outer->result().as_number(), 7);
}

TEST_F(PromiseTest, ResolvingWithItselfRejects) {
  Promise* promise = new_promise(realm_);
  resolve_promise(realm_, promise, Value(promise));
  EXPECT_EQ(finish(), "init P1, resolve P1, |");
  EXPECT_EQ(show(realm_, promise->result()),
            "TypeError: Chaining cycle detected for promise #<Promise>");
}

TEST_F(PromiseTest, FinallyMakesTwoInnerPromises) {
  then(call_method(realm_, resolved(Value(1)), "finally", {note("f")}), note("g"));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2 trig=P1, init P3 trig=P2, |, before P2, f, init P4, "
            "resolve P4, init P5 trig=P4, after P2, before P5, resolve P5, after P5, before P2, "
            "init P6 trig=P5, after P2, before P6, resolve P2, resolve P6, after P6, before P3, g, "
            "resolve P3, after P3");
}

TEST_F(PromiseTest, AllOfAPromiseAndAValue) {
  Value elements = array({resolved(Value(1)), Value(2)});
  then(call_method(realm_, promise(), "all", {elements}), note("f"));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2, init P3 trig=P1, init P4, resolve P4, init P5 trig=P4, "
            "init P6 trig=P2, |, before P3, resolve P3, after P3, before P5, resolve P2, "
            "resolve P5, after P5, before P6, f, resolve P6, after P6");
}

TEST_F(PromiseTest, RaceIsWonByTheFirst) {
  Value second = resolved(Value(2));
  then(call_method(realm_, promise(), "race", {array({Value(1), second})}), note("f"));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2, init P3, resolve P3, init P4 trig=P3, init P5 trig=P1, "
            "init P6 trig=P2, |, before P4, resolve P2, resolve P4, after P4, before P5, "
            "resolve P5, after P5, before P6, f, resolve P6, after P6");
}

TEST_F(PromiseTest, AnyRejectsWithAllReasons) {
  Value result = call_method(realm_, promise(), "any", {array({rejected(Value(1))})});
  call_method(realm_, result, "catch", {note("f")});
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2, init P3 trig=P1, init P4 trig=P2, |, before P3, "
            "resolve P2, resolve P3, after P3, before P4, f, resolve P4, after P4");
  Value error = as<Promise>(result)->result();
  EXPECT_EQ(show(realm_, error), "AggregateError: All promises were rejected");
  EXPECT_EQ(show(realm_, get_value(realm_, error, realm_.names().errors)), "1");
}

TEST_F(PromiseTest, AllSettledTellsBothKinds) {
  Value result =
      call_method(realm_, promise(), "allSettled", {array({rejected(Value(1)), Value(2)})});
  then(result, note("f"));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2, init P3 trig=P1, init P4, resolve P4, init P5 trig=P4, "
            "init P6 trig=P2, |, before P3, resolve P3, after P3, before P5, resolve P2, "
            "resolve P5, after P5, before P6, f, resolve P6, after P6");
  Value first = get_value(realm_, as<Promise>(result)->result(), PropertyKey::index(0));
  EXPECT_EQ(show_keys(realm_, first.as_object()), "status,reason");
}

// Awaits: a program's async functions use these operations.

TEST_F(PromiseTest, AwaitOfAValueMakesAWrapperAndAThrowaway) {
  Promise* outer = new_promise(realm_);
  auto* first = realm_.make<Continuation>("x");
  first->outer = outer;
  first->next = [](Realm& realm, Continuation* self) {
    auto* second = realm.make<Continuation>("y");
    second->outer = self->outer;
    second->next = [](Realm& realm, Continuation* self) {
      resolve_promise(realm, self->outer, Value());
    };
    await_value(realm, Value(2), second, self->outer);
  };
  await_value(realm_, Value(1), first, outer);
  EXPECT_EQ(finish(),
            "init P1, init P2 trig=P1, resolve P2, init P3 trig=P2, |, before P3, x=1, "
            "init P4 trig=P1, resolve P4, init P5 trig=P4, resolve P3, after P3, before P5, y=2, "
            "resolve P1, resolve P5, after P5");
}

TEST_F(PromiseTest, AwaitOfAPromiseMakesOnlyAThrowaway) {
  Value target = rejected(Value(7));
  await_value(realm_, target, realm_.make<Continuation>("c"), new_promise(realm_));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2, init P3 trig=P1, |, before P3, c!7, resolve P3, "
            "after P3");
}

TEST_F(PromiseTest, AwaitLooksUpNoThen) {
  Value target = resolved(Value(1));
  target.as_object()->put(realm_, realm_.names().then, note("own"));
  await_value(realm_, target, realm_.make<Continuation>("x"), new_promise(realm_));
  EXPECT_EQ(finish(),
            "init P1, resolve P1, init P2, init P3 trig=P1, |, before P3, x=1, resolve P3, "
            "after P3");
}

TEST_F(PromiseTest, WithoutThrowawaysAContinuationHasNoResource) {
  recorder_.throwaways = false;
  await_value(realm_, resolved(Value(1)), realm_.make<Continuation>("x"), nullptr);
  EXPECT_EQ(finish(), "init P1, resolve P1, |, before nothing, x=1, after nothing");
}

// Rejections nobody handles.

std::vector<std::string>* rejections(Realm& realm) {
  return static_cast<std::vector<std::string>*>(realm.machine);
}

TEST_F(PromiseTest, TheTrackerHearsOfRejectionsAndOfLateHandlers) {
  std::vector<std::string> heard;
  realm_.machine = &heard;
  realm_.set_rejection_tracker([](Realm& realm, Promise* promise, bool handled) {
    rejections(realm)->push_back((handled ? "handled " : "rejected ") +
                                 show(realm, promise->result()));
  });
  Value target = rejected(Value(5));
  EXPECT_EQ(heard, std::vector<std::string>{"rejected 5"});
  then(target, Value(), note("late"));
  EXPECT_EQ(heard.back(), "handled 5");
  Promise* handled_early = new_promise(realm_);
  then(Value(handled_early), Value(), note("early"));
  reject_promise(realm_, handled_early, Value(6));
  finish();
  EXPECT_EQ(heard.size(), 2U);
}

// Settling, capabilities, messages.

TEST_F(PromiseTest, OnlyTheFirstResolutionCounts) {
  Promise* promise = new_promise(realm_);
  Value resolve = resolve_function(realm_, promise);
  Value reject = reject_function(realm_, promise);
  const Value one[] = {Value(1)};
  realm_.call(resolve, Value(), one);
  realm_.call(reject, Value(), one);
  reject_promise(realm_, promise, Value(2));
  EXPECT_EQ(promise->state(), Promise::State::kFulfilled);
  EXPECT_EQ(promise->result().as_number(), 1);
}

TEST_F(PromiseTest, MessagesAreThoseOfV8) {
  auto message = [&](auto&& steps) { return thrown(realm_, steps); };
  EXPECT_EQ(message([&] { realm_.call(promise(), Value(), {}); }),
            "TypeError: Promise constructor cannot be invoked without 'new'");
  EXPECT_EQ(message([&] { realm_.construct(promise(), {}); }),
            "TypeError: Promise resolver undefined is not a function");
  Value then_method =
      get_value(realm_, Value(realm_.intrinsic(Intrinsic::kPromisePrototype)), realm_.names().then);
  EXPECT_EQ(message([&] { realm_.call(then_method, Value(1), {}); }),
            "TypeError: Method Promise.prototype.then called on incompatible receiver 1");
  EXPECT_EQ(message([&] { new_capability(realm_, Value(realm_.new_object())); }),
            "TypeError: #<Object> is not a constructor");
}

}  // namespace
}  // namespace actx
