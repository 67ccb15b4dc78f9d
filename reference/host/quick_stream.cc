#include "host/quick_stream.h"

#include "host/buffer.h"
#include "host/process.h"

namespace actx {

void stream_tick(Realm& realm, Value callback, std::initializer_list<Value> args) {
  Host& host = Host::of(realm);
  Object* process = host.process_object();
  const Value next_tick = field<"nextTick", FieldOf::kOther>(realm, process);
  const Args given(args.begin(), args.size());
  if (is_next_tick(next_tick)) return host.next_tick(callback, given);
  ArenaVector<Value> all;
  all.push_back(realm.arena(), callback);
  for (const Value arg : given) all.push_back(realm.arena(), arg);
  realm.call(next_tick, Value(process), Args(all.begin(), all.size()));
}

void stream_emit(Realm& realm, Object* stream, Value event, std::initializer_list<Value> args) {
  Value all[4] = {event};
  std::copy(args.begin(), args.end(), all + 1);
  realm.call(field<"emit">(realm, stream), Value(stream), Args(all, args.size() + 1));
}

Value call_method(Realm& realm, Object* stream, PropertyKey key,
                  std::initializer_list<Value> args) {
  return realm.call(get_field(realm, stream, key), Value(stream), Args(args.begin(), args.size()));
}

std::optional<double> buffer_length(Realm& realm, Value chunk) {
  const TypedArrayObject* bytes = as_uint8_array(chunk);
  if (bytes == nullptr || bytes->prototype() != Host::of(realm).slot(Host::kBufferPrototype)) {
    return std::nullopt;
  }
  return static_cast<double>(bytes->byte_length());
}

}  // namespace actx
