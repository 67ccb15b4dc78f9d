"""Known divergences: harness/expectations/<implementation id>.toml.

    [[known]]
    case = "exit/run-inside"              # a case id, as the table shows it
    verdict = "context-divergence"
    reason = "one sentence: what the implementation does, and why"
    link = "..."                          # optional: where it is discussed

A known divergence always runs. One that conforms again fails the build until its entry is removed.
"""

from __future__ import annotations

import dataclasses
import pathlib
import tomllib

from actx.implementations import ROOT
from actx.judge import BAD, Verdict

FOLDER = ROOT / "harness" / "expectations"


class ExpectationError(Exception):
    """An expectation file is malformed; the message names file and entry."""


@dataclasses.dataclass(frozen=True)
class Known:
    case: str
    verdict: str
    reason: str


def load(identity: str, folder: pathlib.Path = FOLDER) -> dict[str, Known]:
    """The known divergences of an implementation by case id; none when it has no file."""
    path = folder / f"{identity}.toml"
    if not path.exists():
        return {}
    try:
        data = tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExpectationError(f"{path}: {error}") from error
    found: dict[str, Known] = {}
    for number, row in enumerate(data.get("known", []), 1):
        where = f"{path}: entry {number}"
        if not set(row) <= {"case", "verdict", "reason", "link"}:
            raise ExpectationError(f"{where}: unknown key in {sorted(row)}")
        if row.get("verdict") not in BAD:
            raise ExpectationError(f"{where}: verdict must be one of {', '.join(BAD)}")
        if not row.get("case") or not row.get("reason"):
            raise ExpectationError(f"{where}: 'case' and 'reason' are needed")
        if row["case"] in found:
            raise ExpectationError(f"{where}: {row['case']} is listed twice")
        found[row["case"]] = Known(row["case"], row["verdict"], row["reason"])
    return found


def problem(known: Known | None, verdict: Verdict) -> str | None:
    """Why this verdict is not what was expected, or None when it is."""
    if known is None:
        return None if verdict.ok else f"{verdict.name}: {verdict.detail}"
    if verdict.name == known.verdict:
        return None
    if verdict.name == "conforms":
        return f"conforms, but is listed as {known.verdict}: remove the entry"
    return f"{verdict.name} instead of the listed {known.verdict}: {verdict.detail}"
