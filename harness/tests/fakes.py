"""A case to run on fakes, and a way to write others."""

from __future__ import annotations

import pathlib

from actx import case as cases

CASE = """/*---
id: fake/case
requires: [ALS-RUN-01]
about: a case for the harness's own tests
expect:
  a: 1
  b: undefined
order: [[a, b]]
---*/
"""


def write_case(root: pathlib.Path, text: str, name: str = "fake/case.js") -> cases.Case:
    path = root / "cases" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return cases.load(path, root / "cases")
