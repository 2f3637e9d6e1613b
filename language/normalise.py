"""Folding of characters with a way back to the source.

``normalise`` folds width, case, quotes, dashes, brackets of document numbers and white space, so
that two copies of one sentence compare equal; `Folded` keeps for each folded character the offset
it came from, so that a match in folded text can be cited in the source's own characters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

FOLDED_CHARS = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "「": '"', "」": '"', "『": '"', "』": '"',
        "‘": "'", "’": "'", "‛": "'", "`": "'",
        "—": "-", "–": "-", "‐": "-", "−": "-", "―": "-",
        "〔": "[", "〕": "]", "【": "[", "】": "]",
        "《": '"', "》": '"', "〈": '"', "〉": '"',
        "…": "...", "\u200b": "", "\ufeff": "", "\u00ad": "", "\u2060": "",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, and for each of its characters the offset of the source character."""

    text: str
    offsets: tuple[int, ...]
    source_length: int

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source range that the folded range ``start:end`` came from.

        Raises ValueError for an empty or out-of-range span.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters at {start}:{end} of {len(self.text)}")
        return self.offsets[start], self.offsets[end - 1] + 1

    def folded_offset(self, source_offset: int) -> int:
        """The first folded offset that stems from ``source_offset`` or later."""
        return bisect_left(self.offsets, source_offset)


def fold(text: str) -> Folded:
    """Fold ``text``: NFKC, lower case, one kind of quote, dash and bracket, single spaces."""
    chars: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for out in unicodedata.normalize("NFKC", char).translate(FOLDED_CHARS).casefold():
            if out.isspace():
                if not chars or chars[-1] == " ":
                    continue
                out = " "
            chars.append(out)
            offsets.append(offset)
    if chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return Folded("".join(chars), tuple(offsets), len(text))


def normalise(text: str) -> str:
    """``fold(text).text`` without the offsets; quicker."""
    folded = unicodedata.normalize("NFKC", text.translate(FOLDED_CHARS)).translate(FOLDED_CHARS)
    return re.sub(r"\s+", " ", folded).strip().casefold()


def text_hash(text: str) -> str:
    """16 hex digits of SHA-256 over the normalised text: equal for copies of one passage."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()[:16]
