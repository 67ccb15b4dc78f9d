"""Rules about the JavaScript faces of the classes: every variant changes what some program prints.

The rules that show without the language are tested by context_test, which names those that do not.
"""

from __future__ import annotations

import functools
import json
import os
import pathlib
import re
import subprocess

import pytest

HERE = pathlib.Path(__file__).parent
REFERENCE = HERE.parent
CASES = REFERENCE.parent / "cases"
PROGRAMS = [
    *sorted((REFERENCE / "script" / "corpus" / "async-hooks").glob("*.js")),
    HERE / "rows" / "refresh-after-firing.js",
    HERE / "rows" / "listener-enter-with.js",
    HERE / "rows" / "stream-finished.js",
    HERE / "rows" / "net-accepted-socket-events.js",
    *(CASES / name for name in (
        "fs/read-file-callback-sees-the-store.js",
        "http/a-request-sees-nothing-of-the-one-before.mjs",
        "http/requests-come-in-the-context-of-listen.mjs",
        "http/requests-on-one-kept-connection-keep-their-own-contexts.mjs",
        "net/connections-come-in-the-context-of-listen.mjs",
        "net/dns-lookup-calls-back-in-the-callers-context.mjs",
        "net/events-of-a-client-come-in-the-context-of-connect.mjs",
        "pool/random-bytes-calls-back-in-the-callers-context.js",
        "streams/data-listener-runs-where-the-chunk-is-pushed.js",
        "worker/error-and-exit-see-the-workers-creation.mjs",
        "worker/listener-added-elsewhere-sees-the-channels-creation.mjs",
        "worker/port-listener-sees-the-channels-creation.mjs",
    )),
]


def rules_here() -> list[str]:
    text = (REFERENCE / "context" / "rules_test.cc").read_text()
    table = text[text.index("kTestedInHost") : text.index("};", text.index("kTestedInHost"))]
    return re.findall(r'"(\w+)"', table)


@functools.cache
def output(program: str, path: pathlib.Path, *options: str) -> str:
    command = [program, "run", "--profile", "node18", *options, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
                            env={**os.environ, "NO_COLOR": "1"})
    return result.stdout + f"exit {result.returncode}"


@pytest.mark.parametrize("rule", rules_here())
def test_every_variant_is_told_apart(programs, rule) -> None:
    program = programs.reference()
    table = json.loads(subprocess.run([program, "rules", "--json", "--profile", "node18"], capture_output=True,
                                      text=True, check=True).stdout)
    row = next(row for row in table["rules"] if row["name"] == rule)
    for variant in row["variants"]:
        if variant["name"] == row["inForce"]:
            continue
        same = all(output(program, path, "--rule", f"{rule}={variant['name']}") == output(program, path)
                   for path in PROGRAMS)
        assert not same, f"{rule}={variant['name']} changes nothing"
