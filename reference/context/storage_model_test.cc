// Random nests of run, exit, enterWith, disable and runInAsyncScope against two tiny models: stores
// that live on resources, and stores that live in frames.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <memory>

#include "context/testing/world.h"

namespace actx::testing {
namespace {

constexpr int kUndefined = -1;
constexpr size_t kInstances = 2;
constexpr size_t kResources = 3;

enum class Op : uint8_t { kRun, kExit, kEnterWith, kDisable, kMake, kScope, kObserve, kThrow };

/// One step. `body` for run, exit and scope; `catches`: errors of the body end there.
struct Step {
  Op op;
  size_t instance;
  size_t resource;
  int value;
  bool catches;
  std::vector<Step> body;
};

struct Boom {};

/// Reads a program off a tape of numbers.
std::vector<Step> read_program(const std::vector<uint8_t>& tape, size_t* at, int depth) {
  std::vector<Step> steps;
  while (*at + 1 < tape.size() && steps.size() < 5) {
    const uint8_t a = tape[(*at)++];
    const uint8_t b = tape[(*at)++];
    Step step{static_cast<Op>(a % 8),
              b % kInstances,
              (b / 2) % kResources,
              b % 16 == 15 ? kUndefined : (b / 4) % 3,
              a % 16 < 8,
              {}};
    const bool nests = step.op == Op::kRun || step.op == Op::kExit || step.op == Op::kScope;
    if (nests && depth > 0) step.body = read_program(tape, at, depth - 1);
    steps.push_back(std::move(step));
    if (depth < 6 && a % 3 == 0) break;
  }
  return steps;
}

// The models --------------------------------------------------------------------

/// Stores on resources, instances that are enabled or not.
class ResourceModel {
 public:
  ResourceModel() : stack_{0} {
    for (size_t i = 0; i < kResources; ++i) make(i);
  }
  int get(size_t i) { return enabled_[i] ? read(stack_.back(), i) : kUndefined; }
  template <class Body>
  void run(size_t i, int value, Body&& body) {
    if (value == get(i)) return body();
    enabled_[i] = true;
    const int resource = stack_.back();
    const int before = read(resource, i);
    stores_[{resource, i}] = value;
    with_finally(body, [&] { stores_[{resource, i}] = before; });
  }
  template <class Body>
  void exit(size_t i, Body&& body) {
    if (!enabled_[i]) return body();
    enabled_[i] = false;
    with_finally(body, [&] { enabled_[i] = true; });
  }
  void enter_with(size_t i, int value) {
    enabled_[i] = true;
    stores_[{stack_.back(), i}] = value;
  }
  void disable(size_t i) { enabled_[i] = false; }
  void make(size_t k) {
    resources_[k] = ++last_;
    for (size_t i = 0; i < kInstances; ++i) {
      if (enabled_[i]) stores_[{last_, i}] = read(stack_.back(), i);
    }
  }
  template <class Body>
  void scope(size_t k, Body&& body) {
    stack_.push_back(resources_[k]);
    with_finally(body, [&] { stack_.pop_back(); });
  }

 private:
  template <class Body, class Finally>
  static void with_finally(Body&& body, Finally&& last) {
    try {
      body();
    } catch (const Boom&) {
      last();
      throw;
    }
    last();
  }
  int read(int resource, size_t i) {
    const auto found = stores_.find({resource, i});
    return found == stores_.end() ? kUndefined : found->second;
  }
  std::map<std::pair<int, size_t>, int> stores_;
  bool enabled_[kInstances] = {};
  std::vector<int> stack_;
  int resources_[kResources] = {};
  int last_ = 0;
};

/// Stores in frames that are copied when one is entered.
class FrameModel {
 public:
  FrameModel() {
    for (size_t i = 0; i < kResources; ++i) make(i);
  }
  int get(size_t i) {
    if (current_ == nullptr || !current_->contains(i)) return kUndefined;
    return current_->at(i);
  }
  template <class Body>
  void run(size_t i, int value, Body&& body) {
    const int before = get(i);
    if (value == before) return body();
    enter_with(i, value);
    try {
      body();
    } catch (const Boom&) {
      enter_with(i, before);
      throw;
    }
    enter_with(i, before);
  }
  template <class Body>
  void exit(size_t i, Body&& body) {
    run(i, kUndefined, body);
  }
  void enter_with(size_t i, int value) {
    auto copy =
        current_ == nullptr ? std::make_shared<Stores>() : std::make_shared<Stores>(*current_);
    (*copy)[i] = value;
    current_ = copy;
  }
  void disable(size_t i) {
    if (current_ != nullptr) current_->erase(i);
  }
  void make(size_t k) { captured_[k] = current_; }
  template <class Body>
  void scope(size_t k, Body&& body) {
    const auto before = current_;
    current_ = captured_[k];
    try {
      body();
    } catch (const Boom&) {
      current_ = before;
      throw;
    }
    current_ = before;
  }

