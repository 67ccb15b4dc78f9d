#include "explore/testing/callback_program.h"

#include <fmt/format.h>

#include <ostream>

namespace actx {
namespace {

constexpr int kShared = 2;  // of each kind of thing

constexpr char kPrelude[] = R"(const { AsyncLocalStorage } = require('node:async_hooks');
const als = [new AsyncLocalStorage(), new AsyncLocalStorage()];
let v0 = 0, v1 = 0;
const object = { p0: '', p1: '' };
const array = [[], []];
const map = [new Map(), new Map()];
const settle = [];
const promise = [0, 1].map((i) => new Promise((resolve) => { settle[i] = resolve; }));
const gathered = Promise.all(promise);
const timers = [];
class Counter { #n = 0; next() { return ++this.#n; } }
const counter = [new Counter(), new Counter()];
function* numbers() { for (let i = 0; ; i++) yield i; }
const generator = [numbers(), numbers()];
const counted = [0, 1].map(() => { let n = 0; return () => ++n; });
)";

std::string act_text(int callback, size_t position, Act act, int thing) {
  const std::string label = fmt::format("c{}_{}", callback, position);
  switch (act) {
    case Act::kObserve:
      return fmt::format("observe('{}', v{});", label, thing);
    case Act::kObserveAll:
      return fmt::format("observe('all', {});", callback);
    case Act::kAssign:
      return fmt::format("v{} = {};", thing, callback);
    case Act::kProperty:
      return fmt::format("object.p{} += '{} '; observe('{}', object);", thing, callback, label);
    case Act::kPush:
      return fmt::format("observe('{}', array[{}].push({}));", label, thing, callback);
    case Act::kMap:
      return fmt::format("map[{}].set('k', (map[{}].get('k') ?? 0) + 1); observe('{}', map[{}]);",
                         thing, thing, label, thing);
    case Act::kThen:
      return fmt::format("promise[{}].then((v) => observe('{}', v));", thing, label);
    case Act::kResolve:
      return fmt::format("settle[{}]({});", thing, callback);
    case Act::kStore:
      return fmt::format("observe('{}', als[{}].getStore());", label, thing);
    case Act::kEnter:
      return fmt::format("als[{}].enterWith({});", thing, callback);
    case Act::kDisable:
      return fmt::format("als[{}].disable();", thing);
    case Act::kClear:
      return "if (timers.length > 0) clearTimeout(timers.shift());";
    case Act::kPrivate:
      return fmt::format("observe('{}', counter[{}].next());", label, thing);
    case Act::kGenerator:
      return fmt::format("observe('{}', generator[{}].next().value);", label, thing);
    case Act::kArguments:
      return fmt::format("observe('{}', counted[{}]());", label, thing);
    case Act::kPrint:
      return fmt::format("console.log({});", callback);
    case Act::kGather:
      return fmt::format("gathered.then((v) => {{ v{} = {}; observe('{}', v); }});", thing,
                         callback, label);
    case Act::kGatherAll:
      return fmt::format(
          "promise[{}].then(() => {{}}).then(() => {{ v{} += {}; }});"
          "Promise.allSettled(promise).then((v) => observe('{}', [v.length, v0, v1]));",
          thing, thing, callback, label);
  }
  return {};
}

std::string start_text(const CallbackPlan& plan, int number) {
  switch (plan.start) {
    case Start::kTimeout:
      return fmt::format("timers.push(setTimeout(c{}, {}));", number, plan.delay);
    case Start::kImmediate:
      return fmt::format("setImmediate(c{});", number);
    case Start::kInterval:
      return fmt::format(
          "{{ let n = 0; const t = setInterval(() => {{ if (++n === 2) clearInterval(t); c{}(); "
          "}}, "
          "{}); }}",
          number, plan.delay);
    case Start::kTick:
      return fmt::format("process.nextTick(c{});", number);
    case Start::kMicrotask:
      return fmt::format("queueMicrotask(c{});", number);
  }
  return {};
}

template <class T>
rc::Gen<T> below(int limit) {
  return rc::gen::resize(
      100, rc::gen::map(rc::gen::inRange(0, limit), [](int n) { return static_cast<T>(n); }));
}

}  // namespace

std::string program_text(const CallbackProgram& program) {
  const int count = static_cast<int>(program.callbacks.size());
  const auto starts = [&](int parent) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      const CallbackPlan& plan = program.callbacks[static_cast<size_t>(i)];
      // Parents come before their children, so that nobody starts himself.
      if (plan.parent % (i + 1) == parent) text += "  " + start_text(plan, i + 1) + "\n";
    }
    return text;
  };
  std::string text = kPrelude;
  for (int i = 0; i < count; ++i) {
    const CallbackPlan& plan = program.callbacks[static_cast<size_t>(i)];
    text += fmt::format("function c{}() {{\n", i + 1);
    for (size_t act = 0; act < plan.acts.size(); ++act) {
      text += "  " + act_text(i + 1, act, plan.acts[act].first, plan.acts[act].second) + "\n";
    }
    text += starts(i + 1) + "}\n";
  }
  return text + starts(0);
}

rc::Gen<CallbackProgram> any_callback_program() {
  const auto acts = rc::gen::resize(3, rc::gen::container<std::vector<std::pair<Act, int>>>(
                                           rc::gen::pair(below<Act>(kActs), below<int>(kShared))));
  const auto plan = rc::gen::build<CallbackPlan>(
      rc::gen::set(&CallbackPlan::start, below<Start>(kStarts)),
      rc::gen::set(&CallbackPlan::delay, rc::gen::map(below<int>(3), [](int n) { return n + 1; })),
      rc::gen::set(&CallbackPlan::parent, below<int>(6)), rc::gen::set(&CallbackPlan::acts, acts));
  return rc::gen::build<CallbackProgram>(
      rc::gen::set(&CallbackProgram::callbacks,
                   rc::gen::resize(5, rc::gen::container<std::vector<CallbackPlan>>(plan))));
}

void showValue(const CallbackProgram& program, std::ostream& out) {
  out << program_text(program);
}

}  // namespace actx
