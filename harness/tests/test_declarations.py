"""Implementation declarations, expectation lists and the report."""

from __future__ import annotations

import pytest

from actx import expectations, implementations, report
from actx.judge import Verdict

GOOD = """
id = "x@1"
features = ["create-hook"]
[get]
npm = "x@1"
program = "bin/x"
[start]
argv = ["{program}", "{file}"]
"""


def test_all_declarations_of_the_project_load() -> None:
    ids = [i.id for i in implementations.load_all()]
    assert ids[:3] == ["reference", "reference-node18", "reference-uv"]
    assert "node@18.20.1" in ids


@pytest.mark.parametrize("old, new, message", [
    ('id = "x@1"', "", "'id' must be"),
    ('features = ["create-hook"]', 'features = ["magic"]', "'features' must be"),
    ('features = ["create-hook"]', "colour = 1", "unknown key 'colour'"),
    ('npm = "x@1"', "", "either 'npm'"),
    ('program = "bin/x"', "", "needs 'get.program'"),
    ('"{file}"', '"file"', "must contain {file}"),
    ('argv = ["{program}", "{file}"]', "argv = 1", "list of strings"),
    ('id = "x@1"', 'id = "x@1"\ndefault = "no"', "'default' must be"),
    ('id = "x@1"', 'id = "x@1"\nschedules = 1', "'schedules' must be"),
    ('id = "x@1"', 'id = "x@1"\nmodels = 1', "'models' must be"),
    ("[start]", "[start", "line"),
])
def test_wrong_declarations(tmp_path, old, new, message) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(implementations.ImplementationError) as error:
        implementations.load(path)
    assert message in str(error.value) and "x.toml" in str(error.value)


def test_what_runs_by_default() -> None:
    assert {i.id for i in implementations.load_all() if not i.is_default} == {"reference-node18"}


def test_the_same_id_twice(tmp_path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD)
    with pytest.raises(implementations.ImplementationError, match="declared twice"):
        implementations.load_all(tmp_path)


def test_a_model_of_nothing(tmp_path) -> None:
    (tmp_path / "a.toml").write_text(GOOD.replace('id = "x@1"', 'id = "x@1"\nmodels = "y@1"'))
    with pytest.raises(implementations.ImplementationError, match="names no implementation: 'y@1'"):
        implementations.load_all(tmp_path)


def test_known_divergences(tmp_path) -> None:
    (tmp_path / "x@1.toml").write_text(
        '[[known]]\ncase = "a/b"\nverdict = "context-divergence"\nreason = "because"\n')
    known = expectations.load("x@1", tmp_path)["a/b"]
    assert expectations.problem(known, Verdict("context-divergence")) is None
    assert "remove the entry" in expectations.problem(known, Verdict("conforms"))
    assert "instead of" in expectations.problem(known, Verdict("crashed"))
    assert expectations.problem(None, Verdict("conforms")) is None
    assert expectations.problem(None, Verdict("unsupported")) is None
    assert expectations.problem(None, Verdict("not-run")) is not None
    assert expectations.load("unlisted", tmp_path) == {}


@pytest.mark.parametrize("text, message", [
    ('[[known]]\ncase = "a"\nverdict = "fine"\nreason = "r"\n', "verdict must be"),
    ('[[known]]\ncase = "a"\nverdict = "crashed"\n', "'reason'"),
    ('[[known]]\ncase = "a"\nverdict = "crashed"\nreason = "r"\nwhy = 1\n', "unknown key"),
    ('[[known]]\ncase = "a"\nverdict = "crashed"\nreason = "r"\n' * 2, "listed twice"),
    ("[[known]", "x@1.toml"),
])
def test_wrong_expectations(tmp_path, text, message) -> None:
    (tmp_path / "x@1.toml").write_text(text)
    with pytest.raises(expectations.ExpectationError, match=message):
        expectations.load("x@1", tmp_path)


def test_the_report_counts_every_cell() -> None:
    def row(case, implementation, verdict, problem=None):
        return {"case": case, "implementation": implementation, "verdict": verdict, "known": False, "problem": problem}

    rows = [row("a", "reference", "conforms"), row("a", "z@1", "crashed", "crashed: x"),
            row("b", "z@1", "not-run", "n")]
    text = report.render(rows)
    assert "z@1: 2 cases: 1 crashed, 1 not-run; 2 not expected" in text
    assert "reference: 1 cases: 1 conforms; 0 not expected" in text
    assert "CRASH!" in text
