// The chunks that a readable stream holds: a linked list, so that taking the first is cheap.
'use strict';

class BufferList {
  constructor() {
    this.head = null;
    this.tail = null;
    this.length = 0;
  }

  push(data) {
    const entry = { data, next: null };
    if (this.length > 0) this.tail.next = entry;
    else this.head = entry;
    this.tail = entry;
    this.length += 1;
  }

  unshift(data) {
    this.head = { data, next: this.head };
    if (this.length === 0) this.tail = this.head;
    this.length += 1;
  }

  shift() {
    if (this.length === 0) return undefined;
    const { data } = this.head;
    this.length -= 1;
    if (this.length === 0) this.head = this.tail = null;
    else this.head = this.head.next;
    return data;
  }

  clear() {
    this.head = this.tail = null;
    this.length = 0;
  }

  first() {
    return this.head.data;
  }

  join(separator) {
    let text = '';
    for (let entry = this.head; entry !== null; entry = entry.next) {
      text += entry === this.head ? entry.data : separator + entry.data;
    }
    return text;
  }

  concat(total) {
    if (this.length === 0) return Buffer.alloc(0);
    return Buffer.concat([...this], total);
  }

  /** Takes `size` bytes (or units of text) from the beginning; there are at least that many. */
  consume(size, isText) {
    const parts = [];
    let missing = size;
    while (missing > 0) {
      const { data } = this.head;
      if (data.length <= missing) {
        parts.push(this.shift());
        missing -= data.length;
      } else {
        parts.push(data.slice(0, missing));
        this.head.data = data.slice(missing);
        missing = 0;
      }
    }
    if (parts.length === 1) return parts[0];
    return isText ? parts.join('') : Buffer.concat(parts, size);
  }

  *[Symbol.iterator]() {
    for (let entry = this.head; entry !== null; entry = entry.next) yield entry.data;
  }

  [Symbol.for('nodejs.util.inspect.custom')](_, options) {
    return require('native:util').inspect(this, { ...options, depth: 0, customInspect: false });
  }
}

module.exports = BufferList;
