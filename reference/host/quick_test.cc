// Quick functions do what the JavaScript does that they stand for: a run with a footprint uses the
// JavaScript only, so every program must do the same with and without one.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "context/profile.h"
#include "host/runtime.h"
#include "value/footprint.h"

namespace actx {
namespace {

struct Printed {
  std::string out;
  std::string err;
};

Printed print(Program& program, Footprint* footprint) {
  SimulationOptions simulation;
  RuntimeOptions options;
  options.rules = Profile::find("node18")->rules();
  std::string error;
  const auto surroundings = make_surroundings(simulation, &error);
  Runtime runtime(*surroundings, options);
  static const size_t kNoPoints = 0;
  if (footprint != nullptr) footprint->begin(&kNoPoints, false);
  Footprint::set_active(footprint);
  const RunResult& result = runtime.run(program);
  Footprint::set_active(nullptr);
  return {result.out, result.err};
}

class QuickTest : public ::testing::TestWithParam<std::string> {};

TEST_P(QuickTest, DoesWhatTheJavaScriptDoes) {
  DiskFiles files;
  Program program(files, std::filesystem::absolute(GetParam()).string());
  Footprint footprint;
  const Printed slow = print(program, &footprint);
  EXPECT_FALSE(slow.out.empty());
  EXPECT_EQ(print(program, nullptr).out, slow.out);
}

std::vector<std::string> programs() {
  std::vector<std::string> paths;
  for (const char* folder : {"reference/testing/host/stream", "reference/testing/network"}) {
    if (!std::filesystem::is_directory(folder)) continue;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".js") paths.push_back(entry.path().string());
    }
  }
  paths.push_back("reference/host/js/testing/events.js");
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string name_of(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = std::filesystem::path(info.param).stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Programs, QuickTest, ::testing::ValuesIn(programs()), name_of);

/// What a program observes, without and with a footprint.
void expect_same(const char* text, const std::string& expected) {
  const auto program = Program::from_text("/main.cjs", text);
  Footprint footprint;
  EXPECT_EQ(print(*program, nullptr).out, expected);
  EXPECT_EQ(print(*program, &footprint).out, expected);
}

TEST(Quick, ListenersThatEndThemselves) {
  expect_same(R"(
    const EventEmitter = require('events');
    const emitter = new EventEmitter();
    emitter.once('x', function(...args) { observe('once', [this === emitter, ...args]); });
    emitter.on('x', function f() { observe('f', 1); emitter.off('x', f); });
    observe('raw', emitter.rawListeners('x')[0].listener !== undefined);
    emitter.emit('x', 1, 2);
    observe('second', emitter.emit('x'));
    observe('count', emitter.listenerCount('x'));
  )",
              "raw true\nonce [true,1,2]\nf 1\nsecond false\ncount 0\n");
}

TEST(Quick, RejectionsOfListenersAreTold) {
  expect_same(R"(
    const EventEmitter = require('events');
    const emitter = new EventEmitter({ captureRejections: true });
    emitter.on('error', (error) => observe('error', error.message));
    emitter.on('x', async () => { throw new Error('late'); });
    emitter.emit('x');
  )",
              "error \"late\"\n");
}

TEST(Quick, ATickOfTheProgramIsUsed) {
  expect_same(R"(
    const { Readable } = require('stream');
    const own = process.nextTick;
    let count = 0;
    process.nextTick = function(...args) { count += 1; return own.apply(process, args); };
    const readable = new Readable({ read() { this.push(null); } });
    readable.on('end', () => observe('end', count > 0));
    readable.resume();
  )",
              "end true\n");
}

TEST(Quick, StacksNameTheJavaScript) {
  expect_same(R"(
    const EventEmitter = require('events');
    const emitter = new EventEmitter();
    emitter.on('x', () => {
      const line = new Error().stack.split('\n').find((one) => one.includes('emit'));
      observe('line', line.trim().replace(/:\d+:\d+\)/, ''));
    });
    emitter.emit('x');
  )",
              "line \"at EventEmitter.emit (node:events\"\n");
}

TEST(Quick, ImitatedObjectsHaveTheFieldsOfMadeOnes) {
  const auto program = Program::from_text("/main.cjs", R"(
    const http = require('http');
    const net = require('net');
    const sockets = [new net.Socket(), new net.Socket({ allowHalfOpen: true }),
                     new net.Socket({ highWaterMark: 5 })];
    for (const socket of sockets) {
      observe('socket', Reflect.ownKeys(socket).map(String));
      for (const side of [socket._readableState, socket._writableState]) {
        observe('side', Reflect.ownKeys(side).map((key) => [String(key), typeof side[key]]));
        observe('marks', [side.highWaterMark, side.objectMode, side.emitClose, side.autoDestroy]);
      }
      observe('half', [socket.allowHalfOpen, socket.listenerCount('end')]);
    }
    sockets[0]._readableState.pipes.push(1);
    sockets[0]._events.mark = 1;
    observe('own', [sockets[1]._readableState.pipes, 'mark' in sockets[1]._events]);
    const message = new http.IncomingMessage(sockets[2]);
    message.rawHeaders.push('x');
    observe('message', Reflect.ownKeys(message).map(String));
    observe('mark', [message.readableHighWaterMark, new http.IncomingMessage().rawHeaders]);
    const response = new http.ServerResponse(message);
    observe('response', Reflect.ownKeys(response).map((key) => [String(key), typeof response[key]]));
    for (const options of [{}, { timeout: 5 }, { method: 'post', setHost: false }, { agent: false }]) {
      const request = http.request({ port: 1, ...options });
      request.on('error', () => {});
      observe('request', Reflect.ownKeys(request).map((key) => [String(key), typeof request[key]]));
      observe('head', [request.method, request.getHeaders(), request.useChunkedEncodingByDefault]);
      request.destroy();
    }
  )");
  Footprint footprint;
  const std::string slow = print(*program, &footprint).out;
  EXPECT_NE(slow.find("head"), std::string::npos) << slow;
  EXPECT_EQ(print(*program, nullptr).out, slow);
}

}  // namespace
}  // namespace actx
