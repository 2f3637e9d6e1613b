"""Servers in processes of their own: started on a free port, waited for, stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from web.routes import HEALTH_PATH


@dataclass(frozen=True)
class Server:
    """A server that answers, its process and what it has said so far."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            content: bytes = answer.read()
        return content.decode("utf-8")

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def stop(self, signal: int) -> int:
        """Send ``signal`` and give back the exit status."""
        self.process.send_signal(signal)
        return self.process.wait(timeout=30)


def free_port() -> int:
    """A port of loopback that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def started(
    words: Sequence[str | Path],
    port: int,
    folder: Path,
    environment: Mapping[str, str | Path] | None = None,
    seconds: float = 120,
) -> Iterator[Server]:
    """Python run with ``words`` from ``folder``, once it answers on ``port``; ended afterwards."""
    log = folder / f"server-{port}.log"
    given = {f"NOTICEDESK_{name}": str(value) for name, value in (environment or {}).items()}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *map(str, words)],
            cwd=folder,
            env={**os.environ, **given},
            stdout=out,
            stderr=out,
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait(server, seconds)
        yield server
    finally:
        process.kill()
        process.wait()


def _wait(server: Server, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.process.poll() is None:
        try:
            server.get(HEALTH_PATH)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server does not answer:\n{server.said()[-3000:]}")
