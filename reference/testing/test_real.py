"""What only the reference on the real libuv does: it lives in real time, on a real machine."""

from __future__ import annotations

import subprocess
import threading
import urllib.request

import pytest

SERVER = """
const { createServer } = require('http');
const { Worker } = require('worker_threads');
const server = createServer((request, response) => {
  console.log('asked for', request.url);
  observe('url', request.url);
  console.error('and on stderr');
  new Worker("console.log('from a worker')", { eval: true });
  response.end('answer');
});
server.listen(0, () => console.log(server.address().port));
"""

PROCESSORS = """
const { availableParallelism, cpus } = require('os');
const kinds = (object) => Object.entries(object).map(([key, value]) => [key, typeof value]);
const [first] = cpus();
console.log(cpus().length, availableParallelism(), kinds(first), kinds(first.times));
"""


@pytest.fixture
def server(programs, tmp_path):
    """A server that runs until the test is over."""
    file = tmp_path / "server.js"
    file.write_text(SERVER)
    process = subprocess.Popen([programs.real_reference(), "run", str(file)], stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = threading.Timer(60, process.kill)  # a line that does not come ends the wait for it
    deadline.start()
    yield process
    deadline.cancel()
    process.kill()
    process.communicate()


def test_lines_come_while_the_program_runs(server) -> None:
    port = int(server.stdout.readline())
    for name in ("/one", "/two"):
        with urllib.request.urlopen(f"http://localhost:{port}{name}", timeout=30) as answer:
            assert answer.read() == b"answer"
        assert server.stdout.readline() == f"asked for {name}\n"
        assert server.stdout.readline() == f'url "{name}"\n'
        assert server.stderr.readline() == "and on stderr\n"
        assert server.stdout.readline() == "from a worker\n"
    assert server.poll() is None


def test_processors_are_those_of_the_machine(programs, tmp_path) -> None:
    file = tmp_path / "processors.js"
    file.write_text(PROCESSORS)
    assert programs.actx_uv(file).stdout == programs.node("18.20.1", file).stdout
    assert programs.actx(file).stdout.startswith("1 1 [")
    assert programs.actx(file, "--processors", "4").stdout.startswith("4 4 [")
