// What dns.lookup takes and what it says about the rest.
const dns = require('dns');
const { lookup } = dns;
const f = () => {};
const tell = (what, call) => {
  try {
    console.log(what, typeof call());
  } catch (error) {
    console.log(what, error.name, error.code, error.message);
  }
};
for (const options of [
  'b', true, 7, null, [], { hints: 1e9 }, { hints: 'x' }, { hints: 1 }, { hints: 3e10 }, { hints: -1 }, { hints: null },
  { hints: dns.ADDRCONFIG }, { family: 7 }, { family: 'IPv4' }, { family: '4' }, { all: 1 }, { verbatim: 1 }, { verbatim: false },
]) {
  tell(['lookup', options], () => lookup('127.0.0.1', options, f));
  tell(['promise', options], () => dns.promises.lookup('127.0.0.1', options));
}
tell('no callback', () => lookup('127.0.0.1'));
tell('no callback', () => lookup('127.0.0.1', 4));
tell('no callback', () => lookup('127.0.0.1', {}));
tell('text as a callback', () => lookup('127.0.0.1', 'b'));
tell('name', () => lookup(5, f));
tell('name', () => dns.promises.lookup(5));
tell('order', () => dns.setDefaultResultOrder('x'));
dns.setDefaultResultOrder('ipv4first');
console.log(dns.getDefaultResultOrder(), dns.promises.getDefaultResultOrder());
dns.setDefaultResultOrder('verbatim');
for (const [name, value] of Object.entries(dns)) if (typeof value !== 'function' && typeof value !== 'object') console.log(name, value);
process.on('warning', (warning) => console.log(warning.name, warning.code, warning.message));
lookup('', (...args) => console.log('empty', args));
lookup(null, { all: true }, (...args) => console.log('empty', args));
lookup('', 6, (...args) => console.log('empty', args));
require('util').promisify(lookup)('127.0.0.1', 'b').catch((error) => console.log('rejected', error.code));
