"""The document's examples on the reference: the blocks print back, and the outcome is what the document's comments say
under every profile that is to do what the document says, on either order of the loop's phases, under each of 1,000
random schedules."""

from __future__ import annotations

import json
import pathlib

import pytest

from actx import case as cases
from actx import document, examples, judge

SCAFFOLDS = [case for case in cases.load_all() if case.id.startswith("examples/")]
FILES = [(case, extension) for case in SCAFFOLDS for extension in case.formats]
EXTENSIONS = {"mjs": "mjs", "cjs": "cjs", "js": "js"}
LOOP_PROFILES = ("uv-1.44", "uv-1.45")
SCHEDULES = {"documented": 1000, "node18": 20, "frame": 20}
LOGGER_ORDERS = {("start 0:", "start 1:", "finish 0:", "finish 1:"), ("start 0:", "finish 0:", "start 1:", "finish 1:")}


@pytest.fixture(scope="session")
def blocks() -> list[document.Block]:
    return document.blocks()


def test_there_are_22_blocks(blocks) -> None:
    assert [block.number for block in blocks] == list(range(1, 23))


def test_every_block_is_in_an_example(blocks, tmp_path) -> None:
    written = [one for case in SCAFFOLDS for one in examples.expand(case, blocks, tmp_path)]
    texts = [file.read_text() for one in written for file in one.path.parent.iterdir() if file.is_file()]
    assert [block.number for block in blocks if not any(block.code.strip() in text for text in texts)] == []


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
@pytest.mark.parametrize("loop_profile", LOOP_PROFILES)
@pytest.mark.parametrize("profile", SCHEDULES)
def test_outcome(programs, blocks, tmp_path, case, extension, profile, loop_profile) -> None:
    one = next(c for c in examples.expand(case, blocks, tmp_path) if c.id.endswith(extension))
    lines_seen = outcomes(programs, one.path, profile, loop_profile)
    for lines, exit_code, schedule in lines_seen:
        verdict = judge.judge(one, judge.Run("\n".join(lines), "", exit_code))
        assert verdict.name == "conforms", f"schedule {schedule}: {verdict.detail}"
    if one.id.startswith("examples/http-logger") and profile == "documented":
        assert {logged(lines) for lines, _, _ in lines_seen} == LOGGER_ORDERS


def outcomes(programs, file: pathlib.Path, profile: str, loop_profile: str) -> list[tuple[list[str], int, str]]:
    """The different outputs of the natural run and of random ones, under every reading of the profile, with their exit
    code and the schedule of one run that gave it."""
    count = SCHEDULES[profile] + 1
    result = programs.explore(file, "--json", "--order", "total", "--seed", "1", "--limit", str(count),
                              "--profile", profile, "--loop-profile", loop_profile, "--processors", "4")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    runs = [sum(outcome["runs"][i] for outcome in found["outcomes"]) for i in range(len(found["readings"]))]
    assert set(runs) == {count}
    return [([line_text(line) for line in one["observations"]], exit_code_of(one["ending"]), one["schedule"])
            for one in found["outcomes"]]


def line_text(line: dict[str, str]) -> str:
    return line["value"] if line["label"] == "(stdout)" else f"{line['label']} {line['value']}"


def exit_code_of(ending: str) -> int:
    assert ending.startswith("exit "), ending
    return int(ending.removeprefix("exit "))


def logged(lines: list[str]) -> tuple[str, ...]:
    return tuple(line.replace('"', "") for line in lines if line.startswith(("start", "finish ")))
