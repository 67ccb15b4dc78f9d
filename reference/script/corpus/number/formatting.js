observe('fixed', [(1.005).toFixed(2), (1e21).toFixed(2), (0).toFixed(1), (-1.5).toFixed(0), (2.5).toFixed(0), (123.456).toFixed(1), (0.000001).toFixed(7)]);
observe('precision', [(123.456).toPrecision(4), (0.00001).toPrecision(1), (1e21).toPrecision(3), (5).toPrecision(3), (99.99).toPrecision(3)]);
observe('exponential', [(12345).toExponential(), (12345).toExponential(2), (0).toExponential(), (0.00015).toExponential(1)]);
observe('radix', [(255).toString(16), (255).toString(2), (0.5).toString(2), (-255).toString(36), (0.1).toString(3), (1e21).toString(7), (3.75).toString(8)]);
observe('string', [String(1e21), String(123e-20), String(-1e-7), String(1 / 3), String(2 ** 53), String(0.1), String(1e16), String(123456789.123456789)]);
