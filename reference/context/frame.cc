#include "context/frame.h"

#include "value/footprint.h"
#include "value/string.h"
#include "value/tracer.h"

namespace actx {

const FrameEntry* StoreFrame::find(const Symbol* key) const {
  for (const FrameEntry& entry : entries_) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

StoreFrame* StoreFrame::with(Arena& arena, const StoreFrame* frame, const FrameEntry& added) {
  StoreFrame* result = arena.make<StoreFrame>();
  const uint32_t count = frame == nullptr ? 0 : frame->entries_.size();
  result->entries_.reserve(arena, count + 1);
  for (uint32_t i = 0; i < count; ++i) {
    if (frame->entries_[i].key != added.key) {
      result->entries_.push_back(arena, frame->entries_[i]);
    }
  }
  result->entries_.push_back(arena, added);
  return result;
}

StoreFrame* StoreFrame::without(Arena& arena, const StoreFrame* frame, const Symbol* key) {
  StoreFrame* result = arena.make<StoreFrame>();
  for (const FrameEntry& entry : frame->entries_) {
    if (entry.key != key) result->entries_.push_back(arena, entry);
  }
  return result;
}

void StoreFrame::erase(const Symbol* key) {
  Footprint::give_up_if_active();  // every holder of the frame sees it
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].key == key) return entries_.erase_at(i);
  }
}

void StoreFrame::trace(Tracer& tracer) const {
  for (const FrameEntry& entry : entries_) tracer.visit(entry.store);
}

}  // namespace actx
