// Arguments that are refused before anything is asked of the system.
const fs = require('fs');
const { log, attempt } = require('./_folder.cjs');
const nothing = () => {};
for (const f of [() => fs.readFile(), () => fs.readFile('a'), () => fs.readFile(5, nothing), () => fs.open(5, nothing), () => fs.open('a\0b', nothing), () => fs.open('/x', 'zz', nothing), () => fs.stat({}, nothing), () => fs.stat('x'), () => fs.readFileSync('/x', 'foo'),
  () => fs.close('a', nothing), () => fs.close(-1, nothing), () => fs.close(1.5, nothing), () => fs.writeFileSync('/tmp/q', {}), () => fs.writeFile('/tmp/q', 5, nothing), () => fs.readSync(0, 5), () => fs.mkdirSync('/x', { mode: 'z' }), () => fs.mkdirSync('/x', { recursive: 1 }),
  () => fs.read(0, Buffer.alloc(2), 0, 5, 0, nothing), () => fs.read(0, Buffer.alloc(2), 3, 1, 0, nothing), () => fs.write(0, 5, nothing), () => fs.accessSync('/x', 'a'), () => fs.openSync('/x', 'r', '9'), () => fs.readdir('/x'), () => fs.rename('a'), () => fs.rename('a', 5, nothing),
  () => fs.createReadStream(5), () => fs.createReadStream('x', { start: -1 }), () => fs.createReadStream('x', { start: 5, end: 2 }), () => fs.createWriteStream('x', { start: 'a' }), () => fs.createReadStream('x', 5), () => fs.createReadStream('x', 'nope'), () => fs.exists('x'), () => fs.utimesSync('x', {}, 1), () => fs.ftruncateSync(1, 'a'),
  () => fs.readFile('x', { signal: 5 }, nothing), () => fs.rmSync('/x', { recursive: 1 }), () => fs.chmodSync('/x'), () => fs.copyFile('a', 'b', 9, nothing)]) attempt(f);
const rejected = async (f) => { try { await f(); } catch (e) { log('rejected', e); } };
(async () => {
  for (const f of [() => fs.promises.open(5), () => fs.promises.readFile(), () => fs.promises.readFile('x', 'nope'), () => fs.promises.writeFile('x', 5), () => fs.promises.stat(null), () => fs.promises.mkdir('x', { recursive: 1 }), () => fs.promises.access('x', 'a'), () => fs.promises.open('x', 'zz')]) await rejected(f);
  log(Object.keys(fs.constants).length, fs.constants.O_CREAT, fs.F_OK, fs.R_OK, fs.promises === require('fs/promises'), require('node:fs') === fs);
  log(typeof fs.ReadStream, typeof fs.WriteStream, fs.Stats.name, fs.Dirent.name, fs.readFile.length, fs.readFileSync.name);
})();
require('./_folder.cjs').done();
