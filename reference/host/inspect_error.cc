// Errors: their stack, with the class name made visible, and what else they carry.
#include <algorithm>

#include "host/inspector.h"
#include "value/conversions.h"

namespace actx {
namespace {

constexpr std::u16string_view kFrameStart = u"\n    at";

Texts split_lines(std::u16string_view text) {
  Texts lines;
  for (;;) {
    const size_t at = text.find(u'\n');
    lines.emplace_back(text.substr(0, at));
    if (at == text.npos) return lines;
    text.remove_prefix(at + 1);
  }
}

/// Where in `a` more than three lines begin that `b` has in the same order, and how many.
std::pair<size_t, size_t> shared_run(const Texts& a, const Texts& b) {
  for (size_t i = 0; i + 3 < a.size(); ++i) {
    const auto found = std::find(b.begin(), b.end(), a[i]);
    const auto rest = static_cast<size_t>(b.end() - found);
    if (rest <= 3) continue;
    size_t length = 1;
    const size_t most = std::min(a.size() - i, rest);
    while (length < most && a[i + length] == found[static_cast<ptrdiff_t>(length)]) ++length;
    if (length > 3) return {i, length};
  }
  return {0, 0};
}

/// The first word of a stack that reads like an error's class.
std::u16string_view leading_class(std::u16string_view stack) {
  size_t end = 0;
  const auto fine = [](char16_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == ' ' || c == '[' || c == ']' || c == '(' || c == ')' || c == '-';
  };
  while (end < stack.size() && fine(stack[end])) ++end;
  if (end == 0 || stack[0] < 'A' || stack[0] > 'Z') return {};
  if (end == stack.size()) return stack.ends_with(u"Error") ? stack : std::u16string_view();
  if (stack[end] == ':') return stack.substr(0, end);
  return stack.substr(end).starts_with(kFrameStart) ? stack.substr(0, end) : std::u16string_view();
}

}  // namespace

std::u16string Inspector::stack_of(Object* error) {
  const Value stack = error->get(realm_, realm_.names().stack);
  if (to_boolean(stack)) return units(Value(to_string(realm_, stack)));
  Object* prototype = realm_.intrinsic(Intrinsic::kErrorPrototype);
  return units(Value(to_string(
      realm_, realm_.call(prototype->get(realm_, realm_.names().toString), Value(error), {}))));
}

/// An own `name`, `message` or `stack` that the stack shows already is not listed again.
void Inspector::drop_shown_keys(Shape& shape, std::u16string_view stack) {
  if (options_.show_hidden) return;
  const Names& names = realm_.names();
  for (const PropertyKey key : {names.name, names.message, names.stack}) {
    const auto at = std::find(shape.keys.begin(), shape.keys.end(), key);
    if (at == shape.keys.end()) continue;
    const Value value = shape.object->get(realm_, key);
    const std::u16string text =
        value.is_symbol() ? std::u16string() : units(Value(to_string(realm_, value)));
    if (stack.find(text) != stack.npos) shape.keys.erase(at);
  }
}

/// Makes the head line name the class and not only the `name` property: "Foo [TypeError]: ...".
void Inspector::improve_stack(const Shape& shape, std::u16string_view name, std::u16string* stack) {
  size_t length = name.size();
  const bool plain_head =
      name.ends_with(u"Error") && stack->starts_with(name) &&
      (stack->size() == length || (*stack)[length] == ':' || (*stack)[length] == '\n');
  if (!shape.name.null && !plain_head) return;
  std::u16string fallback = u"Error";
  if (shape.name.null) {
    const std::u16string_view start = leading_class(*stack);
    fallback = start;
    length = fallback.size();
    if (fallback.empty()) fallback = u"Error";
  }
  std::u16string head = prefix(shape, fallback);
  head.pop_back();
  if (name == head) return;
  if (head.find(name) != head.npos) {
    *stack = length == 0 ? head + u": " + *stack : head + stack->substr(length);
  } else {
    *stack = head + u" [" + std::u16string(name) + u"]" + stack->substr(length);
  }
}

/// Leaves out the lines that the cause's stack repeats.
void Inspector::shorten_stack(Object* error, Texts* lines) {
  if (!error->has_property(realm_, realm_.names().cause)) return;
  const Value cause = error->get(realm_, realm_.names().cause);
  if (!cause.is_object() || cause.as_object()->object_class() != ObjectClass::kError) return;
  const std::u16string stack = stack_of(cause.as_object());
  const size_t start = stack.find(kFrameStart);
  if (start == stack.npos) return;
  const auto [offset, length] =
      shared_run(*lines, split_lines(std::u16string_view(stack).substr(start + 1)));
  if (length <= 3) return;
  const size_t skipped = length - 2;
  const auto from = lines->begin() + static_cast<ptrdiff_t>(offset + 1);
  *from = style(u"    ... " + decimal(static_cast<double>(skipped)) +
                    u" lines matching cause stack trace ...",
                InspectStyle::kUndefined);
  lines->erase(from + 1, from + static_cast<ptrdiff_t>(skipped));
}

void Inspector::describe_error(Shape& shape) {
  Object* error = shape.object;
  const Names& names = realm_.names();
  const Value given = error->get(realm_, names.name);
  const std::u16string name =
      given.is_nullish() ? u"Error" : units(Value(to_string(realm_, given)));
  std::u16string stack = stack_of(error);
  drop_shown_keys(shape, stack);
  const auto listed = [&](PropertyKey key) {
    return std::find(shape.keys.begin(), shape.keys.end(), key) != shape.keys.end();
  };
  if (error->has_property(realm_, names.cause) && !listed(names.cause)) {
    shape.keys.push_back(names.cause);
  }
  if (is_array(realm_, error->get(realm_, names.errors)) && !listed(names.errors)) {
    shape.keys.push_back(names.errors);
  }
  improve_stack(shape, name, &stack);

  // A message may look like a frame: frames begin after it.
  const Value message = error->get(realm_, names.message);
  size_t from = 0;
  if (message.is_string()) {
    const std::u16string text = units(message);
    const size_t at = text.empty() ? stack.npos : stack.find(text);
    if (at != stack.npos) from = at + text.size();
  }
  const size_t frames = stack.find(kFrameStart, from);
  if (frames == stack.npos) {
    stack = u"[" + stack + u"]";
  } else {
    Texts lines = split_lines(std::u16string_view(stack).substr(frames + 1));
    shorten_stack(error, &lines);
    stack.resize(frames);
    for (const std::u16string& line : lines) {
      // Frames of the host itself are dimmed.
      const bool own = line.find(u"(node:") != line.npos || line.starts_with(u"    at node:");
      stack += u"\n" + (own ? style(line, InspectStyle::kUndefined) : line);
    }
  }
  if (indentation_ != 0) replace_all(&stack, u"\n", u"\n" + indent());
  shape.base = std::move(stack);
  shape.complete = shape.keys.empty();
}

}  // namespace actx
