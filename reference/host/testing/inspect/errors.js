// Errors. Stacks differ between runtimes, so the lines of frames are taken out before printing.
const { inspect } = require('util');
const show = (value, options) => console.log(inspect(value, options).replace(/\n *(?:at|\.\.\. \d+ lines matching) .*/g, ''));

show(new Error('message'));
show(new Error(''));
show(new Error());
show(new TypeError('message'));
show([new Error('in an array')]);
show({ error: new Error('in an object') });
show(Object.assign(new Error('with properties'), { code: 'E_CODE', detail: { a: 1 } }));
show(Object.assign(new Error('with a name'), { name: 'CustomName' }));
show(new (class CustomError extends Error {})('of a class'));
show(new (class CustomError extends TypeError { constructor(m) { super(m); this.name = 'CustomError'; } })('named'));
show(new (class Validation extends Error { constructor(m) { super(m); this.name = 'ValidationError'; } })('named'));
show(new Error('outer', { cause: new Error('inner') }));
show(new Error('outer', { cause: 'text' }));
show(new Error('outer', { cause: undefined }));
show(new Error('outer', { cause: new Error('middle', { cause: new Error('inner') }) }));
show(new AggregateError([new Error('one'), new TypeError('two')], 'many'));
show(new AggregateError([], 'none'));
show(Object.assign(new Error('x'), { stack: 'not a stack' }));
show(Object.assign(new Error('x'), { stack: undefined }));
show(Object.assign(new Error('two\nlines'), {}));
show(Object.assign(new Error('x'), { message: 'changed later' }));
show(Object.setPrototypeOf(new Error('no prototype'), null));
show(Object.create(Error.prototype));
show(Object.defineProperty(new Error('x'), 'hidden', { value: 1 }));
show(Object.assign(new RangeError('x'), { name: 'Other', extra: 1 }));
show({ a: { b: { c: new Error('deep') } } });
show(new Map([['e', new Error('in a map')]]));
const cyclic = new Error('cyclic');
cyclic.self = cyclic;
show(cyclic);
class Tagged extends Error { get [Symbol.toStringTag]() { return 'Tag'; } }
show(new Tagged('tagged'));
show(Object.assign(new Error('x'), { [Symbol('s')]: 1 }));
try { null.x; } catch (error) { show(error); }
try { undefinedName; } catch (error) { show(error); }
