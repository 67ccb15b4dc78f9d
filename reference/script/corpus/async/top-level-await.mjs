const x = await new Promise((r) => setTimeout(r, 1, 5));
observe('x', x);
export const y = await Promise.resolve(x + 1);
observe('y', y);
try { await Promise.reject(new Error('caught')); } catch (e) { observe('e', e.message); }
for await (const z of [1, 2]) observe('z', z);
