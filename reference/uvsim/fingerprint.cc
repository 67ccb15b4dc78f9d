#include "uvsim/fingerprint.h"

#include <algorithm>

#include "uvsim/stream.h"
#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

uint64_t scramble(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

// What is added comes in an order that counts.
class Hash {
 public:
  void add(uint64_t value) { hash_ = scramble(hash_ * 0x9e3779b97f4a7c15u + value + 1); }
  void add_time(uint64_t time, uint64_t now) { add(time == UINT64_MAX ? time : time - now); }
  uint64_t value() const { return hash_; }

 private:
  uint64_t hash_ = 0;
};

uint64_t name_of(const uv_handle_t* handle) {
  return reinterpret_cast<uint64_t>(handle->u.reserved[kNameInHandle]);
}
template <class Request>
uint64_t name_of_request(const Request* request) {
  return request == nullptr ? 0 : reinterpret_cast<uint64_t>(request->reserved[kNameInRequest]);
}
uint64_t name_of(const Socket* socket) {
  return socket == nullptr ? 0 : socket->identity;
}

// The members of a ring, in order. `name(node)` gives the name of one.
template <class Name>
void add_ring(Hash& hash, const void* head, Name&& name) {
  auto* const ring = const_cast<Ring>(static_cast<const RingNode*>(head));
  for (Ring node = ring_next(ring); node != ring; node = ring_next(node)) hash.add(name(node));
  hash.add(0);
}

template <class Handle>
auto handle_at(size_t offset) {
  return [offset](Ring node) {
    return name_of(reinterpret_cast<const uv_handle_t*>(ring_entry<Handle>(node, offset)));
  };
}

void add_writes(Hash& hash, const void* head) {
  add_ring(hash, head, [](Ring node) {
    const auto* request = ring_entry<uv_write_t>(node, offsetof(uv_write_t, queue));
    Hash one;
    one.add(name_of_request(request));
    one.add(static_cast<uint64_t>(request->error));
    one.add(request->write_index);
    if (request->bufs != nullptr && request->write_index < request->nbufs)
      one.add(request->bufs[request->write_index].len);
    return one.value();
  });
}

void add_stream(Hash& hash, const uv_stream_t* stream) {
  hash.add(name_of(socket_of(stream)));
  hash.add(name_of(accepted_of(stream)));
  hash.add(stream->io_watcher.pevents);
  hash.add(stream->io_watcher.events);
  hash.add(name_of_request(stream->connect_req));
  hash.add(name_of_request(stream->shutdown_req));
  hash.add(static_cast<uint64_t>(stream->delayed_error));
  add_writes(hash, &stream->write_queue);
  add_writes(hash, &stream->write_completed_queue);
}

uint64_t fingerprint(const uv_handle_t* handle) {
  Hash hash;
  hash.add(name_of(handle));
  hash.add(handle->type);
  hash.add(handle->flags);
  if (handle->type == UV_ASYNC)
    hash.add(static_cast<uint64_t>(reinterpret_cast<const uv_async_t*>(handle)->pending));
  if (handle->type == UV_TIMER) hash.add(reinterpret_cast<const uv_timer_t*>(handle)->repeat);
  if (is_stream(handle)) add_stream(hash, reinterpret_cast<const uv_stream_t*>(handle));
  return hash.value();
}

void add_timers(Hash& hash, const TimerHeap& timers, uint64_t now) {
  std::vector<TimerHeap::Entry> sorted(timers.begin(), timers.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& one, const auto& two) {
    return one.due != two.due ? one.due < two.due : one.order < two.order;
  });
  for (const TimerHeap::Entry& entry : sorted) {
    hash.add_time(entry.due, now);
    hash.add(name_of(reinterpret_cast<const uv_handle_t*>(entry.timer)));
  }
  hash.add(0);
}

void add_queues(Hash& hash, const uv_loop_t* loop) {
  add_ring(hash, &loop->pending_queue, [](Ring node) {
    return name_of(as_handle(ring_entry<uv_stream_t>(
        node, offsetof(uv_stream_t, io_watcher) + offsetof(uv__io_t, pending_queue))));
  });
  add_ring(hash, &loop->watcher_queue, [](Ring node) {
    return name_of(as_handle(ring_entry<uv_stream_t>(
        node, offsetof(uv_stream_t, io_watcher) + offsetof(uv__io_t, watcher_queue))));
  });
  add_ring(hash, &loop->idle_handles, handle_at<uv_idle_t>(offsetof(uv_idle_t, queue)));
  add_ring(hash, &loop->prepare_handles, handle_at<uv_prepare_t>(offsetof(uv_prepare_t, queue)));
  add_ring(hash, &loop->check_handles, handle_at<uv_check_t>(offsetof(uv_check_t, queue)));
  add_ring(hash, &loop->async_handles, handle_at<uv_async_t>(offsetof(uv_async_t, queue)));
  for (const uv_handle_t* h = loop->closing_handles; h != nullptr; h = h->next_closing)
    hash.add(name_of(h));
}

// How long something has waited matters up to the patience of those who let it wait.
uint64_t age(uint64_t now, uint64_t since, uint64_t patience) {
  return std::min(now - since, patience + 1);
}

