// How many jobs pass until a promise of the host's modules is seen settled.
import assert from 'node:assert';
import { EventEmitter, on, once } from 'node:events';
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

async function count(name, promise) {
  let jobs = 0;
  let settled = false;
  const settle = () => { settled = true; };
  promise.then(settle, settle);
  while (!settled && jobs < 50) {
    await null;
    jobs++;
  }
  console.log(name, jobs);
}

function aborting(start) {
  const controller = new AbortController();
  const promise = start({ signal: controller.signal });
  controller.abort();
  return promise;
}

await count('timeout, aborted', aborting((options) => sleep(1000, null, options)));
await count('immediate, aborted', aborting((options) => immediate(null, options)));
await count('timeout, aborted before', sleep(1000, null, { signal: AbortSignal.abort() }));
const emitter = new EventEmitter();
await count('once, aborted', aborting((options) => once(emitter, 'x', options)));
const heard = once(emitter, 'x');
emitter.emit('x');
await count('once', heard);
const iterator = on(emitter, 'x');
const next = iterator.next();
emitter.emit('x');
await count('on', next);
await count('on, ended', iterator.return());
await count('promisify', promisify((callback) => callback(null, 1))());
await count('rejects', assert.rejects(Promise.reject(new Error('x'))));
await count('rejects, of a function', assert.rejects(async () => { throw new Error('y'); }, Error));
await count('doesNotReject', assert.doesNotReject(Promise.resolve(1)));
