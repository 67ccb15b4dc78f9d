#include "value/footprint.h"

#include <algorithm>
#include <utility>

namespace actx {
namespace {

/// What hashes of steps of a kind begin with.
enum StepKind : uint64_t { kCallback = 1, kWork, kJoined, kLast, kThread };

constexpr uint64_t kFnvBasis = 14695981039346656037u;
constexpr uint64_t kFnvPrime = 1099511628211u;

/// FNV-1a.
uint64_t hash_text(uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * kFnvPrime;
  return hash;
}

/// Odd, as no address is. Two cells that fall together only cost schedules.
uintptr_t cell_of(uint64_t hash) {
  return static_cast<uintptr_t>(hash | 1);
}

}  // namespace

void Footprint::begin(const size_t* points, bool total_order) {
  points_ = points;
  total_order_ = total_order;
  versions_.clear();
  position_ = {};
  outside_ = 0;
  threads_.clear();
  thread_ = kFirstThread;
  seen_ = {};
  steps_.clear();
  steps_.emplace_back();
  steps_.back().is_main = true;
  sources_.clear();
  queued_.clear();
  stamps_.clear();
  jobs_.clear();
  parts_.clear();
  joining_.clear();
  may_join_ = true;
  current_ = callback_ = 0;
  last_queued_ = nullptr;
  descriptor_seen_ = is_undrained_ = false;
  noting_.clear();
  reordered_.clear();
  world_seen_ = 0;
  working_for_ = nullptr;
  gave_up_ = false;
}

void Footprint::observe(std::string_view label, std::string_view value) {
  const uint64_t hash = hash_text(kFnvBasis, label);
  if (total_order_) append(static_cast<uintptr_t>(WorldCell::kStdout), label);
  if (total_order_) append(static_cast<uintptr_t>(WorldCell::kStdout), value);
  append(cell_of(hash), value);
}

void Footprint::append(uintptr_t cell, std::string_view text) {
  if (steps_.size() == 1) return;
  steps_[current_].accesses.push_back({cell, Touch::kWrite});
  const uint64_t before = versions_.of(cell);
  versions_.set(cell, mix(before != 0 ? before : cell, hash_bytes(text)));
}

uintptr_t Footprint::outside_cell(uint32_t kind, uint64_t number, std::string_view name) {
  uint64_t hash = (kFnvBasis ^ (kind + 1)) * kFnvPrime;
  hash = (hash ^ number) * kFnvPrime;
  hash ^= hash >> 29;
  return cell_of(hash_text(hash * kFnvPrime, name));
}

void Footprint::begin_step(const void* source, StepQueue queue) {
  const auto known = sources_.find(source);
  const Source from = known == sources_.end() ? Source{0, 0} : known->second;
  if (from.name == 0) seen_.nothing = true;
  const uint32_t before = current();
  uint64_t hash = mix(kCallback, from.name);
  if (is_undrained_) hash = mix(hash, steps_[before].hash);
  push_step(from.made, hash);
  if (std::exchange(is_undrained_, false)) steps_[current_].joined.push_back(before);
  callback_ = current();
  if (!reordered_.contains(source)) steps_[current_].queue = queue;
  // It changes its source: whether and how often that is called.
  if (source != nullptr) {
    write(source);
    sources_[source] = {current(), from.name};
  }
}

void Footprint::begin_last_step() {
  push_step(current(), mix(kLast, versions_.all()));
  callback_ = current();
  steps_[current_].is_last = true;
}

void Footprint::queued(const void* work, const void* source) {
  last_queued_ = &(queued_[work] = {current(), new_name(), source, {}});
}

void Footprint::queued_touches(const void* cell, Touch touch) {
  last_queued_->touches.push_back({reinterpret_cast<uintptr_t>(cell), touch});
}

void Footprint::begin_work(const void* work) {
  interrupted_ = current();
  interrupted_in_step_ = position_.in_step;
  const auto found = queued_.find(work);
  if (found == queued_.end()) {
    give_up();
    return push_step(0, 0);
  }
  push_step(found->second.made, mix(kWork, found->second.name));
  steps_[current_].is_work = true;
  working_for_ = found->second.source;
  for (const StepAccess& access : found->second.touches) note(access.cell, access.touch);
  sources_[working_for_].made = current();
}

void Footprint::end_work() {
  tidy();
  leave_step();
  // The callback gets what the work saw.
  uint64_t& name = sources_[working_for_].name;
  name = mix(name, steps_[current_].hash);
  position_.in_step = false;
  current_ = interrupted_;
  split_step();
  position_.in_step = interrupted_in_step_;
}

void Footprint::note_outside(uintptr_t cell, Touch touch) {
  // What the choices since then let happen came before this.
  if (points_seen() != steps_[current_].first_point) split_step();
  note(cell, touch);
}

void Footprint::split_step() {
  const uint32_t before = current();
  const bool in_step = std::exchange(position_.in_step, false);  // it goes on
  push_step(before, steps_[before].hash);
  position_.in_step = in_step;
  // The same in all but its place: whether a step is split depends on what else there is.
  steps_[current_].changes = steps_[before].changes;
  steps_[current_].is_main = steps_[before].is_main;
  if (current_ != before) steps_[before].rest = current_;
}

void Footprint::add_part(const void* gathering) {
  note(reinterpret_cast<uintptr_t>(gathering), Touch::kAdd);
  parts_[gathering].push_back(current());
  // What the step does from here on need not come before a join.
  split_step();
}

void Footprint::begin_join(const void* gathering) {
  joining_.push_back(current());
  split_step();
  const uint64_t parts = versions_.of(reinterpret_cast<uintptr_t>(gathering));
  push_step(joining_.back(), mix(kJoined, parts != 0 ? parts : steps_[current_].hash));
  steps_[current_].is_main = steps_[joining_.back()].is_main;
  steps_[current_].joined = parts_[gathering];
}

void Footprint::end_join() {
  const uint32_t step = joining_.back();
  joining_.pop_back();
  go_on(step);
}

void Footprint::queued_job(const void* job) {
  if (current_ != callback_) jobs_[job] = current_;
}

void Footprint::begin_job(const void* job) {
  const auto found = jobs_.find(job);
  go_on(found == jobs_.end() ? callback_ : found->second);
}

void Footprint::go_on(uint32_t step) {
  while (steps_[step].rest != 0) step = steps_[step].rest;
  if (step == current_) return;
  tidy();
  leave_step();
  current_ = step;
}

void Footprint::poll(uint64_t waiting, bool alone) {
  position_ = {alone ? mix(waiting, content()) : waiting, 0, false};
}

uint64_t Footprint::content() const {
  return mix(mix(versions_.all(), outside_), steps_[0].hash);
}

uint64_t Footprint::hash_of(const Position& position, uint32_t step) const {
  const uint64_t hash = mix(position.poll, position.since);
  return position.in_step ? mix(hash, steps_[step].hash) : hash;
}

uint64_t Footprint::state(std::optional<uint64_t> waiting) const {
  uint64_t state = hash_of(position_, current_);
  if (!waiting) return state;
  state = mix(thread_, state);
  uint64_t others = 0;
  for (const auto& [name, thread] : threads_) {
    others += mix(name, hash_of(thread.position, thread.current));
  }
  return mix(mix(state, others), mix(*waiting, content()));
}

void Footprint::switch_thread(uint64_t from, uint64_t to, bool ended) {
  tidy();
  if (!ended) threads_[from] = {position_, current_, callback_, std::move(joining_), true};
  Thread next = std::move(threads_[to]);
  threads_.erase(to);
  thread_ = to;
  position_ = next.position;
  current_ = next.current;
  callback_ = next.callback;
  joining_ = std::move(next.joining);
  if (!next.has_begun) {
    position_.in_step = false;
    push_step(next.current, mix(kThread, to));
    callback_ = current();
  } else if (position_.in_step) {
    // The choices since then came before the rest of the step.
    split_step();
  }
}

void Footprint::see_stamp(uintptr_t cell) {
  seen_.nothing = true;
  const auto found = stamps_.find(cell);
  if (found != stamps_.end()) world_seen_ = std::max(world_seen_, found->second);
}

void Footprint::push_step(uint32_t made, uint64_t hash) {
  tidy();
  if (position_.in_step) leave_step();
  position_.in_step = true;
  if (steps_.size() >= kMaxSteps) return give_up();
  steps_.emplace_back();
  current_ = static_cast<uint32_t>(steps_.size() - 1);
  steps_.back().hash = hash;
  steps_.back().thread = thread_;
  steps_.back().made = made;
  steps_.back().first_point = points_seen();
}

void Footprint::tidy() {
  std::vector<StepAccess>& accesses = steps_[current_].accesses;
  std::sort(accesses.begin(), accesses.end(),
            [](const StepAccess& one, const StepAccess& two) { return one.cell < two.cell; });
  size_t kept = 0;
  for (const StepAccess& access : accesses) {
    if (kept > 0 && accesses[kept - 1].cell == access.cell) {
      accesses[kept - 1].touch = both(accesses[kept - 1].touch, access.touch);
    } else {
      accesses[kept++] = access;
    }
  }
  accesses.resize(kept, {});
  if (accesses.size() <= kMaxAccesses / 2) return;
  give_up();
  accesses.clear();
}

void Footprint::cancelled(const void* source) {
  const auto known = sources_.find(source);
  // Steps of the callback in progress have numbers from its first one on.
  const uint32_t made = known == sources_.end() ? 0 : known->second.made;
  if (made >= callback_ && steps_[made].thread == thread_ && known != sources_.end()) return;
  world_seen_ = std::max(world_seen_, steps_[current_].first_point);
}

}  // namespace actx
