// The commands that child processes of the reference run: small, exact stand-ins of the system's own, so that a
// program that uses them prints the same everywhere.
//
// Each gets its arguments and gives { output, errors, code, ms }: what it writes, its exit code, and how long it takes.
'use strict';

const kCommands = {
  echo(args) {
    const bare = args[0] === '-n';
    return { output: (bare ? args.slice(1) : args).join(' ') + (bare ? '' : '\n') };
  },
  true() {
    return {};
  },
  false() {
    return { code: 1 };
  },
  sleep([seconds]) {
    const ms = Number(seconds) * 1000;
    if (Number.isFinite(ms) && seconds !== '') return { ms };
    return { errors: `sleep: invalid time interval ‘${seconds}’\nTry 'sleep --help' for more information.\n`, code: 1 };
  },
};

/** The command of a name or of a path in /bin or /usr/bin; undefined when there is none. */
function findCommand(file) {
  const name = file.replace(/^\/(?:usr\/)?bin\//, '');
  return Object.hasOwn(kCommands, name) ? kCommands[name] : undefined;
}

/** What running it comes to. */
function runCommand(command, args) {
  return { output: '', errors: '', code: 0, ms: 0, ...command(args) };
}

module.exports = { findCommand, runCommand };
