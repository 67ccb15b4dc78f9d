function A() { this.a = 1; } A.prototype.hi = function() { return 'A'; }; function B() { A.call(this); this.b = 2; } B.prototype = Object.create(A.prototype, { constructor: { value: B } }); B.prototype.hi = function() { return 'B' + A.prototype.hi.call(this); };
observe('r', [new B().hi(), new B() instanceof A, new B().a, Object.keys(new B())]);
