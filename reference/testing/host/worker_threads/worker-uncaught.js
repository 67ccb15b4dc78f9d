// An error event that nobody listens to ends the parent. Node tells of the error and of the worker's exit in
// either order, so the lines are sorted.
const { Worker } = require('worker_threads');
const lines = [];
process.on('exit', (code) => console.log(lines.sort().join('\n') + '\nexit', code));
process.on('uncaughtException', (error, origin) => lines.push(`${error.message} ${error.code} ${origin}`));
const worker = new Worker("const e = new Error('nobody listens'); e.code = 'X'; throw e", { eval: true });
worker.on('exit', (code) => lines.push(`worker exit ${code}`));
