const fs = [];
for (let i = 0; i < 3; i++) fs.push(() => i);
observe('let', fs.map((f) => f()));
const gs = [];
for (var j = 0; j < 3; j++) gs.push(() => j);
observe('var', gs.map((f) => f()));
