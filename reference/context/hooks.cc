#include "context/hooks.h"

#include "value/tracer.h"

namespace actx {

HookList::Hooks& HookList::editable(Arena& arena) {
  if (depth_ == 0 || change_at_once_) return active_;
  if (!has_changed_) {
    changed_ = {};
    for (Hook* hook : active_) changed_.push_back(arena, hook);
    has_changed_ = true;
  }
  return changed_;
}

bool HookList::enable(Arena& arena, Hook* hook) {
  Hooks& hooks = editable(arena);
  for (const Hook* enabled : hooks) {
    if (enabled == hook) return false;
  }
  hooks.push_back(arena, hook);
  if (&hooks == &active_) wanted_ = wanted_by(active_);
  return true;
}

bool HookList::disable(Arena& arena, Hook* hook) {
  Hooks& hooks = editable(arena);
  for (uint32_t i = 0; i < hooks.size(); ++i) {
    if (hooks[i] != hook) continue;
    hooks.erase_at(i);
    if (&hooks == &active_) wanted_ = wanted_by(active_);
    return true;
  }
  return false;
}

void HookList::end_telling() {
  if (--depth_ > 0 || !has_changed_) return;
  active_ = changed_;
  has_changed_ = false;
  wanted_ = wanted_by(active_);
}

uint8_t HookList::wanted_by(const Hooks& hooks) {
  uint8_t wanted = 0;
  for (const Hook* hook : hooks) wanted |= hook->events();
  return wanted;
}

void HookList::trace(Tracer& tracer) const {
  for (const Hook* hook : active_) tracer.visit(hook);
  if (!has_changed_) return;
  for (const Hook* hook : changed_) tracer.visit(hook);
}

}  // namespace actx
