// The store each callback of the host modules sees: objects made in A, listeners added in B, events caused in W.
const { AsyncLocalStorage } = require('async_hooks'); const EventEmitter=require('events'); const tp=require('timers/promises'); const util=require('util');
const als=new AsyncLocalStorage(); const s=()=>als.getStore();
als.run('A',()=>{ const e=new EventEmitter(); const r=new EventEmitter.EventEmitterAsyncResource('R'); const t=new EventTarget(); const ac=new AbortController();
 globalThis.x={e,r,t,ac}; const sig=AbortSignal.timeout(60); setTimeout(()=>{},120); als.run('B',()=>sig.addEventListener('abort',()=>console.log('timeout',s())));});
als.run('B',()=>{ x.e.on('k',()=>console.log('emitter',s())); x.r.on('k',()=>console.log('resource',s())); x.t.addEventListener('k',()=>console.log('target',s())); x.ac.signal.addEventListener('abort',()=>console.log('abort',s()));
 tp.setTimeout(1).then(()=>console.log('tp',s())); (async()=>{await EventEmitter.once(x.e,'k');console.log('once',s())})(); util.promisify((cb)=>als.run('Q',()=>setTimeout(cb,1)))().then(()=>console.log('promisify',s())); util.callbackify(async()=>1)(()=>console.log('callbackify',s()));
 (async()=>{for await(const v of EventEmitter.on(x.e,'z')){console.log('on',s());break}})();
 const cap=new EventEmitter({captureRejections:true}); cap.on('error',()=>console.log('captured',s())); cap.on('f',async()=>{await 1;throw 1}); als.run('E',()=>cap.emit('f')); });
als.run('W',()=>{x.e.emit('k');x.r.emit('k');x.t.dispatchEvent(new Event('k'));x.ac.abort();x.e.emit('z');als.enterWith('Z');});
