class A { v = 1; get = () => this.v; static make = () => new this(); } const { get } = new A(); observe('r', [get(), A.make().v]);
