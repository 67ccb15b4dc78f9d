#include "uvsim/testing/generate.h"

#include <ostream>

namespace actx::uvsim::testing {
namespace {

using rc::gen::arbitrary;
using rc::gen::build;
using rc::gen::element;
using rc::gen::inRange;
using rc::gen::just;
using rc::gen::set;
using rc::gen::weightedElement;

rc::Gen<HandleSpec> handle_specs() {
  return build<HandleSpec>(set(&HandleSpec::kind, weightedElement<Kind>({{4, Kind::kTimer},
                                                                         {2, Kind::kIdle},
                                                                         {2, Kind::kPrepare},
                                                                         {2, Kind::kCheck},
                                                                         {3, Kind::kAsync}})),
                           set(&HandleSpec::late, weightedElement<bool>({{5, false}, {1, true}})));
}

rc::Gen<Op> ops(bool works) {
  const size_t queue = works ? 12 : 0;
  const size_t cancel = works ? 6 : 0;
  return build<Op>(set(&Op::call, weightedElement<Call>({{24, Call::kStart},
                                                         {6, Call::kStop},
                                                         {3, Call::kAgain},
                                                         {2, Call::kSetRepeat},
                                                         {8, Call::kClose},
                                                         {2, Call::kRef},
                                                         {4, Call::kUnref},
                                                         {4, Call::kQuery},
                                                         {4, Call::kInit},
                                                         {queue, Call::kQueue},
                                                         {cancel, Call::kCancel},
                                                         {2, Call::kStopLoop},
                                                         {2, Call::kUpdateTime},
                                                         {3, Call::kSleep},
                                                         {2, Call::kWalk},
                                                         {2, Call::kAlive},
                                                         {2, Call::kTimeout}})),
                   set(&Op::target, inRange<uint8_t>(0, 7)),
                   set(&Op::a, element<uint8_t>(0, 1, 2, 3, 5, 10)),
                   set(&Op::b, weightedElement<uint8_t>({{4, 0}, {1, 1}, {1, 3}, {1, 5}})));
}

template <class T>
rc::Gen<std::vector<T>> up_to(int count, rc::Gen<T> item) {
  return rc::gen::resize(count, rc::gen::container<std::vector<T>>(std::move(item)));
}

rc::Gen<Run> runs(bool works) {
  return build<Run>(
      set(&Run::mode, weightedElement<uv_run_mode>(
                          {{3, UV_RUN_DEFAULT}, {3, UV_RUN_ONCE}, {3, UV_RUN_NOWAIT}})),
      set(&Run::after, up_to(4, ops(works))));
}

rc::Gen<Reaction> reactions(bool works) {
  const size_t weight = works ? 3 : 0;
  return build<Reaction>(
      set(&Reaction::source,
          weightedElement<Source>(
              {{6, Source::kCallback}, {2, Source::kClose}, {weight, Source::kWork}})),
      set(&Reaction::target, inRange<uint8_t>(0, 7)), set(&Reaction::nth, inRange<uint8_t>(0, 4)),
      set(&Reaction::ops, up_to(5, ops(works))));
}

rc::Gen<Program> programs_with(int works) {
  return build<Program>(set(&Program::handles, up_to(8, handle_specs())),
                        set(&Program::works, just(static_cast<uint8_t>(works))),
                        set(&Program::setup, up_to(12, ops(works > 0))),
                        set(&Program::runs, up_to(5, runs(works > 0))),
                        set(&Program::reactions, up_to(12, reactions(works > 0))));
}

rc::Gen<Op> stream_ops() {
  return build<Op>(
      set(&Op::call,
          weightedElement<Call>({{4, Call::kListen},   {10, Call::kConnect}, {3, Call::kAccept},
                                 {14, Call::kRead},    {3, Call::kReadStop}, {24, Call::kWrite},
                                 {4, Call::kTryWrite}, {7, Call::kShutdown}, {3, Call::kReset},
                                 {9, Call::kClose},    {5, Call::kStart},    {2, Call::kStop},
                                 {2, Call::kRef},      {2, Call::kUnref},    {4, Call::kQuery},
                                 {4, Call::kInit},     {1, Call::kStopLoop}, {1, Call::kSleep},
                                 {1, Call::kWalk},     {1, Call::kAlive},    {1, Call::kTimeout}})),
      set(&Op::target, inRange<uint8_t>(0, 16)), set(&Op::a, element<uint8_t>(0, 1, 2, 3, 5, 10)),
      set(&Op::b, weightedElement<uint8_t>({{4, 1}, {2, 0}, {1, 2}})));
}

rc::Gen<Run> stream_runs() {
  return build<Run>(
      set(&Run::mode, weightedElement<uv_run_mode>(
                          {{2, UV_RUN_DEFAULT}, {2, UV_RUN_ONCE}, {5, UV_RUN_NOWAIT}})),
      set(&Run::after, up_to(5, stream_ops())));
}

rc::Gen<Reaction> stream_reactions() {
  return build<Reaction>(
      set(&Reaction::source,
          weightedElement<Source>({{8, Source::kCallback}, {1, Source::kClose}})),
      set(&Reaction::target, inRange<uint8_t>(0, 16)), set(&Reaction::nth, inRange<uint8_t>(0, 4)),
      set(&Reaction::ops, up_to(4, stream_ops())));
}

// Handles that can talk to each other, then any.
std::vector<HandleSpec> with_streams(const std::vector<HandleSpec>& others) {
  std::vector<HandleSpec> handles = {{Kind::kServer, false},     {Kind::kTcp, false},
                                     {Kind::kTcp, false},        {Kind::kPeer, true},
                                     {Kind::kPeer, true},        {Kind::kPeer, true},
                                     {Kind::kPipeServer, false}, {Kind::kPipe, false}};
  handles.insert(handles.end(), others.begin(), others.end());
  return handles;
}

// Servers that listen and clients that connect, then any calls.
std::vector<Op> with_connections(const std::vector<Op>& others) {
  std::vector<Op> setup = {{Call::kListen, 0, 5, 1},  {Call::kConnect, 1, 0, 1},
                           {Call::kConnect, 2, 0, 1}, {Call::kListen, 6, 5, 1},
                           {Call::kConnect, 7, 6, 1}, {Call::kRead, 1, 3, 0}};
  setup.insert(setup.end(), others.begin(), others.end());
  return setup;
}

}  // namespace

rc::Gen<Program> stream_programs() {
  return build<Program>(
      set(&Program::handles, rc::gen::map(up_to(4, handle_specs()), with_streams)),
      set(&Program::setup, rc::gen::oneOf(rc::gen::map(up_to(10, stream_ops()), with_connections),
                                          up_to(12, stream_ops()))),
      set(&Program::runs, up_to(7, stream_runs())),
      set(&Program::reactions, up_to(12, stream_reactions())));
}

rc::Gen<Program> programs(int max_works) {
  if (max_works == 0) return programs_with(0);
  return rc::gen::mapcat(inRange(1, max_works + 1), programs_with);
}

void showValue(const Program& program, std::ostream& out) {
  out << format(program);
}

}  // namespace actx::uvsim::testing
