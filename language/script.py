"""Which of the two languages a text is in, and simplified characters for traditional ones."""

from __future__ import annotations

import re
from typing import Literal

from zhconv_rs import zhconv

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


def to_simplified(text: str) -> str:
    """``text`` with traditional characters made simplified (MediaWiki's conversion tables)."""
    return str(zhconv(text, "zh-hans")) if HAN.search(text) else text
