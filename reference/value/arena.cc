#include "value/arena.h"

#include <cstdlib>

#include "value/heap.h"

namespace actx {

namespace {
constexpr size_t kFirstChunk = size_t{64} << 10;
constexpr size_t kLargestChunk = size_t{4} << 20;
// What a reset keeps: enough for most programs, so that their next run asks the system for nothing.
constexpr size_t kKeptBytes = size_t{32} << 20;
}  // namespace

Arena::Arena(size_t limit_bytes) : limit_(limit_bytes) {}

Arena::~Arena() {
  for (const Chunk& chunk : chunks_) std::free(chunk.memory);
}

void Arena::use_heap() {
  heap_ = std::make_unique<Heap>();
  for (FreeBlock*& block : blocks_) block = nullptr;
  // No chunk, so that every allocation is a slow one; and no null for one of nothing.
  static char nothing;
  begin_ = next_ = end_ = &nothing;
}

size_t Arena::heap_bytes() const {
  return heap_->bytes_in_use();
}

void* Arena::allocate_slow(size_t bytes) {
  if (bytes_used() + bytes > limit_) throw HeapLimitReached{limit_};
  if (heap_ != nullptr) return heap_->allocate(bytes);
  used_before_ += static_cast<size_t>(next_ - begin_);
  if (begin_ != nullptr) chunks_[current_].used = static_cast<size_t>(next_ - begin_);
  size_t next_index = begin_ == nullptr ? 0 : current_ + 1;
  // A kept chunk that is too small for this request is skipped for the rest of the run.
  while (next_index < chunks_.size() && chunks_[next_index].size < bytes) ++next_index;
  if (next_index == chunks_.size()) {
    size_t size = kFirstChunk << (chunks_.size() < 6 ? chunks_.size() : 6);
    if (size > kLargestChunk) size = kLargestChunk;
    if (size < bytes) size = bytes;
    char* memory = static_cast<char*>(std::malloc(size));
    if (memory == nullptr) throw std::bad_alloc();
    chunks_.push_back({memory, size, 0});
  }
  current_ = next_index;
  begin_ = chunks_[current_].memory;
  end_ = begin_ + chunks_[current_].size;
  next_ = begin_ + bytes;
  return begin_;
}

void Arena::reset() {
  if (heap_ != nullptr) return heap_->clear();
  size_t kept = 0;
  size_t count = 0;
  while (count < chunks_.size() && kept + chunks_[count].size <= kKeptBytes) {
    kept += chunks_[count++].size;
  }
  for (size_t i = count; i < chunks_.size(); ++i) std::free(chunks_[i].memory);
  chunks_.resize(count);
  for (Chunk& chunk : chunks_) chunk.used = 0;
  for (FreeBlock*& block : blocks_) block = nullptr;
  used_before_ = 0;
  current_ = 0;
  begin_ = next_ = end_ = nullptr;
  if (!chunks_.empty()) {
    begin_ = next_ = chunks_[0].memory;
    end_ = begin_ + chunks_[0].size;
  }
}

}  // namespace actx
