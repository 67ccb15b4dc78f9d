#include "explore/store_history.h"

#include "value/string.h"

namespace actx {

void StoreHistory::init(int64_t id, std::u16string_view type, int64_t, int64_t execution) {
  made_[id] = {utf16_to_utf8(type), execution};
}

void StoreHistory::callback_start(int64_t id, std::u16string_view type) {
  // A root has no init event.
  made_.emplace(id, Made{utf16_to_utf8(type), 0});
  open_.push_back(id);
  changes_.push_back({result_.out.size(), id});
}

void StoreHistory::callback_end(int64_t, bool) {
  if (!open_.empty()) open_.pop_back();
  changes_.push_back({result_.out.size(), open_.empty() ? 0 : open_.back()});
}

int64_t StoreHistory::callback_at(size_t bytes) const {
  int64_t executing = 0;
  for (const Change& change : changes_) {
    if (change.bytes > bytes) break;
    executing = change.executing;
  }
  return executing;
}

int64_t StoreHistory::made_in(int64_t id) const {
  const auto found = made_.find(id);
  return found == made_.end() || found->second.in <= 1 ? 0 : found->second.in;
}

std::string StoreHistory::name(int64_t id) const {
  const auto found = made_.find(id);
  if (id <= 1 || found == made_.end()) return "the main script";
  return found->second.type + ' ' + std::to_string(id);
}

}  // namespace actx
