// What a run has before its program begins: the built-in modules that the main file imports, kept
// to begin further runs with.
//
// Invariant: an image is only taken when making the modules did nothing that is seen outside of the
// realm and the host's own tables: no resource, nothing that the loop waits for.
#ifndef ACTX_HOST_HOST_IMAGE_H_
#define ACTX_HOST_HOST_IMAGE_H_

#include "host/host.h"
#include "host/modules.h"
#include "value/realm_image.h"

namespace actx {

class HostImage {
 public:
  /// For programs whose main file is `main`, under these rules; not taken yet.
  HostImage(UnitPtr main, const Rules& rules) : main_(std::move(main)), rules_(rules) {}
  bool is_for(const UnitPtr& main, const Rules& rules) const {
    return main_ == main && rules_ == rules;
  }

  /// The modules have been made: keeps what there is.
  void take(Realm& realm, const RuleSet& asked, const ModuleSystem& modules,
            const std::span<Object*> slots) {
    realm_.emplace(realm, !is_refined_);
    asked_ = asked;
    modules_ = modules.loaded();
    slots_.assign(slots.begin(), slots.end());
    is_given_up_ = false;
  }
  /// False when there is nothing to begin with.
  bool restore(Realm& realm, ModuleSystem& modules, std::span<Object*> slots) {
    if (!realm_ || !realm_->restore(realm)) return false;
    modules.set_loaded(modules_);
    std::copy(slots_.begin(), slots_.end(), slots.begin());
    return true;
  }
  /// Right after restore(): an image of a run that has made more of itself, once.
  void refine(Realm& realm, const ModuleSystem& modules, const std::span<Object*> slots) {
    if (is_refined_ || !realm_->catch_up(realm)) return;
    is_refined_ = true;
    take(realm, RuleSet(asked_), modules, slots);
  }
  /// The rules that were asked for when the modules were made.
  const RuleSet& asked() const { return asked_; }
  /// No image can be taken of this program.
  void give_up() { is_given_up_ = true; }
  bool is_given_up() const { return is_given_up_; }

 private:
  UnitPtr main_;
  Rules rules_;
  RuleSet asked_;
  bool is_given_up_ = false;
  bool is_refined_ = false;
  std::optional<RealmImage> realm_;
  ModuleSystem::Loaded modules_;
  std::vector<Object*> slots_;
};

}  // namespace actx

#endif  // ACTX_HOST_HOST_IMAGE_H_
