"""Implementations under test, as harness/implementations/*.toml declares them.

A file says how to get an implementation (an npm package with its version, or a path), how to start it and
which features it has. Someone with a new runtime writes that file and nothing else:

    id = "my-runtime@1.0"            # unique; what --impl takes
    features = ["create-hook"]       # what cases may ask for: any of FEATURES
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
    unknown = set(data) - {"id", "features", "get", "start"}
    if unknown:
        raise wrong(f"unknown key {sorted(unknown)[0]!r}")
    identity = data.get("id")
    if not isinstance(identity, str) or not identity:
        raise wrong("'id' must be a non-empty string")
    features = data.get("features", [])
    if not isinstance(features, list) or not set(features) <= FEATURES:
        raise wrong(f"'features' must be a list of {', '.join(sorted(FEATURES))}")
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
    return Implementation(identity, path, frozenset(features), npm, program, tuple(argv), env)


def load_all(folder: pathlib.Path = FOLDER) -> list[Implementation]:
    """All declarations, the reference first, then by id. Raises ImplementationError."""
    found = [load(path) for path in sorted(folder.glob("*.toml"))]
    ids = [implementation.id for implementation in found]
    for identity in ids:
        if ids.count(identity) > 1:
            raise ImplementationError(f"{folder}: id {identity!r} is declared twice")
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
