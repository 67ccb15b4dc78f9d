// The option execArgv of Worker: what is no option of Node's for threads is an error.
const { Worker } = require('worker_threads');
for (const execArgv of [
  ['--nope'], ['--expose-gc'], ['--max-old-space-size=10'], ['--stack-trace-limit=1'], ['--title=a'], ['--nope', '--nopf'],
  ['--no-nope'], ['--harmony'], [], null, undefined, 5, 'x',
]) {
  try {
    new Worker('0', { eval: true, execArgv });
    console.log(execArgv, 'accepted');
  } catch (error) {
    console.log(execArgv, error.name, error.code, error.message);
  }
}
