class A { async m() { return 'm'; } *g() { yield 1; } async *ag() { yield 2; } static async s() { return 's'; } async #p() { return 'p'; } callP() { return this.#p(); } } const a = new A();
(async () => { observe('r', [await a.m(), [...a.g()], (await a.ag().next()).value, await A.s(), await a.callP()]); })();
