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

class Reclaim : public testing::Test {
 protected:
  Reclaim() {
    realm_.use_heap();
    realm_.reset();
  }
  /// A property of the global object keeps what it holds.
  void keep(const char* name, Value value) {
    realm_.global()->put(realm_, realm_.key(name), value);
  }
  size_t used_after_reclaim() {
    realm_.clear_kept_objects();
    realm_.reclaim();
    return realm_.arena().bytes_used();
  }
  Realm realm_;
};

TEST_F(Reclaim, GivesBackWhatNobodyCanGetAt) {
  Array* array = realm_.new_array();
  keep("array", Value(array));
  const size_t before = used_after_reclaim();
  for (uint32_t i = 0; i < 1000; ++i) {
    Object* object = realm_.new_object();
    object->put(realm_, realm_.key("text" + std::to_string(i)), Value(realm_.string("a text")));
    array->push(realm_, Value(object));
  }
  const size_t full = used_after_reclaim();
  EXPECT_GT(full, before + 1000 * sizeof(Object));
  EXPECT_EQ(show(realm_, array->get(realm_, PropertyKey::index(999))
                             .as_object()
                             ->get(realm_, realm_.key("text999"))),
            "a text");
  keep("array", Value(realm_.new_array()));
  EXPECT_LT(used_after_reclaim(), before + 1000);
}

TEST_F(Reclaim, KeysThatNobodyUsesAreForgotten) {
  Object* object = realm_.new_object();
  keep("object", Value(object));
  object->put(realm_, realm_.key("used"), Value(1));
  for (int round = 0; round < 50; ++round) {
    for (int i = 0; i < 1000; ++i) {
      realm_.key("unused" + std::to_string(round) + "." + std::to_string(i));
    }
    used_after_reclaim();
    // The atom that is left must still be found, not made again.
    EXPECT_EQ(show(realm_, object->get(realm_, realm_.key("used"))), "1");
  }
  EXPECT_FALSE(realm_.wants_reclaim());
}

TEST_F(Reclaim, AKeyThatBecamePermanentStaysTheSameAtomAndKeepsNoOthers) {
  const PropertyKey shared = realm_.key("shared");
  EXPECT_EQ(AtomTable::for_thread().intern_ascii("shared"), shared.as_atom());
  for (int i = 0; i < 1000; ++i) realm_.key("unused" + std::to_string(i));
  const size_t table = 4 * 1000 * sizeof(String*);
  EXPECT_GT(realm_.atom_bytes(), 1000 * sizeof(String));
  used_after_reclaim();
  EXPECT_LT(realm_.atom_bytes(), table + 100 * sizeof(String));
  EXPECT_EQ(realm_.key("shared"), shared);
  EXPECT_EQ(AtomTable::for_thread().intern_ascii("shared"), shared.as_atom());
}

TEST_F(Reclaim, AWeakMapDoesNotKeepItsKeys) {
  const Value map = realm_.construct(global(realm_, "WeakMap"), {});
  keep("map", map);
  const Value live(realm_.new_object());
  keep("live", live);
  call_method(realm_, map, "set", {live, Value(realm_.string("value of the live key"))});
  const size_t before = used_after_reclaim();
  for (int i = 0; i < 1000; ++i) {
    call_method(realm_, map, "set", {Value(realm_.new_object()), Value(realm_.new_object())});
  }
  // The table of the map has grown; its entries are gone.
  EXPECT_LT(used_after_reclaim(), before + 1000 * sizeof(Object));
  EXPECT_EQ(show(realm_, call_method(realm_, map, "get", {live})), "value of the live key");
}

TEST_F(Reclaim, WeakHoldersThatAreDeadThemselvesAreGivenBack) {
  const size_t before = used_after_reclaim();
  for (int i = 0; i < 1000; ++i) {
    realm_.construct(global(realm_, "WeakRef"), {{Value(realm_.global())}});
    realm_.construct(global(realm_, "WeakSet"), {});
  }
  EXPECT_LT(used_after_reclaim(), before + 10000);
}

TEST_F(Reclaim, IsWantedWhenMuchWasAllocatedAndBeforeTheLimit) {
  EXPECT_FALSE(realm_.wants_reclaim());
  while (!realm_.wants_reclaim()) realm_.new_object();
  EXPECT_LT(realm_.arena().bytes_used(), size_t{10} << 20);
  realm_.reclaim();
  EXPECT_FALSE(realm_.wants_reclaim());
  Limits small;
  small.heap_bytes = 1 << 20;
  realm_.set_limits(small);
  while (!realm_.wants_reclaim()) realm_.new_object();
  EXPECT_LT(realm_.arena().bytes_used(), small.heap_bytes);
}

TEST_F(Reclaim, AfterAResetTheNextRunBeginsEmpty) {
  for (int run = 0; run < 3; ++run) {
    EXPECT_EQ(realm_.arena().bytes_used(), 0U);
    keep("object", Value(realm_.new_object()));
    realm_.reclaim();
    EXPECT_EQ(show(realm_, global(realm_, "object")), "[object Object]");
    realm_.reset();
  }
}

TEST(RealmWithoutHeap, GivesNothingBack) {
  Realm realm;
  realm.new_object();
  const size_t used = realm.arena().bytes_used();
  EXPECT_FALSE(realm.wants_reclaim());
  realm.reclaim();
  EXPECT_EQ(realm.arena().bytes_used(), used);
}

}  // namespace
}  // namespace actx
