// What becomes of rejections that nobody handles, under each mode of --unhandled-rejections.
const { AsyncLocalStorage } = require('node:async_hooks');
const als = new AsyncLocalStorage();
process.on('warning', ({ name, message }) => observe(`warning ${als.getStore()}`, [name, message.split('\n')[0]]));
process.on('uncaughtException', (error, origin) => observe(`uncaught ${als.getStore()}`, [String(error.message), error.code, origin]));
process.on('exit', () => observe('exit', process.exitCode));
const reasons = [new Error('an error'), Symbol('s'), { a: 1 }, 'text', null, Object.create(null, { stack: { value: 'own' } })];
for (const reason of reasons) als.run(typeof reason, () => Promise.reject(reason));
setTimeout(() => {
  process.on('unhandledRejection', (reason) => observe(`unhandled ${als.getStore()}`, String(reason)));
  als.run('late', () => Promise.reject(new TypeError('told')));
}, 1);
