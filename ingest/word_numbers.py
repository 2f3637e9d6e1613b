"""The numbers that Word generates before paragraphs, as it prints them (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_HAN_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# After these a number needs no blank.
_CLOSED = "、）。．，：】〕"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: number format, text with ``%1`` for numbers, first number, separator.

    ``restarts`` is the level (from 1) whose new number starts this one again; 0 is none, and None
    any higher one. ``legal`` prints all numbers in Arabic digits.
    """

    format: str = "decimal"
    text: str = "%1."
    start: int = 1
    follow: str = "tab"
    restarts: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs name it: the count that it shares, its levels, and new starts."""

    count: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """Counts the paragraphs of one document, in order."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def next(self, number_id: str, level: int) -> str:
        """The number of the next paragraph of that list and level with what follows it; "" for
        a bullet, an empty number and an unknown list."""
        found = self._lists.get(number_id)
        own = found.levels.get(level) if found else None
        if found is None or own is None:
            return ""
        counts = self._counts.setdefault(found.count, {})
        fresh = level in found.starts and (number_id, level) not in self._started
        if fresh:
            self._started.add((number_id, level))
            counts[level] = found.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        for deeper in range(level + 1, _LEVELS):
            restarts = found.levels.get(deeper, Level()).restarts
            if restarts is None or 0 < level + 1 <= restarts:
                counts.pop(deeper, None)
        if own.format in ("bullet", "none"):
            return ""
        printed = _PLACE.sub(lambda match: self._printed(found, own, int(match[1]) - 1), own.text)
        if own.follow == "nothing" or not printed or printed[-1] in _CLOSED:
            return printed
        return f"{printed} "

    def _printed(self, found: NumberedList, own: Level, level: int) -> str:
        shown = found.levels.get(level, Level())
        value = self._counts[found.count].get(level, shown.start)
        return format_number(value, "decimal" if own.legal else shown.format)


def format_number(value: int, style: str) -> str:
    """``value`` in one of Word's number formats (ST_NumberFormat); in digits for others."""
    if value < 0:
        return str(value)
    if style in ("lowerLetter", "upperLetter") and value:
        letters = chr(ord("a") + (value - 1) % 26) * min(1 + (value - 1) // 26, 30)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return _roman(value) if style == "upperRoman" else _roman(value).lower()
    if style in ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting",
                 "taiwaneseCountingThousand", "japaneseCounting"):  # fmt: skip
        return _han(value)
    if style == "chineseLegalSimplified":
        return _han(value).translate(_LEGAL)
    if style in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_HAN_DIGITS[int(digit)] for digit in str(value))
    if style == "ideographTraditional" and 0 < value <= len(_STEMS):
        return _STEMS[value - 1]
    if style.startswith("decimalEnclosedCircle") and 0 < value <= 20:
        return chr(ord("①") + value - 1)
    if style.startswith("decimalFullWidth"):
        return str(value).translate({ord("0") + n: chr(ord("０") + n) for n in range(10)})
    return f"{value:02d}" if style == "decimalZero" else str(value)


def _roman(value: int) -> str:
    printed = ""
    for worth, sign in _ROMAN:
        printed += sign * (value // worth)
        value %= worth
    return printed


def _han(value: int) -> str:
    """``value`` counted in Han numerals: 10 is 十, 21 二十一, 105 一百零五."""
    if value >= 10_000:
        return str(value)
    printed, gap = "", False
    for worth, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, worth)
        if digit:
            printed += ("零" if gap and printed else "") + _HAN_DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return printed.removeprefix("一") if printed.startswith("一十") else printed or "〇"
