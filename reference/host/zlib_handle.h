// One compression stream of zlib, as the program's streams use it (ZLIB).
//
// Invariants
// - All memory of zlib is one block in the arena, taken when the stream is made: nothing has to be
//   freed, and pool threads never allocate.
// - At most one write is under way.
#ifndef ACTX_HOST_ZLIB_HANDLE_H_
#define ACTX_HOST_ZLIB_HANDLE_H_

#include <uv.h>
#include <zlib.h>

#include "host/host.h"

namespace actx {

/// Node's numbers of the kinds of streams.
enum class ZlibMode : uint8_t {
  kDeflate = 1,
  kInflate = 2,
  kGzip = 3,
  kGunzip = 4,
  kDeflateRaw = 5,
  kInflateRaw = 6,
  kUnzip = 7,
};

struct ZlibSettings {
  int window_bits;
  int level;
  int mem_level;
  int strategy;
};

class ZlibHandle final : public Object {
 public:
  ZlibHandle(Object* prototype, Host& host, ZlibMode mode);

  /// Prepares zlib; `dictionary` may be empty. False when the settings are refused.
  bool init(const ZlibSettings& settings, std::string_view dictionary);
  void reset();
  /// Sets what the next write works on.
  void set_io(int flush, std::string_view in, uint8_t* out, size_t out_size);
  /// Writes at once.
  void write_now() { work(); }
  /// Writes in the pool; `onwrite` of this object is called when done, or `onerror`.
  void write_later();
  /// Zlib's answer to the last write: an error code and its message; Z_OK when all went well.
  int error() const;
  const char* message() const;
  size_t available_in() const { return stream_.avail_in; }
  size_t available_out() const { return stream_.avail_out; }
  void trace(Tracer& tracer) const override;

 private:
  static voidpf take(voidpf self, uInt items, uInt size);
  static void give_back(voidpf, voidpf) {}
  static void on_work(uv_work_t* request);
  static void on_done(uv_work_t* request, int status);
  void work();
  void inflate_in_mode();
  bool is_deflating() const;

  Host& host_;
  Resource* resource_;
  ZlibMode mode_;
  z_stream stream_ = {};
  int flush_ = 0;
  int result_ = Z_OK;
  std::string_view dictionary_;
  ZlibSettings settings_ = {};
  uint8_t* memory_ = nullptr;
  size_t memory_size_ = 0;
  size_t memory_used_ = 0;
  uv_work_t uv_;
  Pin pin_;
};

}  // namespace actx

#endif  // ACTX_HOST_ZLIB_HANDLE_H_
