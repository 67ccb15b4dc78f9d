// The class Console, and what a program sees of the global one.
const { Console } = console;
const lines = [];
const { EventEmitter } = require('node:events');
const streamOf = (write, more) => Object.assign(new EventEmitter(), { write, ...more });
const stream = (name, more) => streamOf((text) => lines.push([name, text]), more);
const show = (...parts) => process.stdout.write(`${parts.join(' ')}\n`);
const flush = () => { for (const [name, text] of lines.splice(0)) show(name, JSON.stringify(text)); };

const mine = new Console({ stdout: stream('out'), stderr: stream('err') });
mine.log('a', { b: 1 });
mine.error('%s!', 'e');
mine.warn('w');
mine.info('i');
mine.debug('d');
mine.dir({ a: { b: { c: {} } } }, { depth: 0 });
mine.group('title');
mine.log('in\nside');
mine.group();
mine.table([{ a: 1 }]);
mine.groupEnd();
mine.groupEnd();
mine.groupEnd();
mine.count();
mine.count();
mine.count('x');
mine.countReset();
mine.count();
mine.assert(false, 'message %d', 5);
mine.assert(false, { o: 1 });
mine.assert(false);
mine.assert(true, 'never');
mine.clear();
flush();

const { log } = mine;
log('detached');
Reflect.apply(log, null, ['again']);
new Console(stream('both')).error('one stream');
new Console(stream('first'), stream('second')).error('two');
Console(stream('no new')).log('called');
new Console({ stdout: stream('wide'), groupIndentation: 4 }).group('g');
const wide = new Console({ stdout: stream('wide'), groupIndentation: 4 });
wide.group();
wide.log('x');
new Console({ stdout: stream('coloured'), colorMode: true }).log({ a: 'b', c: 1 });
new Console({ stdout: stream('shallow'), inspectOptions: { depth: 0 } }).log({ a: { b: 1 } });
new Console({ stdout: stream('tty', { isTTY: true }) }).clear();
flush();

class Sub extends Console {
  hello() { this.log('hello'); }
}
const sub = new Sub(stream('sub'));
sub.hello();
flush();
show(sub instanceof Console, mine instanceof Console, console instanceof Console, {} instanceof Console);
show(Object.keys(mine), mine.log.name, mine.log === Console.prototype.log);
show(Object.keys(console).filter((key) => key !== 'context'));
show(typeof console._times.get, console._stdout === process.stdout, console._ignoreErrors);

new Console(streamOf(() => { throw new Error('swallowed'); })).log('x');
try {
  new Console({ stdout: streamOf(() => { throw new Error('told'); }), ignoreErrors: false }).log('x');
} catch (error) {
  show(error.message);
}
const out = stream('out');
for (const options of [undefined, {}, { stdout: {} }, { stdout: out, stderr: {} }, { stdout: out, colorMode: 'x' },
                       { stdout: out, inspectOptions: 1 }, { stdout: out, groupIndentation: 1.5 },
                       { stdout: out, groupIndentation: -1 }, { stdout: out, groupIndentation: 1001 },
                       { stdout: out, groupIndentation: 'x' },
                       { stdout: out, colorMode: true, inspectOptions: { colors: true } }]) {
  try {
    new Console(options);
    show('made');
  } catch (error) {
    show(error.name, error.code, error.message);
  }
}

// What replaces process.stdout.write sees the lines of the global console.
const write = process.stdout.write;
const seen = [];
process.stdout.write = (text) => { seen.push(text); return true; };
console.log('captured', 1);
console.table([1]);
process.stdout.write = write;
console.log(seen);
