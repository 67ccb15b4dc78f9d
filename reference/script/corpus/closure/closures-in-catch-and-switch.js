const fs = []; for (const v of [1, 2]) { try { throw v; } catch (e) { fs.push(() => e); } switch (v) { case 1: case 2: let q = v * 10; fs.push(() => q); } }
observe('fs', fs.map((f) => f()));
