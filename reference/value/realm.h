// One run's world: its arena, intrinsics, global object, job queue and limits.
//
// Invariants
// - A realm is reusable: reset() drops the run and leaves a fresh world at almost no cost, because
//   intrinsics are made when first used.
// - The job queue is FIFO (ECMAScript 9.5). Who drains it, and when, is the host's business.
// - Everything reachable is traced from here; see tracer.h.
// - A realm belongs to one thread.
#ifndef ACTX_VALUE_REALM_H_
#define ACTX_VALUE_REALM_H_

#include <string>
#include <string_view>

#include "value/arena.h"
#include "value/context_hooks.h"
#include "value/function.h"
#include "value/native_stack.h"
#include "value/object.h"
#include "value/string.h"
#include "value/tracer.h"

namespace actx {

class FinalizationRegistry;

enum class Intrinsic : uint16_t {
#define INTRINSIC(name) k##name,
#define INTRINSIC_REGISTERED(name) k##name,
#include "value/intrinsics.def"
#undef INTRINSIC
#undef INTRINSIC_REGISTERED
  kCount
};

/// An accessor row whose getter and setter are the same intrinsic function.
constexpr LazyProperty lazy_accessor(const char* name, Intrinsic id) {
  return {.name = name,
          .kind = LazyProperty::kGetter,
          .flags = kConfigurable,
          .intrinsic = static_cast<uint16_t>(id)};
}

/// A lazy-table row whose value is an intrinsic object.
constexpr LazyProperty lazy_intrinsic(const char* name, Intrinsic id, uint8_t flags = kHidden) {
  return {.name = name,
          .kind = LazyProperty::kIntrinsic,
          .flags = flags,
          .intrinsic = static_cast<uint16_t>(id)};
}

/// The atoms of atoms.def as keys, and the well-known symbols.
struct Names {
#define ATOM(name) PropertyKey name;
#define ATOM_TEXT(name, text) PropertyKey name;
#include "value/atoms.def"
#undef ATOM
#undef ATOM_TEXT
  PropertyKey sym_iterator, sym_async_iterator, sym_has_instance, sym_is_concat_spreadable,
      sym_match, sym_match_all, sym_replace, sym_search, sym_split, sym_species, sym_to_primitive,
      sym_to_string_tag, sym_unscopables;
  static const Names& for_thread();
};

/// A microtask. Lives in the arena.
class Job : public Cell {
 public:
  /// Runs the job. A thrown JavaScript exception leaves as actx::Throw.
  virtual void run(Realm& realm) = 0;
  Job* next = nullptr;
};

/// Thrown when a run passes its step limit. No program can catch it.
struct StepLimitReached {
  uint64_t limit;
};
/// Thrown to end a run from inside (process.exit, worker.terminate). No program can catch it.
struct Terminated {
  int exit_code;
};

/// A call in progress, innermost first: what Error.stack and the depth limit see.
/// Frames of the language and natives both push one.
struct Activation {
  Activation* caller = nullptr;
  Function* callee = nullptr;  // null: program or module code
  /// Appends "name (file:line:col)" style text of this activation; may be null for natives.
  void (*describe)(Realm& realm, const Activation& self, std::u16string* out) = nullptr;
};

struct Limits {
  uint64_t steps = 100'000'000;  // bytecode instructions of one run
  size_t heap_bytes = Arena::kDefaultLimit;
  uint32_t call_depth = 9000;    // activations; RangeError beyond
  uint32_t native_depth = 1400;  // natives calling back into the language, nested
};

class Realm {
 public:
  explicit Realm(const Limits& limits = {});
  ~Realm();
  Realm(const Realm&) = delete;
  Realm& operator=(const Realm&) = delete;

  /// Drops the run: everything allocated, queued and registered. Limits and hooks stay.
  void reset();

  Arena& arena() { return arena_; }
  /// Bytes of the keys that only this run knows.
  size_t atom_bytes() const { return run_atoms_.bytes_used(); }
  const Names& names() const { return names_; }
  const Limits& limits() const { return limits_; }

  // Strings and keys.
  String* string(std::u16string_view units);    // copies
  String* string(std::string_view utf8);        // copies
  String* concat(String* left, String* right);  // RangeError beyond 2^29-24 units
  String* intern(String* string) { return run_atoms_.intern(arena_, string); }
  /// Text that is known at compile time, as a permanent atom.
  String* literal(std::string_view ascii) { return AtomTable::for_thread().intern_ascii(ascii); }
  /// The key of a string: an index if canonical, else its atom.
  PropertyKey key(String* string);
  PropertyKey key(std::string_view ascii);
  /// ToPropertyKey (7.1.19): may call into the program.
  PropertyKey to_property_key(Value value);
  /// The value a key stands for: a string or a symbol.
  Value key_value(PropertyKey key);
  std::u16string_view units(String* string) { return string->view(arena_); }
  std::string utf8(String* string) { return utf16_to_utf8(string->view(arena_)); }

