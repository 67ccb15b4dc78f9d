#include "context/frame.h"

#include "value/string.h"
#include "value/tracer.h"

namespace actx {

const FrameEntry* Frame::find(const Symbol* key) const {
  for (const FrameEntry& entry : entries_) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

Frame* Frame::with(Arena& arena, const Frame* frame, const FrameEntry& added) {
  Frame* result = arena.make<Frame>();
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

Frame* Frame::without(Arena& arena, const Frame* frame, const Symbol* key) {
  Frame* result = arena.make<Frame>();
  for (const FrameEntry& entry : frame->entries_) {
    if (entry.key != key) result->entries_.push_back(arena, entry);
  }
  return result;
}

void Frame::erase(const Symbol* key) {
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].key == key) return entries_.erase_at(i);
  }
}

void Frame::trace(Tracer& tracer) const {
  for (const FrameEntry& entry : entries_) tracer.visit(entry.store);
}

}  // namespace actx
