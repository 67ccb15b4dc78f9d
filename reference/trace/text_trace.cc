#include "trace/text_trace.h"

#include <fmt/format.h>

#include "value/string.h"

namespace actx {

std::string_view origin_name(StoreOrigin origin) {
  switch (origin) {
    case StoreOrigin::kNone:
      return "none";
    case StoreOrigin::kRun:
      return "run";
    case StoreOrigin::kEnterWith:
      return "enterWith";
    case StoreOrigin::kRestored:
      return "restored";
    case StoreOrigin::kExited:
      return "exited";
    case StoreOrigin::kDisabled:
      return "disabled";
  }
  return "";
}

void TextTrace::init(int64_t id, std::u16string_view type, int64_t trigger, int64_t execution) {
  out_ += fmt::format("init      #{} {}, trigger #{}, made in #{}\n", id, utf16_to_utf8(type),
                      trigger, execution);
}

void TextTrace::before(int64_t id) {
  out_ += fmt::format("before    #{}\n", id);
}
void TextTrace::after(int64_t id) {
  out_ += fmt::format("after     #{}\n", id);
}
void TextTrace::destroy(int64_t id) {
  out_ += fmt::format("destroy   #{}\n", id);
}
void TextTrace::promise_resolve(int64_t id) {
  out_ += fmt::format("resolve   #{}\n", id);
}

void TextTrace::callback_start(int64_t id, std::u16string_view type) {
  out_ += fmt::format("callback  #{} {}\n", id, utf16_to_utf8(type));
}

void TextTrace::callback_end(int64_t id, bool thrown) {
  out_ += fmt::format("end       #{}{}\n", id, thrown ? ", by an exception" : "");
}

void TextTrace::store_set(uint32_t instance, int64_t execution_id, Value store,
                          StoreOrigin origin) {
  out_ += fmt::format("set       als{} in #{}: {} ({})\n", instance, execution_id,
                      renderer_.render(store), origin_name(origin));
}

void TextTrace::store_read(const StoreRead& read) {
  std::string why(origin_name(read.origin));
  if (read.set_in >= 0) why += fmt::format(" in #{}", read.set_in);
  if (read.inherited) why += ", inherited";
  out_ += fmt::format("read      als{} in #{}: {} ({})\n", read.instance, read.execution_id,
                      renderer_.render(read.store), why);
}

}  // namespace actx
