// Hooks: who is told about the life of resources (createHook), and the order in which.
//
// Invariants
// - Hooks are told in the order in which they were enabled.
// - Enabling or disabling while hooks are being told takes effect when the outermost telling ends
//   (HOOK-CHANGE-01).
// - A hook that throws ends the run (HOOK-ERROR-01): ContextHost::fatal_hook_error.
#ifndef ACTX_CONTEXT_HOOKS_H_
#define ACTX_CONTEXT_HOOKS_H_

#include "context/resource.h"
#include "value/arena.h"
#include "value/value.h"

namespace actx {

class Context;

/// A hook threw and there is no host to end the run. No program can catch it.
struct FatalHookError {
  Value error;
};

/// The events a hook can ask for, as bits of Hook::events.
enum HookEvent : uint8_t {
  kInitEvent = 1,
  kBeforeEvent = 2,
  kAfterEvent = 4,
  kDestroyEvent = 8,
  kPromiseResolveEvent = 16,
};

/// A set of callbacks. Derive from it; only events in `events` are delivered.
class Hook : public Cell {
 public:
  explicit Hook(uint8_t events) : events_(events) {}
  uint8_t events() const { return events_; }

  virtual void init(Context&, Resource&) {}
  virtual void before(Context&, AsyncId) {}
  virtual void after(Context&, AsyncId) {}
  virtual void destroy(Context&, AsyncId) {}
  virtual void promise_resolve(Context&, AsyncId) {}

  void trace(Tracer&) const override {}

 protected:
  ~Hook() = default;

 private:
  uint8_t events_;
};

/// The enabled hooks, with the counts that decide which events exist at all.
class HookList {
 public:
  using Hooks = ArenaVector<Hook*>;
  /// Whether some enabled hook wants any of these events.
  bool wants(uint8_t events) const { return (wanted_ & events) != 0; }
  bool empty() const { return active_.empty(); }

  /// Adds `hook`. False when it was enabled already. See `is_telling` for when it takes effect.
  bool enable(Arena& arena, Hook* hook);
  /// Removes `hook`. False when it was not enabled.
  bool disable(Arena& arena, Hook* hook);
  bool is_telling() const { return depth_ > 0; }
  /// True makes changes count at once, also while hooks are told (a mutant of hook_change).
  void set_change_at_once(bool at_once) { change_at_once_ = at_once; }

  /// Calls tell(hook) for each hook that wants `event`, in the order of the rule hook_order.
  template <class Tell>
  void tell_each(HookEvent event, bool reversed, Tell&& tell);

  void trace(Tracer& tracer) const;

 private:
  Hooks& editable(Arena& arena);
  void end_telling();
  static uint8_t wanted_by(const Hooks& hooks);

  Hooks active_;
  Hooks changed_;  // the hooks from the end of this telling on
  bool has_changed_ = false;
  uint8_t wanted_ = 0;
  uint32_t depth_ = 0;
  bool change_at_once_ = false;
};

template <class Tell>
void HookList::tell_each(HookEvent event, bool reversed, Tell&& tell) {
  struct Telling {
    HookList& list;
    ~Telling() { list.end_telling(); }
  };
  ++depth_;
  const Telling telling{*this};
  for (uint32_t i = 0; i < active_.size(); ++i) {
    Hook* hook = active_[reversed ? active_.size() - 1 - i : i];
    if ((hook->events() & event) != 0) tell(*hook);
  }
}

}  // namespace actx

#endif  // ACTX_CONTEXT_HOOKS_H_
