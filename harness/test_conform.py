"""The suite: every case on every implementation. scripts/conform runs this."""

from __future__ import annotations

import pytest

from actx import expectations, judge, runner
from actx.plan import plan_of


def verdict_of(case, implementation, schedules: int) -> judge.Verdict:
    """The verdict about a case; where there are schedules, the first bad one over them."""
    if not implementation.is_installed():
        return judge.Verdict("not-run", f"{implementation.program} is missing: run scripts/setup")
    missing = case.features - implementation.features
    if missing:
        return judge.Verdict("unsupported", ", ".join(sorted(missing)))
    plans: list[tuple[str, ...]] = [()]
    if implementation.has_schedules:
        plans += [("--seed", str(seed)) for seed in range(1, schedules + 1)]
    verdict = judge.Verdict("not-run")
    for extra in plans:
        verdict = judge.judge(case, runner.run(implementation, case.path, extra))
        if not verdict.ok:
            detail = f"{verdict.detail} ({' '.join(extra)})" if extra else verdict.detail
            return judge.Verdict(verdict.name, detail)
    return verdict


def test_case(cell, request: pytest.FixtureRequest) -> None:
    case, implementation = cell
    verdict = verdict_of(case, implementation, request.config.getoption("--schedules"))
    if not verdict.ok and not implementation.has_schedules:
        # A loaded machine must not make a verdict: what failed is run again by itself.
        verdict = verdict_of(case, implementation, 0)
    known = plan_of(request.config).expectations[implementation.id].get(case.id)
    problem = expectations.problem(known, verdict)
    request.node.actx_row = {
        "case": case.id, "implementation": implementation.id, "verdict": verdict.name,
        "detail": verdict.detail, "known": known is not None, "problem": problem,
    }
    if problem:
        pytest.fail(problem, pytrace=False)
