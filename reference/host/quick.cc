#include "host/quick.h"

#include "host/host.h"
#include "script/closure.h"
#include "value/conversions.h"
#include "value/stack.h"
#include "value/static_key.h"

namespace actx {

namespace {

struct Row {
  std::string_view name;
  NativeFn fn;
};

constexpr Row kRows[] = {
    {"emit", quick_emit},
    {"on", quick_on},
    {"once", quick_once},
    {"removeListener", quick_remove_listener},
    {"listenerCount", quick_listener_count},
    {"init", quick_init_emitter},
    {"readable.on", quick_readable_on},
    {"readable.removeListener", quick_readable_remove_listener},
    {"readable.read", quick_read},
    {"readable.push", quick_push},
    {"readable.resume", quick_resume},
    {"readable.flow", quick_flow},
    {"readable.startFlow", quick_start_flow},
    {"readable.readMore", quick_read_more},
    {"readable.emitReadableNow", quick_emit_readable_now},
    {"readable.emitEnd", quick_emit_end},
    {"readable.readable", quick_is_readable},
    {"duplex.destroyed", quick_duplex_destroyed},
    {"writable.write", quick_write},
    {"writable.chunkWritten", quick_chunk_written},
    {"writable.afterWrite", quick_after_write},
    {"writable.finishWhenDone", quick_finish_when_done},
    {"writable.isReadyToFinish", quick_is_ready_to_finish},
    {"writable.finish", quick_finish},
    {"writable.writeBuffered", quick_write_buffered},
    {"writable.end", quick_end},
    {"writable.uncork", quick_uncork},
    {"writable.writable", quick_is_writable},
    {"destroy", quick_destroy},
    {"emitClose", quick_emit_close},
    {"storeHeader", quick_store_header},
    {"outgoing.end", quick_end_message},
    {"outgoing.send", quick_send},
    {"outgoing.writeRaw", quick_write_raw},
    {"socket.unrefTimer", quick_unref_timer},
    {"socket.read", quick_socket_read},
    {"socket.writeGeneric", quick_write_generic},
    {"socket.final", quick_socket_final},
    {"socket.destroy", quick_socket_destroy},
};

NativeFn find_row(std::string_view name) {
  for (const Row& row : kRows) {
    if (row.name == name) return row.fn;
  }
  return nullptr;
}

}  // namespace

Value make_quick(Realm& realm, const Call& call) {
  const NativeFn fn = find_row(realm.utf8(to_string(realm, call.arg(0))));
  Object* slow = to_object(realm, call.arg(1));
  if (fn == nullptr) throw Refused{"there is no such quick function"};
  const double length = to_number(realm, slow->get(realm, realm.names().length));
  NativeFunction* quick =
      realm.new_native(fn, function_name(realm, slow), static_cast<uint8_t>(length));
  quick->set_slot(0, Value(slow));
  for (uint32_t i = 1; i < NativeFunction::kSlots; ++i) quick->set_slot(i, call.arg(i + 1));
  return Value(quick);
}

void QuickCall::describe(Realm& realm, const Activation& self, std::u16string* out) {
  const auto& native = static_cast<const NativeActivation&>(self);
  CallSite site;
  site.function = native.callee;
  site.this_value = native.this_value;
  std::u16string location;
  const Value slow = static_cast<NativeFunction*>(native.callee)->slot(0);
  if (Closure* closure = as_closure(slow)) {
    const FunctionCode& code = closure->code();
    const Position position = code.position_at(0);
    location = utf8_to_utf16(code.unit->filename + ":" + std::to_string(position.line) + ":" +
                             std::to_string(position.column));
    site.location = location;
  }
  append_call_site(realm, site, out);
}

}  // namespace actx
