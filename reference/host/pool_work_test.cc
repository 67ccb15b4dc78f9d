// Requests of the thread pool under many schedules: whatever comes first, each callback sees its
// own store, and everything comes exactly once.
#include <gtest/gtest.h>

#include <set>

#include "context/profile.h"
#include "host/runtime.h"

namespace actx {
namespace {

constexpr int kSeeds = 60;

/// The observations of a program under each of many schedules: sorted, they must be `expected`.
/// Returns the orders that occurred.
std::set<std::string> run_everywhere(const std::string& text, const std::string& profile,
                                     const std::multiset<std::string>& expected) {
  std::set<std::string> orders;
  for (int seed = 0; seed < kSeeds; ++seed) {
    SimulationOptions simulation;
    simulation.has_seed = true;
    simulation.seed = static_cast<uint64_t>(seed);
    std::string error;
    const std::unique_ptr<Surroundings> surroundings = make_surroundings(simulation, &error);
    RuntimeOptions options;
    options.rules = Profile::find(profile)->rules();
    Runtime runtime(*surroundings, options);
    const std::unique_ptr<Program> program = Program::from_text("/main.cjs", text);
    const RunResult& result = runtime.run(*program);
    EXPECT_EQ(result.verdict, Verdict::kExited) << result.detail;
    EXPECT_EQ(result.err, "");
    std::string order;
    std::multiset<std::string> seen;
    for (const Observation& observation : result.observations) {
      order += observation.label + ' ';
      seen.insert(observation.label + ' ' + observation.value);
    }
    EXPECT_EQ(seen, expected) << "seed " << seed;
    orders.insert(order);
  }
  return orders;
}

class PoolWorkTest : public ::testing::TestWithParam<const char*> {};

TEST_P(PoolWorkTest, JobsOfCryptoAndZlib) {
  const std::set<std::string> orders =
      run_everywhere(R"(
    const { AsyncLocalStorage } = require('async_hooks');
    const crypto = require('crypto');
    const zlib = require('zlib');
    const als = new AsyncLocalStorage();
    als.run(1, () => crypto.randomBytes(4, () => observe('random', als.getStore())));
    als.run(2, () => crypto.pbkdf2('a', 'b', 1, 4, 'sha1', () => observe('key', als.getStore())));
    als.run(3, () => zlib.gzip('text', () => observe('gzip', als.getStore())));
    setImmediate(() => observe('immediate', als.getStore()));)",
                     GetParam(), {"random 1", "key 2", "gzip 3", "immediate undefined"});
  EXPECT_GT(orders.size(), 3u);
}

TEST_P(PoolWorkTest, EventsOfAChild) {
  const std::set<std::string> orders = run_everywhere(R"(
    const { AsyncLocalStorage } = require('async_hooks');
    const { spawn } = require('child_process');
    const als = new AsyncLocalStorage();
    const child = als.run(1, () => spawn('echo', ['x']));
    als.run(2, () => {
      child.stdout.on('data', () => observe('data', als.getStore()));
      child.on('exit', () => observe('exit', als.getStore()));
      child.on('close', () => observe('close', als.getStore()));
    });)",
                                                      GetParam(), {"data 1", "exit 1", "close 1"});
  // The child may exit before what it wrote is read; it is closed last.
  EXPECT_EQ(orders, (std::set<std::string>{"data exit close ", "exit data close "}));
}

TEST_P(PoolWorkTest, Files) {
  const std::set<std::string> orders =
      run_everywhere(R"(
    const { AsyncLocalStorage } = require('async_hooks');
    const fs = require('fs');
    const als = new AsyncLocalStorage();
    als.run(1, () => fs.stat('/tmp', () => observe('stat', als.getStore())));
    als.run(2, () => fs.readFile(__filename, () => observe('read', als.getStore())));
    als.run(3, () => fs.promises.writeFile('/tmp/a', 'x').then(() => observe('written', als.getStore())));
    als.run(4, () => fs.createReadStream(__filename).on('end', () => observe('end', als.getStore())).resume());)",
                     GetParam(), {"stat 1", "read 2", "written 3", "end 4"});
  EXPECT_GT(orders.size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(Profiles, PoolWorkTest, ::testing::Values("node18", "frame"));

}  // namespace
}  // namespace actx
