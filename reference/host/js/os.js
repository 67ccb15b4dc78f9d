// node:os: one imaginary machine, the same on every run, but for its processors.
'use strict';

const native = require('native:host');

const constants = {
  UV_UDP_REUSEADDR: 4,
  dlopen: { __proto__: null, RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 },
  errno: {
    __proto__: null, EACCES: 13, EADDRINUSE: 98, EAGAIN: 11, EBADF: 9, ECONNREFUSED: 111, ECONNRESET: 104,
    EEXIST: 17, EINVAL: 22, EISDIR: 21, ENOENT: 2, ENOTDIR: 20, ENOTEMPTY: 39, EPERM: 1, EPIPE: 32, ETIMEDOUT: 110,
  },
  signals: {
    __proto__: null, SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGBUS: 7, SIGFPE: 8,
    SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGCHLD: 17,
    SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20,
  },
  priorities: {
    __proto__: null, PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7,
    PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20,
  },
};

const kMemory = 8 * 1024 ** 3;

module.exports = {
  arch: () => 'x64',
  availableParallelism: () => native.parallelism(),
  cpus() {
    const list = native.processors();
    const cpus = [];
    for (let i = 0; i < list.length; i += 7) {
      const [model, speed, user, nice, sys, idle, irq] = list.slice(i, i + 7);
      cpus.push({ model, speed, times: { user, nice, sys, idle, irq } });
    }
    return cpus;
  },
  endianness: () => 'LE',
  freemem: () => kMemory / 2,
  getPriority: () => 0,
  homedir: () => '/home/user',
  hostname: () => 'localhost',
  loadavg: () => [0, 0, 0],
  networkInterfaces() {
    return {
      lo: [{
        address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', mac: '00:00:00:00:00:00', internal: true,
        cidr: '127.0.0.1/8',
      }],
    };
  },
  platform: () => 'linux',
  release: () => '6.1.0',
  setPriority() {},
  tmpdir: () => '/tmp',
  totalmem: () => kMemory,
  type: () => 'Linux',
  userInfo: () => ({ __proto__: null, uid: 1000, gid: 1000, username: 'user', homedir: '/home/user', shell: '/bin/sh' }),
  uptime: () => Math.floor(process.uptime()),
  version: () => '#1 SMP',
  machine: () => 'x86_64',
  constants,
  EOL: '\n',
  devNull: '/dev/null',
};
