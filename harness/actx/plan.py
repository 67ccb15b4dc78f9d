"""The plan of a conformance run: which cases on which implementations, fixed before anything starts."""

from __future__ import annotations

import pathlib

import pytest

from actx import case as cases
from actx import document, examples, expectations, implementations


def all_cases(prefixes: tuple[str, ...], folder: pathlib.Path) -> list[cases.Case]:
    """The cases whose ids start with one of `prefixes` (none: all), one per file format for those that take
    blocks of the document; their files are written to `folder`. Raises CaseError, DocumentError."""
    found: list[cases.Case] = []
    blocks: list[document.Block] | None = None
    for one in cases.load_all():
        if prefixes and not one.id.startswith(prefixes):
            continue
        if one.formats:
            blocks = blocks or document.blocks()
            found += examples.expand(one, blocks, folder)
        else:
            found.append(one)
    return found


class Plan:
    """What a conformance run is going to do: fixed before the first program starts."""

    def __init__(self, config: pytest.Config) -> None:
        known = {i.id: i for i in implementations.load_all()}
        wanted = config.getoption("--impl") or [name for name, one in known.items() if one.is_default]
        for name in wanted:
            if name not in known:
                raise pytest.UsageError(f"unknown implementation {name!r}; declared: {', '.join(known)}")
        self.implementations = [known[name] for name in wanted]
        self.expectations = {one.id: expectations.load(one.models or one.id) for one in self.implementations}
        prefixes = tuple(config.getoption("--case"))
        self.cases = all_cases(prefixes, document.ROOT / ".cache" / "examples")
        if not prefixes:
            self._refuse_dead_expectations()

    def _refuse_dead_expectations(self) -> None:
        ids = {case.id for case in self.cases}
        for name, known in self.expectations.items():
            for dead in sorted(set(known) - ids):
                raise pytest.UsageError(f"harness/expectations/{name}.toml: no case {dead!r}")


def plan_of(config: pytest.Config) -> Plan:
    if not hasattr(config, "_actx_plan"):
        try:
            config._actx_plan = Plan(config)
        except (cases.CaseError, document.DocumentError, implementations.ImplementationError,
                expectations.ExpectationError) as error:
            raise pytest.UsageError(str(error)) from error
    return config._actx_plan
