function make() { const o = {}; Error.captureStackTrace(o, make); return o; }
function caller() { return make(); }
const o = caller();
observe('first', o.stack.split('\n')[0]); observe('second', o.stack.split('\n')[1].includes('at caller'));
Error.stackTraceLimit = 1;
observe('limit', new Error('x').stack.split('\n').length);
Error.stackTraceLimit = 0;
observe('zero', new Error('x').stack);
