"""A program that lives long does not grow: what is over leaves nothing in memory."""

from __future__ import annotations

import http.client
import pathlib
import re
import socket
import subprocess
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPERATIONS = ROOT / "reference" / "testing" / "memory" / "operations.mjs"
TIMES = 400
# A table may have grown once; what leaves something every time leaves more. Bytes.
ALLOWED = 250 * TIMES


@pytest.mark.parametrize("hooks", ["", "1"], ids=["no-hooks", "hooks"])
@pytest.mark.parametrize("real", [False, True], ids=["actx", "actx-uv"])
def test_operations_leave_nothing(programs, real: bool, hooks: str) -> None:
    run = programs.actx_uv if real else programs.actx
    result = run(OPERATIONS, "--reclaim", "grown", "--expose-gc", "--max-steps", "1000000000",
                 "--env", f"TIMES={TIMES}", "--env", f"HOOKS={hooks}")
    assert result.returncode == 0, result.stderr
    left = dict(line.split() for line in result.stdout.splitlines())
    assert list(left) == re.findall(r"^  (?:async )?(\w+)(?:\(|: \()", OPERATIONS.read_text(), re.MULTILINE)
    assert {name: int(count) for name, count in left.items() if int(count) > ALLOWED} == {}


def test_bytes_to_come_have_a_place(programs) -> None:
    result = programs.actx_uv(OPERATIONS.with_name("readv.js"), "--reclaim", "turn")
    assert (result.stdout, result.returncode) == ("null 96 true true\n", 0), result.stderr


@pytest.mark.parametrize("real", [False, True], ids=["actx", "actx-uv"])
def test_bytes_to_go_have_a_place(programs, real: bool) -> None:
    run = programs.actx_uv if real else programs.actx
    result = run(OPERATIONS.with_name("writev.js"), "--reclaim", "turn")
    assert (result.stdout, result.returncode) == ("9000000 0\n", 0), result.stderr


@pytest.fixture
def logger(programs, tmp_path):
    """The document's HTTP logger in a heap that its first thousand requests would fill."""
    text = subprocess.run([programs.reference(), "example", "http-logger.mjs"], capture_output=True, check=True,
                          timeout=60, text=True, cwd=ROOT).stdout
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    assert "8080" in text
    file = tmp_path / "logger.mjs"
    file.write_text(text.replace("8080", str(port)))
    process = subprocess.Popen([programs.real_reference(), "run", "--max-heap", "16000000", str(file)],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = threading.Timer(60, process.kill)
    deadline.start()
    # It asks itself twice when it begins.
    yield process, port, [process.stdout.readline() for _ in range(4)]
    deadline.cancel()
    process.kill()
    process.communicate()


def test_a_server_serves_on_in_a_small_heap(logger) -> None:
    process, port, own_lines = logger
    clients, each = 8, 500
    lines: list[str] = list(own_lines)

    def ask(_: int) -> None:
        connection = http.client.HTTPConnection("localhost", port, timeout=30)
        for _ in range(each):
            connection.request("GET", "/")
            answer = connection.getresponse()
            assert answer.status == 200
            answer.read()
        connection.close()

    def listen() -> None:
        while len(lines) < len(own_lines) + 2 * clients * each:
            line = process.stdout.readline()
            if not line:
                return
            lines.append(line)

    listener = threading.Thread(target=listen)
    listener.start()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(ask, range(clients)))
    listener.join(timeout=30)
    assert process.poll() is None, process.stderr.read()
    expected = Counter(f"{number}: {event}\n" for number in range(2 + clients * each) for event in ("start", "finish"))
    assert Counter(lines) == expected
