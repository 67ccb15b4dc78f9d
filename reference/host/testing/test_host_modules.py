"""Programs that use the host's modules print the same on the reference and on Node 18.20.1.

The programs are js/testing/*.js (one per module) and testing/inspect/*.js (console.log of many values). A third
comparison runs the modules written in JavaScript inside Node itself, in place of Node's own.

ACTX and ACTX_NODE18 name the two programs; scripts/test sets them.
"""
import os
import pathlib
import subprocess

import pytest

HOST = pathlib.Path(__file__).resolve().parent.parent
MODULE_PROGRAMS = sorted((HOST / "js" / "testing").glob("*.js"))
INSPECT_PROGRAMS = sorted((HOST / "testing" / "inspect").glob("*.js"))
PRELOAD = HOST / "js" / "testing" / "with_host_modules.js"
MODULE_PROGRAMS.remove(PRELOAD)


def program(variable):
    path = os.environ.get(variable)
    if not path or not os.access(path, os.X_OK):
        pytest.fail(f"{variable} must name the program to test with; scripts/test sets it (now: {path!r})")
    return path


def run(command):
    done = subprocess.run(command, capture_output=True, timeout=60, check=False,
                          env={**os.environ, "NODE_NO_WARNINGS": "1"})
    assert done.returncode == 0, f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr.decode()}"
    return done.stdout.decode().splitlines()


@pytest.fixture(scope="session")
def expected():
    """What Node prints for a program; asked once for each."""
    node = program("ACTX_NODE18")
    known = {}

    def lines(path):
        if path not in known:
            known[path] = run([node, path])
        assert known[path], f"{path} prints nothing"
        return known[path]

    return lines


@pytest.mark.parametrize("path", MODULE_PROGRAMS + INSPECT_PROGRAMS, ids=lambda path: path.stem)
def test_prints_the_same_on_the_reference(path, expected):
    assert run([program("ACTX"), "run", "--profile", "node18", path]) == expected(path)


@pytest.mark.parametrize("path", MODULE_PROGRAMS, ids=lambda path: path.stem)
def test_modules_behave_the_same_inside_node(path, expected):
    assert run([program("ACTX_NODE18"), "-r", PRELOAD, path]) == expected(path)


def test_the_inspect_corpus_is_large_enough():
    expressions = sum(path.read_text().count("show(") for path in INSPECT_PROGRAMS)
    assert expressions >= 200
