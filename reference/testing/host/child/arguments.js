// What spawn, execFile and kill say about wrong arguments and options.
const cp = require('child_process');
const t = (f) => { try { const r = f(); console.log('ok', typeof r); } catch (e) { console.log(e.name, e.code, e.message); } };
const f = () => 0;
t(() => cp.execFile('true', [], 5)); t(() => cp.execFile('true', 5)); t(() => cp.execFile('true', 'x')); t(() => cp.execFile('true', [], 'x', f)); t(() => cp.execFile('true', [], {}, 5)); t(() => cp.execFile('true', f, 5));
t(() => cp.execFile('true', [], null, f)); t(() => cp.execFile('true', null, f)); t(() => cp.execFile('true', {}, f)); t(() => cp.execFile('true', {}, {}, f)); t(()=>cp.execFile('true', [], [], f));
for (const timeout of [-1, 1.5, 'x', NaN, null, undefined]) t(() => cp.execFile('true', [], { timeout }));
for (const maxBuffer of [-1, 1.5, 'q', NaN, null, Infinity]) t(() => cp.execFile('true', [], { maxBuffer }));
for (const killSignal of ['NOPE', 99, 'sigterm', 9, null, {}, '', 0, 'SIGUSR1']) t(() => cp.execFile('true', [], { killSignal }));
for (const killSignal of ['NOPE', 99, {}]) t(() => cp.spawn('true', [], { killSignal }));
for (const timeout of [-1, 'x', 1.5]) t(() => cp.spawn('true', [], { timeout }));
for (const signal of [5, {}]) { t(() => cp.spawn('true', [], { signal })); t(() => cp.execFile('true', [], { signal })); }
t(() => cp.spawn('echo', ['a\0'])); t(() => cp.spawn('ec\0ho', [])); t(() => cp.spawn('echo', ['a', 5, 'b\0'])); t(() => cp.spawn('echo', [], { argv0: 'a\0' })); t(() => cp.spawn('echo', [], { cwd: 'a\0' }));
for (const o of [{ cwd: 5 }, { detached: 1 }, { uid: 'x' }, { gid: 1.5 }, { shell: 5 }, { argv0: 5 }, { windowsHide: 1 }, { windowsVerbatimArguments: 1 }, { env: 5 }, { env: { a: 'b\0' } }, { serialization: 'q' }]) { process.stdout.write(JSON.stringify(o)+' '); t(() => cp.spawn('true', [], o)); }
t(() => cp.spawn('')); t(() => cp.spawn(5)); t(() => cp.spawn('true', 5)); t(() => cp.spawn('true', [], 5)); t(() => cp.spawn('true', 'x', {})); t(() => cp.spawn('true', null)); t(() => cp.spawn('true', [], null)); t(() => cp.spawn('true', [], [])); t(() => cp.spawn('true', {}, {}));
t(() => cp.spawn('true', [], () => 0));
const c = cp.spawn('sleep', ['5']); for (const s of ['NOPE', 99, 'sigterm', 0, null, {}]) t(() => c.kill(s));

(async () => {
  const run = (args, options) => new Promise((resolve) => cp.execFile('echo', args, options, (error, stdout, stderr) => {
    console.log(JSON.stringify(options), error && [error.name, error.code, error.message, error.cmd, Object.keys(error)], stdout, stderr);
    resolve();
  }));
  await run(['hello world'], { maxBuffer: 5 });
  await run(['h\u00e9llo'], { maxBuffer: 2 });
  await run(['hello'], { maxBuffer: 6 });
  await run(['hello'], { maxBuffer: 0 });
  await run(['hello'], { maxBuffer: null });
  await run(['hello'], { maxBuffer: 5, encoding: 'buffer' });
  await run(['hello'], { maxBuffer: 1, encoding: 'hex' });
  await run(['h\u00e9llo'], { maxBuffer: 2, encoding: 'buffer' });
  await run(['hello'], { maxBuffer: 5, encoding: 'bogus' });
  const child = cp.spawn('no-such-command');
  child.on('error', (error) => console.log(error.code, child.exitCode));
  await new Promise((resolve) => child.on('close', (...args) => { console.log('close', args, child.exitCode); resolve(); }));
  c.on('close', (...args) => console.log('killed', args));
  console.log(c.kill());
})();
