// A module that awaits is among the suspended callers.
async function fails() { await 1; throw new Error('x'); }
try {
  await fails();
} catch (error) {
  observe('', error.stack.split('\n').filter((line) => !line.includes('node:'))
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\/.*\//, '')));
}
