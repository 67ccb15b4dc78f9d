#include "value/realm.h"

#include <gtest/gtest.h>

#include "value/testing/show.h"

namespace actx {
namespace {

class Note final : public Job {
 public:
  Note(std::string* log, char letter) : log_(log), letter_(letter) {}
  void run(Realm&) override { log_->push_back(letter_); }
  void trace(Tracer&) const override {}

 private:
  std::string* log_;
  char letter_;
};

TEST(Realm, JobsRunInTheOrderQueued) {
  Realm realm;
  std::string log;
  realm.enqueue_job(realm.make<Note>(&log, 'a'));
  realm.enqueue_job(realm.make<Note>(&log, 'b'));
  realm.take_job()->run(realm);
  realm.enqueue_job(realm.make<Note>(&log, 'c'));
  while (Job* job = realm.take_job()) job->run(realm);
  EXPECT_EQ(log, "abc");
  EXPECT_FALSE(realm.has_jobs());
  EXPECT_EQ(realm.jobs_run, 3U);
}

Value recurse(Realm& realm, const Call& call) {
  return realm.call(Value(call.callee), Value(), {});
}

TEST(Realm, EndlessRecursionOfNativesIsARangeError) {
  Realm realm;
  Value function(realm.new_native(recurse, "recurse", 0));
  EXPECT_EQ(thrown(realm, [&] { realm.call(function, Value(), {}); }),
            "RangeError: Maximum call stack size exceeded");
  EXPECT_EQ(realm.native_depth, 0U);
  EXPECT_EQ(realm.activation(), nullptr);
}

TEST(Realm, TheCallDepthIsLimited) {
  Limits limits;
  limits.call_depth = 10;
  Realm realm(limits);
  Value function(realm.new_native(recurse, "recurse", 0));
  EXPECT_EQ(thrown(realm, [&] { realm.call(function, Value(), {}); }),
            "RangeError: Maximum call stack size exceeded");
}

TEST(Realm, PassingTheHeapLimitEndsTheRunNotTheProcess) {
  Limits limits;
  limits.heap_bytes = 1 << 20;
  Realm realm(limits);
  auto fill = [&] {
    while (true) realm.new_object();
  };
  EXPECT_THROW(fill(), HeapLimitReached);
  realm.reset();
  EXPECT_EQ(show_keys(realm, realm.new_object()), "");
}

TEST(Realm, ResetForgetsWhatTheProgramDid) {
  Realm realm;
  for (int run = 0; run < 3; ++run) {
    EXPECT_EQ(show(realm, global(realm, "leftover")), "undefined");
    realm.global()->put(realm, realm.key("leftover"), Value(1));
    realm.intrinsic(Intrinsic::kArrayPrototype)->put(realm, realm.key("leftover"), Value(1));
    EXPECT_EQ(show(realm, realm.new_array()->get(realm, realm.key("leftover"))), "1");
    realm.reset();
  }
}

TEST(Realm, RandomNumbersDependOnTheSeedAlone) {
  Realm realm;
  realm.seed_random(42);
  double first = realm.random();
  realm.random();
  realm.seed_random(42);
  EXPECT_EQ(realm.random(), first);
  EXPECT_GE(first, 0);
  EXPECT_LT(first, 1);
}

constexpr LazyProperty kHostRows[] = {lazy_number("hostValue", 5, kAll),
                                      lazy_number("Infinity", 1, kAll)};
constexpr LazyTable kHost(kHostRows);

TEST(Realm, HostGlobalsAreThereInEveryRun) {
  Realm realm;
  realm.set_host_globals(&kHost);
  for (int run = 0; run < 2; ++run) {
    EXPECT_EQ(show(realm, global(realm, "hostValue")), "5");
    EXPECT_EQ(show(realm, global(realm, "Infinity")), "1") << "the host's rows win";
    realm.global()->put(realm, realm.key("hostValue"), Value(6));
    EXPECT_EQ(show(realm, global(realm, "hostValue")), "6");
    EXPECT_TRUE(realm.global()->delete_property(realm, realm.key("hostValue")));
    EXPECT_EQ(show(realm, global(realm, "hostValue")), "undefined");
    realm.reset();
  }
}

class Watcher final : public WeakHolder {
 public:
  explicit Watcher(Object* object) : object_(object) {}
  void sweep(Realm&, const Tracer& tracer) override { alive = tracer.is_marked(object_); }
  bool alive = true;

 private:
  Object* object_;
};

TEST(Reachability, FollowsPropertiesAndElementsExactly) {
  Realm realm;
  Object* object = realm.new_object();
  Watcher* watcher = realm.make<Watcher>(object);
  realm.add_weak_holder(watcher);
  Array* array = realm.new_array();
  array->push(realm, Value(object));
  realm.global()->put(realm, realm.key("kept"), Value(array));
  realm.collect();
  EXPECT_TRUE(watcher->alive);
  array->put(realm, realm.names().length, Value(0));
  realm.collect();
  EXPECT_FALSE(watcher->alive);
  NativeFunction* holder =
      realm.new_native([](Realm&, const Call&) { return Value(); }, "holder", 0);
  holder->set_slot(1, Value(object));
  realm.global()->define_raw_accessor(realm, realm.key("kept"), Value(holder), Value());
  realm.collect();
  EXPECT_TRUE(watcher->alive);
}

}  // namespace
}  // namespace actx
