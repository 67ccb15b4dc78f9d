import * as self from './esm-namespace.mjs';
export let live = 1; export default function named() { return 'fn'; } export { live as alias }; export class K {} export const { p, q: [r] } = { p: 1, q: [2] };
observe('keys', Object.keys(self)); observe('live', [self.live, self.alias]); live = 2; observe('changed', [self.live, self.alias]); observe('default', [self.default.name, self.p, self.r, typeof self.K]);
try { self.live = 3; } catch (e) { observe('readonly', e.message); } observe('tag', [self[Symbol.toStringTag], Object.isSealed(self), Object.getPrototypeOf(self)]); observe('meta', [typeof import.meta.url, import.meta.url.endsWith('/esm-namespace.mjs')]); observe('this', this);
