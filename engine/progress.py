"""How far a long job is, and what became of a file, said in few words."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told the stage or file, how many are done, and how many there are."""


def in_tenths(say: Callable[[str], None]) -> Progress:
    """A progress callback that says a stage once for each tenth of it, not for each step."""
    said: tuple[str, int] = ("", -1)

    def progress(what: str, done: int, total: int) -> None:
        nonlocal said
        if not what or not total:
            return
        now = (what, done * 10 // total)
        if now != said:
            say(f"{what} {min(done + 1, total)}/{total}")
            said = now

    return progress


def naming(file: str, said: str) -> str:
    """``said`` of ``file``, with the file's name in front where ``said`` does not hold it."""
    return said if file in said else f"{file}: {said}"
