#include "value/heap.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

namespace actx {

namespace {

constexpr size_t kPageBytes = size_t{64} << 10;
constexpr size_t kGranule = 16;
// Steps of a quarter to a fifth of the size: little is lost, and a page holds seven at least.
constexpr uint16_t kSizes[] = {16,   32,   48,   64,   80,   96,   112,  128,  160,  192,
                               224,  256,  320,  384,  448,  512,  640,  768,  896,  1024,
                               1280, 1536, 1792, 2048, 2560, 3072, 4096, 5120, 6144, 8192};
constexpr size_t kLargestSmall = 8192;
// Empty pages that are kept for what comes next.
constexpr size_t kKeptPages = 256;

constexpr auto make_class_table() {
  std::array<uint8_t, kLargestSmall / kGranule + 1> table{};
  size_t size_class = 0;
  for (size_t i = 0; i < table.size(); ++i) {
    while (kSizes[size_class] < i * kGranule) ++size_class;
    table[i] = static_cast<uint8_t>(size_class);
  }
  return table;
}
constexpr auto kClassOf = make_class_table();

}  // namespace

// A page begins with this; blocks of one size follow.
struct Heap::Page {
  static constexpr size_t kWords = kPageBytes / kGranule / 64;

  uint32_t block_size;
  uint32_t count;
  uint32_t reciprocal;  // of block_size, times 2^32, rounded up
  uint32_t size_class;
  uint32_t cursor;        // blocks before it are handed out; of the others, those in `used`
  uint64_t used[kWords];  // what the last collection left
  uint64_t marks[kWords];