  // Objects.
  Object* intrinsic(Intrinsic id) {
    Object* object = intrinsics_[static_cast<size_t>(id)];
    return object != nullptr ? object : build_intrinsic(id);
  }
  /// True once intrinsic(id) was asked for in this run.
  bool has_intrinsic(Intrinsic id) const { return intrinsics_[static_cast<size_t>(id)] != nullptr; }
  /// Says how the INTRINSIC_REGISTERED rows of intrinsics.def are made; for every realm of the
  /// process. Call before the first run (script/ does, for generators and the like). A builder that
  /// refers back to what it builds calls set_intrinsic first.
  using Builder = Object* (*)(Realm&);
  static void register_builder(Intrinsic id, Builder builder);
  void set_intrinsic(Intrinsic id, Object* object) {
    intrinsics_[static_cast<size_t>(id)] = object;
  }
  Object* global() { return global_ != nullptr ? global_ : build_global(); }
  Object* new_object() { return arena_.make<Object>(intrinsic(Intrinsic::kObjectPrototype)); }
  Array* new_array() { return arena_.make<Array>(intrinsic(Intrinsic::kArrayPrototype)); }
  Array* new_array(Args elements);
  NativeFunction* new_native(NativeFn fn, std::string_view name, uint8_t length);
  NativeFunction* new_native(NativeFn fn, String* name, uint8_t length);
  /// A built-in constructor: its lazy table must have the row `prototype` (lazy_intrinsic, flags
  /// 0), its prototype's the row `constructor`.
  NativeFunction* new_constructor(NativeFn fn, std::string_view name, uint8_t length,
                                  const LazyTable& table, Object* prototype = nullptr);
  /// An ordinary object with the built-in properties of `table`; `prototype`: Object.prototype.
  Object* new_builtin(const LazyTable& table, Object* prototype = nullptr);
  /// { value, done } as iterators return it.
  Object* iterator_result(Value value, bool done);
  template <class T, class... A>
  T* make(A&&... args) {
    return arena_.make<T>(std::forward<A>(args)...);
  }
  /// Adds rows to the global object of this and later runs (the host's setTimeout, process, ...).
  void set_host_globals(const LazyTable* table) { host_globals_ = table; }

  // Calls.
  Value call(Value callee, Value this_value, Args args);  // TypeError when not callable
  Value construct(Value callee, Args args);
  Activation* activation() const { return activation_; }
  /// Pushes an activation; throws RangeError past the depth limit.
  void enter(Activation* activation) {
    if (depth_ >= limits_.call_depth) [[unlikely]]
      too_deep();
    ++depth_;
    activation->caller = activation_;
    activation_ = activation;
  }
  void leave(Activation* activation) { activation_ = activation->caller, --depth_; }
  uint32_t native_depth = 0;  // kept by NativeScope; see limits.native_depth

  /// What the running reaction job continues or settles; null outside of one. For async_stack.h.
  Promise* job_promise = nullptr;

  // Jobs.
  void enqueue_job(Job* job);
  bool has_jobs() const { return first_job_ != nullptr; }
  /// Takes the oldest job, or null.
  Job* take_job();
  uint64_t jobs_run = 0;

  // Limits.
  uint64_t steps = 0;  // counted by the virtual machine
  void check_steps() {
    if (steps > limits_.steps) throw StepLimitReached{limits_.steps};
  }
  void set_limits(const Limits& limits);

  // Hooks of the host.
  ContextHooks& context_hooks() { return *context_hooks_; }
  void set_context_hooks(ContextHooks* hooks) { context_hooks_ = hooks; }
  /// HostPromiseRejectionTracker (27.2.1.9); null ignores rejections. `handled`: a handler was
  /// added late to a promise rejected before.
  using RejectionTracker = void (*)(Realm&, Promise*, bool handled);
  void set_rejection_tracker(RejectionTracker tracker) { rejection_tracker_ = tracker; }
  RejectionTracker rejection_tracker() const { return rejection_tracker_; }
  /// Asks the host to call run_finalizer (weak.h) later, outside of any job: some targets of the
  /// registry are gone. Called during collect(); null leaves the callbacks uncalled.
  using FinalizationHook = void (*)(Realm&, FinalizationRegistry*);
  void set_finalization_hook(FinalizationHook hook) { finalization_hook_ = hook; }
  FinalizationHook finalization_hook() const { return finalization_hook_; }
  /// The current time in ms since the epoch, for Date. Virtual in the simulator.
  using Clock = double (*)(Realm&);
  void set_clock(Clock clock) { clock_ = clock; }
  double now_ms() { return clock_ == nullptr ? 0 : clock_(*this); }
  /// Randomness for Math.random: a fixed generator, seeded per run.
  double random();
  void seed_random(uint64_t seed) { random_state_ = seed; }
  /// The host's own object; set by host/.
  void* host = nullptr;
  /// The virtual machine's own state; set by script/.
  void* machine = nullptr;

