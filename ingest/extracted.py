"""What a reader of one format hands on, and how it says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass

from records import Remark


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, the name of its encoding or format, and where each page begins in it."""

    text: str
    encoding: str
    pages: tuple[int, ...] = ()
    warnings: tuple[Remark, ...] = ()


class Undecodable(ValueError):
    """Why bytes give no text.

    ``reason`` is a key of `ingest.read.PROBLEMS`, or ``plain_text`` for a text that a reader of
    another format was given; ``detail`` is the fact.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
