// Ticks and microtasks run between two messages; an exception puts the rest off; a handler may be replaced.
const { MessageChannel } = require('worker_threads');
const one = new MessageChannel();
one.port1.on('message', (m) => {
  console.log('got', m);
  process.nextTick(() => console.log('tick', m));
  Promise.resolve().then(() => console.log('micro', m));
  if (m === 3) one.port1.close();
});
for (let i = 1; i < 4; i++) one.port2.postMessage(i);
one.port2.ref();
one.port2.on('close', () => {
  const two = new MessageChannel();
  process.on('uncaughtException', (error) => console.log('uncaught', error.message));
  two.port1.on('message', (m) => {
    console.log('got', m);
    if (m % 2) throw new Error(`x${m}`);
    if (m === 4) two.port1.close();
  });
  for (let i = 1; i < 5; i++) two.port2.postMessage(i);
  two.port2.ref();
  two.port2.on('close', handlers);
});
function handlers() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => console.log('first handler');
  port1.on('message', () => console.log('listener'));
  port1.onmessage = (event) => {
    console.log('second handler', event.data);
    port1.onmessage = null;
    port1.once('message', (m) => {
      console.log('last', m);
      port1.close();
    });
  };
  port2.postMessage(1);
  port2.postMessage(2);
}
