const log = []; log.push('a'); new Promise((r) => { log.push('b'); r(); log.push('c'); }).then(() => log.push('e')); log.push('d'); setTimeout(() => observe('log', log), 1);
