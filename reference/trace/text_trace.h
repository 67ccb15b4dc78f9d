// Traces as lines for people to read.
#ifndef ACTX_TRACE_TEXT_TRACE_H_
#define ACTX_TRACE_TEXT_TRACE_H_

#include <string>

#include "trace/trace.h"

namespace actx {

/// Shows a store in one line. Must not run code of the program.
class StoreRenderer {
 public:
  virtual std::string render(Value store) = 0;

 protected:
  ~StoreRenderer() = default;
};

/// Lines such as
///   init      #3 Timeout, trigger #1, made in #1
///   before    #3
///   read      als1 in #3: 'A' (run in #1, inherited)
class TextTrace final : public TraceSink {
 public:
  /// Appends to `out`; both must outlive the trace.
  TextTrace(std::string* out, StoreRenderer& renderer) : out_(*out), renderer_(renderer) {}

  void init(int64_t id, std::u16string_view type, int64_t trigger, int64_t execution) override;
  void before(int64_t id) override;
  void after(int64_t id) override;
  void destroy(int64_t id) override;
  void promise_resolve(int64_t id) override;
  void callback_start(int64_t id, std::u16string_view type) override;
  void callback_end(int64_t id, bool thrown) override;
  void store_set(uint32_t instance, int64_t execution_id, Value store, StoreOrigin origin) override;
  void store_read(const StoreRead& read) override;

 private:
  std::string& out_;
  StoreRenderer& renderer_;
};

/// "run", "enterWith", "restored", "exited", "disabled", "none".
std::string_view origin_name(StoreOrigin origin);

}  // namespace actx

#endif  // ACTX_TRACE_TEXT_TRACE_H_
