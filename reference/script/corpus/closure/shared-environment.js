let get, set; { let x = 1; get = () => x; set = (v) => { x = v; }; } set(5); observe('x', get());
