"""The terminal report of a conformance run: a table case x implementation, and the counts."""

from __future__ import annotations

import collections
import io

from rich.console import Console
from rich.table import Table

MARKS = {
    "conforms": ("ok", "green"),
    "context-divergence": ("CTX", "red"),
    "order-divergence": ("ORD", "yellow"),
    "incomplete": ("INC", "red"),
    "unexpected": ("UNX", "red"),
    "unsupported": ("-", "dim"),
    "crashed": ("CRASH", "red"),
    "timed-out": ("TIME", "red"),
    "not-run": ("?", "magenta"),
}
LEGEND = ("ok conforms   CTX context divergence   ORD order divergence   INC incomplete   UNX unexpected   "
          "- unsupported   ? not run   * known and listed   ! not expected")


def render(rows: list[dict], width: int = 160, color: bool = False) -> str:
    """`rows`: dicts with case, implementation, verdict, known (bool), problem (str or None)."""
    implementations = list(dict.fromkeys(row["implementation"] for row in rows))
    implementations.sort(key=lambda name: (not name.startswith("reference"), name))
    cells = {(row["case"], row["implementation"]): row for row in rows}
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("case", no_wrap=True, overflow="ellipsis")
    for name in implementations:
        table.add_column(name.replace("@", "\n"), justify="center")
    for case in sorted({row["case"] for row in rows}):
        table.add_row(case, *(_cell(cells.get((case, name))) for name in implementations))
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=color, color_system="standard" if color else None)
    console.print(table)
    console.print(LEGEND)
    console.print(counts(rows))
    return stream.getvalue()


def _cell(row: dict | None) -> str:
    if row is None:
        return "?"
    text, style = MARKS[row["verdict"]]
    suffix = "!" if row["problem"] else "*" if row["known"] else ""
    return f"[{style}]{text}{suffix}[/{style}]"


def counts(rows: list[dict]) -> str:
    """One line per implementation; the numbers add up to the cases planned."""
    lines = []
    names = sorted({row["implementation"] for row in rows}, key=lambda n: (not n.startswith("reference"), n))
    for name in names:
        mine = [row for row in rows if row["implementation"] == name]
        by_verdict = collections.Counter(row["verdict"] for row in mine)
        parts = [f"{by_verdict[verdict]} {verdict}" for verdict in MARKS if by_verdict[verdict]]
        unexpected = sum(1 for row in mine if row["problem"])
        lines.append(f"{name}: {len(mine)} cases: {', '.join(parts)}; {unexpected} not expected")
    return "\n".join(lines)
