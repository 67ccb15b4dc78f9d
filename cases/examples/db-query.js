/*---
id: examples/db-query
requires: [AR-SCOPE-01, AR-NEW-02]
about: a query's callback runs in the context in which the query object was made, whoever answers it
formats: [mjs, cjs]
expect:
  error: null
  data: [row]
  store: maker
  receiver: true
  answering: server
---*/
//@import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
const storage = new AsyncLocalStorage();
//@block db-query
const db = {
  get(query, callback) {
    storage.run('server', () => setTimeout(() => {
      observe('answering', storage.getStore());
      callback(null, ['row']);
    }, 1));
  },
};
const query = storage.run('maker', () => new DBQuery(db));
storage.run('caller', () => {
  query.getInfo('select', function(error, data) {
    'use strict';
    observe('error', error);
    observe('data', data);
    observe('store', storage.getStore());
    observe('receiver', this === null);
    query.close();
  });
});
