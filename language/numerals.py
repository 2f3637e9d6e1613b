"""Chinese numerals as law texts write them: 第一百二十三条, 二〇二二年."""

from __future__ import annotations

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "○": 0,
}
UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}
NUMERAL_CHARS = "".join(DIGITS) + "".join(UNITS) + "".join(LARGE_UNITS)


def parse_numeral(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral, or None where ``text`` is not one.

    Reads counted numerals (一百二十三, 十五), digit strings (二〇二二) and decimal digits.
    """
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            section += (digit or 1) * UNITS[char]
            digit = 0
        elif char in LARGE_UNITS:
            unit, counted = LARGE_UNITS[char], section + digit
            total = total + counted * unit if total >= unit else (total + counted or 1) * unit
            section = digit = 0
        else:
            return None
    return total + section + digit
