"""--unhandled-rejections does what it does on Node.js 18.20.1."""

from __future__ import annotations

import pathlib

import pytest

PROGRAMS = sorted((pathlib.Path(__file__).parent / "rejections").glob("*.js"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
@pytest.mark.parametrize("mode", ["throw", "strict", "warn", "none", "warn-with-error-code"])
def test_equals_node(programs, path, mode) -> None:
    option = f"--unhandled-rejections={mode}"
    real = programs.node("18.20.1", path, option)
    assert real.stdout, real.stderr
    ours = programs.actx(path, "--profile", "node18", option)
    assert (ours.stdout, ours.returncode) == (real.stdout, real.returncode), ours.stderr
