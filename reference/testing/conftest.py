"""What the tests of the built reference need: its programs, and real Node.js to compare with."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "harness"))

from actx.implementations import load_all  # noqa: E402

# Node's own test files are an input that only `scripts/test --long` fetches.
collect_ignore = [] if os.environ.get("ACTX_NODE_TESTS") else ["test_node_files.py"]

OBSERVE = ROOT / "harness" / "observe.cjs"
PROGRAMS = {implementation.id: implementation.program for implementation in load_all()}


class Programs:
    """Runs a file on the reference or on a pinned Node.js; gives standard output."""

    @staticmethod
    def reference() -> str:
        program = os.environ.get("ACTX", str(PROGRAMS["reference"]))
        assert os.access(program, os.X_OK), f"{program} is missing: build first, or set ACTX"
        return program

    def actx(self, file: pathlib.Path, *options: str) -> subprocess.CompletedProcess[str]:
        return self._run([self.reference(), "run", *options, str(file)])

    def explore(self, file: pathlib.Path, *options: str) -> subprocess.CompletedProcess[str]:
        return self._run([self.reference(), "explore", *options, str(file)], timeout=600)

    @staticmethod
    def real_reference() -> str:
        program = os.environ.get("ACTX_UV", str(pathlib.Path(Programs.reference()).with_name("actx-uv")))
        assert os.access(program, os.X_OK), f"{program} is missing: build first, or set ACTX_UV"
        return program

    def actx_uv(self, file: pathlib.Path, *options: str) -> subprocess.CompletedProcess[str]:
        return self._run([self.real_reference(), "run", *options, str(file)])

    def print_program(self, file: pathlib.Path) -> subprocess.CompletedProcess[str]:
        program = os.environ.get("ACTX", str(PROGRAMS["reference"]))
        return self._run([program, "print", str(file)])

    def node(self, version: str, file: pathlib.Path, *options: str) -> subprocess.CompletedProcess[str]:
        program = PROGRAMS[f"node@{version}"]
        assert program.exists(), f"{program} is missing: run scripts/setup"
        return self._run([str(program), "--expose-gc", "--require", str(OBSERVE), *options, str(file)])

    @staticmethod
    def _run(command: list[str], timeout: int = 60) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout, stdin=subprocess.DEVNULL,
                              env={**os.environ, "NO_COLOR": "1", "TZ": "UTC"})


@pytest.fixture(scope="session")
def programs() -> Programs:
    return Programs()
