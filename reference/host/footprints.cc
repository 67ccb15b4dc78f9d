#include "host/footprints.h"

namespace actx {
namespace {

const void* source_of(const Resource& resource) {
  return resource.object != nullptr ? static_cast<const void*>(resource.object)
                                    : static_cast<const void*>(&resource);
}

}  // namespace

void note_step(Footprint& footprint, const LoopItem& item) {
  switch (item.kind) {
    case ItemKind::kTick:
      return footprint.begin_job(object_of(item));
    case ItemKind::kTimer: {
      const Timer& timer = static_cast<const Timer&>(item);
      // A period puts a timer behind others that were made later.
      const auto queue = timer.repeat == 0 ? StepQueue::kTimers : StepQueue::kNone;
      return footprint.begin_step(object_of(item), {queue, static_cast<int64_t>(timer.duration)});
    }
    case ItemKind::kImmediate:
      return footprint.begin_step(object_of(item), {StepQueue::kImmediates});
  }
}

void note_step(Footprint& footprint, const Resource& resource) {
  footprint.begin_step(source_of(resource), {});
}

int note_network(int result) {
  if (Footprint* footprint = Footprint::active()) {
    footprint->use_network();
    footprint->take_in(static_cast<uint64_t>(result));
  }
  return result;
}

void note_network_bytes(std::string_view bytes) {
  if (Footprint* footprint = Footprint::active()) {
    footprint->use_network();
    footprint->take_in(hash_bytes(bytes));
  }
}

void note_queued(const uv__work& work, const Resource& resource) {
  if (Footprint* footprint = Footprint::active()) footprint->queued(&work, source_of(resource));
}

void note_queued_bytes(const BufferView& view, Touch touch) {
  if (Footprint* footprint = Footprint::active()) footprint->queued_touches(view.buffer(), touch);
}

}  // namespace actx
