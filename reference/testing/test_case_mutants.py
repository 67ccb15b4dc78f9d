"""Cases check what they say: for each requirement that a case lists it fails under a mutant of some rule about that
requirement."""

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


@functools.cache
def mutants_of(program: str, requirement: str) -> list[str]:
    table = json.loads(subprocess.run([program, "rules", "--json"], capture_output=True, text=True, check=True).stdout)
    found = [f"{rule['name']}={variant['name']}" for rule in table["rules"]
             if requirement in rule["requirements"].split()
             for variant in rule["variants"] if variant["kind"] == "mutant"]
    return sorted(found, key=lambda mutant: mutant not in LIKELY)


@pytest.mark.parametrize("case, requirement", LINKS, ids=[f"{case.id}-{requirement}" for case, requirement in LINKS])
def test_some_mutant_fails(programs, case, requirement) -> None:
    def verdict(*options: str) -> str:
        result = programs.actx(case.path, "--expose-gc", *options)
        return judge.judge(case, judge.Run(result.stdout, result.stderr, result.returncode)).name

    assert verdict() == "conforms"
    mutants = mutants_of(programs.reference(), requirement)
    assert mutants, f"no rule about {requirement} has a mutant"
    fails = any(verdict("--rule", mutant) != "conforms" for mutant in mutants)
    assert fails, f"holds under {', '.join(mutants)}"
