"""spec/deviations.yaml against the table of rules, the document, the cases and the rows that it names."""

from __future__ import annotations

import functools
import json
import pathlib
import subprocess

import pytest
import yaml

from actx import case as cases
from actx import document, implementations, statements

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENTRIES = yaml.safe_load((ROOT / "spec" / "deviations.yaml").read_text())
KEYS = {"rule", "section", "sha256", "about", "shown_by", "implementations"}
MODELS = {"node@18.20.1": "node18", "node@24.21.0": "frame"}


@functools.cache
def rules(program: str) -> dict[str, dict[str, set[str]]]:
    """The table: rule -> profile -> its variants; "" holds all of them."""
    result = subprocess.run([program, "rules", "--json"], capture_output=True, text=True, check=True, timeout=60)
    table: dict[str, dict[str, set[str]]] = {}
    for rule in json.loads(result.stdout)["rules"]:
        row = table[rule["name"]] = {"": set(), "documented": set(), "node18": set(), "frame": set()}
        for variant in rule["variants"]:
            for profile in ("", *variant["profiles"]):
                row[profile].add(variant["name"])
    return table


def test_every_rule_that_deviates_has_its_entry(programs) -> None:
    deviating = [name for name, row in rules(programs.reference()).items()
                 if not row["documented"] == row["node18"] == row["frame"]]
    assert [entry["rule"] for entry in ENTRIES] == deviating


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["rule"])
def test_an_entry_fits_the_table(programs, entry) -> None:
    assert set(entry) == KEYS
    row = rules(programs.reference())[entry["rule"]]
    pinned = [one.id for one in implementations.load_all() if one.npm]
    assert sorted(entry["implementations"]) == sorted(pinned)
    for implementation, variant in entry["implementations"].items():
        assert variant == "-" or variant in row[""], implementation
    for implementation, profile in MODELS.items():
        assert row[profile] == {entry["implementations"][implementation]}, implementation


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["rule"])
def test_what_shows_it_exists(entry) -> None:
    kind, _, name = entry["shown_by"].partition("/")
    if kind == "rows":
        assert (ROOT / "reference" / "testing" / "rows" / f"{name}.js").is_file()
    elif kind == "tests":
        sources = (ROOT / "reference" / "context").glob("*_test.cc")
        assert any(f'"{name}"' in source.read_text() for source in sources)
    else:
        assert entry["shown_by"] in {case.id for case in cases.load_all()}


@functools.cache
def page() -> list[tuple[str, str]]:
    return [(section, statements.anchor(sentence)) for section, sentence in statements.statements(document.find())]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["rule"])
def test_its_statement_is_in_the_document(entry) -> None:
    assert entry["sha256"] in {anchor for _, anchor in page()}
    # The JSON of nodejs.org has no sections for constructors.
    if entry["section"] in {section for section, _ in page()}:
        assert (entry["section"], entry["sha256"]) in page()


# The others are shown by scenarios of reference/context, which run under every variant there.
PROGRAMS = [entry for entry in ENTRIES if not entry["shown_by"].startswith("tests/")]


@pytest.mark.parametrize("entry", PROGRAMS, ids=lambda entry: entry["rule"])
def test_what_shows_it_tells_the_variants_apart(programs, entry) -> None:
    """The program's output under node18 changes with the rule alone."""
    row = rules(programs.reference())[entry["rule"]]
    kind, _, name = entry["shown_by"].partition("/")
    folder = ROOT / "reference" / "testing" if kind == "rows" else ROOT / "cases"
    program = folder / f"{entry['shown_by']}.js"
    seen = {}
    for variant in sorted(row["documented"] | set(entry["implementations"].values()) - {"-"}):
        options = ("--profile", "node18", "--expose-gc", "--rule", f"{entry['rule']}={variant}")
        seen[variant] = programs.actx(program, *options).stdout
    assert len(set(seen.values())) > 1, seen
