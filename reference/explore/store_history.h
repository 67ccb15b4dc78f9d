// Which callback printed which line of a run, and which callback made which: for explanations.
#ifndef ACTX_EXPLORE_STORE_HISTORY_H_
#define ACTX_EXPLORE_STORE_HISTORY_H_

#include <map>
#include <string>
#include <vector>

#include "host/runtime.h"
#include "trace/trace.h"

namespace actx {

/// Receives the trace of one run whose result is being written to `result` (borrowed).
class StoreHistory final : public TraceSink {
 public:
  explicit StoreHistory(const RunResult& result) : result_(result) {}

  /// The callback that was executing when the output had `bytes` bytes: an async id; 0 for none.
  int64_t callback_at(size_t bytes) const;
  /// The callback in which the resource was made; 0 when it was the main script.
  int64_t made_in(int64_t id) const;
  /// "Timeout 5", "the main script".
  std::string name(int64_t id) const;

  void init(int64_t id, std::u16string_view type, int64_t trigger, int64_t execution) override;
  void callback_start(int64_t id, std::u16string_view type) override;
  void callback_end(int64_t id, bool thrown) override;
  void before(int64_t) override {}
  void after(int64_t) override {}
  void destroy(int64_t) override {}
  void promise_resolve(int64_t) override {}
  void store_set(uint32_t, int64_t, Value, StoreOrigin) override {}
  void store_read(const StoreRead&) override {}

 private:
  struct Made {
    std::string type;
    int64_t in;
  };
  struct Change {
    size_t bytes;  // of output when it happened
    int64_t executing;
  };
  const RunResult& result_;
  std::map<int64_t, Made> made_;
  std::vector<int64_t> open_;
  std::vector<Change> changes_;
};

}  // namespace actx

#endif  // ACTX_EXPLORE_STORE_HISTORY_H_
