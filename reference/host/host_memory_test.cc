// Memory that is given back while a program runs, and what it can notice of it.
#include <gtest/gtest.h>

#include <vector>

#include "host/testing/host_fixture.h"

namespace actx {
namespace {

class HostMemoryTest : public HostTest {};

TEST_F(HostMemoryTest, GivesMemoryBackBetweenTurns) {
  const char* text = R"(
    let rounds = 0;
    (function round() {
      const waste = [];
      for (let i = 0; i < 1000; i++) waste.push({ i, text: `text ${rounds} ${i}` });
      if (++rounds < 200) return setTimeout(round, 1);
      observe('done');
    })();)";
  options_.limits.heap_bytes = 8 << 20;
  EXPECT_EQ(labels(text), "more than 8388608 bytes of heap");
  options_.reclaim = Reclaim::kGrown;
  runtime_ = std::make_unique<Runtime>(*surroundings_, options_);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(labels(text), "done");
    EXPECT_LT(runtime_->run(*program_).heap_bytes, size_t{8} << 20);
  }
}

// As in Node, where nobody has to call gc().
TEST_F(HostMemoryTest, GivingMemoryBackEndsResources) {
  options_.reclaim = Reclaim::kEachTurn;
  EXPECT_EQ(labels(R"(
    const { AsyncResource, createHook, executionAsyncId } = require('async_hooks');
    const ids = new Set();
    createHook({
      init(id, type) { if (type === 'R') ids.add(id); },
      destroy(id) { if (ids.has(id)) observe('destroy'); },
    }).enable();
    const kept = new AsyncResource('R');
    const registry = new FinalizationRegistry((held) => observe(held));
    const weak = new WeakRef((() => { registry.register({}, 'fin'); new AsyncResource('R');
                                      return {}; })());
    setTimeout(() => {}, 1);  // what was found after one turn is told in the next
    setTimeout(() => observe(weak.deref() === undefined ? 'gone' : 'there'), 5);
    setTimeout(() => observe(kept.asyncId() > 0 ? 'kept' : 'lost'), 6);)"),
            "fin destroy gone kept");
}

// Telling of what was found dead takes memory itself.
TEST_F(HostMemoryTest, MemoryIsGivenBackHoweverFullTheHeapIs) {
  const char* text = R"(
    const { AsyncResource, createHook } = require('async_hooks');
    let destroyed = 0;
    createHook({ destroy() { destroyed++; } }).enable();
    for (let i = 0; i < 2000; i++) new AsyncResource('R');
    setTimeout(() => {}, 1);
    setTimeout(() => observe(destroyed > 1900 ? 'destroyed' : destroyed), 5);)";
  options_.reclaim = Reclaim::kEachTurn;
  std::vector<std::string> ends;
  for (size_t bytes = 600'000; ends.empty() || ends.back() != "destroyed"; bytes += 4096) {
    options_.limits.heap_bytes = bytes;
    runtime_ = std::make_unique<Runtime>(*surroundings_, options_);
    ends.push_back(labels(text));
    ASSERT_TRUE(ends.back() == "destroyed" || ends.back().ends_with(" bytes of heap"))
        << ends.back();
  }
  EXPECT_GT(ends.size(), 1U) << "the heap was never too small";
}

TEST_F(HostMemoryTest, WhatOnlyANativeHoldsWhileGcRunsStaysWeak) {
  options_.expose_gc = true;
  EXPECT_EQ(labels(R"(
    const held = [1, 2].map(() => { const ref = new WeakRef({}); gc(); return ref; });
    const registries = [1, 2].map((i) => {
      const registry = new FinalizationRegistry((v) => observe(`finalized ${v}`));
      gc();
      return registry;
    });
    registries.forEach((registry, i) => registry.register({}, i));
    const key = {};
    const maps = [1, 2].map(() => { const map = new WeakMap([[key, {}]]); gc(); return map; });
    const inner = new WeakRef(maps[0].get(key));
    setTimeout(() => {
      gc();
      observe(held.map((ref) => ref.deref() === undefined).join());
      observe(maps[0].get(key) === inner.deref() ? 'kept' : 'lost');
    }, 1);)"),
            "true,true kept finalized 1 finalized 0");
}

TEST_F(HostMemoryTest, GcGivesMemoryBackAfterTheTurn) {
  options_.expose_gc = true;
  options_.reclaim = Reclaim::kGrown;
  EXPECT_EQ(labels(R"(
    const used = () => process.memoryUsage().heapUsed;
    let waste = 'x'.repeat(100).split('');
    for (let i = 0; i < 1000; i++) waste.push({ i });
    const full = used();
    setTimeout(() => {
      const before = used();
      waste = null;
      gc();
      setImmediate(() => setTimeout(() =>
        observe(before >= full && used() < full - 50000 ? 'less' : 'as much')));
    });)"),
            "less");
}

TEST_F(HostMemoryTest, ALateHandlerIsHeardOfAfterMemoryWasGivenBack) {
  options_.reclaim = Reclaim::kEachTurn;
  EXPECT_EQ(labels(R"(
    process.on('unhandledRejection', () => observe('unhandled'));
    process.on('rejectionHandled', () => observe('handled'));
    const kept = Promise.reject(1);
    Promise.reject(2);
    setTimeout(() => setTimeout(() => kept.catch(() => observe('caught'))));)"),
            "unhandled unhandled caught handled");
}

}  // namespace
}  // namespace actx
