"""Rows where the two models of context differ or agree: each program gives the node18 column under the profile
node18 and on Node.js 18.20.1, and the frame column under the profile frame and on Node.js 24.21.0."""

from __future__ import annotations

import pathlib
import re

import pytest
import yaml

from actx.case import value_text

FOLDER = pathlib.Path(__file__).parent / "rows"
ROWS = sorted(FOLDER.glob("*.js"))


def column(path: pathlib.Path, name: str) -> str:
    matter = yaml.safe_load(re.match(r"/\*---\n(.*?)\n---\*/", path.read_text(), re.S)[1])
    return "".join(f" {value_text(value)}\n" for value in matter[name])


@pytest.mark.parametrize("path", ROWS, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", ["node18", "frame"])
def test_reference(programs, path, profile) -> None:
    result = programs.actx(path, "--profile", profile, "--expose-gc")
    assert (result.stdout, result.returncode) == (column(path, profile), 0), result.stderr


@pytest.mark.parametrize("path", ROWS, ids=lambda path: path.stem)
@pytest.mark.parametrize("version, profile", [("18.20.1", "node18"), ("24.21.0", "frame")])
def test_node(programs, path, version, profile) -> None:
    result = programs.node(version, path)
    assert result.stdout == column(path, profile), result.stderr
