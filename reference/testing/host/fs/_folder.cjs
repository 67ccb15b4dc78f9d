// A fresh folder for one program, whose name is kept out of what is printed.
const fs = require('fs');
const folder = fs.mkdtempSync('/tmp/actx-host-');
const shown = (text) => String(text).replaceAll(folder, 'FOLDER').replaceAll(__dirname, 'HERE');
const error = (e) => `${e.name}[${e.code}] ${shown(e.message)} ${JSON.stringify(Object.keys(e).map((key) => [key, shown(e[key])]))}`;
const log = (...words) => console.log(words.map((word) => (word instanceof Error ? error(word) : typeof word === 'string' ? shown(word) : Buffer.isBuffer(word) ? `<${word}>` : shown(JSON.stringify(word)))).join(' '));
/** Calls a function that may throw. */
const attempt = (f) => { try { const value = f(); if (value !== undefined) log(value); } catch (e) { log(e); } };
const done = () => fs.rmSync(folder, { recursive: true, force: true });
module.exports = { folder, log, attempt, done, shown };
