// Stores seen by callbacks, promises and streams of files.
const fs = require('fs');
const { AsyncLocalStorage } = require('async_hooks');
const { folder, done } = require('./_folder.cjs');
const als = new AsyncLocalStorage();
als.run('prime', () => {});
const lines = [];
const see = (label) => lines.push(`${label} ${als.getStore()}`);
als.run('A', () => {
  fs.writeFileSync(`${folder}/f`, 'text');
  fs.stat(folder, () => { see('stat'); process.nextTick(() => see('stat tick')); als.enterWith('E'); setImmediate(() => see('stat immediate')); });
  fs.readFile(`${folder}/f`, () => see('readFile'));
  fs.promises.readFile(`${folder}/f`).then(() => see('promise'));
  (async () => { const h = await fs.promises.open(`${folder}/f`); see('open'); als.enterWith('H'); await h.close(); see('close'); })();
  const r = fs.createReadStream(`${folder}/f`);
  als.run('B', () => { r.on('data', () => see('data')).on('open', () => see('open event')).on('end', () => see('end')).on('close', () => see('stream close')); });
  const w = fs.createWriteStream(`${folder}/w`);
  als.run('C', () => { w.on('open', () => see('w open')).on('finish', () => see('w finish')).on('close', () => see('w close')); w.write('x', () => see('w write')); });
  als.run('D', () => w.end('y', () => see('w end')));
});
see('main');
process.on('exit', () => { done(); console.log(lines.sort().join('\n')); });
