// An error event that nobody listens to ends the parent.
const { Worker } = require('worker_threads');
process.on('exit', (code) => console.log('exit', code));
process.on('uncaughtException', (error, origin) => console.log(error.message, error.code, origin));
const worker = new Worker("const e = new Error('nobody listens'); e.code = 'X'; throw e", { eval: true });
worker.on('exit', (code) => console.log('worker exit', code));
