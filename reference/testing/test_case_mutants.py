"""Cases check what they say: for each requirement that a case lists it fails under a mutant of some rule about that
requirement. And what they leave to no other test: every mutant of a rule about files, sockets, ports and threads fails
one of them."""

from __future__ import annotations

import functools
import json
import subprocess

import pytest

from actx import case as cases
from actx import judge

# Scaffolds are no programs; test_examples.py and the properties are about them.
LINKS = [(case, requirement) for case in cases.load_all() if not case.formats for requirement in case.requires]
# Tried before the others: most of what a case can show needs the store that run() gives.
LIKELY = ("run_store=not_set", "run_restore=never")


# A rule about files, sockets, streams, ports or threads, and the folders of the cases that use them.
FOLDERS = {
    "data_context": "streams", "file_context": "fs", "finished_context": "streams", "lookup_context": "net",
    "message_context": "worker", "request_context": "http", "response_context": "http", "server_context": "net",
    "socket_context": "net", "work_context": "pool", "worker_context": "worker",
}


@functools.cache
def table(program: str) -> list[dict]:
    result = subprocess.run([program, "rules", "--json"], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)["rules"]


@functools.cache
def mutants_of(program: str, requirement: str) -> list[str]:
    found = [f"{rule['name']}={variant['name']}" for rule in table(program)
             if requirement in rule["requirements"].split()
             for variant in rule["variants"] if variant["kind"] == "mutant"]
    return sorted(found, key=lambda mutant: mutant not in LIKELY)


def verdict(programs, case: cases.Case, *options: str) -> str:
    result = programs.actx(case.path, "--expose-gc", *options)
    return judge.judge(case, judge.Run(result.stdout, result.stderr, result.returncode)).name


@pytest.mark.parametrize("case, requirement", LINKS, ids=[f"{case.id}-{requirement}" for case, requirement in LINKS])
def test_some_mutant_fails(programs, case, requirement) -> None:
    assert verdict(programs, case) == "conforms"
    mutants = mutants_of(programs.reference(), requirement)
    assert mutants, f"no rule about {requirement} has a mutant"
    fails = any(verdict(programs, case, "--rule", mutant) != "conforms" for mutant in mutants)
    assert fails, f"holds under {', '.join(mutants)}"


@pytest.mark.parametrize("rule", FOLDERS)
def test_every_mutant_fails_a_case(programs, rule) -> None:
    row = next(row for row in table(programs.reference()) if row["name"] == rule)
    wrong = [variant["name"] for variant in row["variants"] if variant["kind"] == "mutant"]
    assert wrong
    about = {case.id: case for case, requirement in LINKS
             if case.id.startswith(f"{FOLDERS[rule]}/") and requirement in row["requirements"].split()}
    for name in wrong:
        assert any(verdict(programs, case, "--rule", f"{rule}={name}") == "context-divergence"
                   for case in about.values()), f"{rule}={name} fails no case of {FOLDERS[rule]}/"
