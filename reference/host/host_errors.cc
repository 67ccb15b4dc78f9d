// What becomes of errors nobody caught and of rejections nobody handled.
#include <fmt/format.h>

#include "host/builtin_modules.h"
#include "host/host.h"
#include "host/process.h"
#include "host/worker_side.h"
#include "value/conversions.h"
#include "value/footprint.h"

namespace actx {
namespace {

/// How errors and other values are shown when they end a program.
std::string inspect_whole(Realm& realm, Value value) {
  const Value util = require_internal(realm, "native:util");
  const Value text = invoke(realm, util, realm.key("inspect"), Args(&value, 1));
  return realm.utf8(to_string(realm, text));
}

/// The own `stack` of an error, if it is a string; runs no program code.
std::string stack_of(Realm& realm, Value error) {
  if (!error.is_object()) return {};
  const Property* stack = error.as_object()->own_slot(realm, realm.names().stack);
  if (stack == nullptr || (stack->flags & kAccessor) != 0 || !stack->value.is_string()) return {};
  return realm.utf8(stack->value.as_string());
}

struct SourcePosition {
  std::string file;
  size_t line = 0;
  size_t column = 0;
};

/// The first "file:line:column" of a stack.
bool first_position(const std::string& stack, SourcePosition* position) {
  const size_t at = stack.find("\n    at ");
  if (at == std::string::npos) return false;
  std::string_view line(stack);
  line = line.substr(at + 8);
  line = line.substr(0, line.find('\n'));
  if (const size_t open = line.rfind('('); open != std::string_view::npos) {
    line = line.substr(open + 1, line.rfind(')') - open - 1);
  }
  const size_t second = line.rfind(':');
  if (second == std::string_view::npos || second == 0) return false;
  const size_t first = line.rfind(':', second - 1);
  if (first == std::string_view::npos) return false;
  const auto number = [](std::string_view digits) {
    size_t value = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') return size_t{0};
      value = value * 10 + static_cast<size_t>(c - '0');
    }
    return value;
  };
  position->file = line.substr(0, first);
  position->line = number(line.substr(first + 1, second - first - 1));
  position->column = number(line.substr(second + 1));
  return position->line > 0 && position->column > 0;
}

/// "file:line\nsource line\n    ^\n" for the place where the error was made, or nothing.
std::string excerpt_of(Host& host, const std::string& stack) {
  SourcePosition position;
  if (!first_position(stack, &position)) return {};
  const std::string path =
      position.file.starts_with("file:") ? url_to_path(position.file) : position.file;
  const std::string* text = host.program().text_of(path);
  if (text == nullptr) return {};
  size_t begin = 0;
  for (size_t line = 1; line < position.line; ++line) {
    begin = text->find('\n', begin);
    if (begin == std::string::npos) return {};
    ++begin;
  }
  const std::string line = text->substr(begin, text->find('\n', begin) - begin);
  size_t caret = position.column - 1;
  // The mark stands under the throw statement that made the error, if there is one on the line.
  const size_t thrown = line.rfind("throw ", caret);
  if (thrown != std::string::npos && caret - thrown <= 6) caret = thrown;
  std::string indent;
  for (size_t i = 0; i < caret && i < line.size(); ++i) indent += line[i] == '\t' ? '\t' : ' ';
  return fmt::format("{}:{}\n{}\n{}^\n\n", position.file, position.line, line, indent);
}

}  // namespace

std::string source_excerpt(Host& host, Value error) {
  return excerpt_of(host, stack_of(host.realm(), error));
}

std::string fatal_error_text(Host& host, Value error) {
  Realm& realm = host.realm();
  const std::string stack = stack_of(realm, error);
  std::string text = excerpt_of(host, stack);
  if (stack.empty()) {
    text += inspect_whole(realm, error);
    if (!error.is_object()) {
      text += "\n(Use `node --trace-uncaught ...` to show where the exception was thrown)";
    }
  } else {
    text += error.as_object()->object_class() == ObjectClass::kError ? inspect_whole(realm, error)
                                                                     : stack;
  }
  return text + "\n\nNode.js v18.20.1\n";
}

// ---- Uncaught exceptions ---------------------------------------------------------------------

