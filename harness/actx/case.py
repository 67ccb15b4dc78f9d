"""Cases: litmus programs with a front matter that says what should be observed.

A case is cases/<area>/<name>.js (CommonJS) or .mjs (ES module) and starts with a comment

    /*---
    id: run/context-is-exited-when-the-callback-throws
    requires: [ALS-RUN-05]
    about: one sentence
    expect:
      label: value
    order: [[first, second]]      # optional: every `first` comes before every `second`
    stdout: [line, line]          # optional: what console.log printed, in this order; {$bag: [...]}: in any order
    features: [create-hook]       # optional: what the implementation must have
    ---*/

Expected values are YAML; `undefined` is JavaScript's undefined. Special forms, each a mapping of one key:
    {$each: [a, b]}    the label is observed several times, with these values in this order
    {$bag: [a, b]}     the same, in any order
    {$any: [a, b]}     one of these values (the document allows each)
    {$text: 'Map{}'}   the exact text that observe() prints
    {$match: 'regex'}  a regular expression the whole text must match
    {$string: text}    a string, also when it reads like something else
"""

from __future__ import annotations

import dataclasses
import json
import pathlib
import re

import yaml

from actx.implementations import FEATURES, ROOT

CASES = ROOT / "cases"
KEYS = {"id", "requires", "about", "expect", "order", "stdout", "features", "formats", "files"}


class CaseError(Exception):
    """A case is malformed; the message starts with file and line."""


@dataclasses.dataclass(frozen=True)
class Expected:
    """What one label should show: `kind` is one, each, bag or any; patterns match observe()'s text."""

    kind: str
    patterns: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.patterns) if self.kind in ("each", "bag") else 1


@dataclasses.dataclass(frozen=True)
class Case:
    id: str
    path: pathlib.Path
    requires: tuple[str, ...]
    about: str
    expect: dict[str, Expected]
    order: tuple[tuple[str, str], ...]
    stdout: tuple[str, ...] | None
    features: frozenset[str]
    formats: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()  # scaffolds only: file name and block, beside the program
    any_order: bool = False                  # the lines of stdout


def value_text(value: object) -> str:
    """The text observe() prints for a value given in YAML."""
    if value == "undefined":
        return "undefined"
    if isinstance(value, dict) and set(value) == {"$text"}:
        return str(value["$text"])
    if isinstance(value, dict) and set(value) == {"$string"}:
        return json.dumps(str(value["$string"]), ensure_ascii=False)
    if isinstance(value, dict):
        inner = (f"{json.dumps(str(k), ensure_ascii=False)}:{value_text(v)}" for k, v in value.items())
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join(value_text(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _pattern(value: object) -> str:
    if isinstance(value, dict) and set(value) == {"$match"}:
        re.compile(value["$match"])
        return value["$match"]
    return re.escape(value_text(value))


def _expected(value: object) -> Expected:
    if isinstance(value, dict) and len(value) == 1:
        (key, inner), = value.items()
        if key in ("$each", "$bag", "$any"):
            if not isinstance(inner, list) or not inner:
                raise ValueError(f"{key} takes a non-empty list")
            return Expected(key[1:], tuple(_pattern(v) for v in inner))
        if key.startswith("$") and key not in ("$text", "$match", "$string"):
            raise ValueError(f"unknown form {key}")
    return Expected("one", (_pattern(value),))


def load(path: pathlib.Path, root: pathlib.Path = CASES) -> Case:
    """Reads one case. Raises CaseError."""

    def wrong(what: str, line: int = 1) -> CaseError:
        return CaseError(f"{path}:{line}: {what}")

    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise wrong(f"not UTF-8: {error}") from error
    matter = re.match(r"/\*---\n(.*?)\n---\*/\n", text, re.S)
    if matter is None:
        raise wrong("no front matter: the file must start with /*--- and a matching ---*/")
    try:
        data = yaml.safe_load(matter[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise wrong(str(getattr(error, "problem", error)), mark.line + 2 if mark else 1) from error
    if not isinstance(data, dict):
        raise wrong("the front matter must be a mapping", 2)
    for key in data:
        if key not in KEYS:
            raise wrong(f"unknown key {key!r}", _line_of(text, key))
    identity = path.relative_to(root).with_suffix("").as_posix()
    if data.get("id") != identity:
        raise wrong(f"id must be {identity!r}, the path", _line_of(text, "id"))
    for key in ("requires", "about"):
        if not data.get(key):
            raise wrong(f"{key!r} is missing or empty", 2)
    requires = data["requires"]
    if not isinstance(requires, list) or not all(re.fullmatch(r"[A-Z]+(-[A-Z]+)*-\d\d", str(r)) for r in requires):
        raise wrong("'requires' must list requirement ids like ALS-RUN-05", _line_of(text, "requires"))
    features = data.get("features", [])
    if not set(features) <= FEATURES:
        raise wrong(f"unknown feature in {features}; known: {', '.join(sorted(FEATURES))}", _line_of(text, "features"))
    expect = data.get("expect") or {}
    if not isinstance(expect, dict) or not expect and "stdout" not in data:
        raise wrong("'expect' must map labels to values (or give 'stdout')", _line_of(text, "expect"))
    parsed = {}
    for label, value in expect.items():
        if not isinstance(label, str) or not re.fullmatch(r"\S+", label):
            raise wrong(f"label {label!r} must be a string without spaces", _line_of(text, "expect"))
        try:
            parsed[label] = _expected(value)
        except (ValueError, re.error) as error:
            raise wrong(f"label {label!r}: {error}", _line_of(text, label)) from error
    order = data.get("order", [])
    for pair in order:
        if len(pair) != 2 or not set(pair) <= set(parsed):
            raise wrong(f"'order' must hold pairs of expected labels, not {pair}", _line_of(text, "order"))
    formats = tuple(data.get("formats", []))
    stdout = data.get("stdout")
    any_order = isinstance(stdout, dict) and set(stdout) == {"$bag"}
    if any_order:
        stdout = stdout["$bag"]
    if stdout is not None and not isinstance(stdout, list):
        raise wrong("'stdout' must list lines, or be {$bag: [lines]}", _line_of(text, "stdout"))
    files = data.get("files", {})
    if not isinstance(files, dict) or files and not formats:
        raise wrong("'files' maps file names to blocks, in scaffolds", _line_of(text, "files"))
    return Case(
        identity, path, tuple(requires), str(data["about"]), parsed, tuple(tuple(p) for p in order),
        None if stdout is None else tuple(str(line) for line in stdout), frozenset(features), formats,
        tuple(files.items()), any_order,
    )


def _line_of(text: str, key: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith(f"{key}:"):
            return number
    return 1


def load_all(root: pathlib.Path = CASES) -> list[Case]:
    """All cases below `root`, by id. Raises CaseError."""
    paths = [p for p in root.rglob("*") if p.suffix in (".js", ".mjs") and not p.name.startswith("_")]
    found = sorted((load(path, root) for path in paths), key=lambda case: case.id)
    for one, two in zip(found, found[1:]):
        if one.id == two.id:
            raise CaseError(f"{two.path}:1: {one.path.name} has the same id")
    return found
