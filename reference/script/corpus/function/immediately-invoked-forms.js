observe('r', [(function() { return 1; })(), (() => 2)(), (function() { return 3; }()), !function() { return 0; }(), new (function() { this.v = 4; })().v, (async () => {})() instanceof Promise]);
