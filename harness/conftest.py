"""The pytest driver: options, case x implementation, table and log."""

from __future__ import annotations

import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from actx import report  # noqa: E402
from actx.plan import plan_of  # noqa: E402


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("actx")
    group.addoption("--impl", action="append", default=[], metavar="ID",
                    help="implementation to run (repeatable; default: all that do not say default = false)")
    group.addoption("--case", action="append", default=[], metavar="PREFIX",
                    help="only cases whose id starts with this (repeatable)")
    group.addoption("--schedules", type=int, default=8, metavar="N",
                    help="random schedules per case on the reference (default 8)")
    group.addoption("--log", metavar="FILE", help="append one JSON line per verdict to FILE")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "cell" in metafunc.fixturenames:
        plan = plan_of(metafunc.config)
        pairs = [(case, implementation) for case in plan.cases for implementation in plan.implementations]
        metafunc.parametrize("cell", pairs, ids=[f"{case.id}-{i.id}" for case, i in pairs])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    outcome = yield
    if call.when == "call" and hasattr(item, "actx_row"):
        # user_properties travel from xdist's workers to the one that prints.
        outcome.get_result().user_properties.append(("actx", item.actx_row))


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    rows = [value for reports in terminalreporter.stats.values() for one in reports
            for key, value in getattr(one, "user_properties", []) if key == "actx"]
    if not rows:
        return
    rows.sort(key=lambda row: (row["case"], row["implementation"]))
    terminalreporter.write_line("")
    terminalreporter.write(report.render(rows, color=terminalreporter.isatty))
    for row in rows:
        if row["problem"]:
            terminalreporter.write_line(f"! {row['case']} on {row['implementation']}: {row['problem']}")
    if log := config.getoption("--log"):
        with open(log, "a", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, sort_keys=True) + "\n")
