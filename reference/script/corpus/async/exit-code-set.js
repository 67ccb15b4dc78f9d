process.exitCode = 3; process.on('exit', (c) => { observe('code', c); process.exitCode = 0; });
