// The functions that wait: what they give and how they fail.
const fs = require('fs');
const { folder, log, attempt, done } = require('./_folder.cjs');
const at = (name) => `${folder}/${name}`;
fs.writeFileSync(at('a.txt'), 'hello');
log(fs.readFileSync(at('a.txt')), fs.readFileSync(at('a.txt'), 'utf8'), fs.readFileSync(at('a.txt'), { encoding: 'hex' }));
fs.appendFileSync(at('a.txt'), ' world');
log(fs.readFileSync(at('a.txt'), 'latin1'), fs.existsSync(at('a.txt')), fs.existsSync(at('none')), fs.existsSync({}));
const stats = fs.statSync(at('a.txt'));
log([stats.size, stats.isFile(), stats.isDirectory(), stats.isSymbolicLink(), (stats.mode & 0o777).toString(8), stats.mtime instanceof Date, stats.constructor.name, Object.keys(stats)]);
log([fs.statSync(folder).isDirectory(), fs.lstatSync(at('a.txt')).isFile(), String(fs.statSync(at('none'), { throwIfNoEntry: false }))]);
const fd = fs.openSync(at('b.txt'), 'w+');
log([fs.writeSync(fd, 'abcdef'), fs.writeSync(fd, Buffer.from('XY'), 0, 2, 1), fs.writeSync(fd, 'zz', 4, 'latin1'), fs.fstatSync(fd).size]);
const target = Buffer.alloc(8, '.');
log([fs.readSync(fd, target, 0, 4, 0), target.toString(), fs.readSync(fd, target, { position: 2, offset: 3, length: 3 }), target.toString(), fs.readSync(fd, target), fs.readSync(fd, target, 0, 0, 0)]);
log([fs.writevSync(fd, [Buffer.from('1'), Buffer.from('22')], 0), fs.readvSync(fd, [Buffer.alloc(1), Buffer.alloc(9)], 0)]);
fs.ftruncateSync(fd, 3);
fs.fsyncSync(fd);
fs.closeSync(fd);
log(fs.readFileSync(at('b.txt'), 'utf8'));
fs.mkdirSync(at('d'));
log(String(fs.mkdirSync(at('x/y/z'), { recursive: true })), String(fs.mkdirSync(at('x/y'), { recursive: true })));
fs.copyFileSync(at('a.txt'), at('d/copy.txt'));
fs.renameSync(at('b.txt'), at('d/moved.txt'));
fs.symlinkSync('copy.txt', at('d/link'));
log(fs.readdirSync(folder).sort(), fs.readdirSync(at('d')).sort(), fs.readlinkSync(at('d/link')), fs.readFileSync(at('d/link'), 'utf8'), fs.realpathSync(at('d/../d/link')));
log(fs.readdirSync(at('d'), { withFileTypes: true }).map((e) => [e.name, e.isFile(), e.isDirectory(), e.isSymbolicLink(), e.constructor.name]).sort());
log(fs.lstatSync(at('d/link')).isSymbolicLink());
fs.truncateSync(at('a.txt'), 2);
fs.utimesSync(at('a.txt'), 10, new Date(20000));
log(fs.readFileSync(at('a.txt'), 'utf8'), fs.statSync(at('a.txt')).mtimeMs, fs.statSync(at('a.txt')).mtime);
fs.accessSync(at('a.txt'), fs.constants.R_OK);
fs.chmodSync(at('a.txt'), 0o600);
log((fs.statSync(at('a.txt')).mode & 0o777).toString(8));
fs.writeFileSync(at('flag.txt'), 'x', { flag: 'wx' });
for (const f of [() => fs.readFileSync(at('none')), () => fs.openSync(at('none'), 'r'), () => fs.openSync(at('no/such'), 'w'), () => fs.openSync(at('flag.txt'), 'wx'), () => fs.statSync(at('none')), () => fs.readdirSync(at('none')), () => fs.readdirSync(at('a.txt')),
  () => fs.mkdirSync(at('d')), () => fs.mkdirSync(at('p/q')), () => fs.mkdirSync(at('a.txt/q'), { recursive: true }), () => fs.rmdirSync(at('d')), () => fs.unlinkSync(at('none')), () => fs.renameSync(at('none'), at('n')), () => fs.copyFileSync(at('none'), at('n')),
  () => fs.copyFileSync(at('a.txt'), at('flag.txt'), fs.constants.COPYFILE_EXCL), () => fs.accessSync(at('none')), () => fs.readlinkSync(at('a.txt')), () => fs.closeSync(12345), () => fs.readSync(12345, Buffer.alloc(1)), () => fs.readFileSync(folder),
  () => fs.rmSync(at('none')), () => fs.rmSync(at('d')), () => fs.truncateSync(at('none')), () => fs.symlinkSync('x', at('a.txt')), () => fs.linkSync(at('none'), at('l')), () => fs.writeFileSync(folder, 'x')]) attempt(f);
fs.rmSync(at('none'), { force: true });
fs.rmSync(at('d'), { recursive: true });
fs.unlinkSync(at('a.txt'));
log(fs.readdirSync(folder).sort());
done();
