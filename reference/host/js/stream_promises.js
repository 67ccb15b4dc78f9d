// node:stream/promises
'use strict';

const { finishedPromise } = require('./stream_finished.js');
const { pipelinePromise } = require('./stream_pipeline.js');

function finished(stream, options) {
  return finishedPromise(stream, options);
}

function pipeline(...streams) {
  return pipelinePromise(...streams);
}

module.exports = { finished, pipeline };
