// Frames: making, recycling, describing and tracing them.
#include <algorithm>

#include "script/generator.h"
#include "script/vm.h"
#include "value/native_stack.h"
#include "value/stack.h"
#include "value/static_key.h"

namespace actx {

namespace {

void append_frame(Realm& realm, const Frame& frame, bool is_suspended, std::u16string* out) {
  const CodePlace place = place_of(frame);
  std::u16string location = utf8_to_utf16(place.file);
  auto append_number = [&](uint32_t number) {
    std::string digits = std::to_string(number);
    location += u':';
    location.append(digits.begin(), digits.end());
  };
  append_number(place.line);
  append_number(place.column);
  CallSite site;
  site.function = frame.function;
  site.this_value = frame.this_value.is_empty() ? Value() : frame.this_value;
  site.is_construct = frame.new_target != nullptr;
  site.is_top_level = frame.function == nullptr;
  site.is_async = is_suspended;
  site.location = location;
  append_call_site(realm, site, out);
}

void describe_frame(Realm& realm, const Activation& self, std::u16string* out) {
  append_frame(realm, static_cast<const Frame&>(self), false, out);
}

Frame* new_frame(Realm& realm, const FunctionCode& code, Closure* function, Scope* scope,
                 Instance* instance) {
  const bool is_kept = code.frame_pool < FunctionCode::kFramePools;
  const size_t values =
      is_kept ? code.frame_pool * size_t{FunctionCode::kFramePoolStep} : code.frame_size;
  void* memory = realm.arena().allocate(sizeof(Frame) + values * sizeof(Value));
  Frame* frame = new (memory) Frame(code, function, scope, instance);
  frame->callee = function;
  frame->describe = describe_frame;
  frame->pc = code.code.data();
  frame->sp = frame->stack();
  return frame;
}

inline Frame* new_call(Realm& realm, Closure* function, Value this_value) {
  const FunctionCode& code = function->code();
  if (code.frame_pool < FunctionCode::kFramePools) {
    Frame*& free = Machine::of(realm).free_frames[code.frame_pool];
    if (free != nullptr) {
      Frame* frame = free;
      free = static_cast<Frame*>(frame->caller);
      frame->begin_again(code, function, this_value);
      return frame;
    }
  }
  Frame* frame = new_frame(realm, code, function, function->scope(), function->instance());
  frame->this_value = this_value;
  return frame;
}

Object* make_arguments(Realm& realm, const Frame& frame, Args args) {
  Object* object = realm.make<ArgumentsObject>(realm.intrinsic(Intrinsic::kObjectPrototype));
  for (size_t i = 0; i < args.size(); ++i) {
    object->define_raw(realm, PropertyKey::index(static_cast<uint32_t>(i)), args[i]);
  }
  const Names& names = realm.names();
  object->define_raw(realm, names.length, Value(static_cast<uint32_t>(args.size())), kHidden);
  Object* array = realm.intrinsic(Intrinsic::kArrayPrototype);
  object->define_raw(realm, names.sym_iterator, array->get(realm, key_of<"values">()), kHidden);
  if (frame.code->is_strict) {
    Value thrower(realm.intrinsic(Intrinsic::kThrowTypeError));
    object->define_raw_accessor(realm, names.callee, thrower, thrower, 0);
  } else {
    object->define_raw(realm, names.callee, Value(frame.function), kHidden);
  }
  return object;
}

// Copies the arguments to the locals, and makes the rest array and the arguments object.
inline void pass_arguments(Realm& realm, Frame* frame, Args args) {
  const FunctionCode& code = *frame->code;
  Value* local = frame->locals();
  Value* const locals = local;
  const Value* const end = local + code.local_count;
  const Value* argument = args.data();
  const Value* const last = argument + std::min<size_t>(args.size(), code.parameter_count);
  // Both are short: unrolled loops would only cost more to enter.
#pragma GCC unroll 1
  while (argument != last) new (local++) Value(*argument++);
#pragma GCC unroll 1
  while (local != end) new (local++) Value();
  if (code.rest_slot >= 0) {
    locals[code.rest_slot] = Value(realm.new_array(
        args.size() > code.parameter_count ? args.subspan(code.parameter_count) : Args()));
  }
  if (code.arguments_slot >= 0) {
    locals[code.arguments_slot] = Value(make_arguments(realm, *frame, args));
  }
}

}  // namespace

CodePlace place_of(const Frame& frame) {
  const Position position = frame.code->position_at(frame.pc_index());
  return {frame.code->unit->filename, position.line, position.column};
}

CodePlace running_place(const Realm& realm) {
  for (const Activation* a = realm.activation(); a != nullptr; a = a->caller) {
    if (a->describe != describe_frame) continue;
    const CodePlace place = place_of(*static_cast<const Frame*>(a));
    if (!place.file.starts_with("node:")) return place;
  }
  return {};
}

void check_native_stack(Realm& realm) {
  if (native_stack_is_low()) throw_range_error(realm, "Maximum call stack size exceeded");
}

Frame* push_call(Realm& realm, Closure* function, Value this_value, Args args) {
  const FunctionCode& code = function->code();
  Frame* frame = new_call(realm, function, this_value);
  pass_arguments(realm, frame, args);
  realm.enter(frame);
  if (code.kind == FunctionKind::kAsync) frame->promise = new_promise(realm);
  return frame;
}

Frame* push_construct(Realm& realm, Closure* function, Args args, Object* new_target) {
  Value this_value = Value::empty();
  const FunctionCode& code = function->code();
  if (code.role != CodeRole::kDerivedConstructor) {
    Object* prototype =
        new_target == function && function->class_prototype() != nullptr
            ? function->class_prototype()
            : prototype_from_constructor(realm, new_target, Intrinsic::kObjectPrototype);
    this_value = Value(realm.make<Object>(prototype));
  }
  Frame* frame = new_call(realm, function, this_value);
  frame->new_target = new_target;
  pass_arguments(realm, frame, args);
  realm.enter(frame);
  return frame;
}

Frame* push_program(Realm& realm, const FunctionCode& code, Instance* instance, Scope* scope) {
  Frame* frame = new_frame(realm, code, nullptr, scope, instance);
  pass_arguments(realm, frame, {});
  realm.enter(frame);
  return frame;
}

Promise* Frame::outer_promise() const {
  return generator != nullptr ? async_generator_outer(generator) : promise;
}

void Frame::describe_suspended(Realm& realm, std::u16string* out) const {
  append_frame(realm, *this, true, out);
}

void Frame::trace(Tracer& tracer) const {
  tracer.visit(function);
  tracer.visit(instance);
  tracer.visit(scope);
  tracer.visit(this_value);
  tracer.visit(new_target);
  tracer.visit(promise);
  tracer.visit(generator);
  for (const Value* value = locals(); value < sp; ++value) tracer.visit(*value);
}

Machine& Machine::make(Realm& realm) {
  Machine* machine = realm.make<Machine>();
  machine->realm = &realm;
  realm.machine = machine;
  realm.add_root_source(machine);
  return *machine;
}

void Machine::prepare_reclaim(const Tracer&, HeapMarker&) {
  std::fill(std::begin(free_frames), std::end(free_frames), nullptr);
}

void Machine::trace_roots(Tracer& tracer) const {
  for (Activation* a = realm->activation(); a != nullptr; a = a->caller) {
    if (a->describe == describe_frame) tracer.visit(static_cast<Frame*>(a));
  }
}

}  // namespace actx