  /// The arrays whose join is in progress, outermost first: a cycle joins as the empty string.
  ArenaVector<Object*>& joining() { return joining_; }
  /// The symbols made by Symbol.for in this run.
  ArenaVector<Symbol*>& symbol_registry() { return symbol_registry_; }

  // Reachability.
  void add_root_source(RootSource* source);  // stays until reset
  void add_weak_holder(WeakHolder* holder);  // stays until reset, or until reclaim() finds it dead
  /// Marks from all roots and lets weak holders react. Never call while C++ code holds the only
  /// reference to a cell it still needs.
  void collect();
  /// For runs that live long: from the next reset() on memory comes from a heap, and reclaim()
  /// gives back what is not in use.
  void use_heap();
  /// Enough was allocated since the last time to make reclaim() worth its time.
  bool wants_reclaim() const;
  /// collect(), and gives back the memory of everything that nobody can get at. Only where no C++
  /// code refers to anything of the run but the root sources: between two turns of the loop.
  void reclaim();
  /// WeakRef deref targets live until the end of the current job (9.9).
  void keep_during_job(Object* object) { kept_alive_.push_back(arena_, object); }
  void clear_kept_objects() { kept_alive_.clear(); }

 private:
  friend class RealmImage;
  Object* build_intrinsic(Intrinsic id);
  Object* build_global();
  [[noreturn]] void too_deep();
  void mark_reachable(Tracer& tracer);
  void sweep_weak_holders(const Tracer& tracer);
  void unlink_dead_weak_holders(const Tracer& tracer);
  bool is_reclaim_due(const Heap& heap) const;

  Arena arena_;
  Limits limits_;
  const Names& names_;
  RunAtoms run_atoms_;
  Object* intrinsics_[static_cast<size_t>(Intrinsic::kCount)] = {};
  Object* global_ = nullptr;
  const LazyTable* host_globals_ = nullptr;
  Activation* activation_ = nullptr;
  uint32_t depth_ = 0;
  Job* first_job_ = nullptr;
  Job* last_job_ = nullptr;
  ContextHooks* context_hooks_;
  RejectionTracker rejection_tracker_ = nullptr;
  FinalizationHook finalization_hook_ = nullptr;
  Clock clock_ = nullptr;
  uint64_t random_state_ = 1;
  ArenaVector<RootSource*> root_sources_;
  WeakHolder* weak_holders_ = nullptr;
  ArenaVector<Object*> kept_alive_;
  ArenaVector<Object*> joining_;
  ArenaVector<Symbol*> symbol_registry_;
  uint32_t epoch_ = 0;
};

/// Counts one nesting of C++ frames (natives, proxies, bound functions, a nested run of the virtual
/// machine); RangeError past limits.native_depth.
class NativeScope {
 public:
  explicit NativeScope(Realm& realm) : realm_(realm) {
    if (realm.native_depth >= realm.limits().native_depth || native_stack_is_low()) too_deep(realm);
    ++realm.native_depth;
  }
  ~NativeScope() { --realm_.native_depth; }
  NativeScope(const NativeScope&) = delete;
  NativeScope& operator=(const NativeScope&) = delete;

 private:
  [[noreturn]] static void too_deep(Realm& realm);
  Realm& realm_;
};

#define INTRINSIC(name) Object* build_##name(Realm& realm);
#define INTRINSIC_REGISTERED(name)
#include "value/intrinsics.def"
#undef INTRINSIC
#undef INTRINSIC_REGISTERED

// Throwing the language's own errors. `message` is UTF-8. The error gets its stack here.
[[noreturn]] void throw_error(Realm& realm, Intrinsic constructor_prototype,
                              std::string_view message);
[[noreturn]] void throw_type_error(Realm& realm, std::string_view message);
[[noreturn]] void throw_range_error(Realm& realm, std::string_view message);
[[noreturn]] void throw_reference_error(Realm& realm, std::string_view message);
[[noreturn]] void throw_syntax_error(Realm& realm, std::string_view message);
/// A new error object with message and stack; `prototype` e.g. Intrinsic::kTypeErrorPrototype.
Object* make_error(Realm& realm, Intrinsic prototype, std::string_view message);
/// Gives an error-like object its `stack` (head line and activations), as Error.captureStackTrace.
void capture_stack(Realm& realm, Object* object, Function* skip_until);
/// The text of Error.stack from the current activation, without the head line. At most `limit`
/// lines; activations up to and including one of `skip_until` are left out (captureStackTrace).
std::u16string stack_text(Realm& realm, uint32_t limit, Function* skip_until);

}  // namespace actx

#endif  // ACTX_VALUE_REALM_H_
