"""Which of the two languages a text is in."""

from __future__ import annotations

import re
from typing import Literal

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN_WORD = re.compile(r"[A-Za-z]+")


def han_count(text: str) -> int:
    """How many Han characters ``text`` holds."""
    return len(HAN.findall(text))


def detect_language(text: str) -> Literal["en", "zh"]:
    """``zh`` where Han characters outweigh Latin words, else ``en``.

    A Latin word weighs as much as two Han characters, since a Chinese word has about two; so a
    Chinese sentence with an English name in it stays Chinese.
    """
    return "zh" if han_count(text) > 2 * len(LATIN_WORD.findall(text)) else "en"
