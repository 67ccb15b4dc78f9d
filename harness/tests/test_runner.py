"""The runner and the judge against fakes: right, wrong, silent, hanging, crashing, flooding, lying."""

from __future__ import annotations

import pathlib
import subprocess
import time

import pytest

from actx import judge, runner


def verdict(case, implementation, timeout: float = 5.0) -> judge.Verdict:
    return judge.judge(case, runner.run(implementation, case.path, timeout=timeout))


@pytest.mark.parametrize("body, expected", [
    ("print('a 1'); print('b undefined')", "conforms"),
    ("print('a 2'); print('b undefined')", "context-divergence"),
    ("print('a \"1\"'); print('b undefined')", "context-divergence"),
    ("print('b undefined'); print('a 1')", "order-divergence"),
    ("print('a 1')", "incomplete"),
    ("", "incomplete"),
    ("print('a 1'); print('a 1'); print('b undefined')", "unexpected"),
    ("print('a 1'); print('b undefined'); print('c 3')", "unexpected"),
    ("print('a 1'); print('b undefined'); print('garbage')", "unexpected"),
    ("print('a 1'); print('b undefined'); sys.exit(1)", "crashed"),
    ("os.abort()", "crashed"),
    ("os.write(1, b'\\xff\\xfe\\n')", "incomplete"),
])
def test_verdicts(fake, fake_case, body, expected) -> None:
    assert verdict(fake_case, fake(body)).name == expected


def test_a_hang_is_stopped_with_its_children(fake, fake_case, tmp_path: pathlib.Path) -> None:
    mark = tmp_path / "pid"
    body = f"""
import subprocess
child = subprocess.Popen(['sleep', '60'])
open({str(mark)!r}, 'w').write(str(child.pid))
time.sleep(60)
"""
    result = verdict(fake_case, fake(body), timeout=2.0)
    assert result.name == "timed-out"
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        state = subprocess.run(["ps", "-o", "stat=", "-p", mark.read_text()], capture_output=True, text=True)
        if state.stdout.strip() in ("", "Z", "Zs"):
            return
        time.sleep(0.05)
    pytest.fail("the child of a stopped program still runs")


def test_a_flood_costs_only_itself(fake, fake_case) -> None:
    body = "line = b'x' * 65536 + b'\\n'\nwhile True: os.write(1, line)"
    result = verdict(fake_case, fake(body), timeout=10.0)
    assert result.name in ("crashed", "timed-out")


def test_a_big_output_that_ends_well_is_no_pass(fake, fake_case) -> None:
    body = "print('a 1'); print('b undefined'); sys.stdout.write('z' * (2 << 20))"
    assert verdict(fake_case, fake(body)).name == "crashed"
