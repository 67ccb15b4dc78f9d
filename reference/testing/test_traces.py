"""Golden traces of hook events: recorded from Node.js 18.20.1, and what the profile node18 must give.

`ACTX_ACCEPT=1 pytest reference/testing/test_traces.py` records them again, from Node.js alone.
"""

from __future__ import annotations

import os
import pathlib

import pytest

FOLDER = pathlib.Path(__file__).parent / "traces"
TRACES = sorted(FOLDER.glob("*.js"))


def events(stdout: str) -> str:
    return "".join(line.removeprefix(" ") + "\n" for line in stdout.splitlines())


@pytest.mark.parametrize("path", TRACES, ids=lambda path: path.stem)
def test_node(programs, path) -> None:
    result = programs.node("18.20.1", path)
    assert result.returncode == 0, result.stderr
    golden = path.with_suffix(".txt")
    if os.environ.get("ACTX_ACCEPT"):
        golden.write_text(events(result.stdout))
    assert events(result.stdout) == golden.read_text()


@pytest.mark.parametrize("path", TRACES, ids=lambda path: path.stem)
def test_reference(programs, path) -> None:
    result = programs.actx(path, "--profile", "node18")
    assert events(result.stdout) == path.with_suffix(".txt").read_text(), result.stderr