Outcome Host::uncaught(Value error, bool from_promise) {
  Footprint::give_up_if_active();
  bool handled = false;
  guard_limits([&] {
    context_.enter_uncaught();
    const Value args[] = {
        error, realm_.literal(from_promise ? "unhandledRejection" : "uncaughtException")};
    try {
      emit("uncaughtExceptionMonitor", args);
      const Value capture = process()->capture_callback;
      if (!capture.is_nullish()) {
        realm_.call(capture, Value(), Args(args, 1));
        handled = true;
      } else {
        handled = emit("uncaughtException", args);
      }
    } catch (const Throw& second) {
      // An error in the last resort: Node gives up with 7 and asks nobody.
      report_fatal(second.value, from_promise);
      return end_run(Verdict::kExited, 7, {});
    }
    if (handled) {
      // The loop must turn once more, for what the failed scope left undrained.
      add_empty_immediate(*this);
      context_.unwind_uncaught();
      return;
    }
    // A worker that fails while it exits keeps its exit code.
    const bool keeps_code = worker_ != nullptr && run_.exiting;
    if (!run_.exiting) {
      run_.exiting = true;
      process()->exit_code = Value(1);
      const Value code(1);
      try {
        emit("exit", Args(&code, 1));
      } catch (const Throw&) {
        // Node ignores what exit listeners throw now.
      }
    }
    report_fatal(error, from_promise);
    const int code = exit_code();
    const bool failed = process()->exit_code.is_undefined() && !keeps_code;
    end_run(Verdict::kExited, failed ? 1 : code, {});
  });
  return loop_.is_stopped() ? Outcome::kStop : Outcome::kThrew;
}

void Host::uncaught_in_promise(Value error) {
  if (uncaught(error, false) == Outcome::kStop) throw Terminated{result_.exit_code};
}

void Host::report_fatal(Value error, bool from_promise) {
  try {
    if (worker_ != nullptr) return worker_->tell_error(error, from_promise);
    write_err(fatal_error_text(*this, error));
  } catch (const Throw&) {
    write_err("[an error that cannot be shown]\n\nNode.js v18.20.1\n");
  }
}

void Host::fatal_hook_error(Value error) {
  std::string stack = stack_of(realm_, error);
  if (stack.empty()) {
    // Node makes an error of whatever was thrown.
    stack = "Error: " + inspect_whole(realm_, error);
  }
  write_err(stack + "\n");
  throw Terminated{1};
}

// ---- Rejections ------------------------------------------------------------------------------

void Host::track_rejection(Realm& realm, Promise* promise, bool handled) {
  Host& host = of(realm);
  Run& run = host.run_;
  if (!handled) {
    host.rejections_[promise] = {++run.last_rejection, false};
    run.unhandled.push_back(realm.arena(), promise);
    host.loop_.set_rejections_pending(true);
    return;
  }
  const auto found = host.rejections_.find(promise);
  if (found != host.rejections_.end()) {
    const RejectionInfo info = found->second;
    host.rejections_.erase(found);
    if (info.warned) {
      run.late.push_back(realm.arena(), {promise, info.id});
      host.loop_.set_rejections_pending(true);
      return;
    }
  }
  if (host.rejections_.empty() && run.late.empty()) host.loop_.set_rejections_pending(false);
}

Outcome Host::process_rejections(bool* worked) {
  *worked = !run_.late.empty();
  const Outcome outcome = guard([&] {
    while (!run_.late.empty()) {
      const PendingRejection late = run_.late[0];
      run_.late.erase_at(0);
      const Value promise(late.promise);
      if (!emit("rejectionHandled", Args(&promise, 1))) {
        emit_warning(
            fmt::format("Promise rejection was handled asynchronously (rejection id: {})", late.id),
            "PromiseRejectionHandledWarning");
      }
    }
  });
  if (outcome != Outcome::kDone) return outcome;
  // Those that come while these are reported wait for the next round.
  for (uint32_t left = run_.unhandled.size(); left > 0; --left) {
    Promise* promise = run_.unhandled[0];
    run_.unhandled.erase_at(0);
    const auto found = rejections_.find(promise);
    if (found == rejections_.end()) continue;
    found->second.warned = true;
    *worked = true;
    const uint64_t id = found->second.id;
    const Outcome reported = guard([&] {
      const RejectionScope scope(context_, promise);
      report_rejection(promise, id);
    });
    if (reported != Outcome::kDone) return reported;
  }
  if (!run_.unhandled.empty()) *worked = true;
  return ended();
}

