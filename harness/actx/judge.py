"""Verdicts: what a run of a case showed, compared with what the case expects.

The implementation only observes; everything is decided here. A verdict is one of
    conforms             everything as expected
    context-divergence   the expected labels, but a value differs (the wrong store was seen)
    order-divergence     the expected values, in an order the case forbids
    incomplete           a label or an output line is missing
    unexpected           a label or an output line that the program should not have reported
    unsupported          the implementation lacks a feature the case needs
    crashed, timed-out   the run did not end by itself, or ended with an error
    not-run              the implementation is not installed
"""

from __future__ import annotations

import collections
import dataclasses
import re

from actx.case import Case, Expected

BAD = ("context-divergence", "order-divergence", "incomplete", "unexpected", "crashed", "timed-out")


@dataclasses.dataclass(frozen=True)
class Run:
    """What one run gave. `exit_code` is None when it was stopped for taking too long."""

    stdout: str
    stderr: str
    exit_code: int | None
    flooded: bool = False


@dataclasses.dataclass(frozen=True)
class Verdict:
    name: str
    detail: str = ""

    @property
    def ok(self) -> bool:
        return self.name in ("conforms", "unsupported")


def judge(case: Case, run: Run) -> Verdict:
    """The verdict about one run of one case on an implementation that has the case's features."""
    if run.exit_code is None:
        return Verdict("timed-out", f"output so far: {_tail(run.stdout)}")
    if run.flooded:
        return Verdict("crashed", "more output than any case makes")
    if run.exit_code != 0:
        return Verdict("crashed", f"exit {run.exit_code}: {_tail(run.stderr)}")
    observed, printed = split(case, run.stdout)
    return (
        _missing_or_extra(case, observed, printed)
        or _values(case, observed)
        or _order(case, observed)
        or Verdict("conforms")
    )


def split(case: Case, stdout: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Standard output as observations (label, text) and lines that console.log printed."""
    observed, printed = [], []
    for line in stdout.splitlines():
        label, _, text = line.partition(" ")
        if label in case.expect or case.stdout is None:
            observed.append((label, text))
        else:
            printed.append(line)
    return observed, printed


def _missing_or_extra(case: Case, observed: list[tuple[str, str]], printed: list[str]) -> Verdict | None:
    counts = collections.Counter(label for label, _ in observed)
    for label, expected in case.expect.items():
        if counts[label] < expected.count:
            return Verdict("incomplete", f"{label}: observed {counts[label]} of {expected.count} times")
    for label, text in observed:
        if label not in case.expect:
            return Verdict("unexpected", f"{label} {text}")
        if counts[label] > case.expect[label].count:
            return Verdict("unexpected", f"{label}: observed {counts[label]} times, not {case.expect[label].count}")
    if case.stdout is not None and not _same_lines(case, printed):
        name = "incomplete" if len(printed) < len(case.stdout) else "unexpected"
        return Verdict(name, f"printed {printed}, not {list(case.stdout)}")
    return None


def _same_lines(case: Case, printed: list[str]) -> bool:
    return sorted(printed) == sorted(case.stdout) if case.any_order else tuple(printed) == case.stdout


def _values(case: Case, observed: list[tuple[str, str]]) -> Verdict | None:
    for label, expected in case.expect.items():
        texts = [text for seen, text in observed if seen == label]
        if not _fits(expected, texts):
            want = " | ".join(expected.patterns) if expected.kind == "any" else ", ".join(expected.patterns)
            want = re.sub(r"\\(.)", r"\1", want)
            return Verdict("context-divergence", f"{label}: {', '.join(texts)}; expected {want}")
    return None


def _fits(expected: Expected, texts: list[str]) -> bool:
    if expected.kind == "any":
        return any(re.fullmatch(pattern, texts[0]) for pattern in expected.patterns)
    if expected.kind == "bag":
        left = list(expected.patterns)
        for text in texts:
            found = next((pattern for pattern in left if re.fullmatch(pattern, text)), None)
            if found is None:
                return False
            left.remove(found)
        return True
    return all(re.fullmatch(pattern, text) for pattern, text in zip(expected.patterns, texts))


def _order(case: Case, observed: list[tuple[str, str]]) -> Verdict | None:
    labels = [label for label, _ in observed]
    for first, second in case.order:
        last_first = len(labels) - 1 - labels[::-1].index(first)
        if last_first > labels.index(second):
            return Verdict("order-divergence", f"{second} came before {first}: {' '.join(labels)}")
    return None


def _tail(text: str, limit: int = 300) -> str:
    text = text.strip()
    return text if len(text) <= limit else "..." + text[-limit:]
