"""The statements of the document: its sentences, named by section and hash, so that none is ever committed.

A statement is one sentence of the page's prose (not of its code blocks), a signature line, or a line that describes
a parameter. Its anchor is the SHA-256 of its normal form: no markup, every run of white space one blank, no final
full stop. Both publications that actx.document reads give the same anchors.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import pathlib
import re
import sys
from collections.abc import Iterator

from actx import document

# Characters that one publication writes as markup; they are left out of both.
MARKUP = re.compile(r"[`*_\[\]]")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")


def normal(text: str) -> str:
    """The normal form of a sentence or of a section's title."""
    return re.sub(r"\s+", " ", MARKUP.sub("", text)).strip().rstrip(".")


def anchor(sentence: str) -> str:
    return hashlib.sha256(normal(sentence).encode()).hexdigest()


def statements(path: pathlib.Path | None = None) -> list[tuple[str, str]]:
    """(section, sentence) for every statement, both in normal form, in the page's order."""
    path = path or document.find()
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    paragraphs = _json_paragraphs(json.loads(text)) if ".json" in path.name else _markdown_paragraphs(text)
    found = []
    for section, paragraph in paragraphs:
        for sentence in SENTENCE_END.split(re.sub(r"\s+", " ", MARKUP.sub("", paragraph)).strip()):
            if normal(sentence):
                found.append((normal(section), normal(sentence)))
    if not found:
        raise document.DocumentError(f"{path}: no sentences; is this the async_context page?")
    return found


def _markdown_paragraphs(text: str) -> Iterator[tuple[str, str]]:
    text = re.sub(r"^```.*?^```\s*$", "\n", text, flags=re.S | re.M)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r"<a [^>]*></a>", "", text)
    text = re.sub(r"^\[[^\]]+\]: .*$", "", text, flags=re.M)
    section = ""
    # A list item begins a paragraph of its own.
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*\* )", text):
        paragraph = paragraph.strip()
        if paragraph.startswith("#"):
            section = paragraph.lstrip("# ")
        elif paragraph and not paragraph.startswith(">"):
            yield section, re.sub(r"^\* ", "", paragraph).replace("][]", "]")


def _json_paragraphs(node: object, section: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _json_paragraphs(one, section)
    elif isinstance(node, dict):
        if node.get("type") in ("module", "class", "method", "classMethod"):
            section = node.get("textRaw", section)
            yield from ((section, one) for one in _html_paragraphs(node.get("desc", "")))
        elif "textRaw" in node:  # a parameter; its text holds its description
            yield section, node["textRaw"]
        else:
            yield from ((section, one) for one in _html_paragraphs(node.get("desc", "")))
        for key in ("signatures", "params", "return", "options", "modules", "classes", "classMethods", "methods"):
            yield from _json_paragraphs(node.get(key, []), section)


def _html_paragraphs(text: str) -> Iterator[str]:
    text = re.sub(r"<pre>.*?</pre>", "\n\n", text, flags=re.S)
    for paragraph in re.split(r"</?(?:p|li|ul|h\d)[^>]*>", text):
        plain = html.unescape(re.sub(r"<[^>]+>", "", paragraph)).strip()
        if plain and not plain.startswith("Source Code:"):
            yield plain


def main() -> int:
    parser = argparse.ArgumentParser(prog="actx.statements", description="Prints the anchors of the document.")
    parser.add_argument("--find", metavar="TEXT", default="", help="only sentences that contain TEXT")
    options = parser.parse_args()
    try:
        for section, sentence in statements():
            if options.find in sentence:
                print(anchor(sentence), section, sentence, sep="\t")
    except document.DocumentError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