/// Tells of a rejection that nobody handled, as the mode says. The handlers of an error that it
/// becomes run in the context of the rejection too.
void Host::report_rejection(Promise* promise, uint64_t id) {
  const Value reason = promise->result();
  const Value args[] = {reason, promise};
  const auto tell = [&] { return emit("unhandledRejection", args); };
  switch (options_.rejection_mode) {
    case RejectionMode::kThrow:
      if (!tell()) uncaught(error_of_rejection(reason), true);
      break;
    case RejectionMode::kStrict:
      uncaught(error_of_rejection(reason), true);
      if (ended() == Outcome::kDone) {
        // The handled error has closed the scope of the rejection.
        const RejectionScope scope(context_, promise);
        if (!tell()) warn_of_rejection(reason, id);
      }
      break;
    case RejectionMode::kWarn:
      tell();
      warn_of_rejection(reason, id);
      break;
    case RejectionMode::kNone:
      tell();
      break;
    case RejectionMode::kWarnWithErrorCode:
      if (tell()) break;
      warn_of_rejection(reason, id);
      process()->exit_code = Value(1);
      break;
  }
}

/// Two warnings: one with the reason, one that explains. No code of the reason may run.
void Host::warn_of_rejection(Value reason, uint64_t id) {
  constexpr std::string_view kName = "UnhandledPromiseRejectionWarning";
  Value stack;
  if (reason.is_object() && reason.as_object()->object_class() != ObjectClass::kProxy &&
      reason.as_object()->has_own_property(realm_, realm_.names().stack)) {
    stack = reason.as_object()->get(realm_, realm_.names().stack);
  }
  emit_warning(stack.is_string() ? realm_.utf8(stack.as_string()) : text_of_reason(reason), kName);
  const std::string text = fmt::format(
      "Unhandled promise rejection. This error originated either by throwing inside of an async "
      "function without a catch block, or by rejecting a promise which was not handled with "
      ".catch(). To terminate the node process on unhandled promise rejection, use the CLI flag "
      "`--unhandled-rejections=strict` (see "
      "https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). (rejection id: {})",
      id);
  Object* warning = make_error(realm_, Intrinsic::kErrorPrototype, text);
  warning->define_raw(realm_, realm_.names().name, realm_.literal(kName), kHidden);
  warning->define_raw(
      realm_, realm_.names().stack,
      stack.is_string() ? stack : Value(realm_.string(std::string(kName) + ": " + text)), kHidden);
  const Value arg(warning);
  invoke(realm_, process(), realm_.key("emitWarning"), Args(&arg, 1));
}

/// A reason that is no error, in messages.
std::string Host::text_of_reason(Value reason) {
  return reason.is_object() || reason.is_symbol() ? describe_for_message(realm_, reason)
                                                  : realm_.utf8(to_string(realm_, reason));
}

/// What an unhandled rejection throws: its reason, or an error that tells of it.
Value Host::error_of_rejection(Value reason) {
  if (reason.is_object() && reason.as_object()->has_own_property(realm_, realm_.names().stack)) {
    return reason;
  }
  const std::string text = fmt::format(
      "This error originated either by throwing inside of an async function without a catch block, "
      "or by rejecting a promise which was not handled with .catch(). The promise rejected with "
      "the "
      "reason \"{}\".",
      text_of_reason(reason));
  Object* error = make_error(realm_, Intrinsic::kErrorPrototype, text);
  error->define_raw(realm_, realm_.names().name, Value(realm_.literal("UnhandledPromiseRejection")),
                    kHidden);
  error->define_raw(realm_, realm_.names().stack,
                    Value(realm_.string("UnhandledPromiseRejection: " + text)), kHidden);
  error->put(realm_, realm_.names().code, Value(realm_.literal("ERR_UNHANDLED_REJECTION")));
  return error;
}

}  // namespace actx
