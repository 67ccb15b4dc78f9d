// What a Context remembers of one run. Assigning a fresh one forgets the run.
#ifndef ACTX_CONTEXT_CONTEXT_STATE_H_
#define ACTX_CONTEXT_CONTEXT_STATE_H_

#include "context/destroy_queue.h"
#include "context/frame.h"
#include "context/hooks.h"
#include "context/resource.h"
#include "context/store_origins.h"

namespace actx {

class AsyncLocalStorage;

/// Keeps a store that only C++ code holds reachable. Lives on the C++ stack.
class SavedStore {
 public:
  SavedStore(SavedStore** list, Value value) : store(value), next(*list), list_(list) {
    *list_ = this;
  }
  ~SavedStore() { *list_ = next; }
  SavedStore(const SavedStore&) = delete;
  SavedStore& operator=(const SavedStore&) = delete;

  const Value store;
  SavedStore* const next;

 private:
  SavedStore** list_;
};

class ContextState {
 protected:
  /// An open scope: what executes, and what to put back when it ends.
  struct Scope {
    Resource* resource;
    AsyncId saved_execution_id;
    AsyncId saved_trigger_id;
    StoreFrame* saved_frame;
  };
  /// A promise job in progress.
  struct OpenJob {
    StoreFrame* saved_frame;
    size_t depth;
  };

  AsyncId last_id_ = 1;  // id 1 is the main script's
  AsyncId execution_id_ = 0;
  AsyncId trigger_id_ = 0;
  AsyncId default_trigger_ = -1;
  ArenaVector<Scope> stack_;
  ArenaVector<OpenJob> open_jobs_;
  StoreFrame* frame_ = nullptr;  // the current frame
  Resource* top_level_ = nullptr;
  Resource* main_ = nullptr;
  Resource* process_ = nullptr;

  HookList hooks_;
  DestroyQueue destroys_;
  bool is_delivering_ = false;

  bool stores_in_frames_ = false;
  ArenaVector<AsyncLocalStorage*> instances_;  // in order of creation
  uint32_t last_instance_ = 0;                 // number of the last one
  ArenaVector<AsyncLocalStorage*> enabled_;    // in order of enabling; these cannot be collected
  Hook* storage_hook_ = nullptr;
  bool storage_hook_enabled_ = false;
  Symbol* shared_key_ = nullptr;   // of all instances, under a mutant
  uint32_t exits_hiding_all_ = 0;  // exit() of a mutant
  Value last_store_;               // entered anywhere, for a mutant
  SavedStore* saved_stores_ = nullptr;
  StoreOrigins origins_;

  // Promise tracking. The events wanted are decided when a hook is enabled, and only then.
  bool always_tracks_promises_ = false;
  bool tracks_promises_ = false;
  bool wants_promises_ = false;
  bool tracks_promise_init_ = false;
  bool tracks_promise_destroy_ = false;
  bool tracks_promise_resolve_ = false;
  bool keeps_creation_ = false;    // some rule asks where promises were made
  bool keeps_settlement_ = false;  // some rule asks where promises were settled
};

}  // namespace actx

#endif  // ACTX_CONTEXT_CONTEXT_STATE_H_
