// What the program can still get at, and what becomes of the rest: destroy events, finalizers,
// memory that is given back.
#include "host/host.h"
#include "host/items.h"
#include "host/modules.h"
#include "host/worker_side.h"
#include "host/workers.h"
#include "value/heap.h"
#include "value/weak.h"

namespace actx {

void Host::pin(Pin& pin, Cell* cell) {
  pin.cell = cell;
  pin.previous = nullptr;
  pin.next = run_.first_pin;
  if (pin.next != nullptr) pin.next->previous = &pin;
  run_.first_pin = &pin;
}

void Host::unpin(Pin& pin) {
  if (pin.cell == nullptr) return;
  (pin.previous == nullptr ? run_.first_pin : pin.previous->next) = pin.next;
  if (pin.next != nullptr) pin.next->previous = pin.previous;
  pin = Pin();
}

void Host::trace_roots(Tracer& tracer) const {
  loop_.for_each_item([&](const LoopItem& item) { tracer.visit(object_of(item)); });
  for (const Object* object : run_.slots) tracer.visit(object);
  for (const Promise* promise : run_.unhandled) tracer.visit(promise);
  for (const PendingRejection& late : run_.late) tracer.visit(late.promise);
  for (const FinalizationRegistry* registry : run_.registries) tracer.visit(registry);
  for (const Pin* pin = run_.first_pin; pin != nullptr; pin = pin->next) tracer.visit(pin->cell);
  tracer.visit(run_.main_promise);
  modules_->trace_roots(tracer);
  ports_.trace_roots(tracer);
  workers_->trace_roots(tracer);
}

// ---- What is found dead ----------------------------------------------------------------------

void Host::request_destroy_delivery() {
  queue_task(run_.destroy_task, [](NativeTask& self) {
    Host& host = *static_cast<HostTask&>(self).host;
    host.guard([&] { host.context_.deliver_destroys(); });
  });
}

/// Callbacks of a FinalizationRegistry come soon after the collection: in Node with the I/O events,
/// so before destroy events and the next immediates.
void Host::queue_finalizers(Realm& realm, FinalizationRegistry* registry) {
  Host& host = of(realm);
  host.run_.registries.push_back(realm.arena(), registry);
  host.queue_task(
      host.run_.finalizer_task,
      [](NativeTask& self) { static_cast<HostTask&>(self).host->run_finalizers(); }, true);
}

void Host::run_finalizers() {
  while (!run_.registries.empty() && !loop_.is_stopped()) {
    FinalizationRegistry* registry = run_.registries[0];
    run_.registries.erase_at(0);
    bool more = true;
    while (more && !loop_.is_stopped()) {
      guard([&] { more = run_finalizer(realm_, registry); });
    }
  }
}

// ---- Memory ----------------------------------------------------------------------------------

void Host::turned() {
  if (!is_simulated()) {
    // Nothing but the program itself ends a run in real time; the limit is for each turn.
    run_.steps_before += realm_.steps;
    realm_.steps = 0;
  }
  if (options_.reclaim == Reclaim::kNever) return;
  const bool is_due = run_.reclaims_soon || options_.reclaim == Reclaim::kEachTurn;
  if (!is_due && !realm_.wants_reclaim()) return;
  run_.reclaims_soon = false;
  forget_ended_timers();
  forget_handled_rejections();
  realm_.reclaim();
}

// clearTimeout finds timers by their ids; those that are over are no longer looked for.
void Host::forget_ended_timers() {
  run_.known_timers.keep_if([](TimeoutObject* timer) {
    if (timer->destroyed) timer->has_primitive = false;  // refresh() may bring it back, renamed
    return !timer->destroyed;
  });
}

// Those that were handled before they could be reported.
void Host::forget_handled_rejections() {
  run_.unhandled.keep_if([&](Promise* promise) { return rejections_.contains(promise); });
}

void Host::prepare_reclaim(const Tracer& tracer, HeapMarker& marker) {
  std::erase_if(rejections_, [&](const auto& known) { return !tracer.is_marked(known.first); });
  marker.scan(this, sizeof(*this));
  marker.scan(modules_.get(), sizeof(*modules_));
  if (worker_ != nullptr) marker.scan(worker_.get(), sizeof(*worker_));
  workers_->scan(marker);
}

}  // namespace actx
