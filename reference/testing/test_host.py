"""Programs about the host's modules print the same on the reference and on Node.js 18.20.1.

One folder per module below host/. Files whose names begin with an underscore are parts of the others. The order of
lines counts: the programs write down every event, with ticks, microtasks and turns of the loop between them.
"""

from __future__ import annotations

import pathlib

import pytest

FOLDER = pathlib.Path(__file__).parent / "host"
PROGRAMS = sorted(path for path in FOLDER.glob("*/*.[jm]*s") if not path.name.startswith("_"))

REAL = {"fs", "zlib", "crypto", "child"}  # what differs between the simulated and the real libuv


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


@pytest.fixture
def folder(tmp_path):
    """A program that reads a file beside it, and one outside."""
    (tmp_path / "program").mkdir()
    (tmp_path / "outside.txt").write_text("outside")
    program = tmp_path / "program" / "main.js"
    program.write_text("""
const fs = require('fs');
for (const name of ['beside.txt', '../outside.txt', 'main.js']) {
  try {
    console.log(name, fs.readFileSync(`${__dirname}/${name}`).length > 0);
  } catch (error) {
    console.log(name, error.code);
  }
}
fs.writeFile(`${__dirname}/new.txt`, 'x', (error) => console.log(String(error)));
fs.readdir(`${__dirname}/..`, (error) => console.log(error ? error.code : 'listed'));
""")
    return program


def test_the_tree_has_the_programs_file_and_the_given_ones_only(programs, folder, tmp_path) -> None:
    (folder.parent / "beside.txt").write_text("beside")
    result = programs.actx(folder)
    lines = result.stdout.splitlines()
    assert lines[:3] == ["beside.txt ENOENT", "../outside.txt ENOENT", "main.js true"], result.stderr
    assert sorted(lines[3:]) == ["listed", "null"]
    given = programs.actx(folder, "--file", f"beside.txt={tmp_path / 'outside.txt'}")
    assert given.stdout.startswith("beside.txt true\n../outside.txt ENOENT\nmain.js true\n"), given.stderr
    assert not (folder.parent / "new.txt").exists()


def test_real_files_are_those_below_the_root(programs, folder, tmp_path) -> None:
    (folder.parent / "beside.txt").write_text("beside")
    own = programs.actx_uv(folder)
    assert own.stdout.splitlines()[:3] == ["beside.txt true", "../outside.txt EACCES", "main.js true"], own.stderr
    assert sorted(own.stdout.splitlines()[3:]) == ["EACCES", "null"]
    assert (folder.parent / "new.txt").read_text() == "x"
    wider = programs.actx_uv(folder, "--root", str(tmp_path))
    assert wider.stdout.splitlines()[1] == "../outside.txt true"
    assert "listed" in wider.stdout


@pytest.mark.parametrize("path", [path for path in PROGRAMS if path.parent.name in REAL],
                         ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_libuv(programs, expected, path) -> None:
    result = programs.actx_uv(path, "--profile", "node18", "--root", "/tmp")
    assert (result.stdout, result.returncode) == (expected(path), 0), result.stderr
