"""The style check finds each kind of mistake, and nothing in a clean tree."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

STYLE = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "style"
HEADER = "// A clean header.\n#ifndef ACTX_VALUE_X_H_\n#define ACTX_VALUE_X_H_\n\n#endif  // ACTX_VALUE_X_H_\n"


def run(root: pathlib.Path, name: str, text: str) -> subprocess.CompletedProcess[str]:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    (root / ".clang-format").write_text("BasedOnStyle: Google\n")
    return subprocess.run([sys.executable, STYLE, root], capture_output=True, text=True)


@pytest.mark.parametrize("name, text", [
    ("reference/value/x.h", HEADER),
    ("reference/script/y.cc", '#include "value/x.h"\n'),
    ("harness/z.py", '"""A module."""\n'),
])
def test_clean(tmp_path, name, text) -> None:
    result = run(tmp_path, name, text)
    assert (result.stdout, result.returncode) == ("style: 0 findings\n", 0)


@pytest.mark.parametrize("name, text, message", [
    ("reference/value/x.h", HEADER.replace("// A clean header.\n", ""), "starts with a comment"),
    ("reference/value/x.h", HEADER.replace("VALUE", "OTHER"), "guard must be ACTX_VALUE_X_H_"),
    ("reference/value/x.cc", '#include "script/ast.h"\n', "value must not depend on script"),
    ("reference/host/x.cc", '#include "explore/e.h"\n', "host must not depend on explore"),
    ("reference/value/x.cc", '#include "x.h"\n', "relative to reference/"),
    ("reference/odd/x.cc", "int x;\n", "has no line"),
    ("reference/value/x.cc", "int   x;\n", "not as clang-format"),
    ("reference/value/x.cc", "int x;\n" * 601, "601 lines"),
    ("reference/value/x.cc", "int x;", "no newline at the end"),
    ("harness/z.py", "x = 1\n", "starts with a docstring"),
    ("harness/z.py", '"""A module."""\nx = 1 \n', "white space at the end"),
    ("harness/z.py", '"""A module."""\n# TO' + 'DO later\n', "unfinished mark"),
])
def test_mistakes(tmp_path, name, text, message) -> None:
    result = run(tmp_path, name, text)
    assert message in result.stdout and result.returncode == 1
    assert name + ":" in result.stdout
