// What a loop waits for, in words: for the report of a run that cannot go on.

#include <map>
#include <utility>

#include "uvsim/stream.h"

namespace actx::uvsim {
namespace {

bool is_writing(const uv_stream_t* stream) {
  return !ring_empty(&const_cast<uv_stream_t*>(stream)->write_queue);
}

// What a stream is active for: " (listening)", " (reading, writing)".
std::string stream_state(const uv_stream_t* stream) {
  std::string text;
  const auto add = [&text](bool holds, const char* word) {
    if (holds) text += (text.empty() ? " (" : ", ") + std::string(word);
  };
  add((stream->flags & kListening) != 0, "listening");
  add(stream->connect_req != nullptr, "connecting");
  add((stream->flags & kReading) != 0, "reading");
  add(is_writing(stream), "writing");
  add((stream->flags & kShutting) != 0, "ending");
  return text.empty() ? text : text + ')';
}

// A stream with a request under way keeps the loop alive, too.
bool counts(const uv_handle_t* handle) {
  if ((handle->flags & kActive) && (handle->flags & kRef)) return true;
  if (!is_stream(handle) || is_closing(handle->flags)) return false;
  const auto* stream = reinterpret_cast<const uv_stream_t*>(handle);
  return stream->connect_req != nullptr || is_writing(stream);
}

}  // namespace

std::string describe(const uv_loop_t* loop) {
  return "the loop waits at " + std::to_string(loop->time) +
         " ms for something that cannot happen; active: " + describe_active(loop);
}

std::string describe_active(const uv_loop_t* loop) {
  std::map<std::pair<int, std::string>, unsigned> counted;  // by type and state
  auto* head = const_cast<Ring>(&loop->handle_queue);
  for (Ring node = ring_next(head); node != head; node = ring_next(node)) {
    const auto* handle = ring_entry<uv_handle_t>(node, offsetof(uv_handle_t, handle_queue));
    if (!counts(handle)) continue;
    std::string state;
    if (is_stream(handle)) state = stream_state(reinterpret_cast<const uv_stream_t*>(handle));
    ++counted[{handle->type, state}];
  }
  std::string text;
  const char* separator = "";
  for (const auto& [kind, count] : counted) {
    text += separator + std::to_string(count) + " " +
            uv_handle_type_name(static_cast<uv_handle_type>(kind.first)) + kind.second;
    separator = ", ";
  }
  const unsigned requests = loop->active_reqs.count;
  if (requests > 0) text += separator + std::to_string(requests) + " requests";
  return text.empty() ? "nothing" : text;
}

}  // namespace actx::uvsim