void add_ready(Hash& hash, const LoopState& state, bool ages) {
  add_ring(hash, &state.ready, [&](Ring node) {
    if (node == &state.wakeup_ready) return uint64_t{1};
    const Socket* socket = ring_entry<Socket>(node, offsetof(Socket, ready));
    Hash one;
    one.add(name_of(socket));
    const uint64_t since = socket->waiting_since;
    if (ages && since != 0) one.add(age(state.polls, since, state.world->options.net_patience));
    return one.value();
  });
  for (const ReadyEvent& event : state.batch) {
    hash.add(name_of(event.socket));
    hash.add(event.events);
  }
}

uint64_t fingerprint(const Socket& socket, bool ports) {
  Hash hash;
  if (ports) {
    hash.add(socket.local.port);
    hash.add(socket.remote.port);
  }
  hash.add(name_of(&socket));
  hash.add(static_cast<uint64_t>(socket.state));
  const bool flags[] = {socket.bound,   socket.reuse,      socket.v6_only, socket.ended,
                        socket.told,    socket.reset_news, socket.spent,   socket.connecting,
                        socket.blocked, socket.blocking};
  for (const bool flag : flags) hash.add(flag ? 1 : 0);
  hash.add(socket.shut);
  hash.add(static_cast<uint64_t>(socket.error));
  hash.add(name_of(socket.peer));
  hash.add(name_of(socket.target));
  hash.add(socket.in.size());
  socket.in.visit([&hash](char byte) { hash.add(static_cast<uint8_t>(byte)); });
  for (size_t i = socket.first_segment; i < socket.segments.size(); i++)
    hash.add(socket.segments[i]);
  hash.add(socket.interest);
  hash.add(socket.backlog);
  add_ring(hash, &socket.queue,
           [](Ring node) { return name_of(ring_entry<Socket>(node, offsetof(Socket, link))); });
  add_ring(hash, &socket.waiting,
           [](Ring node) { return name_of(ring_entry<Socket>(node, offsetof(Socket, link))); });
  return hash.value();
}

void add_pool(Hash& hash, const WorldState& world, bool ages) {
  const Pool& pool = world.pool;
  const auto add = [&](const Task& task) {
    hash.add(task.identity);
    if (!ages) return;
    hash.add(age(state_of(task.work->loop).polls, task.submitted_at, world.options.pool_patience));
  };
  for (const Task& task : pool.started) add(task);
  hash.add(0);
  for (size_t i = pool.head; i < pool.queue.size(); i++) {
    if (pool.queue[i].work != nullptr) add(pool.queue[i]);
  }
  hash.add(pool.waiting);
  hash.add(pool.stopped ? 1 : 0);
}

}  // namespace

uint64_t loop_fingerprint(const uv_loop_t* loop, const FingerprintOptions& options) {
  const LoopState& state = state_of(loop);
  Hash hash;
  hash.add(state.identity);
  if (options.absolute_time) hash.add(loop->time);
  hash.add(state.wakeup ? 1 : 0);
  hash.add(state.unregistered ? 1 : 0);
  hash.add(loop->stop_flag);
  hash.add(loop->active_handles);
  hash.add(loop->active_reqs.count);
  hash.add(state.closing_waited);
  add_timers(hash, state.timers, loop->time);
  add_queues(hash, loop);
  add_ready(hash, state, options.ages);
  for (const auto& [work, name] : state.finished) hash.add(name);
  uint64_t handles = 0;
  auto* const head = const_cast<Ring>(&loop->handle_queue);
  for (Ring node = ring_next(head); node != head; node = ring_next(node))
    handles += fingerprint(ring_entry<uv_handle_t>(node, offsetof(uv_handle_t, handle_queue)));
  hash.add(handles);
  if (options.user_part != nullptr) hash.add(options.user_part(loop));
  return hash.value();
}

uint64_t world_fingerprint(const FingerprintOptions& options) {
  const WorldState& world = current_state();
  Hash hash;
  uint64_t sum = 0;
  for (size_t i = 0; i < world.network.used; i++) {
    const Socket& socket = *world.network.sockets[i];
    if (socket.identity != 0) sum += fingerprint(socket, options.ports);
  }
  for (size_t i = 0; i < world.loops_used; i++) {
    const LoopState& state = *world.loops[i];
    if (state.loop != nullptr) sum += loop_fingerprint(state.loop, options);
  }
  hash.add(sum);
  if (options.absolute_time) hash.add(world.clock_ns / kNsPerMs);
  hash.add(world.network.next_port);
  add_pool(hash, world, options.ages);
  hash.add(world.threads->fingerprint(options.ages));
  return hash.value();
}

uint64_t ThreadSet::fingerprint(bool ages) const {
  uint64_t sum = 0;
  for (const Thread* thread : live_) {
    Hash hash;
    hash.add(thread->identity);
    hash.add(static_cast<uint64_t>(thread->wait));
    if (thread->wait != Wait::kNothing) {
      const uint64_t deadline = thread->deadline_ns;
      hash.add(deadline == UINT64_MAX
                   ? 0
                   : 1 + (deadline - std::min(deadline, world_->clock_ns)) / kNsPerMs);
    }
    hash.add(thread->signaled ? 1 : 0);
    hash.add(thread->spurious ? 1 : 0);
    sum += hash.value();
  }
  Hash hash;
  hash.add(sum);
  if (!ages) return hash.value();
  hash.add(points_since_switch_);
  hash.add(slow_passes_);
  return hash.value();
}

}  // namespace actx::uvsim
