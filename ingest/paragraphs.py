"""Text to paragraphs: one a line, in the source's own characters and places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from language.normalise import normalise

Role = Literal[
    "body", "boilerplate", "byline", "duplicate", "title", "number", "released", "addressees",
    "signature", "attachments", "contacts",
]  # fmt: skip

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BLANKS = " \t\u3000\xa0\u200b\ufeff\u2002\u2003\u2009"
_ATX = re.compile(r"#{1,6}[ \t\u3000]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the source and its part in the notice.

    ``text`` is ``source[start:end]`` without surrounding blanks; ``folded`` its normalised form;
    ``columns`` the width of its text and ``indent`` of the blanks before it; ``level`` the Markdown
    heading level or 0 (the marks ``#`` stand before ``start``); ``spaced`` whether a blank line
    stands before it; ``copy_of`` the place of the passage that counts, for a duplicate.
    """

    start: int
    end: int
    text: str
    folded: str
    columns: int
    level: int = 0
    spaced: bool = False
    indent: int = 0
    role: Role = "body"
    copy_of: tuple[int, int] | None = None


def columns(text: str) -> int:
    """Width of ``text``: Han characters and full-width marks count two."""
    return len(text.encode("gbk", "replace"))


def make_paragraph(source: str, start: int, end: int, **parts: object) -> Paragraph:
    """The paragraph at ``start:end``, trimmed of blanks."""
    while start < end and (source[start].isspace() or source[start] in _BLANKS):
        start += 1
    while end > start and (source[end - 1].isspace() or source[end - 1] in _BLANKS):
        end -= 1
    text = source[start:end]
    return Paragraph(start, end, text, normalise(text), columns(text), **parts)  # type: ignore[arg-type]


def split_paragraphs(source: str) -> list[Paragraph]:
    """A paragraph for every line of ``source`` that is not blank, in order."""
    found: list[Paragraph] = []
    previous_end = 0
    for match in _LINE.finditer(source):
        raw = match.group()
        text = raw.strip(_BLANKS)
        if not text:
            continue
        lead = raw.index(text)
        start = match.start() + lead
        gap = source[previous_end:start]
        spaced = gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1
        atx = _ATX.match(text)
        marks = atx.end() if atx else 0
        found.append(
            make_paragraph(
                source,
                start + marks,
                start + len(text),
                level=len(atx.group().strip()) if atx else 0,
                spaced=spaced,
                indent=columns(raw[:lead].expandtabs(4)),
            )
        )
        previous_end = start + len(text)
    return found
