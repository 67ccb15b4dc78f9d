// Callbacks of files: one request each, chains for whole files.
'use strict';
const fs = require('node:fs');
const { note, start } = require('./_trace.cjs');
const folder = fs.mkdtempSync('/tmp/actx-trace-');
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
start();
fs.stat(folder, () => {
  note('stat');
  fs.writeFile(`${folder}/a`, 'text', () => {
    note('written');
    fs.readFile(`${folder}/a`, () => {
      note('read');
      fs.mkdir(`${folder}/b/c`, { recursive: true }, () => {
        note('made');
        fs.open(`${folder}/none`, (error) => note(error.code));
      });
    });
  });
});
