// Numbers of every size, order and sign, at the edges of their ranges.
const show = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); } };
const values = [0, 1, -1, 127, 128, 255, 256, -128, -129, 32767, 32768, 65535, -32768, 2147483647, 2147483648, 4294967295, 4294967296,
                -2147483648, 140737488355327, 281474976710655, -140737488355328, 1.9, -1.9, NaN, Infinity, '12', null, undefined, true];
for (const name of ['UInt8', 'Int8', 'UInt16LE', 'UInt16BE', 'Int16LE', 'Int16BE', 'UInt32LE', 'UInt32BE', 'Int32LE', 'Int32BE', 'FloatLE', 'FloatBE', 'DoubleLE', 'DoubleBE']) {
  for (const value of values) {
    const b = Buffer.alloc(9);
    show(() => [name, value, b['write' + name](value), b['write' + name](value, 1), b.toString('hex'), b['read' + name](1)].join(' '));
  }
}
for (const name of ['UIntLE', 'UIntBE', 'IntLE', 'IntBE']) {
  for (let size = 1; size <= 6; size++) {
    for (const value of values) {
      const b = Buffer.alloc(7);
      show(() => [name, size, value, b['write' + name](value, 1, size), b.toString('hex'), b['read' + name](1, size)].join(' '));
    }
  }
  show(() => Buffer.alloc(7)['write' + name](1, 2, 6));
  show(() => Buffer.alloc(7)['read' + name](2, 6));
  show(() => Buffer.alloc(7)['read' + name]());
  show(() => Buffer.alloc(7)['write' + name](1));
  show(() => Buffer.alloc(7)['write' + name](1, 0));
}
for (const name of ['BigInt64LE', 'BigInt64BE', 'BigUInt64LE', 'BigUInt64BE']) {
  for (const value of [0n, 1n, -1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), 2n ** 64n - 1n, 2n ** 64n, 5]) {
    const b = Buffer.alloc(10);
    show(() => [name, value, b['write' + name](value, 2), b.toString('hex'), b['read' + name](2)].join(' '));
  }
}
for (const offset of [-1, 1.5, 2, 3, '0', null, NaN, Infinity]) {
  show(() => Buffer.alloc(3).readUInt16LE(offset));
  show(() => Buffer.alloc(3).writeUInt16LE(1, offset));
  show(() => Buffer.alloc(3).readFloatLE(offset));
}
console.log(Buffer.prototype.readUint8 === Buffer.prototype.readUInt8, Buffer.prototype.readUint8.name);
