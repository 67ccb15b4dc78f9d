"""Scaffolds around the document's code blocks: the blocks run verbatim, what they leave undefined is ours.

A scaffold is a case in cases/examples/ whose front matter lists `formats: [mjs, cjs]` and whose text has
    //@import { A, B } from 'node:x'    an ES import or a CommonJS require, as the format asks
    //@import name from 'node:x'        the same for a default import
    //@block NAME                       the block of that name, verbatim, from the document
and may list `files: {worker_pool.js: worker-pool}`: blocks that lie beside the program under these names.
`expand` writes one runnable file per format into a folder; nothing of it is ever committed.
"""

from __future__ import annotations

import dataclasses
import pathlib
import re

from actx import document
from actx.case import Case, CaseError

_IMPORT = re.compile(r"^//@import (\{[^}]*\}|\w+) from ('[^']+')$", re.M)
_BLOCK = re.compile(r"^([ \t]*)//@block (\S+)$", re.M)


def expand(case: Case, blocks: list[document.Block], folder: pathlib.Path) -> list[Case]:
    """The runnable cases of a scaffold, one per format, with `.mjs` or `.cjs` appended to the id."""
    expanded = []
    for extension in case.formats:
        if extension not in ("mjs", "cjs"):
            raise CaseError(f"{case.path}:1: unknown format {extension!r}")
        text = _IMPORT.sub(lambda m: _import(m[1], m[2], extension), case.path.read_text())
        text = _BLOCK.sub(lambda m: _block(case, m[2], extension, blocks), text)
        path = folder / f"{case.id}.{extension}"
        if case.files:
            path = _lay_out(case, extension, blocks, path.with_suffix(f".{extension}.files")) / path.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        expanded.append(dataclasses.replace(case, id=f"{case.id}.{extension}", path=path, formats=()))
    return expanded


def _lay_out(case: Case, extension: str, blocks: list[document.Block], folder: pathlib.Path) -> pathlib.Path:
    """A folder with the files beside the program; their names end in .js, so that a package.json says what they are."""
    folder.mkdir(parents=True, exist_ok=True)
    kind = "module" if extension == "mjs" else "commonjs"
    (folder / "package.json").write_text(f'{{"type": "{kind}"}}\n')
    for name, block in case.files:
        (folder / name).write_text(_block(case, block, extension, blocks) + "\n")
    return folder


def _import(names: str, specifier: str, extension: str) -> str:
    if extension == "mjs":
        return f"import {names} from {specifier};"
    return f"const {names.replace(' as ', ': ')} = require({specifier});"


def _block(case: Case, name: str, extension: str, blocks: list[document.Block]) -> str:
    named = [block for block in blocks if block.name == name]
    fitting = [block for block in named if block.language in (extension, "js")]
    if not fitting:
        raise CaseError(f"{case.path}:1: no block {name!r} for .{extension} in spec/examples.toml")
    return fitting[0].code.rstrip("\n")