 private:
  using Stores = std::map<size_t, int>;
  std::shared_ptr<Stores> current_;
  std::shared_ptr<Stores> captured_[kResources];
};

/// The same calls on the real thing.
class RealWorld {
 public:
  explicit RealWorld(ProfileName profile) : world_(Profile(profile).rules()) {
    for (auto& instance : instances_) instance = &world_.storage();
    for (size_t i = 0; i < kResources; ++i) make(i);
  }
  int get(size_t i) {
    const Value store = instances_[i]->get_store();
    return store.is_undefined() ? kUndefined : static_cast<int>(store.as_number());
  }
  template <class Body>
  void run(size_t i, int value, Body&& body) {
    across([&](const World::Function& call) { world_.run(*instances_[i], store(value), call); },
           body);
  }
  template <class Body>
  void exit(size_t i, Body&& body) {
    across([&](const World::Function& call) { world_.exit(*instances_[i], call); }, body);
  }
  void enter_with(size_t i, int value) { instances_[i]->enter_with(store(value)); }
  void disable(size_t i) { instances_[i]->disable(); }
  void make(size_t k) { resources_[k] = world_.resource(); }
  template <class Body>
  void scope(size_t k, Body&& body) {
    AsyncResource entered = *resources_[k];
    across([&](const World::Function& call) { world_.in_scope(entered, call); }, body);
  }

 private:
  static Value store(int value) { return value == kUndefined ? Value() : Value(value); }
  /// Lets the model's exception cross as one of JavaScript.
  template <class Call, class Body>
  static void across(Call&& call, Body&& body) {
    try {
      call([&] {
        try {
          body();
        } catch (const Boom&) {
          throw Throw{Value(1)};
        }
      });
    } catch (const Throw&) {
      throw Boom{};
    }
  }

  World world_;
  AsyncLocalStorage* instances_[kInstances];
  std::optional<AsyncResource> resources_[kResources];
};

template <class System>
void execute(System& system, const std::vector<Step>& steps, std::vector<int>* seen) {
  const auto observe = [&] {
    for (size_t i = 0; i < kInstances; ++i) seen->push_back(system.get(i));
  };
  for (const Step& step : steps) {
    const auto body = [&] {
      observe();
      execute(system, step.body, seen);
    };
    try {
      switch (step.op) {
        case Op::kRun:
          system.run(step.instance, step.value, body);
          break;
        case Op::kExit:
          system.exit(step.instance, body);
          break;
        case Op::kEnterWith:
          system.enter_with(step.instance, step.value);
          break;
        case Op::kDisable:
          system.disable(step.instance);
          break;
        case Op::kMake:
          system.make(step.resource);
          break;
        case Op::kScope:
          system.scope(step.resource, body);
          break;
        case Op::kObserve:
          break;
        case Op::kThrow:
          throw Boom{};
      }
    } catch (const Boom&) {
      if (!step.catches) throw;
    }
    observe();
  }
}

template <class System>
std::vector<int> observations(System& system, const std::vector<Step>& program) {
  std::vector<int> seen;
  try {
    execute(system, program, &seen);
  } catch (const Boom&) {
    seen.push_back(-2);
  }
  return seen;
}

RC_GTEST_PROP(StorageModel, StoresOnResources, (const std::vector<uint8_t>& tape)) {
  size_t at = 0;
  const std::vector<Step> program = read_program(tape, &at, 6);
  RealWorld real(ProfileName::kNode18);
  ResourceModel model;
  RC_ASSERT(observations(real, program) == observations(model, program));
}

RC_GTEST_PROP(StorageModel, StoresInFrames, (const std::vector<uint8_t>& tape)) {
  size_t at = 0;
  const std::vector<Step> program = read_program(tape, &at, 6);
  RealWorld real(ProfileName::kFrame);
  FrameModel model;
  RC_ASSERT(observations(real, program) == observations(model, program));
}

bool disables(const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    if (step.op == Op::kDisable || disables(step.body)) return true;
  }
  return false;
}

/// What the document promises of run() in every program that does not disable(): afterwards the
/// store is what it was.
RC_GTEST_PROP(StorageModel, RunRestores, (const std::vector<uint8_t>& tape)) {
  size_t at = 0;
  const std::vector<Step> program = read_program(tape, &at, 6);
  RC_PRE(!disables(program));
  RealWorld real(ProfileName::kDocumented);
  real.enter_with(0, 1);
  std::vector<int> seen;
  try {
    real.run(0, 1, [&] { execute(real, program, &seen); });
  } catch (const Boom&) {
    seen.push_back(-2);
  }
  RC_ASSERT(real.get(0) == 1);
}

}  // namespace
}  // namespace actx::testing
