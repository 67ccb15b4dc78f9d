"""Front matter: what is accepted, and that each mistake is told with file and line."""

from __future__ import annotations

import re

import pytest

from actx import case as cases
from fakes import CASE, write_case


@pytest.mark.parametrize("value, text", [
    ("undefined", "undefined"),
    (None, "null"),
    (True, "true"),
    (1, "1"),
    (1.5, "1.5"),
    ("A", '"A"'),
    ({"id": 2}, '{"id":2}'),
    ([1, "x", None], '[1,"x",null]'),
    ({"a": {"b": ["undefined"]}}, '{"a":{"b":[undefined]}}'),
    ({"$string": "undefined"}, '"undefined"'),
    ({"$text": "Map{}"}, "Map{}"),
])
def test_value_text(value, text) -> None:
    assert cases.value_text(value) == text


@pytest.mark.parametrize("old, new, message", [
    ("/*---", "/*--", "no front matter"),
    ("id: fake/case", "id: other", "id must be 'fake/case'"),
    ("about: a case for the harness's own tests\n", "", "'about' is missing"),
    ("[ALS-RUN-01]", "[als]", "'requires' must list"),
    ("[ALS-RUN-01]", "[]", "'requires' is missing"),
    ("  a: 1", "  a: {$each: []}", "non-empty list"),
    ("  a: 1", "  a: {$what: 1}", "unknown form $what"),
    ("  a: 1", "  a: {$match: '('}", "label 'a'"),
    ("  a: 1", "  a b: 1", "without spaces"),
    ("order: [[a, b]]", "order: [[a, z]]", "pairs of expected labels"),
    ("order: [[a, b]]", "features: [flying]", "unknown feature"),
    ("order: [[a, b]]", "oder: []", "unknown key 'oder'"),
    ("order: [[a, b]]", "order: [", ":8:"),
])
def test_mistakes(tmp_path, old, new, message) -> None:
    assert old in CASE
    with pytest.raises(cases.CaseError) as error:
        write_case(tmp_path, CASE.replace(old, new))
    assert message in str(error.value)
    assert "case.js:" in str(error.value)


def test_all_cases_of_the_suite_load() -> None:
    found = cases.load_all()
    assert found
    assert len({case.id for case in found}) == len(found)


def test_every_requirement_a_case_names_is_listed() -> None:
    text = (cases.ROOT / "spec" / "requirements.md").read_text()
    listed = set(re.findall(r"\*\*([A-Z]+(?:-[A-Z]+)*-\d\d)\*\*", text))
    assert len(listed) > 50
    for case in cases.load_all():
        assert set(case.requires) <= listed, f"{case.id}: {sorted(set(case.requires) - listed)}"
