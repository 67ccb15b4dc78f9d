"""The table of functions in spec/uvsim.md says what the library defines, and names all that <uv.h> declares."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
RANKS = ("must", "should", "could", "others")


def build_folder() -> pathlib.Path:
    return pathlib.Path(os.environ.get("ACTX", ROOT / "build" / "release" / "actx")).resolve().parent


def defined() -> set[str]:
    """What the archive defines for others to call."""
    archives = list(build_folder().rglob("libuvsim.a"))
    archives = [path for path in archives if "package" not in path.parts]
    assert len(archives) == 1, archives
    symbols = subprocess.run(["nm", "--extern-only", "--defined-only", archives[0]], capture_output=True, text=True,
                             check=True).stdout
    return set(re.findall(r" [TW] uv_(\w+)$", symbols, re.MULTILINE))


def declared() -> set[str]:
    folder = subprocess.run(["pkg-config", "--variable=includedir", "libuv"], capture_output=True, text=True,
                            check=True).stdout.strip()
    header = pathlib.Path(folder, "uv.h").read_text()
    return set(re.findall(r"UV_EXTERN[^;(]*\buv_(\w+)\s*\(", header))


def table() -> dict[str, tuple[list[str], list[str]]]:
    """By rank, the names of the two columns."""
    text = (ROOT / "spec" / "uvsim.md").read_text()
    section = text.split("## Every function of `<uv.h>`\n", 1)[1].split("\n## ", 1)[0]
    rows = {}
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0] in RANKS:
            rows[cells[0]] = tuple(re.findall(r"`(\w+)`", cell) for cell in cells[1:])
    return rows


def test_the_table_is_true() -> None:
    library = defined()
    for rank, (there, missing) in table().items():
        assert [name for name in there if name not in library] == [], rank
        assert [name for name in missing if name in library] == [], rank


def test_the_table_is_complete() -> None:
    rows = table()
    assert tuple(rows) == RANKS
    names = [name for columns in rows.values() for column in columns for name in column]
    assert sorted(names) == sorted(set(names))
    assert set(names) == declared()


def test_nothing_ranked_high_is_missing() -> None:
    rows = table()
    assert rows["must"][1] == rows["should"][1] == []
    assert len(rows["must"][0]) >= 43
    assert len(rows["should"][0]) >= 72


def test_the_library_defines_nothing_else_of_that_kind() -> None:
    assert defined() <= declared()
