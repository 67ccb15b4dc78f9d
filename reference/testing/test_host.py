"""Programs about the host's modules print the same on the reference and on Node.js 18.20.1.

One folder per module below host/. Files whose names begin with an underscore are parts of the others. The order of
lines counts: the programs write down every event, with ticks, microtasks and turns of the loop between them.
"""

from __future__ import annotations

import pathlib

import pytest

FOLDER = pathlib.Path(__file__).parent / "host"
PROGRAMS = sorted(path for path in FOLDER.glob("*/*.[jm]*s") if not path.name.startswith("_"))


@pytest.fixture(scope="module")
def expected(programs):
    """What Node.js prints; asked once for each program."""
    known: dict[pathlib.Path, str] = {}

    def output(path: pathlib.Path) -> str:
        if path not in known:
            result = programs.node("18.20.1", path)
            assert result.returncode == 0, result.stderr
            assert result.stdout, f"{path} prints nothing"
            known[path] = result.stdout
        return known[path]

    return output


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_reference(programs, expected, path) -> None:
    result = programs.actx(path, "--profile", "node18")
    assert (result.stdout, result.returncode) == (expected(path), 0), result.stderr
