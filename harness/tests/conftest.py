"""Fakes: implementations that are wrong on purpose, and cases to run on them."""

from __future__ import annotations

import dataclasses
import pathlib
import stat
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from actx import case as cases  # noqa: E402
from actx.implementations import Implementation  # noqa: E402
from fakes import CASE, write_case  # noqa: E402

@pytest.fixture
def fake_case(tmp_path: pathlib.Path) -> cases.Case:
    return write_case(tmp_path, CASE)


@pytest.fixture
def fake(tmp_path: pathlib.Path):
    """Makes an implementation whose program is the given Python text."""

    def make(body: str, **changes) -> Implementation:
        program = tmp_path / "program"
        program.write_text(f"#!{sys.executable}\nimport os, sys, time\n{body}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        implementation = Implementation("fake", tmp_path, frozenset(), True, None, False, None,
                                        program, ("{program}", "{file}"), {})
        return dataclasses.replace(implementation, **changes)

    return make
