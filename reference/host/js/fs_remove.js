// fs.rm: a file, or with `recursive` a folder and everything in it.
'use strict';

const fs = require('fs');
const { isDirectoryError, removeOptions } = require('./fs_util.js');

function remove(path, given, callback) {
  const options = removeOptions(given);
  fs.lstat(path, (error, stats) => {
    if (error) {
      callback(options.force && error.code === 'ENOENT' ? null : error);
    } else if (!stats.isDirectory()) {
      fs.unlink(path, callback);
    } else if (options.recursive) {
      removeFolder(path, callback);
    } else {
      callback(isDirectoryError(path));
    }
  });
}

function removeFolder(path, callback) {
  fs.readdir(path, { withFileTypes: true }, (error, entries) => {
    if (error) {
      callback(error);
      return;
    }
    const next = (failure) => {
      if (failure) {
        callback(failure);
        return;
      }
      const entry = entries.shift();
      if (entry === undefined) fs.rmdir(path, callback);
      else if (entry.isDirectory()) removeFolder(`${path}/${entry.name}`, next);
      else fs.unlink(`${path}/${entry.name}`, next);
    };
    next(null);
  });
}

function removeNow(path, given) {
  const options = removeOptions(given);
  const stats = fs.lstatSync(path, { throwIfNoEntry: !options.force });
  if (stats === undefined) return;
  if (!stats.isDirectory()) fs.unlinkSync(path);
  else if (options.recursive) removeFolderNow(path);
  else throw isDirectoryError(path);
}

function removeFolderNow(path) {
  for (const entry of fs.readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) removeFolderNow(`${path}/${entry.name}`);
    else fs.unlinkSync(`${path}/${entry.name}`);
  }
  fs.rmdirSync(path);
}

module.exports = { remove, removeNow };
