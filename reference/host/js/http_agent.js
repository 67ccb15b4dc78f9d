// http.Agent: which socket a request gets: a new one, one that is free, or one that another request
// has now.
//
// Words
// - name: the place that sockets of one list lead to.
// - queued request: one that waits because its place has as many sockets as it may have. It goes on
//   in the context in which it was made.
'use strict';

const { AsyncResource } = require('async_hooks');
const EventEmitter = require('events');
const net = require('net');
const { invalidArgValue, validateNumber } = require('./errors.js');
const { kAsyncId } = require('./net_socket.js');

const kOptions = Symbol('requestOptions');
const kResource = Symbol('requestAsyncResource');

/** The public object of a socket's resource from its second request on. */
class ReusedHandle {
  constructor(type, handle) {
    this.type = type;
    this.handle = handle;
  }
}

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  options = { __proto__: null, ...options };
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.options = options;
  options.noDelay ??= true;
  options.path = null;  // a request's path is no path of a socket
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = options.keepAliveMsecs || 1000;
  this.keepAlive = options.keepAlive || false;
  this.maxSockets = options.maxSockets || Infinity;
  this.maxFreeSockets = options.maxFreeSockets || 256;
  this.scheduling = options.scheduling || 'lifo';
  this.maxTotalSockets = options.maxTotalSockets;
  this.totalSocketCount = 0;
  if (this.scheduling !== 'fifo' && this.scheduling !== 'lifo') {
    throw invalidArgValue('scheduling', this.scheduling, "must be one of: 'fifo', 'lifo'");
  }
  if (this.maxTotalSockets !== undefined) validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  else this.maxTotalSockets = Infinity;
  this.on('free', (socket, free) => onFree(this, socket, free));
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

Agent.prototype.createConnection = net.createConnection;

