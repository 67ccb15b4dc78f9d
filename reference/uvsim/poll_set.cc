// The poll set of a loop: which sockets it waits for, and in which order it hears of them.
//
// As in epoll a socket joins the list of ready ones when something happens that it is polled for,
// keeps its place while it is ready, and leaves the list when a poll finds it is not. That order is
// the natural one. What the program can tell of late arrivals are two choice points:
// net.wait, where a poll that would wait hears of something else first, and net.ready, which
// socket is served next, if any.

#include <poll.h>

#include "uvsim/internal.h"
#include "uvsim/stream.h"

namespace actx::uvsim {
namespace {

constexpr unsigned kAlways = POLLERR | POLLHUP;

uv_stream_t* stream_of_pending(Ring node) {
  return ring_entry<uv_stream_t>(
      node, offsetof(uv_stream_t, io_watcher) + offsetof(uv__io_t, pending_queue));
}
uv_stream_t* stream_of_watcher(Ring node) {
  return ring_entry<uv_stream_t>(
      node, offsetof(uv_stream_t, io_watcher) + offsetof(uv__io_t, watcher_queue));
}

unsigned ready_events(const Socket* socket) {
  return poll_events(socket) & (socket->interest | kAlways);
}

// The events of the batch that its stream still wants.
unsigned wanted(const ReadyEvent& event) {
  const unsigned interest = event.socket->stream->io_watcher.pevents;
  if (event.events == 0 || interest == 0) return 0;
  const unsigned events = event.events & (interest | kAlways);
  // Trouble alone is reported as what the stream waits for: reading or writing tells more.
  return events == POLLERR || events == POLLHUP ? events | interest : events;
}

// A closed socket leaves its place in the batch with no events and no socket; the wake-up has a
// place of its own kind.
bool is_wakeup(const ReadyEvent& event) {
  return event.socket == nullptr && event.events != 0;
}
bool is_alive(const ReadyEvent& event) {
  return is_wakeup(event) || (event.socket != nullptr && wanted(event) != 0);
}

// Nothing arrives late at a socket that is writable because it never was full.
bool is_local(const ReadyEvent& event) {
  const Socket* socket = event.socket;
  return wanted(event) == POLLOUT && !socket->blocked && socket->stream->connect_req == nullptr;
}

// Whether it came from elsewhere, and whether it may still be under way.
bool is_from_afar(const ReadyEvent& event) {
  return !is_wakeup(event) && !is_local(event);
}
bool may_be_late(const LoopState& state, const ReadyEvent& event) {
  return is_from_afar(event) &&
         state.polls - event.socket->waiting_since < state.world->options.net_patience;
}

const char* describe(const ReadyEvent& event) {
  if (is_wakeup(event)) return "wake-up";
  if (event.socket->state == SocketState::kListening) return "connection";
  return event.socket->stream->connect_req != nullptr ? "connect" : "stream";
}

void serve(LoopState& state, ReadyEvent& event) {
  if (is_wakeup(event)) {
    event = {nullptr, 0};
    serve_wakeup(state.loop);
    return;
  }
  const unsigned events = wanted(event);
  Socket* socket = event.socket;
  event = {nullptr, 0};
  socket->waiting_since = 0;
  if (events != 0) stream_event(socket->stream, events);
}

// Choice point net.ready. Returns the place in the batch to serve next, or batch.size() for none.
size_t choose_next(LoopState& state, bool may_leave) {
  std::vector<ReadyEvent>& batch = state.batch;
  std::vector<ChoiceOption>& options = state.options;
  std::vector<uint32_t>& places = state.places;
  options.clear();
  places.clear();
  bool must_serve = false;
  bool must_at_any_age = false;
  for (uint32_t i = 0; i < batch.size(); i++) {
    if (!is_alive(batch[i])) continue;
    places.push_back(i);
    options.push_back({describe(batch[i]), is_wakeup(batch[i]) ? 0 : batch[i].socket->id});
    must_serve = must_serve || !may_be_late(state, batch[i]);
    must_at_any_age = must_at_any_age || !is_from_afar(batch[i]);
  }
  if (places.empty()) return batch.size();
  if (may_leave && !must_serve) options.push_back({"none", 0});
  const uint32_t chosen =
      choose(*state.world, {"net.ready", "descriptors become ready in any order",
                            static_cast<uint32_t>(options.size()), options.data(),
                            may_leave && must_serve && !must_at_any_age});
  return chosen < places.size() ? places[chosen] : batch.size();
}

// Takes the sockets among the first `count` of the batch that nobody waits for out of the set.
void drop_unwatched(LoopState& state, size_t count) {
  for (size_t i = 0; i < count; i++) {
    Socket* socket = state.batch[i].socket;
    if (socket == nullptr || socket->stream->io_watcher.pevents != 0) continue;
    ring_remove(&socket->ready);
    socket->loop = nullptr;
    state.batch[i] = {nullptr, 0};
  }
}

}  // namespace

void poll_set_init(LoopState& state) {
  ring_init(&state.loop->watcher_queue);
  ring_init(&state.ready);
  ring_init(&state.wakeup_ready);
  state.batch.clear();
}

void watch(uv_stream_t* stream, unsigned events) {
  uv__io_t& io = stream->io_watcher;
  io.pevents |= events;
  if (io.events == io.pevents) return;
  if (ring_empty(&io.watcher_queue)) {
    ring_insert_tail(&stream->loop->watcher_queue, &io.watcher_queue);
  }
}

void unwatch(uv_stream_t* stream, unsigned events) {
  uv__io_t& io = stream->io_watcher;
  if (socket_of(stream) == nullptr) return;
  io.pevents &= ~events;
  if (io.pevents == 0) {
    ring_remove(&io.watcher_queue);
    io.events = 0;
  } else if (ring_empty(&io.watcher_queue)) {
    ring_insert_tail(&stream->loop->watcher_queue, &io.watcher_queue);
  }
}

void register_watchers(LoopState& state) {
  uv_loop_t* loop = state.loop;
  if (state.unregistered) {
    state.unregistered = false;
    if (state.wakeup) wake(state);
  }
  while (!ring_empty(&loop->watcher_queue)) {
    Ring node = ring_next(&loop->watcher_queue);
    ring_remove(node);
    uv_stream_t* stream = stream_of_watcher(node);
    Socket* socket = socket_of(stream);
    stream->io_watcher.events = stream->io_watcher.pevents;
    socket->loop = &state;
    socket->interest = stream->io_watcher.pevents;
    socket_changed(socket);
  }
}

void socket_changed(Socket* socket) {
  if (socket->loop == nullptr || !ring_empty(&socket->ready)) return;
  if (ready_events(socket) == 0) return;
  ring_insert_tail(&socket->loop->ready, &socket->ready);
}

void forget_socket(Socket* socket) {
  ring_remove(&socket->ready);
  if (socket->loop == nullptr) return;
  for (ReadyEvent& event : socket->loop->batch) {
    if (event.socket == socket) event = {nullptr, 0};
  }
  socket->loop = nullptr;
}

bool has_ready(const LoopState& state) {
  if (state.wakeup) return true;
  auto* head = const_cast<Ring>(&state.ready);
  for (Ring node = ring_next(head); node != head; node = ring_next(node)) {
    if (node == &state.wakeup_ready) continue;
    const Socket* socket = ring_entry<Socket>(node, offsetof(Socket, ready));
    if (ready_events(socket) != 0 && socket->stream->io_watcher.pevents != 0) return true;
  }
  return false;
}

// A socket that libuv does not wait for any more stays in the set until a poll reports it once more
// and its turn comes: an earlier callback may have made libuv wait for it again.
void collect_ready(LoopState& state) {
  state.batch.clear();
  bool any = false;
  for (Ring node = ring_next(&state.ready); node != &state.ready;) {
    const Ring current = node;
    node = ring_next(node);
    if (current == &state.wakeup_ready) {
      if (state.wakeup) {
        state.batch.push_back({nullptr, POLLIN});
        any = true;
      } else {
        ring_remove(current);
      }
      continue;
    }
    Socket* socket = ring_entry<Socket>(current, offsetof(Socket, ready));
    const unsigned events = ready_events(socket);
    if (events == 0) {
      ring_remove(current);
      continue;
    }
    state.batch.push_back({socket, events});
    if (socket->stream->io_watcher.pevents == 0) continue;
    any = true;
    if (socket->waiting_since == 0) socket->waiting_since = state.polls;
  }
  if (any || state.batch.empty()) return;
  drop_unwatched(state, state.batch.size());
  state.batch.clear();
}

void collect_wakeup(LoopState& state) {
  if (state.wakeup) state.batch.push_back({nullptr, POLLIN});
}

bool batch_comes_late(LoopState& state, bool other_event) {
  if (!other_event || state.world->scheduler == nullptr) return false;
  bool cut = false;
  for (const ReadyEvent& event : state.batch) {
    if (!is_from_afar(event)) return false;
    cut = cut || !may_be_late(state, event);
  }
  const ChoiceOption options[] = {{"network", state.batch.size()}, {"timeout or task", 0}};
  return choose(*state.world, {"net.wait", "what a waiting poll hears of first", cut ? 1u : 2u,
                               options, cut}) == 1;
}

void serve_batch(LoopState& state, bool may_leave) {
  std::vector<ReadyEvent>& batch = state.batch;
  const WorldState& world = *state.world;
  if (batch.size() == 1 && is_wakeup(batch[0])) {
    serve(state, batch[0]);
  } else if (world.scheduler == nullptr) {
    for (size_t i = 0; i < batch.size() && world.halted == HaltReason::kNone; i++) {
      if (is_alive(batch[i])) serve(state, batch[i]);
      drop_unwatched(state, i + 1);
    }
  } else {
    while (!batch.empty() && world.halted == HaltReason::kNone) {
      const size_t place = choose_next(state, may_leave);
      drop_unwatched(state, place);
      if (place == batch.size()) break;
      serve(state, batch[place]);
      may_leave = true;
    }
  }
  batch.clear();
}

// One pass over the streams that were fed before it.
void run_pending(uv_loop_t* loop) {
  if (ring_empty(&loop->pending_queue)) return;
  RingNode pass;
  ring_move(&loop->pending_queue, &pass);
  while (!ring_empty(&pass)) {
    Ring node = ring_next(&pass);
    ring_remove(node);
    stream_event(stream_of_pending(node), POLLOUT);
  }
}

}  // namespace actx::uvsim
