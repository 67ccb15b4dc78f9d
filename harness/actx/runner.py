"""Runs a program on an implementation, within limits of time and output."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import tempfile

from actx.implementations import Implementation
from actx.judge import Run

TIMEOUT_SECONDS = 20.0
OUTPUT_LIMIT = 1 << 20


def run(implementation: Implementation, file: pathlib.Path, extra: tuple[str, ...] = (),
        timeout: float = TIMEOUT_SECONDS) -> Run:
    """One run in a process group of its own, which is gone when this returns. `extra` goes before the file."""
    with tempfile.TemporaryDirectory(prefix="actx-") as scratch:
        argv, env = implementation.command(file, pathlib.Path(scratch))
        at = argv.index(str(file))
        argv[at:at] = extra
        out_path, err_path = pathlib.Path(scratch) / "stdout", pathlib.Path(scratch) / "stderr"
        # Files, not pipes: what a runaway program floods costs disk for the timeout, never this process.
        with open(out_path, "wb") as out, open(err_path, "wb") as err:
            process = subprocess.Popen(argv, env=env, cwd=scratch, stdin=subprocess.DEVNULL,
                                       stdout=out, stderr=err, start_new_session=True,
                                       preexec_fn=_limit_file_size)
            try:
                code: int | None = process.wait(timeout)
            except subprocess.TimeoutExpired:
                code = None
            finally:
                _kill_group(process)
        stdout, out_cut = _read(out_path)
        stderr, _ = _read(err_path)
    return Run(stdout, stderr, code, flooded=out_cut)


def _limit_file_size() -> None:
    import resource
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    limit = 64 * OUTPUT_LIMIT
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def _kill_group(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def _read(path: pathlib.Path) -> tuple[str, bool]:
    with open(path, "rb") as file:
        raw = file.read(OUTPUT_LIMIT + 1)
    return raw[:OUTPUT_LIMIT].decode("utf-8", "replace"), len(raw) > OUTPUT_LIMIT