Agent.prototype.getName = function getName(options = {}) {
  let name = `${options.host || 'localhost'}:${options.port || ''}:${options.localAddress || ''}`;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

// ---- Giving sockets to requests --------------------------------------------------------------

Agent.prototype.addRequest = function addRequest(request, options, port, localAddress) {
  if (typeof options === 'string') options = { host: options, port, localAddress };
  options = { ...options, ...this.options };
  const name = this.getName(options);
  this.sockets[name] ??= [];
  const socket = takeFree(this, name);
  const count = this.sockets[name].length + (this.freeSockets[name]?.length ?? 0);
  if (socket) {
    renewIdentity(socket);
    this.reuseSocket(socket, request);
    assign(this, request, socket);
    this.sockets[name].push(socket);
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    const created = (error, made) => {
      if (error) request.onSocket(made, error);
      else assign(this, request, made);
    };
    if (this.createSocket === createSocket) makeSocket(this, options, name, created);
    else this.createSocket(request, options, created);
  } else {
    (this.requests[name] ??= []).push(request);
    request[kOptions] = options;
    request[kResource] = new AsyncResource('QueuedRequest');
  }
};

function takeFree(agent, name) {
  const free = agent.freeSockets[name];
  if (!free) return undefined;
  while (free.length > 0 && free[0].destroyed) free.shift();
  const socket = agent.scheduling === 'fifo' ? free.shift() : free.pop();
  if (free.length === 0) delete agent.freeSockets[name];
  return socket;
}

/** A new id for what happens on the socket from now on. */
function renewIdentity(socket) {
  const handle = socket._handle;
  if (!handle || typeof handle.asyncReset !== 'function') return;
  handle.asyncReset(new ReusedHandle('TCPWRAP', handle));
  socket[kAsyncId] = handle.getAsyncId();
}

function assign(agent, request, socket) {
  request.onSocket(socket);
  const standard = agent.options.timeout || 0;
  if (request.timeout !== undefined && request.timeout !== standard) socket.setTimeout(request.timeout);
}

function createSocket(request, options, callback) {
  options = { ...options, ...this.options };
  makeSocket(this, options, this.getName(options), callback);
}
Agent.prototype.createSocket = createSocket;

/** `options` is the agent's own copy. */
function makeSocket(agent, options, name, callback) {
  options._agentKey = name;
  options.encoding = null;
  if (agent.keepAlive) {
    options.keepAlive = agent.keepAlive;
    options.keepAliveInitialDelay = agent.keepAliveMsecs;
  }
  let called = false;
  const created = (error, socket) => {
    if (called) return;
    called = true;
    if (error) {
      callback(error);
      return;
    }
    (agent.sockets[name] ??= []).push(socket);
    agent.totalSocketCount++;
    installListeners(agent, socket, options);
    callback(null, socket);
  };
  const socket = agent.createConnection(options, created);
  if (socket) created(null, socket);
}

function installListeners(agent, socket, options) {
  const free = () => agent.emit('free', socket, options);
  const close = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const timeout = () => {
    if (Object.values(agent.freeSockets).some((list) => list.includes(socket))) socket.destroy();
  };
  const remove = () => {
    close();
    socket.removeListener('close', close);
    socket.removeListener('free', free);
    socket.removeListener('timeout', timeout);
    socket.removeListener('agentRemove', remove);
  };
  socket.on('free', free);
  socket.on('close', close);
  socket.on('timeout', timeout);
  socket.on('agentRemove', remove);
  if (agent.options.timeout) socket.setTimeout(agent.options.timeout);
}

// ---- Taking sockets back ---------------------------------------------------------------------

function onFreeSocketError() {
  this.destroy();
  this.emit('agentRemove');
}

function onFree(agent, socket, options) {
  const name = agent.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = agent.requests[name];
  if (waiting && waiting.length > 0) {
    const request = waiting.shift();
    const resource = request[kResource];
    request[kResource] = null;
    if (waiting.length === 0) delete agent.requests[name];
    if (!resource) {
      assign(agent, request, socket);
    } else {
      resource.runInAsyncScope(() => {
        renewIdentity(socket);
        assign(agent, request, socket);
      });
    }
    return;
  }
  if (!mayKeep(agent, socket, name)) {
    socket.destroy();
    return;
  }
  socket[kAsyncId] = -1;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', onFreeSocketError);
  (agent.freeSockets[name] ??= []).push(socket);
}

function mayKeep(agent, socket, name) {
  const request = socket._httpMessage;
  if (!request || !request.shouldKeepAlive || !agent.keepAlive) return false;
  const free = agent.freeSockets[name]?.length ?? 0;
  const count = free + (agent.sockets[name]?.length ?? 0);
  return agent.totalSocketCount <= agent.maxTotalSockets && count <= agent.maxSockets &&
    free < agent.maxFreeSockets && agent.keepSocketAlive(socket);
}

Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  const hint = /^timeout=(\d+)/.exec(socket._httpMessage?.res?.headers['keep-alive'] ?? '');
  if (hint) {
    const milliseconds = Number(hint[1]) * 1000;
    if (milliseconds < timeout) timeout = milliseconds;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

Agent.prototype.reuseSocket = function reuseSocket(socket, request) {
  socket.removeListener('error', onFreeSocketError);
  request.reusedSocket = true;
  socket.ref();
};

function removeFrom(lists, name, socket) {
  const list = lists[name];
  const index = list ? list.indexOf(socket) : -1;
  if (index < 0) return;
  list.splice(index, 1);
  if (list.length === 0) delete lists[name];
}

/** The socket is gone, or free: a queued request may get a new one in its place. */
Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = this.getName(options);
  if (!socket.writable) removeFrom(this.freeSockets, name, socket);
  removeFrom(this.sockets, name, socket);
  let request = this.requests[name]?.[0];
  if (!request) {
    for (const other of Object.keys(this.requests)) {
      if (this.sockets[other]?.length > 0) break;
      [request] = this.requests[other];
      options = request[kOptions];
      break;
    }
  }
  if (!request || !options) return;
  request[kOptions] = undefined;
  this.createSocket(request, options, (error, made) => {
    if (error) request.onSocket(null, error);
    else made.emit('free');
  });
};

Agent.prototype.destroy = function destroy() {
  for (const lists of [this.freeSockets, this.sockets]) {
    for (const name of Object.keys(lists)) {
      for (const socket of [...lists[name]]) socket.destroy();
    }
  }
};

module.exports = { Agent, globalAgent: new Agent() };
