"""A reader run in a process of its own, so that no file can hold up or fill this one.

``python -m ingest.apart MODULE`` is that process: it limits its own memory and time, reads a file's
bytes from standard input, calls ``MODULE.extract`` and writes what it gives as JSON.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ingest.extracted import Extracted, Undecodable
from ingest.limits import READ_MEMORY_MB, READ_SECONDS
from records import Remark

_ROOT = Path(__file__).resolve().parent.parent


def extract_apart(module: str, data: bytes) -> Extracted:
    """What ``module``'s ``extract(data)`` gives, in bounded time and memory.

    Raises `Undecodable`, also as ``too_slow`` and ``too_heavy`` at the limits and as ``damaged``
    where the process dies.
    """
    command = [sys.executable, "-m", "ingest.apart", module, str(READ_MEMORY_MB), str(READ_SECONDS)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=READ_SECONDS, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as exc:
        raise Undecodable("too_slow", str(READ_SECONDS)) from exc
    except OSError as exc:
        raise Undecodable("too_heavy", exc.strerror or "") from exc
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError as exc:
        raise Undecodable("damaged", f"its reader ended with status {done.returncode}") from exc
    if "problem" in said:
        raise Undecodable(*said["problem"])
    remarks = tuple(Remark(code, params) for code, params in said["warnings"])
    return Extracted(said["text"], said["encoding"], tuple(said["pages"]), remarks)


def _limit(memory_mb: int, seconds: int) -> None:
    """Bound this process, where the platform can."""
    try:
        import resource
    except ImportError:  # not a Unix: the time limit of the parent remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _child(module: str, memory_mb: int, seconds: int) -> None:
    _limit(memory_mb, seconds)
    said: dict[str, Any]
    try:
        found: Extracted = importlib.import_module(module).extract(sys.stdin.buffer.read())
    except Undecodable as exc:
        said = {"problem": [exc.reason, exc.detail]}
    except MemoryError:
        said = {"problem": ["too_heavy", f"{memory_mb} MB"]}
    else:
        warnings = [[one.code, dict(one.params)] for one in found.warnings]
        said = {
            "text": found.text, "encoding": found.encoding,
            "pages": found.pages, "warnings": warnings,
        }  # fmt: skip
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    _child(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
