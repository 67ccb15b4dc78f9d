// Writes more pieces than one system call takes to somebody who does not read yet. What is made meanwhile must not lie
// where the pieces wait.
'use strict';
const { connect, createServer } = require('net');

const kPieces = 3000;
const kLength = 3000;
const piece = (i) => Buffer.alloc(kLength, i % 251);
const server = createServer((socket) => {
  socket.cork();
  for (let i = 0; i < kPieces; i++) socket.write(piece(i));
  socket.uncork();
  socket.end();
});
server.listen(0, () => {
  const client = connect(server.address().port);
  let turns = 0;
  let received = 0;
  let wrong = 0;
  const made = [];
  const timer = setInterval(() => {
    made.push(Buffer.alloc(kPieces * kLength / 4, 255));
    if (made.length > 12) made.shift();
    if (++turns === 30) client.on('data', check);
  }, 1);
  const check = (bytes) => {
    for (let i = 0; i < bytes.length; i += 100) {
      if (bytes[i] !== Math.floor((received + i) / kLength) % 251) wrong++;
    }
    received += bytes.length;
  };
  client.on('end', () => {
    clearInterval(timer);
    server.close();
    console.log(received, wrong);
  });
});
