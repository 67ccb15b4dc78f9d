// How a worker ends: errors of all kinds, exit codes, exit handlers.
const { Worker } = require('worker_threads');
const show = (error) => {
  if (error === null || typeof error !== 'object') return error;
  const properties = Object.entries(Object.getOwnPropertyDescriptors(error)).filter(([key]) => key !== 'stack')
    .map(([key, own]) => [key, own.value, own.enumerable, own.writable, own.configurable]);
  return [Object.prototype.toString.call(error), error instanceof Error, error.constructor.name, properties];
};
const run = (name, text, options) => new Promise((resolve) => {
  const worker = new Worker(text, { eval: true, ...options });
  const log = [];
  const messages = [];  // which of the two ports is served first is open
  worker.on('message', (message) => messages.push(message));
  worker.on('error', (error) => log.push(['error', show(error)]));
  worker.on('exit', (code) => {
    log.push(['exit', code, worker.threadId]);
    console.log(name, messages, require('util').inspect(log, { depth: 9 }));
    resolve();
  });
});
(async () => {
  await run('class', "const e = new TypeError('boo'); e.code = 'C'; e.n = 1; throw e");
  await run('subclass', "class MyErr extends RangeError { constructor(m) { super(m); this.name = 'MyErr'; this.x = 1 } " +
    "get g() { return 5 } } throw new MyErr('m')");
  for (const thrown of ['5', 'undefined', 'null', '({ a: 1 })', 'function foo() {}', "Symbol('s')", "'text'"]) {
    await run(thrown, `throw ${thrown}`);
  }
  await run('cause', "throw new Error('o', { cause: 'inner' })");
  await run('rejection', "Promise.reject(new Error('rej'))");
  await run('rejection of a number', 'Promise.reject(7)');
  await run('exit handler', "const { parentPort: p } = require('worker_threads'); " +
    "process.on('exit', (c) => p.postMessage(['exit', c])); p.postMessage('before'); throw new Error('E')");
  await run('uncaughtException', "const { parentPort: p } = require('worker_threads'); " +
    "process.on('uncaughtException', (e) => p.postMessage(['heard', e.message])); " +
    "setTimeout(() => p.postMessage('later'), 5); throw new Error('E')");
  await run('throw in exit handler', "process.on('exit', () => { throw new Error('in exit') })");
  await run('exitCode', 'process.exitCode = 7');
  await run('exit', "process.exit(5); throw new Error('never')");
  await run('exit in exit handler', "process.on('exit', () => process.exit(9))");
  await run('missing file', '/does/not/exist.js', { eval: false });
  await run('syntax error', 'let x = ;');
  for (const name of ['_broken.cjs', '_broken.mjs']) {
    await run(name, require('path').join(__dirname, name), { eval: false });
  }
  await run('chdir', "process.chdir('/')");
  await run('abort', 'process.abort()');
  await run('aggregate', "throw new AggregateError(['a'], 'agg')");
  await run('cannot be cloned', 'structuredClone(() => {})');
})();