  char* blocks() { return reinterpret_cast<char*>(this) + kHeader; }
  char* block(uint32_t index) { return blocks() + size_t{index} * block_size; }
  /// The block in which `address` is; `count` or more: none.
  uint32_t index_of(const char* address) {
    const auto offset = static_cast<size_t>(address - reinterpret_cast<char*>(this));
    if (offset < kHeader) return count;
    return static_cast<uint32_t>(((offset - kHeader) * uint64_t{reciprocal}) >> 32);
  }
  static bool has(const uint64_t* bits, uint32_t index) {
    return (bits[index / 64] >> (index % 64) & 1) != 0;
  }
  bool is_handed_out(uint32_t index) const { return index < cursor || has(used, index); }
  /// The first free block from the cursor on, or `count`.
  uint32_t next_free() const {
    if (cursor >= count) return count;
    size_t word = cursor / 64;
    uint64_t bits = ~used[word] & (~uint64_t{0} << (cursor % 64));
    while (bits == 0) {
      if (++word == kWords) return count;
      bits = ~used[word];
    }
    return std::min(count, static_cast<uint32_t>(word * 64 + std::countr_zero(bits)));
  }
  void begin(uint32_t new_class) {
    size_class = new_class;
    block_size = kSizes[new_class];
    count = static_cast<uint32_t>((kPageBytes - kHeader) / block_size);
    reciprocal = static_cast<uint32_t>(((uint64_t{1} << 32) + block_size - 1) / block_size);
    cursor = 0;
    std::fill_n(used, kWords, 0);
    ASAN_POISON_MEMORY_REGION(blocks(), kPageBytes - kHeader);
  }
  static const size_t kHeader;
};
const size_t Heap::Page::kHeader = (sizeof(Heap::Page) + kGranule - 1) / kGranule * kGranule;

Heap::Heap() {
  static_assert(std::size(kSizes) == kClasses);
}

Heap::~Heap() {
  clear();
}

void Heap::clear() {
  for (auto* list : {&pages_, &free_pages_}) {
    for (Page* page : *list) {
      ASAN_UNPOISON_MEMORY_REGION(page, kPageBytes);
      std::free(page);
    }
    list->clear();
  }
  for (const Large& large : larges_) std::free(large.memory);
  larges_.clear();
  for (SizeClass& size_class : classes_) size_class = {};
  in_use_ = since_collection_ = 0;
}

void* Heap::allocate(size_t bytes) {
  if (bytes > kLargestSmall) return allocate_large(bytes);
  const size_t size_class = kClassOf[(bytes + kGranule - 1) / kGranule];
  Page* page = classes_[size_class].current;
  uint32_t index = page == nullptr ? 0 : page->next_free();
  while (page == nullptr || index == page->count) {
    page = next_page(size_class);
    index = page->next_free();
  }
  page->cursor = index + 1;
  in_use_ += page->block_size;
  since_collection_ += page->block_size;
  char* block = page->block(index);
  ASAN_UNPOISON_MEMORY_REGION(block, page->block_size);
  return std::memset(block, 0, page->block_size);
}

void* Heap::allocate_large(size_t bytes) {
  auto* memory = static_cast<char*>(std::calloc(bytes, 1));
  if (memory == nullptr) throw std::bad_alloc();
  larges_.push_back({memory, bytes, false});
  in_use_ += bytes;
  since_collection_ += bytes;
  return memory;
}

Heap::Page* Heap::next_page(size_t size_class) {
  SizeClass& pages = classes_[size_class];
  if (!pages.partial.empty()) {
    pages.current = pages.partial.back();
    pages.partial.pop_back();
    return pages.current;
  }
  Page* page = nullptr;
  if (!free_pages_.empty()) {
    page = free_pages_.back();
    free_pages_.pop_back();
  } else {
    page = static_cast<Page*>(std::aligned_alloc(kPageBytes, kPageBytes));
    if (page == nullptr) throw std::bad_alloc();
  }
  page->begin(static_cast<uint32_t>(size_class));
  pages_.push_back(page);
  return pages.current = page;
}

// ---- Marking ---------------------------------------------------------------------------------

void Heap::begin_marking() {
  lowest_ = highest_ = nullptr;
  auto extend = [this](const char* begin, size_t size) {
    if (lowest_ == nullptr || begin < lowest_) lowest_ = begin;
    highest_ = std::max(highest_, begin + size);
  };
  table_.assign(std::bit_ceil(pages_.size() * 2 + 1), nullptr);
  for (Page* page : pages_) {
    std::fill_n(page->marks, Page::kWords, 0);
    size_t place = (reinterpret_cast<uintptr_t>(page) / kPageBytes) & (table_.size() - 1);
    while (table_[place] != nullptr) place = (place + 1) & (table_.size() - 1);
    table_[place] = page;
    extend(reinterpret_cast<char*>(page), kPageBytes);
  }
  std::sort(larges_.begin(), larges_.end(),
            [](const Large& a, const Large& b) { return a.memory < b.memory; });
  for (Large& large : larges_) {
    large.marked = false;
    extend(large.memory, large.size);
  }
}

Heap::Page* Heap::page_of(const char* address) const {
  const uintptr_t number = reinterpret_cast<uintptr_t>(address) / kPageBytes;
  for (size_t place = number & (table_.size() - 1); table_[place] != nullptr;
       place = (place + 1) & (table_.size() - 1)) {
    if (reinterpret_cast<uintptr_t>(table_[place]) / kPageBytes == number) return table_[place];
  }
  return nullptr;
}

Heap::Large* Heap::large_of(const char* address) {
  auto after = std::upper_bound(
      larges_.begin(), larges_.end(), address,
      [](const char* wanted, const Large& large) { return wanted < large.memory; });
  if (after == larges_.begin()) return nullptr;
  Large& large = *--after;
  return address < large.memory + large.size ? &large : nullptr;
}

Heap::Block Heap::mark(const char* address) {
  if (address < lowest_ || address >= highest_) return {};
  if (Page* page = page_of(address)) {
    const uint32_t index = page->index_of(address);
    if (index >= page->count || !page->is_handed_out(index)) return {};
    uint64_t& word = page->marks[index / 64];
    const uint64_t bit = uint64_t{1} << (index % 64);
    if ((word & bit) != 0) return {};
    word |= bit;
    return {page->block(index), page->block_size};
  }
  Large* large = large_of(address);
  if (large == nullptr || large->marked) return {};
  large->marked = true;
  return {large->memory, large->size};
}

bool Heap::is_marked(const char* address) {
  if (address < lowest_ || address >= highest_) return false;
  if (Page* page = page_of(address)) {
    const uint32_t index = page->index_of(address);
    return index < page->count && Page::has(page->marks, index);
  }
  const Large* large = large_of(address);
  return large != nullptr && large->marked;
}

// ---- Sweeping --------------------------------------------------------------------------------

void Heap::sweep() {
  in_use_ = since_collection_ = 0;
  for (SizeClass& size_class : classes_) {
    size_class.current = nullptr;
    size_class.partial.clear();
  }
  sweep_pages();
  sweep_larges();
}

void Heap::sweep_pages() {
  size_t kept = 0;
  for (Page* page : pages_) {
    uint32_t live = 0;
    for (uint64_t word : page->marks) live += static_cast<uint32_t>(std::popcount(word));
#if defined(__SANITIZE_ADDRESS__)
    for (uint32_t i = 0; i < page->count; ++i) {
      if (!Page::has(page->marks, i)) ASAN_POISON_MEMORY_REGION(page->block(i), page->block_size);
    }
#endif
    if (live == 0) {
      free_pages_.push_back(page);
      continue;
    }
    pages_[kept++] = page;
    in_use_ += size_t{live} * page->block_size;
    std::copy_n(page->marks, Page::kWords, page->used);
    page->cursor = 0;
    if (live < page->count) classes_[page->size_class].partial.push_back(page);
  }
  pages_.resize(kept);
  while (free_pages_.size() > kKeptPages) {
    ASAN_UNPOISON_MEMORY_REGION(free_pages_.back(), kPageBytes);
    std::free(free_pages_.back());
    free_pages_.pop_back();
  }
}

void Heap::sweep_larges() {
  size_t kept = 0;
  for (const Large& large : larges_) {
    if (!large.marked) {
      std::free(large.memory);
      continue;
    }
    in_use_ += large.size;
    larges_[kept++] = large;
  }
  larges_.resize(kept);
}

// ---- The marker ------------------------------------------------------------------------------

HeapMarker::HeapMarker(std::initializer_list<Heap*> heaps) : heaps_(heaps) {
  for (Heap* heap : heaps_) heap->begin_marking();
}

void HeapMarker::mark(const void* address) {
  for (Heap* heap : heaps_) {
    const Heap::Block block = heap->mark(static_cast<const char*>(address));
    if (block.memory != nullptr) pending_.push_back(block);
  }
}

// Reads whatever is there, also what the sanitizer knows to be no object.
__attribute__((no_sanitize_address)) void HeapMarker::scan(const void* memory, size_t bytes) {
  const auto* word = static_cast<const void* const*>(memory);
  for (size_t i = 0; i < bytes / sizeof(void*); ++i) mark(word[i]);
}

void HeapMarker::mark_alone(const void* address) {
  for (Heap* heap : heaps_) heap->mark(static_cast<const char*>(address));
}

bool HeapMarker::is_marked(const void* address) const {
  return std::any_of(heaps_.begin(), heaps_.end(), [&](Heap* heap) {
    return heap->is_marked(static_cast<const char*>(address));
  });
}

void HeapMarker::drain() {
  while (!pending_.empty()) {
    const Heap::Block block = pending_.back();
    pending_.pop_back();
    scan(block.memory, block.size);
  }
}

}  // namespace actx
