// Fields of timers that programs write, and methods on what is no timer.
const order = [];
let turns = 0;
const timeout = setTimeout(() => {
  turns += 1;
  order.push(`turn ${turns}`);
  if (turns === 1) timeout._repeat = 1;
  if (turns === 3) timeout._repeat = null;
}, 1);
observe('repeat', timeout._repeat);
const replaced = setTimeout(() => order.push('never'), 1);
replaced._onTimeout = () => order.push('replaced');
const stopped = setInterval(() => order.push('never'), 1);
stopped._onTimeout = null;
stopped.unref();
observe('callback', stopped._onTimeout);
const methods = Object.getPrototypeOf(timeout);
const other = {};
observe('same', methods.ref.call(other) === other && methods.unref.call(other) === other);
observe('has', methods.hasRef.call({}));
for (const name of ['ref', 'unref', 'hasRef']) {
  try { methods[name].call(undefined); } catch (error) { observe(name, error); }
}
setTimeout(() => observe('order', order), 60);
