"""Programs over sockets print on the reference what Node 18.20.1 prints for them, on the simulated libuv and on the
real one. (Under other schedules their timeouts and the order of both ends differ, as they may.)"""

from __future__ import annotations

import pathlib

import pytest

FOLDER = pathlib.Path(__file__).parent / "network"
PROGRAMS = sorted(FOLDER.glob("*.js"))


@pytest.fixture(scope="session")
def expected(programs):
    """What Node prints for a program; asked once for each."""
    known: dict[pathlib.Path, str] = {}

    def text(path: pathlib.Path) -> str:
        if path not in known:
            result = programs.node("18.20.1", path)
            assert result.returncode == 0, result.stderr
            assert len(result.stdout.splitlines()) > 5, f"{path} hardly prints anything"
            known[path] = result.stdout
        return known[path]

    return text


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_first_schedule(programs, expected, path) -> None:
    result = programs.actx(path, "--profile", "node18")
    assert (result.stdout, result.returncode) == (expected(path), 0), result.stderr


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_real_libuv(programs, expected, path) -> None:
    result = programs.actx_uv(path, "--profile", "node18")
    assert (result.stdout, result.returncode) == (expected(path), 0), result.stderr
