const mod = (() => { let secret = 1; return { bump() { return ++secret; }, get value() { return secret; } }; })();
mod.bump(); observe('value', mod.value); observe('hidden', typeof secret);
