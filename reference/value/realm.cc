#include "value/realm.h"

#include <stdexcept>
#include <utility>

#include "value/conversions.h"
#include "value/footprint.h"
#include "value/global_object.h"
#include "value/heap.h"

namespace actx {

namespace {

constexpr uint32_t kLongestString = 536870888;  // what V8 allows: 2^29 - 24 units
// Shorter results are copied: a rope node would not be smaller.
constexpr uint32_t kShortestRope = 24;

constexpr size_t kIntrinsicCount = static_cast<size_t>(Intrinsic::kCount);

Realm::Builder builders[kIntrinsicCount] = {
#define INTRINSIC(name) build_##name,
#define INTRINSIC_REGISTERED(name) nullptr,
#include "value/intrinsics.def"
#undef INTRINSIC
#undef INTRINSIC_REGISTERED
};

const char* const kIntrinsicNames[] = {
#define INTRINSIC(name) #name,
#define INTRINSIC_REGISTERED(name) #name,
#include "value/intrinsics.def"
#undef INTRINSIC
#undef INTRINSIC_REGISTERED
};

NoContextHooks no_context_hooks;

}  // namespace

Realm::Realm(const Limits& limits)
    : limits_(limits), names_(Names::for_thread()), context_hooks_(&no_context_hooks) {
  set_limits(limits);
}

Realm::~Realm() {
  PropertyTable::change_version();
}

void Realm::set_limits(const Limits& limits) {
  limits_ = limits;
  arena_.set_limit(limits.heap_bytes);
  run_atoms_.set_limit(limits.heap_bytes);
}

void Realm::reset() {
  PropertyTable::change_version();
  arena_.reset();
  run_atoms_.clear();
  for (Object*& object : intrinsics_) object = nullptr;
  global_ = nullptr;
  activation_ = nullptr;
  depth_ = native_depth = 0;
  machine = nullptr;
  first_job_ = last_job_ = nullptr;
  jobs_run = steps = 0;
  random_state_ = 1;
  root_sources_ = {};
  weak_holders_ = nullptr;
  kept_alive_ = {};
  joining_ = {};
  symbol_registry_ = {};
}

void Realm::register_builder(Intrinsic id, Builder builder) {
  builders[static_cast<size_t>(id)] = builder;
}

Object* Realm::build_intrinsic(Intrinsic id) {
  size_t i = static_cast<size_t>(id);
  if (builders[i] == nullptr) {
    throw std::logic_error(std::string("no builder was registered for ") + kIntrinsicNames[i]);
  }
  Object* object = builders[i](*this);
  intrinsics_[i] = object;
  return object;
}

Object* Realm::build_global() {
  GlobalObject* global = make<GlobalObject>(intrinsic(Intrinsic::kObjectPrototype));
  global->add_tables(language_globals(), host_globals_);
  return global_ = global;
}

String* Realm::string(std::u16string_view units) {
  if (units.size() > kLongestString) throw_range_error(*this, "Invalid string length");
  char16_t* copy = arena_.make_array<char16_t>(units.size());
  std::copy(units.begin(), units.end(), copy);
  return make<String>(copy, static_cast<uint32_t>(units.size()));
}

String* Realm::string(std::string_view utf8) {
  bool ascii = true;
  for (char c : utf8) ascii &= static_cast<unsigned char>(c) < 0x80;
  if (!ascii) return string(std::u16string_view(utf8_to_utf16(utf8)));
  char16_t* copy = arena_.make_array<char16_t>(utf8.size());
  std::copy(utf8.begin(), utf8.end(), copy);
  return make<String>(copy, static_cast<uint32_t>(utf8.size()));
}

String* Realm::concat(String* left, String* right) {
  if (left->length() == 0) return right;
  if (right->length() == 0) return left;
  uint32_t length = left->length() + right->length();
  if (length > kLongestString) throw_range_error(*this, "Invalid string length");
  if (length >= kShortestRope) return make<String>(left, right, length);
  char16_t* copy = arena_.make_array<char16_t>(length);
  std::u16string_view first = units(left);
  std::u16string_view second = units(right);
  std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), copy));
  return make<String>(copy, length);
}

