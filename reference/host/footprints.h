// Tells the footprint of a run, if one is kept, where its steps begin; see value/footprint.h.
#ifndef ACTX_HOST_FOOTPRINTS_H_
#define ACTX_HOST_FOOTPRINTS_H_

#include <uv.h>

#include <string_view>

#include "context/resource.h"
#include "host/items.h"
#include "value/footprint.h"
#include "value/typed_array.h"

namespace actx {

/// A callback of the loop starts, or a tick, which is part of the callback that queued it.
void note_step(Footprint& footprint, const LoopItem& item);
/// The same for a callback of I/O, or of work.
void note_step(Footprint& footprint, const Resource& resource);

/// The current step did something to a socket, which gave `result`; or hears of one, and gets it.
int note_network(int result);
void note_network_bytes(std::string_view bytes);

/// A request goes to the thread pool; its end is a callback of `resource`.
void note_queued(const uv__work& work, const Resource& resource);
/// The request queued last will read these bytes, or write them.
void note_queued_bytes(const BufferView& view, Touch touch);

}  // namespace actx

#endif  // ACTX_HOST_FOOTPRINTS_H_
