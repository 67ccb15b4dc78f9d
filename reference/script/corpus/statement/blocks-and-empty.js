; {} ;; if (0); else observe('else', 1); for (const x of []); while (0); { { observe('nested', 1); } } lbl: ; observe('end', true); if (1) { } else { } switch (0) { } try { } catch { } finally { }
