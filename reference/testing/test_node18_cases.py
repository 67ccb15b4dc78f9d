"""The profile node18 as a model of Node.js 18.20.1: on every case it has the verdict that the real one has according to
harness/expectations. A divergence that is listed there is a divergence of the model too, and nothing else is."""

from __future__ import annotations

import pytest

from actx import case as cases
from actx import expectations, implementations, judge
from actx.plan import all_cases

MODEL = next(one for one in implementations.load_all() if one.id == "reference-node18")
KNOWN = expectations.load("node@18.20.1")
IDS = [f"{case.id}{suffix}" for case in cases.load_all()
       for suffix in ([f".{extension}" for extension in case.formats] or [""])]


@pytest.fixture(scope="session")
def case_of(tmp_path_factory) -> dict[str, cases.Case]:
    return {case.id: case for case in all_cases((), tmp_path_factory.mktemp("examples"))}


@pytest.mark.parametrize("identity", IDS)
def test_verdict(programs, case_of, identity) -> None:
    assert MODEL.models == "node@18.20.1"
    case = case_of[identity]
    assert case.features <= MODEL.features
    result = programs.actx(case.path, "--profile", "node18", "--expose-gc")
    verdict = judge.judge(case, judge.Run(result.stdout, result.stderr, result.returncode))
    known = KNOWN.get(case.id)
    assert verdict.name == (known.verdict if known else "conforms"), verdict.detail


def test_every_listed_divergence_is_one_of_the_cases() -> None:
    assert set(KNOWN) <= set(IDS)