PropertyKey Realm::key(String* string) {
  std::u16string_view text = units(string);
  // What most keys are: known, and no number.
  if (string->is_atom() && (text.empty() || text[0] > u'9')) return PropertyKey::atom(string);
  uint32_t index;
  if (parse_array_index(text, &index)) return PropertyKey::index(index);
  return PropertyKey::atom(intern(string));
}

PropertyKey Realm::key(std::string_view ascii) {
  char16_t buffer[64];
  std::u16string longer;
  std::u16string_view text;
  if (ascii.size() <= std::size(buffer)) {
    std::copy(ascii.begin(), ascii.end(), buffer);
    text = {buffer, ascii.size()};
  } else {
    text = longer.assign(ascii.begin(), ascii.end());
  }
  uint32_t index;
  if (parse_array_index(text, &index)) return PropertyKey::index(index);
  return PropertyKey::atom(run_atoms_.intern(text));
}

PropertyKey Realm::to_property_key(Value value) {
  if (value.is_string()) return key(value.as_string());
  if (value.is_number()) {
    double number = value.as_number();
    if (number >= 0 && number < 4294967295.0) {
      uint32_t index = static_cast<uint32_t>(number);
      if (index == number) return PropertyKey::index(index);
    }
    return key(number_to_string(*this, number));
  }
  if (value.is_symbol()) return PropertyKey::symbol(value.as_symbol());
  Value primitive = to_primitive(*this, value, Hint::kString);
  if (primitive.is_symbol()) return PropertyKey::symbol(primitive.as_symbol());
  return key(to_string(*this, primitive));
}

Value Realm::key_value(PropertyKey key) {
  if (key.is_index()) return Value(number_to_string(*this, key.as_index()));
  if (key.is_symbol()) return Value(key.as_symbol());
  return Value(key.as_atom());
}

Array* Realm::new_array(Args elements) {
  Array* array = new_array();
  for (Value element : elements) array->push(*this, element);
  return array;
}

NativeFunction* Realm::new_native(NativeFn fn, std::string_view name, uint8_t length) {
  return new_native(fn, literal(name), length);
}

NativeFunction* Realm::new_native(NativeFn fn, String* name, uint8_t length) {
  return make<NativeFunction>(intrinsic(Intrinsic::kFunctionPrototype), fn, name, length, false);
}

NativeFunction* Realm::new_constructor(NativeFn fn, std::string_view name, uint8_t length,
                                       const LazyTable& table, Object* prototype) {
  if (prototype == nullptr) prototype = intrinsic(Intrinsic::kFunctionPrototype);
  NativeFunction* function = make<NativeFunction>(prototype, fn, literal(name), length, true);
  function->set_lazy_table(table);
  return function;
}

Object* Realm::new_builtin(const LazyTable& table, Object* prototype) {
  Object* object =
      make<Object>(prototype == nullptr ? intrinsic(Intrinsic::kObjectPrototype) : prototype);
  object->set_lazy_table(table);
  return object;
}

Object* Realm::iterator_result(Value value, bool done) {
  Object* result = new_object();
  result->table().add(arena_, names_.value, kAll).value = value;
  result->table().add(arena_, names_.done, kAll).value = Value(done);
  return result;
}

Value Realm::call(Value callee, Value this_value, Args args) {
  if (!is_callable(callee)) {
    throw_type_error(*this, describe_for_message(*this, callee) + " is not a function");
  }
  return callee.as_object()->call(*this, this_value, args);
}

Value Realm::construct(Value callee, Args args) {
  if (!is_constructor(callee)) {
    throw_type_error(*this, describe_for_message(*this, callee) + " is not a constructor");
  }
  return callee.as_object()->construct(*this, args, callee.as_object());
}

void Realm::too_deep() {
  throw_range_error(*this, "Maximum call stack size exceeded");
}

void NativeScope::too_deep(Realm& realm) {
  throw_range_error(realm, "Maximum call stack size exceeded");
}

void Realm::enqueue_job(Job* job) {
  job->next = nullptr;
  if (Footprint* footprint = Footprint::active()) footprint->queued_job(job);
  (last_job_ == nullptr ? first_job_ : last_job_->next) = job;
  last_job_ = job;
}

