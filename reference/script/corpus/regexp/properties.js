const r = new RegExp('a/b\n', 'gi'); observe('props', [r.source, r.flags, r.global, r.ignoreCase, r.multiline, r.sticky, String(r), r.lastIndex]);
observe('empty', String(new RegExp(''))); observe('copy', [String(new RegExp(/x/g)), String(new RegExp(/x/g, 'i')), RegExp(r) === r]);
for (const bad of ['(', '[', '*', 'a{2,1}', '(?<n>a)(?<n>b)', '\\']) { try { new RegExp(bad); observe('accepted', bad); } catch (e) { observe('bad', e.name + ': ' + e.message); } }
try { new RegExp('a', 'gg'); } catch (e) { observe('flags', e.message); }
