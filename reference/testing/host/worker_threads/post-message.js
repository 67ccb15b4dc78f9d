// What postMessage() takes, refuses and delivers, all in one synchronous stretch.
const { MessageChannel, MessagePort, markAsUntransferable, receiveMessageOnPort } = require('worker_threads');
const test = (name, f) => {
  try {
    console.log(name, f());
  } catch (error) {
    console.log(name, error.name, error.code, error.message, error.constructor.name, error instanceof Error);
  }
};
const { port1: a, port2: b } = new MessageChannel();
test('new MessagePort', () => new MessagePort());
test('nothing', () => a.postMessage());
test('undefined', () => a.postMessage(undefined));
test('receive', () => receiveMessageOnPort(b));
test('receive again', () => receiveMessageOnPort(b));
test('receive on an object', () => receiveMessageOnPort({}));
test('receive on nothing', () => receiveMessageOnPort());
test('function', () => a.postMessage(function foo(x) { return 1; }));
test('symbol', () => a.postMessage(Symbol('q')));
test('class', () => a.postMessage({ a: class X {} }));
test('list of a number', () => a.postMessage(1, [1]));
test('list of an object', () => a.postMessage(1, [{}]));
test('list is a number', () => a.postMessage(1, 5));
test('list is null', () => a.postMessage(1, null));
test('options without transfer', () => a.postMessage(1, {}));
test('transfer is a number', () => a.postMessage(1, { transfer: 5 }));
test('own port', () => a.postMessage(a, [a]));
test('port not listed', () => a.postMessage({ p: new MessageChannel().port1 }));
test('buffer twice', () => { const x = new ArrayBuffer(4); a.postMessage(x, [x, x]); });
test('port twice', () => { const x = new MessageChannel().port1; a.postMessage(x, [x, x]); });
test('detached', () => { const x = new ArrayBuffer(4); a.postMessage(1, [x]); a.postMessage(x); });
test('detached view', () => { const x = new Uint8Array(4); a.postMessage(1, [x.buffer]); a.postMessage(x); });
test('detached by transfer', () => { const x = new ArrayBuffer(4); a.postMessage(1, [x]); return x.byteLength; });
test('untransferable', () => {
  const x = new ArrayBuffer(4);
  markAsUntransferable(x);
  a.postMessage(1, [x]);
  return x.byteLength;
});
test('untransferable port', () => {
  const x = new MessageChannel().port1;
  markAsUntransferable(x);
  a.postMessage(x, [x]);
});
test('untransferable number', () => markAsUntransferable(5));
test('closed port', () => { const x = new MessageChannel().port1; x.close(); a.postMessage(x, [x]); });
test('promise', () => a.postMessage(Promise.resolve()));
test('weak map', () => a.postMessage(new WeakMap()));
test('proxy', () => a.postMessage(new Proxy({}, {})));
test('throwing getter', () => a.postMessage({ get x() { throw new RangeError('g'); } }));
test('timeout', () => a.postMessage(setTimeout(() => {}, 0)));
test('instance', () => {
  class Foo {
    constructor() { this.a = 1; }
    m() {}
  }
  a.postMessage(new Foo());
});
const shared = { s: 1 };
const cycle = { shared, again: shared, list: [1, , 'x'] };
cycle.self = cycle;
a.postMessage([cycle, new Map([[shared, new Set([1n, -5n])]]), new Date(5), /r/gi, new TypeError('t'), NaN, -0,
               new Uint16Array([1, 65535]), new DataView(new ArrayBuffer(3), 1), Object('boxed'), 'weiß\u{1f600}', null]);
const sparse = [];
sparse[70000] = 1;
a.postMessage(sparse);
for (let one; (one = receiveMessageOnPort(b));) {
  const { message } = one;
  if (Array.isArray(message) && message.length > 100) console.log('sparse', message.length, Object.keys(message));
  else if (Array.isArray(message)) {
    const [{ shared: first, again, self }, map] = message;
    console.log('graph', first === again, self === message[0], map.has(first), message[4] instanceof TypeError);
    console.log(message.slice(1, 4), message.slice(5), Object.is(message[6], -0));
  } else console.log('received', message);
}
test('postMessage of an object', () => MessagePort.prototype.postMessage.call({}, 1));
test('close of an object', () => MessagePort.prototype.close.call({}));
console.log(b.start(), b.ref(), b.hasRef(), b.unref(), b.hasRef(), b.postMessage(1), a.onmessage, b.close());
test('closed: post', () => b.postMessage(1));
test('closed: start', () => b.start());
test('closed: ref', () => b.ref());
test('closed: close', () => b.close());
test('closed: receive', () => receiveMessageOnPort(b));
