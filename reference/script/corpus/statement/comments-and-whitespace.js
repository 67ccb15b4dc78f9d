/* block */ observe('a', 1); // line
observe /* in */ ('b' /* x */, /* y */ 2); /**/ /* multi
line */ observe('c', 3)
observe('d', `/* not */ // comment`); observe('e', 1 /* // */ + 1); observe('f', /\/\*/.source)
