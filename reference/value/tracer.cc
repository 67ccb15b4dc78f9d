#include "value/tracer.h"

#include "value/object.h"

namespace actx {

void Tracer::visit(Value value) {
  if (value.is_object()) visit(value.as_object());
}

}  // namespace actx