Job* Realm::take_job() {
  Job* job = first_job_;
  if (job == nullptr) return nullptr;
  first_job_ = job->next;
  if (first_job_ == nullptr) last_job_ = nullptr;
  job->next = nullptr;  // whoever still refers to it is not to keep all that followed
  ++jobs_run;
  return job;
}

// SplitMix64: one addition and a mix per number, any seed will do.
double Realm::random() {
  Footprint::note_if_active(WorldCell::kRandom, Touch::kWrite);
  uint64_t z = (random_state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

void Realm::add_root_source(RootSource* source) {
  root_sources_.push_back(arena_, source);
}

void Realm::add_weak_holder(WeakHolder* holder) {
  holder->next_weak_holder = weak_holders_;
  weak_holders_ = holder;
}

void Realm::mark_reachable(Tracer& tracer) {
  for (Object* object : intrinsics_) tracer.visit(object);
  tracer.visit(global_);
  for (Activation* a = activation_; a != nullptr; a = a->caller) tracer.visit(a->callee);
  for (Job* job = first_job_; job != nullptr; job = job->next) tracer.visit(job);
  for (RootSource* source : root_sources_) source->trace_roots(tracer);
  for (Object* object : kept_alive_) tracer.visit(object);
  bool more = true;
  while (more) {
    tracer.drain();
    more = false;
    for (WeakHolder* h = weak_holders_; h != nullptr; h = h->next_weak_holder) {
      more |= h->trace_ephemerons(tracer);
    }
  }
}

void Realm::sweep_weak_holders(const Tracer& tracer) {
  for (WeakHolder* h = weak_holders_; h != nullptr; h = h->next_weak_holder) {
    h->sweep(*this, tracer);
  }
}

void Realm::collect() {
  Footprint::give_up_if_active();
  Tracer tracer(++epoch_);
  mark_reachable(tracer);
  sweep_weak_holders(tracer);
}

// ---- Giving memory back ----------------------------------------------------------------------

namespace {
// Between two reclaims. Less makes them more frequent, more makes the process larger.
constexpr size_t kLeastGrowth = size_t{8} << 20;
}  // namespace

void Realm::use_heap() {
  arena_.use_heap();
  run_atoms_.use_heap();
}

bool Realm::wants_reclaim() const {
  const Heap* heap = arena_.heap();
  return heap != nullptr && (is_reclaim_due(*heap) || is_reclaim_due(*run_atoms_.heap()));
}

bool Realm::is_reclaim_due(const Heap& heap) const {
  const size_t grown = heap.bytes_since_collection();
  const size_t kept = heap.bytes_in_use() - grown;
  const size_t room = limits_.heap_bytes > kept ? limits_.heap_bytes - kept : 0;
  return grown >= std::min(std::max(kLeastGrowth, kept), room / 2);
}

// A holder that only C++ code refers to is not marked, and is alive: so not in collect().
void Realm::unlink_dead_weak_holders(const Tracer& tracer) {
  for (WeakHolder** link = &weak_holders_; *link != nullptr;) {
    WeakHolder* const holder = *link;
    if (holder->is_reachable(tracer)) {
      link = &holder->next_weak_holder;
    } else {
      *link = std::exchange(holder->next_weak_holder, nullptr);
    }
  }
}

void Realm::reclaim() {
  if (arena_.heap() == nullptr) return;
  Footprint::give_up_if_active();
  // What this has to remember is little, and there is room again after it.
  arena_.set_limit(SIZE_MAX);
  run_atoms_.set_limit(SIZE_MAX);
  Tracer tracer(++epoch_);
  mark_reachable(tracer);
  // What is held weakly is gone from its holders after this: the marker would take it for used.
  sweep_weak_holders(tracer);
  unlink_dead_weak_holders(tracer);
  HeapMarker marker({arena_.heap(), run_atoms_.heap()});
  run_atoms_.prepare_reclaim(marker);
  for (RootSource* source : root_sources_) source->prepare_reclaim(tracer, marker);
  for (const Cell* cell : tracer.cells()) marker.mark(cell);
  marker.scan(this, sizeof(*this));
  marker.drain();
  run_atoms_.reclaim(marker);
  arena_.heap()->sweep();
  // An address may mean something else from here on.
  PropertyTable::change_version();
  set_limits(limits_);
}

}  // namespace actx
