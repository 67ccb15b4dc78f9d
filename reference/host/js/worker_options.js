// The option execArgv of Worker: the reference heeds no option of Node's in a thread.
'use strict';

const { codedError } = require('./errors.js');
const { refuse } = require('native:host');

/** What Node takes there, without -- and no-. V8's options are not among it. */
const kKnown = new Set(
  ('addons check conditions cpu-prof cpu-prof-dir cpu-prof-interval cpu-prof-name debug-port deprecation diagnostic-dir ' +
   'disable-proto disable-warning dns-result-order enable-network-family-autoselection enable-source-maps ' +
   'es-module-specifier-resolution eval ' +
   'extra-info-on-fatal-exception force-async-hooks-checks force-context-aware force-node-api-uncaught-exceptions-policy ' +
   'frozen-intrinsics global-search-paths heap-prof heap-prof-dir heap-prof-interval heap-prof-name ' +
   'heapsnapshot-near-heap-limit heapsnapshot-signal http-parser icu-data-dir import input-type insecure-http-parser inspect ' +
   'inspect-brk inspect-port inspect-publish-uid interactive loader max-http-header-size napi-modules pending-deprecation ' +
   'policy-integrity preserve-symlinks preserve-symlinks-main print prof-process redirect-warnings report-on-signal ' +
   'report-signal report-uncaught-exception require test test-concurrency test-name-pattern test-only test-reporter ' +
   'test-reporter-destination test-shard throw-deprecation tls-cipher-list tls-keylog tls-max-v1.2 tls-max-v1.3 ' +
   'tls-min-v1.0 tls-min-v1.1 tls-min-v1.2 tls-min-v1.3 trace-atomics-wait trace-deprecation trace-exit trace-sync-io ' +
   'trace-tls trace-uncaught trace-warnings track-heap-objects unhandled-rejections verify-base-objects warnings watch ' +
   'watch-path watch-preserve-output').split(' '));
const kKnownShort = new Set(['-C', '-c', '-e', '-i', '-p', '-pe', '-r', '--']);

function isKnown(option) {
  if (!option.startsWith('--') || option === '--') return kKnownShort.has(option);
  const name = option.slice(2).replace(/=.*/s, '').replace(/^no-/, '');
  return name.startsWith('experimental-') || kKnown.has(name);
}

function checkExecArgv(list) {
  const options = list.map((value) => `${value}`);
  const unknown = options.filter((option) => option.startsWith('-') && !isKnown(option));
  if (unknown.length > 0) {
    throw codedError(Error, 'ERR_WORKER_INVALID_EXEC_ARGV',
                     `Initiated Worker with invalid execArgv flags: ${unknown.join(', ')}`);
  }
  refuse(`${options[0]} in the option execArgv of Worker`);
}

module.exports = { checkExecArgv };
