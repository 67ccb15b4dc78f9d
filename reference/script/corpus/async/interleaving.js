const log = []; const w = async (n) => { for (let i = 0; i < 3; i++) { log.push(n + i); await null; } }; w('x'); w('y'); w('z'); setTimeout(() => observe('log', log.join(' ')), 1);
