#include "host/zlib_handle.h"

#include "host/footprints.h"
#include "value/conversions.h"
#include "value/tracer.h"
#include "value/typed_array.h"

namespace actx {
namespace {

constexpr size_t kSlack = 32 * 1024;  // state beyond the tables
constexpr size_t kInflateMemory = 96 * 1024;

/// What zlib's manual says deflate takes, and some more.
size_t memory_for(bool deflating, const ZlibSettings& settings) {
  if (!deflating) return kInflateMemory;
  return (size_t{1} << (settings.window_bits + 2)) + (size_t{1} << (settings.mem_level + 9)) +
         (size_t{1} << (settings.mem_level + 8)) + kSlack;
}

}  // namespace

ZlibHandle::ZlibHandle(Object* prototype, Host& host, ZlibMode mode)
    : Object(prototype, ObjectClass::kHost), host_(host), mode_(mode) {
  uv_.data = this;
  resource_ = host.context().create_resource(ResourceKind::kWork, "ZLIB", this);
}

bool ZlibHandle::is_deflating() const {
  return mode_ == ZlibMode::kDeflate || mode_ == ZlibMode::kGzip || mode_ == ZlibMode::kDeflateRaw;
}

voidpf ZlibHandle::take(voidpf opaque, uInt items, uInt size) {
  auto& self = *static_cast<ZlibHandle*>(opaque);
  const size_t bytes = (static_cast<size_t>(items) * size + 15) / 16 * 16;
  if (self.memory_used_ + bytes > self.memory_size_) return nullptr;
  uint8_t* place = self.memory_ + self.memory_used_;
  self.memory_used_ += bytes;
  return place;
}

bool ZlibHandle::init(const ZlibSettings& settings, std::string_view dictionary) {
  settings_ = settings;
  dictionary_ = dictionary;
  memory_size_ = memory_for(is_deflating(), settings);
  memory_ = new_array_buffer(host_.realm(), static_cast<double>(memory_size_))->bytes();
  memory_used_ = 0;
  stream_ = {};
  stream_.zalloc = take;
  stream_.zfree = give_back;
  stream_.opaque = this;
  // zlib takes the kind of wrapper with the size of the window.
  constexpr int kGzipWrapper = 16;
  constexpr int kEitherWrapper = 32;
  int bits = settings.window_bits;
  if (mode_ == ZlibMode::kGzip || mode_ == ZlibMode::kGunzip) bits += kGzipWrapper;
  if (mode_ == ZlibMode::kUnzip) bits += kEitherWrapper;
  if (mode_ == ZlibMode::kDeflateRaw || mode_ == ZlibMode::kInflateRaw) bits = -bits;
  result_ = is_deflating() ? deflateInit2(&stream_, settings.level, Z_DEFLATED, bits,
                                          settings.mem_level, settings.strategy)
                           : inflateInit2(&stream_, bits);
  if (result_ != Z_OK) return false;
  const auto* words = reinterpret_cast<const Bytef*>(dictionary_.data());
  const auto size = static_cast<uInt>(dictionary_.size());
  if (size > 0 && is_deflating()) result_ = deflateSetDictionary(&stream_, words, size);
  if (size > 0 && mode_ == ZlibMode::kInflateRaw) {
    result_ = inflateSetDictionary(&stream_, words, size);
  }
  return result_ == Z_OK;
}

void ZlibHandle::reset() {
  result_ = is_deflating() ? deflateReset(&stream_) : inflateReset(&stream_);
}

void ZlibHandle::set_io(int flush, std::string_view in, uint8_t* out, size_t out_size) {
  flush_ = flush;
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream_.avail_in = static_cast<uInt>(in.size());
  stream_.next_out = out;
  stream_.avail_out = static_cast<uInt>(out_size);
}

void ZlibHandle::work() {
  if (is_deflating()) {
    result_ = deflate(&stream_, flush_);
  } else {
    inflate_in_mode();
  }
}

void ZlibHandle::inflate_in_mode() {
  result_ = inflate(&stream_, flush_);
  if (result_ == Z_NEED_DICT && !dictionary_.empty() && mode_ != ZlibMode::kInflateRaw) {
    result_ = inflateSetDictionary(&stream_, reinterpret_cast<const Bytef*>(dictionary_.data()),
                                   static_cast<uInt>(dictionary_.size()));
    if (result_ == Z_OK) {
      result_ = inflate(&stream_, flush_);
    } else if (result_ == Z_DATA_ERROR) {
      // Told apart from damaged data.
      result_ = Z_NEED_DICT;
    }
  }
  // A gzip file may be several members, one after the other; zeros after them are padding.
  while (stream_.avail_in > 0 && mode_ == ZlibMode::kGunzip && result_ == Z_STREAM_END &&
         stream_.next_in[0] != 0) {
    inflateReset(&stream_);
    result_ = inflate(&stream_, flush_);
  }
}

int ZlibHandle::error() const {
  switch (result_) {
    case Z_OK:
    case Z_STREAM_END:
      return Z_OK;
    case Z_BUF_ERROR:
      // More output is to come, or more input is awaited; at the end there is none.
      return stream_.avail_out != 0 && flush_ == Z_FINISH ? Z_BUF_ERROR : Z_OK;
    default:
      return result_;
  }
}

const char* ZlibHandle::message() const {
  if (stream_.msg != nullptr && result_ != Z_BUF_ERROR && result_ != Z_NEED_DICT)
    return stream_.msg;
  switch (result_) {
    case Z_BUF_ERROR:
      return "unexpected end of file";
    case Z_NEED_DICT:
      return dictionary_.empty() ? "Missing dictionary" : "Bad dictionary";
    default:
      return "Zlib error";
  }
}

void ZlibHandle::write_later() {
  host_.pin(pin_, this);
  note_queued(uv_.work_req, *resource_);
  if (Footprint* footprint = Footprint::active()) footprint->queued_touches(this, Touch::kWrite);
  uv_queue_work(host_.loop().uv(), &uv_, on_work, on_done);
}

void ZlibHandle::on_work(uv_work_t* request) {
  static_cast<ZlibHandle*>(request->data)->work();
}

void ZlibHandle::on_done(uv_work_t* request, int) {
  auto& self = *static_cast<ZlibHandle*>(request->data);
  self.host_.unpin(self.pin_);
  Realm& realm = self.host_.realm();
  self.host_.call_back(self.resource_, [&] {
    if (self.error() == Z_OK) {
      invoke(realm, Value(&self), realm.key("onwrite"), {});
    } else {
      const Value arguments[] = {Value(realm.literal(self.message())), Value(self.error())};
      invoke(realm, Value(&self), realm.key("onerror"), arguments);
    }
  });
}

void ZlibHandle::trace(Tracer& tracer) const {
  Object::trace(tracer);
  tracer.visit(resource_);
}

}  // namespace actx
