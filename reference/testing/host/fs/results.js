// What a FileHandle's operations give, and the resource in which callbacks of whole files run.
const fs = require('fs');
const { executionAsyncResource } = require('async_hooks');
const path = `${fs.mkdtempSync('/tmp/results-')}/file.txt`;
(async () => {
  const handle = await fs.promises.open(path, 'w+');
  const results = [
    await handle.write('x'), await handle.write(Buffer.from('ab')), await handle.writev([Buffer.from('c')]),
    await handle.read(Buffer.alloc(3), 0, 3, 0), await handle.readv([Buffer.alloc(2)], 0),
    await handle.read({ buffer: Buffer.alloc(2), position: 0 }), await handle.write('', 0),
    await handle.read(Buffer.alloc(0), 0, 0, 0), await handle.writev([]),
  ];
  for (const result of results) console.log(Object.getPrototypeOf(result) === Object.prototype, result);
  await handle.close();
  const tell = (what, next) => (error) => {
    console.log(what, error, executionAsyncResource().constructor.name);
    next();
  };
  fs.stat(path, tell('stat', () => {
    fs.readFile(path, tell('readFile', () => {
      fs.writeFile(path, 'y', tell('writeFile', () => {
        fs.appendFile(path, 'y', tell('appendFile', () => {
          fs.unlink(path, tell('unlink', () => fs.rmdirSync(path.replace('/file.txt', ''))));
        }));
      }));
    }));
  }));
  console.log(fs.FileReadStream === fs.ReadStream, fs.FileWriteStream === fs.WriteStream);
})();
