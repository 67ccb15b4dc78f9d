// Threads, thread-local keys and once-callbacks.

#include <cerrno>

#include "uvsim/threads.h"

namespace actx::uvsim {
namespace {

// A uv_once_t holds the run it was used in and how far it came; all zero is "never".
constexpr int kOnceRuns = 1;
constexpr int kOnceDone = 2;

int once_state(const WorldState& world, int state) {
  return static_cast<int>((world.run << 2 & 0x7fffffffu) | static_cast<unsigned>(state));
}

// Thread ids are small numbers in memory that holds a pthread_t.
static_assert(sizeof(uv_thread_t) >= sizeof(uint32_t));

// What the keys of the current thread hold.
std::vector<void*>& values_of(WorldState& world) {
  ThreadSet& threads = *world.threads;
  if (world.options.faults & kFaultKeyShared) return threads.main()->values;
  return threads.current()->values;
}

int join(WorldState& world, uv_thread_t id) {
  ThreadSet& threads = *world.threads;
  if (id == threads.current()->id) return -EDEADLK;
  Thread* thread = threads.find(id);
  if (thread == nullptr) {
    misuse(world, "uv_thread_join", "there is no such thread, or it was joined before");
    return UV_EINVAL;
  }
  if (!thread->ended && threads.wait(Wait::kThread, thread, UINT64_MAX, id) != Woken::kReady) {
    return UV_ECANCELED;
  }
  threads.forget(thread);
  return 0;
}

}  // namespace

bool once_is_done(uv_once_t guard) {
  return guard == once_state(current_state(), kOnceDone);
}

}  // namespace actx::uvsim

using namespace actx::uvsim;

extern "C" {

int uv_thread_create_ex(uv_thread_t* id, const uv_thread_options_t* options, uv_thread_cb entry,
                        void* argument) {
  WorldState& world = current_state();
  const bool sized = (options->flags & UV_THREAD_HAS_STACK_SIZE) != 0;
  const Thread* thread = world.threads->create(entry, argument, sized ? options->stack_size : 0);
  if (thread == nullptr) return UV_EAGAIN;
  *id = thread->id;
  world.threads->yield("a new thread may run before its creator goes on");
  return 0;
}

int uv_thread_create(uv_thread_t* id, uv_thread_cb entry, void* argument) {
  uv_thread_options_t options;
  options.flags = UV_THREAD_NO_FLAGS;
  return uv_thread_create_ex(id, &options, entry, argument);
}

uv_thread_t uv_thread_self(void) {
  return current_state().threads->current()->id;
}

int uv_thread_join(uv_thread_t* id) {
  return join(current_state(), *id);
}

int uv_thread_equal(const uv_thread_t* a, const uv_thread_t* b) {
  return *a == *b ? 1 : 0;
}

int uv_key_create(uv_key_t* key) {
  ThreadSet& threads = *current_state().threads;
  size_t number = 0;
  while (number < threads.keys.size() && threads.keys[number]) ++number;
  if (number == threads.keys.size()) threads.keys.push_back(false);
  threads.keys[number] = true;
  threads.clear_values(number);
  *key = static_cast<uv_key_t>(number);
  return 0;
}

void uv_key_delete(uv_key_t* key) {
  WorldState& world = current_state();
  if (*key >= world.threads->keys.size() || !world.threads->keys[*key]) {
    misuse(world, "uv_key_delete", "there is no such key");
    return;
  }
  world.threads->keys[*key] = false;
}

void* uv_key_get(uv_key_t* key) {
  const std::vector<void*>& values = values_of(current_state());
  return *key < values.size() ? values[*key] : nullptr;
}

void uv_key_set(uv_key_t* key, void* value) {
  WorldState& world = current_state();
  if (*key >= world.threads->keys.size() || !world.threads->keys[*key]) {
    misuse(world, "uv_key_set", "there is no such key");
    return;
  }
  std::vector<void*>& values = values_of(world);
  if (*key >= values.size()) values.resize(*key + size_t{1});
  values[*key] = value;
}

// Once in a run: the callback makes what the run needs, and the next run forgets it.
void uv_once(uv_once_t* guard, void (*callback)(void)) {
  WorldState& world = current_state();
  sync_point(world, "another thread may be first");
  if (once_is_done(*guard)) return;
  const bool again = (world.options.faults & kFaultOnceAgain) != 0;
  if (*guard == once_state(world, kOnceRuns) && !again) {
    world.threads->wait(Wait::kOnce, guard);
    return;
  }
  *guard = once_state(world, kOnceRuns);
  callback();
  *guard = once_state(world, kOnceDone);
}

}  // extern "C"
