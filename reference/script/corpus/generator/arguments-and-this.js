const o = { k: 5, *g() { yield this.k; yield arguments.length; } }; observe('r', [...o.g(1, 2)]); function* s() { 'use strict'; yield this; } observe('this', [...s()]);
