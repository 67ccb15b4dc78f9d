// Errors of system calls, as Node's modules word them: code, errno, syscall, and where to.
'use strict';

const { errorMessage, errorName } = require('native:net');

/** Sets the properties and drops the caller's own frame from the stack. */
function withProperties(message, properties, hide) {
  const error = Object.assign(new Error(message), properties);
  Error.captureStackTrace(error, hide);
  return error;
}

function placeOf(address, port) {
  if (port && port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

/** "read ECONNRESET". */
function errnoException(errno, syscall, original = '') {
  const code = errorName(errno);
  return withProperties(`${syscall} ${code}${original ? ` ${original}` : ''}`,
                        { errno, code, syscall }, errnoException);
}

/** "connect ECONNREFUSED 127.0.0.1:80"; `additional`: the local side, in words. */
function exceptionWithHostPort(errno, syscall, address, port, additional = '') {
  const code = errorName(errno);
  const place = placeOf(address, port) + (additional ? ` - Local (${additional})` : '');
  const properties = { errno, code, syscall, address };
  if (port) properties.port = port;
  return withProperties(`${syscall} ${code}${place}`, properties, exceptionWithHostPort);
}

/** "listen EADDRINUSE: address already in use :::80". */
function uvExceptionWithHostPort(errno, syscall, address, port) {
  const code = errorName(errno);
  const properties = { code, errno, syscall, address };
  if (port) properties.port = port;
  return withProperties(`${syscall} ${code}: ${errorMessage(errno)}${placeOf(address, port)}`,
                        properties, uvExceptionWithHostPort);
}

/** "getaddrinfo ENOTFOUND name". */
function lookupException(errno, syscall, hostname) {
  let code = errorName(errno);
  if (code === 'EAI_NODATA' || code === 'EAI_NONAME') code = 'ENOTFOUND';
  return withProperties(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`,
                        { errno, code, syscall, hostname }, lookupException);
}

module.exports = { errnoException, exceptionWithHostPort, lookupException, uvExceptionWithHostPort };
