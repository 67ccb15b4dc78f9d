const head = (e) => e.stack.split('\n')[0];
observe('error', head(new Error('m'))); observe('type', head(new TypeError('t'))); observe('empty', head(new Error()));
class MyError extends Error {} observe('sub', head(new MyError('x')));
class Named extends Error { get name() { return 'Custom'; } } observe('named', head(new Named('y')));
const e = new Error('before'); e.message = 'after'; observe('fixed', head(e));
