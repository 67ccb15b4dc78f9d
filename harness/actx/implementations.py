"""Implementations under test, as harness/implementations/*.toml declares them.

A file says how to get an implementation (an npm package with its version, or a path), how to start it and
which features it has. Someone with a new runtime writes that file and nothing else:

    id = "my-runtime@1.0"            # unique; what --impl takes
    features = ["create-hook"]       # what cases may ask for: any of FEATURES
    default = false                  # optional: runs only when --impl names it
    models = "other@1.0"             # optional: it is to behave as that one, known divergences included
    schedules = true                 # optional: takes --seed N; cases run under several schedules
    [get]
    path = "/opt/my-runtime"         # or: npm = "package@version", program = "path inside the folder"
    [start]
    argv = ["{program}", "--preload", "{observe}", "{file}"]
    env = { NAME = "value" }         # optional
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import pathlib
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "harness" / "implementations"
FEATURES = frozenset({"create-hook", "fs", "gc", "http", "ids", "net", "streams", "uncaught", "worker-threads"})


class ImplementationError(Exception):
    """A declaration is wrong; the message names file and key."""


@dataclasses.dataclass(frozen=True)
class Implementation:
    id: str
    source: pathlib.Path
    features: frozenset[str]
    is_default: bool
    models: str | None
    has_schedules: bool
    npm: str | None
    program: pathlib.Path
    argv: tuple[str, ...]
    env: dict[str, str]

    @property
    def is_reference(self) -> bool:
        return self.id.split("@")[0].startswith("reference")

    def is_installed(self) -> bool:
        return os.access(self.program, os.X_OK)

    def command(self, file: pathlib.Path, scratch: pathlib.Path) -> tuple[list[str], dict[str, str]]:
        """The argument list and environment that run `file`; `scratch` is a folder it may write to."""
        names = {
            "program": str(self.program),
            "observe": str(ROOT / "harness" / "observe.cjs"),
            "file": str(file),
            "scratch": str(scratch),
        }
        argv = [part.format(**names) for part in self.argv]
        env = {key: value.format(**names) for key, value in self.env.items()}
        return argv, {**os.environ, "NO_COLOR": "1", "TZ": "UTC", **env}


def load(path: pathlib.Path) -> Implementation:
    """Reads one declaration. Raises ImplementationError."""

    def wrong(what: str) -> ImplementationError:
        return ImplementationError(f"{path}: {what}")

    try:
        data = tomllib.loads(path.read_text())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise wrong(str(error)) from error
    unknown = set(data) - {"id", "features", "default", "models", "schedules", "get", "start"}
    if unknown:
        raise wrong(f"unknown key {sorted(unknown)[0]!r}")
    identity = data.get("id")
    if not isinstance(identity, str) or not identity:
        raise wrong("'id' must be a non-empty string")
    features = data.get("features", [])
    if not isinstance(features, list) or not set(features) <= FEATURES:
        raise wrong(f"'features' must be a list of {', '.join(sorted(FEATURES))}")
    is_default, has_schedules = data.get("default", True), data.get("schedules", False)
    for name, value in (("default", is_default), ("schedules", has_schedules)):
        if not isinstance(value, bool):
            raise wrong(f"'{name}' must be true or false")
    models = data.get("models")
    if models is not None and not isinstance(models, str):
        raise wrong("'models' must be the id of another implementation")
    get, start = data.get("get", {}), data.get("start", {})
    npm, where = get.get("npm"), get.get("path")
    if (npm is None) == (where is None):
        raise wrong("'get' needs either 'npm' (with 'program') or 'path'")
    if npm is not None and not isinstance(get.get("program"), str):
        raise wrong("'get.npm' needs 'get.program', the program inside the installed folder")
    program = ROOT / ".runtimes" / identity / get["program"] if npm else ROOT / where
    argv = start.get("argv")
    if not isinstance(argv, list) or not all(isinstance(a, str) for a in argv) or not argv:
        raise wrong("'start.argv' must be a list of strings")
    if not any("{file}" in part for part in argv):
        raise wrong("'start.argv' must contain {file}")
    env = start.get("env", {})
    if not all(isinstance(value, str) for value in env.values()):
        raise wrong("'start.env' must map names to strings")
    return Implementation(identity, path, frozenset(features), is_default, models, has_schedules,
                          npm, program, tuple(argv), env)


def load_all(folder: pathlib.Path = FOLDER) -> list[Implementation]:
    """All declarations, the reference first, then by id. Raises ImplementationError."""
    found = [load(path) for path in sorted(folder.glob("*.toml"))]
    ids = [implementation.id for implementation in found]
    for identity in ids:
        if ids.count(identity) > 1:
            raise ImplementationError(f"{folder}: id {identity!r} is declared twice")
    for one in found:
        if one.models is not None and one.models not in ids:
            raise ImplementationError(f"{one.source}: 'models' names no implementation: {one.models!r}")
    return sorted(found, key=lambda i: (not i.is_reference, i.id))


def main() -> int:
    parser = argparse.ArgumentParser(prog="actx.implementations", description=__doc__.split("\n")[0])
    parser.add_argument("--list-npm", action="store_true", help="id, npm package and program, tab-separated")
    options = parser.parse_args()
    try:
        for implementation in load_all():
            if options.list_npm:
                if implementation.npm:
                    inside = implementation.program.relative_to(ROOT / ".runtimes" / implementation.id)
                    print(implementation.id, implementation.npm, inside, sep="\t")
            else:
                print(implementation.id, "installed" if implementation.is_installed() else "missing")
    except ImplementationError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
