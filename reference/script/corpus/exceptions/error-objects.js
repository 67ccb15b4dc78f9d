const e = new Error('m', { cause: 'c' });
observe('props', Object.getOwnPropertyNames(e).sort()); observe('cause', e.cause); observe('string', String(e));
observe('types', [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError].map((T) => [new T('x').name, new T('x') instanceof Error, T.prototype.hasOwnProperty('message')]));
observe('call', Error('no new') instanceof Error);
observe('empty', [String(new Error()), 'message' in new Error(), new Error().hasOwnProperty('message')]);
const a = new AggregateError([1, 2], 'agg'); observe('aggregate', [a.errors, a.message, a.name]);
observe('toString', Error.prototype.toString.call({ name: 'N', message: 'M' }));
