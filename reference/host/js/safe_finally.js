// finally() of a promise, built so that a program that replaces then() of promises sees nothing of it. It takes
// the jobs that Node's takes.
'use strict';

class SafePromise extends Promise {}
/** That of every promise, whatever the program puts in its place. */
const { then } = Promise.prototype;

/** A promise that settles as `promise` does, after `callback()`. */
function safeFinally(promise, callback) {
  return new Promise((resolve, reject) => {
    new SafePromise((inner, innerReject) => then.call(promise, inner, innerReject)).finally(callback)
      .then(resolve, reject);
  });
}

module.exports = { safeFinally, then };
