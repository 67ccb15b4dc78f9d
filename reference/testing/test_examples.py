"""The document's examples on the reference: the blocks print back, and the outcome is what the document's comments say
under every profile that is to do what the document says, and under each of 200 random schedules."""

from __future__ import annotations

import pathlib

import pytest

from actx import case as cases
from actx import document, examples, judge

SCAFFOLDS = [case for case in cases.load_all() if case.id.startswith("examples/")]
FILES = [(case, extension) for case in SCAFFOLDS for extension in case.formats]
EXTENSIONS = {"mjs": "mjs", "cjs": "cjs", "js": "js"}
SCHEDULES = 200


@pytest.fixture(scope="session")
def blocks() -> list[document.Block]:
    return document.blocks()


def test_there_are_22_blocks(blocks) -> None:
    assert [block.number for block in blocks] == list(range(1, 23))


@pytest.mark.parametrize("number", range(1, 23))
def test_a_block_prints_back(programs, blocks, tmp_path, number) -> None:
    block = blocks[number - 1]
    source = tmp_path / f"block.{EXTENSIONS[block.language]}"
    source.write_text(block.code)
    printed = programs.print_program(source)
    assert printed.returncode == 0, printed.stderr
    again = tmp_path / f"again.{EXTENSIONS[block.language]}"
    again.write_text(printed.stdout)
    assert programs.print_program(again).stdout == printed.stdout
    assert len(printed.stdout.split()) > 2


@pytest.mark.parametrize("case, extension", FILES, ids=[f"{case.id}.{extension}" for case, extension in FILES])
@pytest.mark.parametrize("profile", ["documented", "node18", "frame"])
def test_outcome(programs, blocks, tmp_path, case, extension, profile) -> None:
    one = next(c for c in examples.expand(case, blocks, pathlib.Path(tmp_path)) if c.id.endswith(extension))
    count = SCHEDULES if profile == "documented" else 20
    for seed in range(count):
        result = programs.actx(one.path, "--profile", profile, "--seed", str(seed))
        verdict = judge.judge(one, judge.Run(result.stdout, result.stderr, result.returncode))
        assert verdict.name == "conforms", f"seed {seed}: {verdict.detail}"
