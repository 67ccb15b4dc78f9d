// Promises of files: the requests behind them, a FileHandle and its closing.
'use strict';
const fs = require('node:fs');
const { note, start } = require('./_trace.cjs');
const folder = fs.mkdtempSync('/tmp/actx-trace-');
fs.writeFileSync(`${folder}/a`, 'text');
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const { promises } = fs;
start();
(async () => {
  await promises.stat(folder);
  note('stat');
  const handle = await promises.open(`${folder}/a`);
  note('open');
  await handle.read(Buffer.alloc(4), 0, 4);
  note('read');
  await handle.close();
  note('closed');
  await promises.readFile(`${folder}/a`);
  note('whole file');
  await promises.writeFile(`${folder}/b`, 'more');
  note('written');
  await promises.access(`${folder}/none`).catch(() => note('caught'));
})();
