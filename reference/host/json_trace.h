// The trace of a run as JSON lines: one event per line, in the order in which they happened.
//
// Each line has `event` and the ids it is about; spec/trace.md lists the fields. Store values are
// shown without running any code of the program, so tracing never changes a run.
#ifndef ACTX_HOST_JSON_TRACE_H_
#define ACTX_HOST_JSON_TRACE_H_

#include <string>

#include "trace/trace.h"
#include "value/realm.h"

namespace actx {

class JsonTrace final : public TraceSink {
 public:
  /// The realm whose events come; before a run.
  void attach(Realm& realm) { realm_ = &realm; }
  const std::string& text() const { return text_; }
  void clear() { text_.clear(); }

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
  void line(std::string_view event, std::initializer_list<std::pair<const char*, int64_t>> ids,
            const std::string& rest = {});

  Realm* realm_ = nullptr;
  std::string text_;
};

/// A value shown without running code: primitives exactly, objects by class and own data.
std::string quiet_text(Realm& realm, Value value);

}  // namespace actx

#endif  // ACTX_HOST_JSON_TRACE_H_
