"""The document under test: Node's async_context page, read from where it was published.

The text is an input and is never committed. Two publications are read:
- the JSON of nodejs.org (sections as nested objects whose prose is HTML), and
- the Markdown of Debian's package nodejs-doc (plain or gzipped).
Both give the same code blocks; spec/examples.toml knows them by hash and gives each number and name.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import html
import json
import os
import pathlib
import re
import tomllib
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "document"


class DocumentError(Exception):
    """The document is missing or is not the page we expect."""


@dataclasses.dataclass(frozen=True)
class Block:
    """One code block. Number, name and language come from spec/examples.toml; language: js, mjs or cjs."""

    number: int
    name: str
    language: str
    code: str


def sha256(code: str) -> str:
    """The anchor of a block: SHA-256 of its trimmed text."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


def find() -> pathlib.Path:
    """Where the document is: $ACTX_DOCUMENT, or what scripts/setup fetched."""
    named = os.environ.get("ACTX_DOCUMENT")
    if named:
        path = pathlib.Path(named)
        if not path.is_file():
            raise DocumentError(f"ACTX_DOCUMENT names no file: {named}")
        return path
    for name in ("async_context.json", "async_context.md.gz", "async_context.md"):
        if (CACHE / name).is_file():
            return CACHE / name
    raise DocumentError(
        "the document is missing: run scripts/setup, or set ACTX_DOCUMENT to async_context.json or .md"
    )


def blocks(path: pathlib.Path | None = None) -> list[Block]:
    """All code blocks of the page, by number. Raises DocumentError when one is missing, new or changed."""
    path = path or find()
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    text = raw.decode("utf-8")
    pairs = list(_json_blocks(text, path) if ".json" in path.name else _markdown_blocks(text))
    if not pairs:
        raise DocumentError(f"{path}: no code blocks; is this the async_context page?")
    known = tomllib.loads((ROOT / "spec" / "examples.toml").read_text())["block"]
    by_anchor = {(sha256(code), language): code for language, code in pairs}
    found = []
    for row in known:
        code = by_anchor.pop((row["sha256"], row["language"]), None)
        if code is None:
            raise DocumentError(f"{path}: block {row['number']} ({row['name']}) is missing or changed")
        found.append(Block(row["number"], row["name"], row["language"], code))
    for (anchor, language), code in by_anchor.items():
        raise DocumentError(f"{path}: unknown {language} block {anchor[:12]}: {code.strip()[:60]!r}")
    return found


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def _json_blocks(text: str, path: pathlib.Path) -> Iterator[tuple[str, str]]:
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentError(f"{path}:{error.lineno}:{error.colno}: {error.msg}") from error
    pattern = re.compile(r'<pre><code class="language-([a-z]+)[^"]*">(.*?)</code></pre>', re.S)
    for prose in _strings(tree):
        for language, code in pattern.findall(prose):
            yield language, html.unescape(code)


def _markdown_blocks(text: str) -> Iterator[tuple[str, str]]:
    # The page's fences are never nested; the info string may carry more than the language.
    pattern = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```\s*$", re.S | re.M)
    for language, code in pattern.findall(text):
        if language in ("js", "mjs", "cjs"):
            yield language, code
