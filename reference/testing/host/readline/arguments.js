// Options of readline that are wrong, and an interface that is closed.
const rl = require('readline'); const { PassThrough } = require('stream');
const t = (f) => { try { const r = f(); console.log('ok', typeof r); } catch (e) { console.log(e.name, e.code, e.message); } };
t(() => rl.createInterface()); t(() => rl.createInterface(null)); t(() => rl.createInterface({})); t(() => rl.createInterface({ input: null })); t(() => rl.createInterface({ input: 5 })); t(() => rl.createInterface(5));
const input = () => new PassThrough();
for (const historySize of [-1, NaN, 'x', 0, 5, null, undefined, 1.5]) t(() => rl.createInterface({ input: input(), historySize }));
for (const o of [{ completer: 5 }, { history: 5 }, { history: ['a'] }, { tabSize: 0 }, { tabSize: 'x' }, { tabSize: 3 }, { crlfDelay: 'x' }, { escapeCodeTimeout: 'x' }, { escapeCodeTimeout: -1 }, { prompt: 5 }, { signal: 5 }, { signal: null }, { terminal: false }, { removeHistoryDuplicates: 1 }]) { t(() => rl.createInterface({ input: input(), ...o })); }
t(() => rl.createInterface(input(), null, 5)); t(() => rl.createInterface({ input: input(), tabSize: 1.5 })); t(() => rl.createInterface({ input: input(), crlfDelay: -5 }).crlfDelay);
console.log(rl.createInterface({ input: input(), crlfDelay: 'x' }).crlfDelay, rl.createInterface({ input: input(), prompt: 5 }).getPrompt());
const i = input(); const q = rl.createInterface({ input: i }); for (const e of ['line', 'pause', 'resume', 'close']) q.on(e, (x) => console.log('event', e, x));
q.close(); t(() => q.write('z')); t(() => q.write('y\n')); t(() => q.pause()); t(() => q.resume()); t(() => q.prompt()); t(() => q.question('q', () => 0)); t(() => q.setPrompt('x')); t(() => q.close()); t(() => q.write(undefined)); t(() => q.write(5)); console.log(i.isPaused(), q.paused, q.line, q.cursor, q.closed, q.terminal);
const a = rl.createInterface({ input: input() }); t(() => a.write(5)); t(() => a.write('x\ny')); t(() => a.write(null)); t(() => a.write({}));
t(() => a.question()); t(() => a.question('x')); t(() => a.question('x', 5)); t(() => a.question('x', { signal: 5 }, () => 0)); t(() => a.setPrompt(5)); t(() => a.prompt());


