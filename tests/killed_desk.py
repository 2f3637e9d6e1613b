"""Brings desks level with their corpus and dies on the way: ``ROOT MOMENT DATA CORPUS …``.

For each (moment, data, corpus) a child is forked that kills itself with SIGKILL at its moment: the
n-th step that `engine` and `index` take (a call of a function of theirs, or a call of theirs into
SQLite or the file system). At moment 0 it is not killed; how many steps it took is printed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = sys.argv[1]
sys.path.insert(0, ROOT)

import chromadb  # noqa: E402, F401  (before the fork, so that children start at once)

from tests.desk import open_desk  # noqa: E402

OURS = (f"{ROOT}/engine/", f"{ROOT}/index/")
STORES = ("Connection", "Cursor", "TextIOWrapper", "BufferedWriter")


def die_at(moment: int) -> list[int]:
    """Count the steps from now on in the list given back; SIGKILL at the ``moment``-th."""
    steps = [0]

    def step(frame: FrameType, event: str, called: Any) -> None:
        if event not in ("call", "c_call") or not frame.f_code.co_filename.startswith(OURS):
            return
        if event == "c_call" and not (
            type(getattr(called, "__self__", None)).__name__ in STORES
            or getattr(called, "__module__", "") == "posix"
        ):
            return
        steps[0] += 1
        if steps[0] == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    return steps


def run(moment: int, data: Path, corpus: Path) -> None:
    steps = die_at(moment)
    engine = open_desk(data, corpus, write=True)
    engine.sync()
    engine.close()
    sys.setprofile(None)
    print(steps[0], flush=True)


words = sys.argv[2:]
for at in range(0, len(words), 3):
    child = os.fork()
    if not child:
        run(int(words[at]), Path(words[at + 1]), Path(words[at + 2]))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    expected = signal.SIGKILL if int(words[at]) else 0
    if status != expected:
        sys.exit(f"moment {words[at]} ended with {status}")
