// online, messages, terminate, ref and unref, output of a worker.
const { Worker } = require('worker_threads');
const echo = `const { parentPort } = require('worker_threads');
  parentPort.on('message', (m) => { parentPort.postMessage([m]); if (m === 'close') parentPort.close(); })`;
const first = new Worker(echo, { eval: true });
const log = [];
first.on('online', () => log.push('online'));
first.on('message', (m) => log.push(m));
first.postMessage(1);
first.postMessage({ two: 2 });
first.postMessage('close');
first.postMessage('lost');
first.on('exit', (code) => {
  log.push(['exit', code]);
  console.log(log);
  busy();
});
function busy() {
  const worker = new Worker('while (true) {}', { eval: true });
  worker.on('exit', (code) => console.log('busy exit', code));
  worker.on('online', async () => {
    console.log('busy online');
    console.log('terminated', await worker.terminate());
    console.log('again', await worker.terminate());
    waiting();
  });
}
function waiting() {
  const worker = new Worker(`process.on('exit', () => console.log('never')); ${echo}`, { eval: true });
  worker.on('online', () => worker.terminate().then((code) => {
    console.log('terminated', code);
    output();
  }));
}
function output() {
  const worker = new Worker(`console.log('a'); console.log('b'); process.stdout.write('c\\n');
    process.on('exit', () => { console.log('last'); console.log('lost'); }); setTimeout(() => {}, 30)`, { eval: true });
  worker.on('exit', () => {
    console.log('output ended');
    const hasty = new Worker("console.log('one'); console.log('lost'); process.exit()", { eval: true });
    hasty.on('exit', () => {
      console.log('hasty ended');
      nested();
    });
  });
}
function nested() {
  const worker = new Worker(`
    const { Worker, parentPort, threadId } = require('worker_threads');
    const inner = new Worker("console.log('inner'); throw new Error('deep')", { eval: true });
    inner.on('error', (e) => parentPort.postMessage([e.message, inner.threadId - threadId]));
    inner.on('exit', (code) => parentPort.postMessage(['inner exit', code]));`, { eval: true });
  worker.on('message', (m) => console.log(m));
  worker.on('exit', () => {
    const endless = new Worker(echo, { eval: true });
    endless.unref();
    endless.on('exit', () => console.log('never'));
    console.log('the end');
  });
}
