// How many schedules named programs have, and how many of them are run: golden numbers.
//
// ACTX_ACCEPT=1 writes golden_counts.txt anew, for a change of the counts to be reviewed. Whether
// the outcomes are right is no matter of acceptance: they are compared with all schedules here.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "explore/testing/programs.h"

namespace actx {
namespace {

constexpr char kCountsFile[] = "reference/explore/testing/golden_counts.txt";
constexpr uint64_t kMostSchedules = 100'000;

struct NamedProgram {
  const char* name;
  const char* text;
};

#define ALS \
  "const { AsyncLocalStorage } = require('async_hooks'); const als = new AsyncLocalStorage();"

// Files /tmp/0, /tmp/1, ... that have their number in them.
#define FILES(n)                                        \
  "const fs = require('fs'); const all = [...Array(" #n \
  ").keys()];"                                          \
  "for (const i of all) fs.writeFileSync('/tmp/' + i, String(i));"

constexpr NamedProgram kPrograms[] = {
    {"nothing", "0;"},
    {"one-timer", "setTimeout(() => observe('a', 1), 1);"},
    {"timer-or-immediate",
     "setTimeout(() => observe('a', 't'), 1); setImmediate(() => observe('a', 'i'));"},
    {"timer-and-immediate-apart",
     "setTimeout(() => observe('t', 1), 1); setImmediate(() => observe('i', 1));"},
    {"timers-of-one-duration", "for (const n of [1, 2, 3]) setTimeout(() => observe('a', n), 2);"},
    {"timers-of-three-durations",
     "for (const n of [1, 2, 3]) setTimeout(() => observe('a', n), n);"},
    {"eight-apart", "for (const n of '12345678') setTimeout(() => observe(n, n), +n);"},
    {"immediates-in-a-row", "for (const n of [1, 2, 3, 4]) setImmediate(() => observe('a', n));"},
    {"shared-counter",
     "let n = 0; setTimeout(() => observe('t', ++n), 1); setImmediate(() => observe('i', ++n));"},
    {"reader-and-writer",
     "let n = 0; setTimeout(() => { n = 1; }, 1); setImmediate(() => observe('i', n));"},
    {"two-readers",
     "let n = 0; setTimeout(() => observe('t', n), 1); setImmediate(() => observe('i', n));"},
    {"last-write-wins",
     "let n; setTimeout(() => { n = 't'; }, 1); setImmediate(() => { n = 'i'; });"
     "process.on('exit', () => observe('n', n));"},
    {"shared-object-apart",
     "const o = { a: 0, b: 0 }; setTimeout(() => { o.a++; }, 1); setImmediate(() => { o.b++; });"
     "process.on('exit', () => observe('o', o));"},
    {"timer-cleared-by-an-immediate",
     "const t = setTimeout(() => observe('a', 't'), 1);"
     "setImmediate(() => { clearTimeout(t); observe('a', 'i'); });"},
    {"interval-beside-a-timeout",
     "let n = 0; const t = setInterval(() => { observe('tick', ++n); if (n === 3) "
     "clearInterval(t); }, 1); setTimeout(() => observe('at', n), 2);"},
    {"race-of-promises",
     "const sleep = (ms) => new Promise((done) => setTimeout(done, ms, ms));"
     "const soon = new Promise((done) => setImmediate(done, 'i'));"
     "Promise.race([sleep(1), soon]).then((first) => observe('first', first));"},
    {"all-of-promises",
     "const sleep = (ms) => new Promise((done) => setTimeout(done, ms, ms));"
     "Promise.all([sleep(1), sleep(2), sleep(3)]).then((all) => observe('all', all));"},
    {"awaits-in-two-functions",
     "const sleep = (ms) => new Promise((done) => setTimeout(done, ms));"
     "async function f(name) { for (let i = 0; i < 2; i++) { await sleep(1); observe(name, i); } }"
     "f('a'); f('b');"},
    {"stores-of-siblings",
     ALS "for (const n of [1, 2, 3]) als.run(n, () => setTimeout(() => observe('s' + n, "
         "als.getStore()), n));"},
    {"stores-under-one-label",
     ALS "for (const n of [1, 2, 3]) als.run(n, () => setTimeout(() => observe('s', "
         "als.getStore()), n)); setImmediate(() => observe('s', als.getStore()));"},
    {"disabled-meanwhile",
     ALS "als.run(1, () => setTimeout(() => observe('s', als.getStore()), 1));"
         "setImmediate(() => als.disable());"},
    {"enter-with-apart",
     ALS "als.enterWith(0); setTimeout(() => { als.enterWith(1); observe('t', als.getStore()); }, "
         "1); setImmediate(() => observe('i', als.getStore()));"},
    {"emitter-shared",
     "const e = new (require('events'))(); e.on('x', (who) => observe('x', who));"
     "setTimeout(() => e.emit('x', 't'), 1); setImmediate(() => e.emit('x', 'i'));"},
    {"printed", "setTimeout(() => console.log('t'), 1); setImmediate(() => console.log('i'));"},
    {"the-clock-read",
     "const start = Date.now();"
     "setTimeout(() => observe('late', Date.now() - start > 2), 2);"
     "setTimeout(() => 0, 4);"},
    {"stats-apart-2",
     FILES(2) "all.map((i) => fs.access('/tmp/' + i, (e) => observe('f' + i, e)));"},
    {"stats-apart-3",
     FILES(3) "all.map((i) => fs.access('/tmp/' + i, (e) => observe('f' + i, e)));"},
    {"stats-apart-4",
     FILES(4) "all.map((i) => fs.access('/tmp/' + i, (e) => observe('f' + i, e)));"},
    {"stats-apart-5",
     FILES(5) "all.map((i) => fs.access('/tmp/' + i, (e) => observe('f' + i, e)));"},
    {"stats-under-one-label-3",
     FILES(3) "all.map((i) => fs.access('/tmp/' + i, () => observe('f', i)));"},
    {"reads-of-one-descriptor-at-places-4",
     FILES(1) "const fd = fs.openSync('/tmp/0'); for (const i of [0, 1, 2, 3]) "
              "fs.read(fd, Buffer.alloc(2), 0, 1, i, (e, n) => observe('at' + i, n));"},
    {"reads-of-one-descriptor-where-it-is-2",
     FILES(1) "const fd = fs.openSync('/tmp/0'); for (const i of [0, 1]) "
              "fs.read(fd, Buffer.alloc(2), 0, 1, null, (e, n) => observe('r' + i, n));"},
    {"read-and-write-of-one-file",
     FILES(1) "const fd = fs.openSync('/tmp/0', 'r+'); const b = Buffer.alloc(1);"
              "fs.read(fd, b, 0, 1, 0, () => observe('read', String(b)));"
              "fs.write(fd, 'x', 0, () => observe('written', 1));"},
    {"unlink-beside-access", FILES(2) "fs.unlink('/tmp/0', (e) => observe('unlink', e));"
                                      "fs.access('/tmp/0', (e) => observe('same', e && e.code));"
                                      "fs.access('/tmp/1', (e) => observe('other', e && e.code));"},
    {"two-makers-and-a-list",
     FILES(
         0) "fs.mkdir('/tmp/d', () => observe('d', 1)); fs.mkdir('/tmp/e', () => observe('e', 1));"
            "fs.readdir('/tmp', (e, names) => observe('names', names));"},
    {"whole-files-apart-2",
     FILES(2) "all.map((i) => fs.readFile('/tmp/' + i, 'utf8', (e, t) => observe('f' + i, t)));"},
    {"whole-file-by-promise-beside-an-immediate",
     FILES(1) "fs.promises.readFile('/tmp/0', 'utf8').then((t) => observe('f', t));"
              "setImmediate(() => observe('i', 1));"},
    {"all-of-whole-files-2",
     FILES(2) "Promise.all(all.map((i) => fs.promises.readFile('/tmp/' + i, 'utf8')))"
              ".then((texts) => observe('texts', texts));"},
    {"all-of-accesses-4", FILES(4) "Promise.all(all.map((i) => fs.promises.access('/tmp/' + i)))"
                                   ".then((all) => observe('all', all.length));"},
    {"sync-beside-async",
     FILES(1) "fs.unlink('/tmp/0', (e) => observe('unlink', e));"
              "setImmediate(() => observe('exists', fs.existsSync('/tmp/0')));"},
    {"descriptors-shown",
     FILES(2) "all.map((i) => fs.open('/tmp/' + i, (e, fd) => observe('fd' + i, fd)));"},
    {"derivations-apart-3",
     "const { pbkdf2 } = require('crypto'); for (const i of [0, 1, 2]) "
     "pbkdf2('p', 's' + i, 1, 2, 'sha1', (e, key) => observe('k' + i, key.toString('hex')));"},
    {"random-bytes-apart-3",
     "const { randomBytes } = require('crypto'); for (const i of [0, 1, 2]) "
     "randomBytes(2, (e, bytes) => observe('r' + i, bytes.length));"},
    {"compressions-apart-2",
     "const zlib = require('zlib'); for (const i of [0, 1]) "
     "zlib.deflate('text' + i, (e, bytes) => observe('z' + i, bytes.length));"},
    {"echo-over-tcp",
     "const net = require('net'); const server = net.createServer((s) => s.pipe(s));"
     "server.listen(80, () => { const c = net.connect(80, () => c.end('hello'));"
     "c.on('data', (d) => observe('d', String(d))); c.on('close', () => server.close()); });"},
    {"one-request",
     "const http = require('http'); const server = http.createServer((q, s) => s.end('x'));"
     "server.listen(80, () => http.get({ port: 80, agent: false }, (r) => { r.resume();"
     "r.on('end', () => { observe('end', r.statusCode); server.close(); }); }));"},
    {"channel-beside-an-immediate",
     "const { port1, port2 } = new MessageChannel(); port2.on('message', (m) => {"
     "observe('x', m); port2.close(); }); port1.postMessage(1); setImmediate(() => observe('x', "
     "2));"},
    {"worker-says-hello",
     "const { Worker } = require('worker_threads'); const w = new Worker("
     "`require('worker_threads').parentPort.postMessage('hello')`, { eval: true });"
     "w.on('message', (m) => observe('m', m));"},
    {"unref-beside-work",
     "setTimeout(() => observe('u', 1), 2).unref(); setTimeout(() => observe('r', 1), 1);"},
};

struct Counts {
  AllowedSet naive;
  AllowedSet reduced;
};

Counts count(const NamedProgram& program) {
  ExploreOptions options;
  options.limit = kMostSchedules;
  const Subject subject = program_subject(program.text);
  Counts counts;
  counts.reduced = explore_subject(subject, options, "node18");
  options.reduce = false;
  counts.naive = explore_subject(subject, options, "node18");
  return counts;
}

std::string line_of(const char* name, const Counts& counts) {
  return fmt::format("{:<30} {:>8} {:>8} {:>8} {:>8}\n", name, counts.naive.outcomes.size(),
                     counts.naive.explored, counts.reduced.explored, counts.reduced.pruned);
}

TEST(Golden, CountsOfNamedPrograms) {
  static_assert(std::size(kPrograms) >= 20);
  std::string counted = fmt::format("{:<30} {:>8} {:>8} {:>8} {:>8}\n", "program", "outcomes",
                                    "naive", "explored", "pruned");
  for (const NamedProgram& program : kPrograms) {
    const Counts counts = count(program);
    EXPECT_EQ(outcome_texts(counts.reduced), outcome_texts(counts.naive)) << program.name;
    EXPECT_TRUE(counts.reduced.exhausted) << program.name;
    EXPECT_TRUE(counts.naive.exhausted) << program.name;
    counted += line_of(program.name, counts);
  }
  if (std::getenv("ACTX_ACCEPT") != nullptr) std::ofstream(kCountsFile) << counted;
  std::ifstream file(kCountsFile);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(counted, golden) << "after review: ACTX_ACCEPT=1 explore_test";
}

}  // namespace
}  // namespace actx
