"""What modules of Node.js 18.20.1 have and the reference has not is refused where it is read or imported."""

from __future__ import annotations

import json

import pytest

MODULES = """assert assert/strict async_hooks buffer child_process crypto diagnostics_channel dns dns/promises events fs
fs/promises module os path process readline readline/promises stream stream/promises string_decoder timers
timers/promises url util util/types worker_threads zlib""".split()

# Parts of Node's own machinery, and what a function or an emitter has of its own.
INTERNAL = set("""_debugEnd _debugProcess _events _eventsCount _fatalException _linkedBinding _maxListeners
_preload_modules
_startProfilerIdleNotifier _stopProfilerIdleNotifier _tickCallback domain length moduleLoadList name prototype
sourceMapsEnabled""".split())

LIST = f"""
const names = {{}};
for (const name of {json.dumps(MODULES)}) names[name] = Object.getOwnPropertyNames(require(name));
console.log(JSON.stringify(names));
"""


@pytest.fixture
def write(tmp_path):
    def write_program(name: str, text: str):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write_program


def test_every_name_of_a_module_is_there_or_refused(programs, write) -> None:
    path = write("list.cjs", LIST)
    real = json.loads(programs.node("18.20.1", path).stdout)
    ours = json.loads(programs.actx(path).stdout)
    missing = {name: sorted(set(real[name]) - set(ours[name]) - INTERNAL) for name in MODULES}
    assert {name: names for name, names in missing.items() if names} == {}


@pytest.mark.parametrize("read", [
    "require('buffer').Blob", "require('util').MIMEType", "require('dns').resolve4",
    "require('dns/promises').Resolver", "require('crypto').createSign", "require('crypto').KeyObject",
    "require('assert').CallTracker", "require('fs').watch",
    "require('fs/promises').cp", "require('url').resolveObject", "require('child_process').fork",
    "require('module')._load", "require('zlib').brotliCompressSync",
    "process.getegid", "require('readline/promises').Readline",
])
def test_reading_ends_the_run(programs, write, read) -> None:
    result = programs.actx(write("read.cjs", f"console.log('before');\n  {read};\nconsole.log('after');\n"))
    assert result.returncode == 2, result.stdout
    assert result.stdout == "before\n"
    assert "read.cjs:2:" in result.stderr
    assert result.stderr.endswith(f".{read.rpartition('.')[2]} is not in the litmus language\n")


def test_tests_for_a_name_are_no_uses(programs, write) -> None:
    tests = "'Blob' in require('buffer'), Object.keys(require('util')).includes('log'), { ...require('dns') }.resolve4"
    path = write("tests.cjs", f"console.log({tests});\n")
    assert programs.actx(path).stdout == "true false undefined\n"


@pytest.mark.parametrize("text", [
    "import { exec } from 'node:child_process';\nconsole.log('ran');\n",
    "import fs from 'fs';\nexport { MIMEType } from 'util';\n",
    "import * as dns from 'dns';\nconsole.log(typeof dns.lookup);\ndns.resolve4;\n",
    "const { Blob } = await import('buffer');\n",
])
def test_importing_ends_the_run(programs, write, text) -> None:
    result = programs.actx(write("import.mjs", text))
    assert result.returncode == 2, result.stderr
    assert "ran" not in result.stdout
    assert "import.mjs:" in result.stderr
    assert result.stderr.endswith(" is not in the litmus language\n")


def test_other_names_do_not_exist(programs, write) -> None:
    result = programs.actx(write("other.mjs", "import { nothing } from 'dns';\n"))
    assert result.returncode == 1
    assert "does not provide an export named 'nothing'" in result.stderr


@pytest.mark.parametrize("text, what", [
    ("new (require('worker_threads').Worker)('0', { eval: true, execArgv: ['--no-warnings'] });",
     "--no-warnings in the option execArgv"),
    ("require('child_process').spawn('true', [], { cwd: '/tmp/nowhere' });", "options.cwd of child_process"),
    ("require('dns').lookup('localhost', { hints: 8 }, () => {});", "the hints ALL and V4MAPPED"),
    ("fetch('http://127.0.0.1:9/', { method: 'patch' });", "the method patch of fetch"),
    ("fetch('http://127.0.0.1:9/', { mode: 'no-cors' });", "the mode no-cors of fetch"),
])
def test_options_without_an_effect_are_refused(programs, write, text, what) -> None:
    result = programs.actx(write("option.cjs", f"{text}\n"))
    assert result.returncode == 2, result.stdout
    assert "option.cjs:1:" in result.stderr
    assert what in result.stderr
