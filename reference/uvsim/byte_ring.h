// A queue of bytes in one growing block: what was sent to a socket and not read yet.
//
// Invariants: the capacity is a power of two, at most doubles when it grows, and is kept by
// clear(), so that reused queues do not allocate. Bounds are the caller's business.
#ifndef ACTX_UVSIM_BYTE_RING_H_
#define ACTX_UVSIM_BYTE_RING_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <utility>

namespace actx::uvsim {

class ByteRing {
 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void clear() { head_ = size_ = 0; }

  void append(const char* from, size_t count) {
    if (count == 0) return;
    if (size_ + count > capacity_) grow(size_ + count);
    const size_t tail = (head_ + size_) & (capacity_ - 1);
    const size_t first = count < capacity_ - tail ? count : capacity_ - tail;
    std::memcpy(&bytes_[tail], from, first);
    if (count > first) std::memcpy(&bytes_[0], from + first, count - first);
    size_ += count;
  }

  // Calls fn(char) for each byte, oldest first.
  template <class F>
  void visit(F&& fn) const {
    for (size_t i = 0; i < size_; i++) fn(bytes_[(head_ + i) & (capacity_ - 1)]);
  }

  // Moves the oldest `count` bytes, at most size(), to `to`.
  void take(char* to, size_t count) {
    if (count == 0) return;
    const size_t first = count < capacity_ - head_ ? count : capacity_ - head_;
    std::memcpy(to, &bytes_[head_], first);
    if (count > first) std::memcpy(to + first, &bytes_[0], count - first);
    head_ = (head_ + count) & (capacity_ - 1);
    size_ -= count;
    if (size_ == 0) head_ = 0;
  }

 private:
  void grow(size_t needed) {
    size_t capacity = capacity_ == 0 ? 4096 : capacity_;
    while (capacity < needed) capacity *= 2;
    std::unique_ptr<char[]> bytes(new char[capacity]);
    const size_t size = size_;
    take(bytes.get(), size);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
    head_ = 0;
    size_ = size;
  }

  std::unique_ptr<char[]> bytes_;
  size_t capacity_ = 0;
  size_t head_ = 0;
  size_t size_ = 0;
};

}  // namespace actx::uvsim

#endif  // ACTX_UVSIM_BYTE_RING_H_
