const fs = [];
for (let i = 0; i < 5; i++) { fs.push(() => i); if (i === 1) i++; }
observe('seen', fs.map((f) => f()));
