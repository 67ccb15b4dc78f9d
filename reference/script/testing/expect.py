#!/usr/bin/env python3
"""Writes what real Node prints into the language programs: expect.py NODE [FILE]...

A file of language/*.txt holds programs:

    === name
    program text
    ---
    what observe() printed, one line each

NODE must be Node v18.20.1: the expectations are what that version does.
"""
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent / "language"
OBSERVE = (
    "globalThis.observe = (...v) => console.log("
    "v.map((x) => (typeof x === 'symbol' ? x.toString() : String(x))).join(' ')); "
)


def read_programs(path):
    """Yields (name, program) of one file."""
    name, lines, in_program = None, [], False
    for line in path.read_text().split("\n"):
        if line.startswith("=== "):
            if name is not None:
                yield name, "\n".join(lines)
            name, lines, in_program = line[4:], [], True
        elif line.rstrip() == "---":
            in_program = False
        elif in_program and line.strip():
            lines.append(line)
    if name is not None:
        yield name, "\n".join(lines)


def run(node, program):
    """What the program prints, with a stack-less last line when it fails."""
    prelude = (FOLDER / "prelude.js").read_text().strip()
    strict = "'use strict'; " if program.startswith("'use strict'") else ""
    text = strict + OBSERVE + prelude + program
    done = subprocess.run([node, "-e", text], capture_output=True, text=True, timeout=30)
    if done.returncode != 0:
        sys.exit(f"{program}\n{done.stderr}")
    return done.stdout


def main():
    node = sys.argv[1]
    paths = [pathlib.Path(p) for p in sys.argv[2:]] or sorted(FOLDER.glob("*.txt"))
    for path in paths:
        parts = []
        for name, program in read_programs(path):
            parts.append(f"=== {name}\n{program}\n---\n{run(node, program)}")
        path.write_text("".join(parts))


if __name__ == "__main__":
    main()
