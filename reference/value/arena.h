// The memory of one run: everything a program allocates comes from one arena and dies with it.
//
// Invariants
// - Nothing placed in an arena is ever destroyed one by one; types placed here own no other memory.
// - `reset` makes all of it free at once and keeps the chunks, so that the next run pays no malloc.
// - Memory is given back before that only by an arena over a heap (heap.h), for long runs.
// - An arena has a byte limit. Passing it throws HeapLimitReached, which no program can catch. Only
//   while memory is given back there is none.
// - One thread uses an arena at a time.
#ifndef ACTX_VALUE_ARENA_H_
#define ACTX_VALUE_ARENA_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace actx {

class Heap;

/// Thrown when a run asks for more than its heap limit. Ends the run with a verdict, not a crash.
struct HeapLimitReached {
  size_t limit_bytes;
};

class Arena {
 public:
  /// `limit_bytes`: how much one run may allocate before HeapLimitReached is thrown.
  explicit Arena(size_t limit_bytes = kDefaultLimit);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Returns `bytes` of memory aligned to 16, valid until reset. Throws HeapLimitReached.
  void* allocate(size_t bytes) {
    bytes = (bytes + 15) & ~size_t{15};
    if (bytes <= static_cast<size_t>(end_ - next_)) {
      void* result = next_;
      next_ += bytes;
      return result;
    }
    return allocate_slow(bytes);
  }

  /// Constructs a T here. Its destructor never runs.
  template <class T, class... A>
  T* make(A&&... args) {
    return new (allocate(sizeof(T))) T(std::forward<A>(args)...);
  }

  template <class T>
  T* make_array(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return static_cast<T*>(allocate(count * sizeof(T)));
  }

  /// Like allocate, for blocks that are outgrown: prefers one that give_block got. `bytes` is a
  /// power of two of at least 16.
  void* take_block(size_t bytes) {
    const size_t kind = static_cast<size_t>(std::countr_zero(bytes));
    if (kind >= kBlockKinds || blocks_[kind] == nullptr) return allocate(bytes);
    FreeBlock* block = blocks_[kind];
    blocks_[kind] = block->next;
    return block;
  }
  /// Nobody refers to this block of take_block any more.
  void give_block(void* memory, size_t bytes) {
    const size_t kind = static_cast<size_t>(std::countr_zero(bytes));
    // A heap finds out itself.
    if (kind >= kBlockKinds || heap_ != nullptr) return;
    blocks_[kind] = new (memory) FreeBlock{blocks_[kind]};
  }

  /// Frees everything at once; keeps up to a few chunks for the next run.
  void reset();

  /// Takes all memory from a heap from now on. What was allocated before stays until the end.
  void use_heap();
  /// That heap, or null.
  Heap* heap() const { return heap_.get(); }

  /// Bytes handed out since the last reset, and not given back.
  size_t bytes_used() const {
    return heap_ != nullptr ? heap_bytes() : used_before_ + static_cast<size_t>(next_ - begin_);
  }
  size_t limit() const { return limit_; }
  void set_limit(size_t bytes) { limit_ = bytes; }

  static constexpr size_t kDefaultLimit = size_t{256} << 20;

 private:
  friend class ArenaImage;
  struct Chunk {
    char* memory;
    size_t size;
    size_t used;  // in this run, if it is behind the one in use
  };
  struct FreeBlock {
    FreeBlock* next;
  };
  static constexpr size_t kBlockKinds = 20;
  void* allocate_slow(size_t bytes);
  size_t heap_bytes() const;

  std::unique_ptr<Heap> heap_;  // null: from chunks
  char* begin_ = nullptr;
  char* next_ = nullptr;
  char* end_ = nullptr;
  size_t used_before_ = 0;
  size_t limit_;
  size_t current_ = 0;  // index of the chunk in use
  std::vector<Chunk> chunks_;
  FreeBlock* blocks_[kBlockKinds] = {};  // by the logarithm of their size
};

/// A growable array in an arena. Trivially destructible; growing abandons the old block. What is
/// taken out is overwritten: a heap would take what it refers to for used.
template <class T>
class ArenaVector {
 public:
  static_assert(std::is_trivially_copyable_v<T>);
  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  T& operator[](uint32_t i) { return data_[i]; }
  const T& operator[](uint32_t i) const { return data_[i]; }
  T& back() { return data_[size_ - 1]; }
  const T& back() const { return data_[size_ - 1]; }

  void reserve(Arena& arena, uint32_t capacity) {
    if (capacity <= capacity_) return;
    T* grown = arena.make_array<T>(capacity);
    for (uint32_t i = 0; i < size_; ++i) grown[i] = data_[i];
    data_ = grown;
    capacity_ = capacity;
  }
  void push_back(Arena& arena, T value) {
    if (size_ == capacity_) reserve(arena, capacity_ < 4 ? 4 : capacity_ * 2);
    data_[size_++] = value;
  }
  void resize(Arena& arena, uint32_t size, T fill) {
    if (size > capacity_) reserve(arena, size > capacity_ * 2 ? size : capacity_ * 2);
    while (size_ > size) pop_back();
    while (size_ < size) data_[size_++] = fill;
  }
  void pop_back() { data_[--size_] = T(); }
  void erase_at(uint32_t index) {
    for (uint32_t i = index + 1; i < size_; ++i) data_[i - 1] = data_[i];
    pop_back();
  }
  void clear() {
    while (size_ > 0) pop_back();
  }
  /// Takes out the elements for which keep(element) is false.
  template <class Keep>
  void keep_if(Keep&& keep) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < size_; ++i) {
      if (keep(data_[i])) data_[kept++] = data_[i];
    }
    while (size_ > kept) pop_back();
  }

 private:
  T* data_ = nullptr;
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
};

}  // namespace actx

#endif  // ACTX_VALUE_ARENA_H_
