/*---
id: examples/event-emitter-close
requires: [EE-BIND-01, EE-EMIT-01, AR-SBIND-01]
about: a close listener of a request that is bound runs in the handler's context, the other where close is emitted
formats: [mjs, cjs]
features: [http]
expect:
  listen: 3000
  bound: handler
  unbound: {$any: [undefined, handler]}
---*/
//@import patched from 'node:http'
//@import { AsyncLocalStorage, AsyncResource as Resource } from 'node:async_hooks'
const storage = new AsyncLocalStorage();
// The block's listeners are empty: what they would see is observed beside them.
const { bind } = Resource;
const bound = new Set();
Resource.bind = function(fn) {
  const result = bind.call(this, () => {
    observe('bound', storage.getStore());
    fn();
  });
  bound.add(result);
  return result;
};
const { on } = patched.IncomingMessage.prototype;
patched.IncomingMessage.prototype.on = function(event, listener) {
  if (event !== 'close' || bound.has(listener) || !inHandler) return on.call(this, event, listener);
  return on.call(this, event, () => {
    observe('unbound', storage.getStore());
    listener();
  });
};
let inHandler = false;
const { listen } = patched.Server.prototype;
patched.Server.prototype.listen = function(port) {
  observe('listen', port);
  const [handler] = this.listeners('request');
  this.removeAllListeners('request');
  this.on('request', (req, res) => storage.run('handler', () => {
    inHandler = true;
    handler(req, res);
    inHandler = false;
  }));
  return listen.call(this, 0, '127.0.0.1', () => {
    patched.get({ port: this.address().port, host: '127.0.0.1', agent: false }, (res) => {
      res.resume();
      res.on('end', () => this.close());
    });
  });
};
//@block event-emitter-close
