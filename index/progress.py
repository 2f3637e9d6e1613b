"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Stage = Literal["model", "encode", "vectors", "check"]
Progress = Callable[[Stage, int, int], None]
"""``progress(stage, done, total)``, called from the thread that works; ``done`` rises."""


def silent(stage: Stage, done: int, total: int) -> None:
    """Tell nobody."""
