"""What node:net of Node.js 18.20.1 has and the reference has not is refused where it is used."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("text, what", [
    ("new net.BlockList();", "net.BlockList"),
    ("new net.SocketAddress();", "net.SocketAddress"),
    ("net.setDefaultAutoSelectFamily(true);", "net.setDefaultAutoSelectFamily"),
    ("net.connect({ port: 1, autoSelectFamily: true });", "autoSelectFamily of net.connect"),
    ("new net.Socket({ fd: 1 });", "net.Socket of a descriptor"),
    ("new net.Socket(1);", "net.Socket of a descriptor"),
    ("net.connect('/tmp/socket');", "net.connect to a path"),
])
def test_refused(programs, tmp_path, text, what) -> None:
    path = tmp_path / "refused.cjs"
    path.write_text(f"const net = require('net');\n{text}\n")
    result = programs.actx(path)
    assert result.returncode == 2, result.stdout
    assert "refused.cjs:2:" in result.stderr
    assert result.stderr.endswith(f"{what} is not in the litmus language\n")
