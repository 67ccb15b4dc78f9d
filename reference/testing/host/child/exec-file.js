// execFile and spawn of commands that every system has; each child alone, what its handles tell apart.
const { execFile, spawn } = require('child_process');
const { promisify } = require('util');
const { AsyncLocalStorage } = require('async_hooks');
const log = (...words) => console.log(...words.map((w) => (w instanceof Error ? `${w.name}[${w.code}] ${JSON.stringify(w.message)} ${Object.keys(w)} ${w.killed} ${w.signal} ${w.cmd}` : Buffer.isBuffer(w) ? `<${w}>` : JSON.stringify(w))));
const run = (...args) => new Promise((resolve) => execFile(...args, (error, stdout, stderr) => { log(error, stdout, stderr); resolve(); }));
(async () => {
  await run('echo', ['hello', 'world']);
  await run('/bin/echo', ['-n', 'x'], { encoding: 'buffer' });
  await run('true');
  await run('false');
  await run('false', ['a', 'b']);
  await run('no-such-command', ['x']);
  await run('sleep', ['0.01']);
  await run('sleep', ['5'], { timeout: 20 });
  log(await promisify(execFile)('echo', ['promised']));
  await promisify(execFile)('false').catch((error) => log(error, error.stdout, error.stderr));
  const child = spawn('echo', ['spawned']);
  log(typeof child.pid, child.spawnfile, child.spawnargs, child.exitCode, child.connected, child.killed);
  const lines = [];
  child.on('spawn', () => lines.push('spawn'));
  child.stdout.on('data', (chunk) => lines.push(`stdout ${chunk}`)).on('end', () => lines.push('stdout end'));
  child.on('exit', (code, signal) => lines.push(`exit ${code} ${signal}`));
  await new Promise((resolve) => child.on('close', (code, signal) => { lines.push(`close ${code} ${signal}`); resolve(); }));
  log(lines.filter((line) => line !== 'exit 0 null'), lines.indexOf('close 0 null') === lines.length - 1, lines.includes('exit 0 null'), child.exitCode);
  const killed = spawn('sleep', ['5']);
  log(killed.kill('SIGKILL'), killed.killed);
  await new Promise((resolve) => killed.on('close', (code, signal) => { log(code, signal, killed.signalCode); resolve(); }));
  log(killed.kill());
  const missing = spawn('no-such-command', ['y']);
  missing.on('error', (error) => log(error.message, error.code, error.errno, error.syscall, error.path, error.spawnargs));
  await new Promise((resolve) => missing.on('error', () => setTimeout(resolve, 20)));
  for (const args of [[], [''], [5], ['echo', 5], ['echo', [], 5]]) try { spawn(...args); } catch (e) { log(e); }
  const als = new AsyncLocalStorage();
  als.run('prime', () => {});
  await als.run('A', () => new Promise((resolve) => {
    const c = spawn('echo', ['x']);
    als.run('B', () => {
      c.stdout.on('data', () => { log('data', als.getStore()); als.enterWith('E'); });
      c.on('exit', () => log('exit', als.getStore()));
      c.on('close', resolve);
    });
  }));
  als.run('C', () => execFile('true', () => log('execFile', als.getStore())));
})();
