// The events of ports; made for listeners that take an event.
'use strict';

const { invalidArgType } = require('./errors.js');
const { Event } = require('./event.js');
const native = require('native:messaging');

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, { data = null, origin = '', lastEventId = '', source = null, ports = [] } = {}) {
    if (source !== null && !native.isPort(source)) throw invalidArgType('init.source', 'MessagePort', source);
    super(type);
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = [...ports];
  }

  get data() { return this.#data; }
  get origin() { return this.#origin; }
  get lastEventId() { return this.#lastEventId; }
  get source() { return this.#source; }
  get ports() { return this.#ports; }
}

class MessagePortCloseEvent extends Event {
  constructor() { super('close'); }
}

module.exports = { MessageEvent, MessagePortCloseEvent };
