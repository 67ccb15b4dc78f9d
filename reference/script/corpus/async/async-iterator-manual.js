const it = { i: 0, [Symbol.asyncIterator]() { return this; }, next() { return Promise.resolve({ value: this.i, done: this.i++ >= 3 }); }, return() { observe('return', this.i); return Promise.resolve({}); } };
(async () => { for await (const x of it) { observe('x', x); if (x === 1) break; } })();
