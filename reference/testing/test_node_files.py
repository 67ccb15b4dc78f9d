"""Node's own test files about async context run unmodified on the reference, under the profile node18.

ACTX_NODE_TESTS names the folder `test` of Node's sources (18.20); `scripts/test --long` fetches it, and without it this
file is not collected (conftest.py). node_files.txt
lists the files that are to pass. Only test/common/index.js is replaced, by node_common/index.js. Nothing of Node's is
kept here.
"""

from __future__ import annotations

import os
import pathlib
import re
import shutil

import pytest

HERE = pathlib.Path(__file__).parent
NAMES = [line for line in (HERE / "node_files.txt").read_text().splitlines() if line and not line.startswith("#")]
TESTS = os.environ.get("ACTX_NODE_TESTS", "")


@pytest.fixture(scope="session")
def tree(tmp_path_factory) -> pathlib.Path:
    """A copy of what the files need, with our `common`."""
    assert TESTS, "ACTX_NODE_TESTS must name the folder of Node's tests; scripts/test --long fetches it"
    source = pathlib.Path(TESTS)
    assert (source / "async-hooks" / "init-hooks.js").is_file(), f"{source} is not Node's folder `test`"
    root = tmp_path_factory.mktemp("node") / "test"
    shutil.copytree(source / "async-hooks", root / "async-hooks")
    shutil.copytree(source / "common", root / "common", ignore=shutil.ignore_patterns("wpt*"))
    (root / "parallel").mkdir()
    for name in NAMES:
        if name.startswith("parallel/"):
            shutil.copyfile(source / name, root / name)
    shutil.copyfile(HERE / "node_common" / "index.js", root / "common" / "index.js")
    return root


def options(text: str) -> list[str]:
    """What a file asks for in its line `// Flags:`."""
    flags = re.search(r"^// Flags: (.*)$", text, re.M)
    wanted = ["--profile", "node18"]
    for flag in flags[1].split() if flags else []:
        if flag.replace("_", "-") == "--expose-gc":
            wanted.append("--expose-gc")
        elif flag.startswith("--unhandled-rejections="):
            wanted.append(flag)
    return wanted


@pytest.mark.parametrize("name", NAMES)
def test_file(programs, tree, name) -> None:
    file = tree / name
    result = programs.actx(file, *options(file.read_text()))
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    assert "# Skipped" not in result.stdout
