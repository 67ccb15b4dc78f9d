#include "script/early_scopes.h"

#include <algorithm>

namespace actx {

bool NameSet::contains(std::u16string_view name) const {
  if (!large_.empty()) return large_.count(name) != 0;
  return std::find(small_.begin(), small_.end(), name) != small_.end();
}

void NameSet::insert(std::u16string_view name) {
  if (contains(name)) return;
  if (large_.empty() && small_.size() < kSmall) {
    small_.push_back(name);
    return;
  }
  large_.insert(small_.begin(), small_.end());
  small_.clear();
  large_.insert(name);
}

bool EarlyScopes::declare(std::u16string_view name, BindingKind kind, bool is_strict) {
  Scope& scope = scopes_.back();
  switch (kind) {
    case BindingKind::kVar:
      return declare_var(name);
    case BindingKind::kParameter:
      scope.vars.insert(name);
      return true;
    case BindingKind::kSimpleCatch:
      scope.lexicals.insert(name);
      return true;
    case BindingKind::kLexical:
      return declare_lexical(name);
    case BindingKind::kFunction:
    case BindingKind::kOtherFunction:
      break;
  }
  if (functions_are_vars(scope.kind)) {
    if (scope.lexicals.contains(name)) return false;
    scope.vars.insert(name);
    return true;
  }
  bool may_repeat = kind == BindingKind::kFunction && !is_strict;
  if (!may_repeat) return declare_lexical(name);
  if (scope.lexicals.contains(name) || scope.vars.contains(name)) return false;
  if (scopes_.size() >= 2) {
    const Scope& outer = scopes_[scopes_.size() - 2];
    if (outer.kind == ScopeKind::kSimpleCatch && outer.lexicals.contains(name)) return false;
  }
  scope.sloppy_functions.insert(name);
  return true;
}

bool EarlyScopes::declare_lexical(std::u16string_view name) {
  Scope& scope = scopes_.back();
  if (scope.lexicals.contains(name) || scope.vars.contains(name) ||
      scope.sloppy_functions.contains(name)) {
    return false;
  }
  // The block of `catch (e)` must not declare e again.
  if (scopes_.size() >= 2) {
    const Scope& outer = scopes_[scopes_.size() - 2];
    if (outer.kind == ScopeKind::kSimpleCatch && outer.lexicals.contains(name)) return false;
  }
  scope.lexicals.insert(name);
  return true;
}

bool EarlyScopes::declare_var(std::u16string_view name) {
  for (size_t i = scopes_.size(); i-- > 0;) {
    Scope& scope = scopes_[i];
    bool clashes = scope.kind != ScopeKind::kSimpleCatch && scope.lexicals.contains(name);
    if (clashes || scope.sloppy_functions.contains(name)) return false;
    scope.vars.insert(name);
    if (is_var_scope(scope.kind)) break;
  }
  return true;
}

bool EarlyScopes::is_top_level(std::u16string_view name) const {
  return scopes_.front().vars.contains(name) || scopes_.front().lexicals.contains(name);
}

bool PrivateNames::declare(std::u16string_view name, Kind kind) {
  for (Declared& other : classes_.back().declared) {
    if (other.name != name) continue;
    auto pairs = [&](Kind a, Kind b) {
      return (other.kind == a && kind == b) || (other.kind == b && kind == a);
    };
    if (!pairs(Kind::kGetter, Kind::kSetter) && !pairs(Kind::kStaticGetter, Kind::kStaticSetter)) {
      return false;
    }
    other.kind = Kind::kPair;
    return true;
  }
  classes_.back().declared.push_back({name, kind});
  return true;
}

void PrivateNames::use(std::u16string_view name, uint32_t offset) {
  classes_.back().used.push_back({name, offset});
}

bool PrivateNames::leave_class(Unresolved& unresolved) {
  Class inner = std::move(classes_.back());
  classes_.pop_back();
  for (const Unresolved& use : inner.used) {
    bool is_declared = std::any_of(inner.declared.begin(), inner.declared.end(),
                                   [&](const Declared& d) { return d.name == use.name; });
    if (is_declared) continue;
    if (classes_.empty()) {
      unresolved = use;
      return false;
    }
    classes_.back().used.push_back(use);
  }
  return true;
}

}  // namespace actx
