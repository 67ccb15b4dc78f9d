// Which listeners of a port hear what, and in which order.
const { BroadcastChannel, MessageChannel, MessagePort } = require('worker_threads');
const { port1: a, port2: b } = new MessageChannel();
b.on('message', function(...args) { console.log('on', args.length, args[0].p ? 'a port' : args[0], this === b); });
b.addEventListener('message', (event) => console.log(
  'event', event.constructor.name, event.data.p ? 'a port' : event.data, event.ports.length, event.target === b, event.type, event.origin,
  event.lastEventId, event.source));
b.onmessage = (event) => console.log('handler', event.data.p ? 'a port' : event.data);
b.once('message', (message) => console.log('once', message.p ? 'a port' : message));
a.postMessage({ x: 1 });
a.postMessage(2);
const other = new MessageChannel();
a.postMessage({ p: other.port1 }, [other.port1]);
other.port2.postMessage('through');
b.on('message', (message) => {
  if (!message.p) return;
  console.log('port', message.p instanceof MessagePort);
  message.p.on('message', (inner) => {
    console.log('inner', inner);
    message.p.close();
  });
});
other.port1.on('close', () => console.log('the old object of a moved port closes'));
other.port2.on('close', () => {
  console.log('other closed');
  console.log(b.listenerCount('message'), b.emit('message', 5));
  b.removeAllListeners('message');
  console.log(b.hasRef(), a.hasRef());
  a.on('close', function(...args) { console.log('a closed', args[0].type, args.length, this === a); });
  b.on('close', () => {
    console.log('b closed');
    broadcast();
  });
  a.close(() => console.log('callback of close'));
});

function broadcast() {
  const one = new BroadcastChannel('n');
  const two = new BroadcastChannel('n');
  const three = new BroadcastChannel('other');
  three.onmessage = () => console.log('never');
  one.onmessage = () => console.log('never');
  two.onmessage = (event) => {
    console.log(event.constructor.name, event.data, event.target === two, one.name);
    for (const channel of [one, two, three]) channel.close();
    try {
      one.postMessage(1);
    } catch (error) {
      console.log(error.name, error.message, error.code);
    }
  };
  one.postMessage({ q: 1 });
  for (const wrong of [() => one.postMessage(() => {}), () => one.postMessage(), () => new BroadcastChannel()]) {
    try {
      wrong();
    } catch (error) {
      console.log(error.name, error.message, error.code);
    }
  }
}
