const { f = () => {}, g: { h = function() {} } = {} } = {}; const [i = class {}] = []; observe('r', [f.name, h.name, i.name]);
