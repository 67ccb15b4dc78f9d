#include "host/json_trace.h"

#include <fmt/format.h>

#include <cmath>

#include "value/bigint.h"
#include "value/conversions.h"
#include "value/stack.h"

namespace actx {
namespace {

constexpr int kDepth = 3;

std::string quoted(std::string_view utf8) {
  std::string out = "\"";
  for (const char c : utf8) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string show(Realm& realm, Value value, int depth);

std::string show_object(Realm& realm, Object* object, int depth) {
  if (object->is_callable()) {
    return "[function " + realm.utf8(function_name(realm, object)) + "]";
  }
  if (const Array* array = as<Array>(object); array != nullptr && array->is_dense()) {
    if (depth == 0) return "[deep]";
    std::string out = "[";
    for (const Value element : array->elements()) {
      if (out.size() > 1) out += ',';
      if (!element.is_empty()) out += show(realm, element, depth - 1);
    }
    return out + "]";
  }
  const std::string name = realm.utf8(constructor_name(realm, object));
  std::string out = name == "Object" ? "{" : name + "{";
  if (object->object_class() != ObjectClass::kProxy) {
    if (depth == 0) return "[deep]";
    bool is_first = true;
    for (uint32_t i = 0; i < object->table().slot_count(); ++i) {
      const Property& property = object->table().slot(i);
      if (property.key.is_none() || property.key.is_symbol() ||
          (property.flags & kEnumerable) == 0) {
        continue;
      }
      if (!is_first) out += ',';
      is_first = false;
      out += quoted(realm.utf8(realm.key_value(property.key).as_string())) + ":";
      out +=
          (property.flags & kAccessor) != 0 ? "[accessor]" : show(realm, property.value, depth - 1);
    }
  }
  return out + "}";
}

std::string show(Realm& realm, Value value, int depth) {
  switch (value.tag()) {
    case Tag::kString:
      return quoted(realm.utf8(value.as_string()));
    case Tag::kNumber:
      return (value.as_number() == 0 && std::signbit(value.as_number()) ? "-" : "") +
             realm.utf8(number_to_string(realm, value.as_number()));
    case Tag::kBigInt:
      return realm.utf8(bigint_to_string(realm, value.as_bigint(), 10)) + "n";
    case Tag::kSymbol: {
      String* description = value.as_symbol()->description();
      return "Symbol(" + (description == nullptr ? "" : realm.utf8(description)) + ")";
    }
    case Tag::kObject:
      return show_object(realm, value.as_object(), depth);
    default:
      return realm.utf8(to_string(realm, value));
  }
}

const char* origin_name(StoreOrigin origin) {
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
  return "none";
}

std::string type_field(std::u16string_view type) {
  return ",\"type\":" + quoted(utf16_to_utf8(type));
}

}  // namespace

std::string quiet_text(Realm& realm, Value value) {
  return show(realm, value, kDepth);
}

void JsonTrace::line(std::string_view event,
                     std::initializer_list<std::pair<const char*, int64_t>> ids,
                     const std::string& rest) {
  text_ += fmt::format("{{\"event\":\"{}\"", event);
  for (const auto& [name, id] : ids) text_ += fmt::format(",\"{}\":{}", name, id);
  text_ += rest;
  text_ += "}\n";
}

void JsonTrace::init(int64_t id, std::u16string_view type, int64_t trigger, int64_t execution) {
  line("init", {{"id", id}, {"trigger", trigger}, {"execution", execution}}, type_field(type));
}
void JsonTrace::before(int64_t id) {
  line("before", {{"id", id}});
}
void JsonTrace::after(int64_t id) {
  line("after", {{"id", id}});
}
void JsonTrace::destroy(int64_t id) {
  line("destroy", {{"id", id}});
}
void JsonTrace::promise_resolve(int64_t id) {
  line("promiseResolve", {{"id", id}});
}

void JsonTrace::callback_start(int64_t id, std::u16string_view type) {
  line("callbackStart", {{"id", id}}, type_field(type));
}

void JsonTrace::callback_end(int64_t id, bool thrown) {
  line("callbackEnd", {{"id", id}}, thrown ? ",\"thrown\":true" : "");
}

void JsonTrace::store_set(uint32_t instance, int64_t execution_id, Value store,
                          StoreOrigin origin) {
  line("storeSet", {{"instance", instance}, {"execution", execution_id}},
       fmt::format(",\"store\":{},\"origin\":\"{}\"", quoted(quiet_text(*realm_, store)),
                   origin_name(origin)));
}

void JsonTrace::store_read(const StoreRead& read) {
  line("storeRead", {{"instance", read.instance}, {"execution", read.execution_id}},
       fmt::format(",\"store\":{},\"origin\":\"{}\",\"setIn\":{}{}",
                   quoted(quiet_text(*realm_, read.store)), origin_name(read.origin), read.set_in,
                   read.inherited ? ",\"inherited\":true" : ""));
}

}  // namespace actx
