const fs = [];
for (let i = 0, add = () => i; i < 3; fs.push(add), i++);
observe('seen', fs.map((f) => f()));
const gs = [];
for (let i = 0; i < 3; gs.push(() => i), i++);
observe('update', gs.map((f) => f()));
