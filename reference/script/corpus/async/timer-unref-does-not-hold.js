setTimeout(() => observe('never', true), 10000).unref(); const t = setTimeout(() => observe('ref', t.hasRef()), 1); t.unref(); t.ref();
