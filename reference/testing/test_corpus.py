"""Language programs: each prints the same on the reference as on Node.js 18.20.1."""

from __future__ import annotations

import pathlib

import pytest

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "script" / "corpus"
PROGRAMS = sorted(p for p in FOLDER.rglob("*") if p.suffix in (".js", ".mjs") and not p.name.startswith("_"))


def test_the_corpus_is_there() -> None:
    assert len(PROGRAMS) >= 250


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_equals_node(programs, path) -> None:
    real = programs.node("18.20.1", path)
    assert real.stdout, f"{path.name} prints nothing on Node.js: {real.stderr}"
    ours = programs.actx(path, "--profile", "node18", "--expose-gc")
    assert (ours.stdout, ours.returncode) == (real.stdout, real.returncode), ours.stderr
