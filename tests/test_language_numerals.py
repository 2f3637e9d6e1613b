"""Chinese and Arabic numerals as law texts write them."""

from __future__ import annotations

import pytest

from language.numerals import NUMERAL_CHARS, parse_numeral

TABLE = [
    ("an article", "一百二十三", 123),
    ("ten without a digit before it", "十五", 15),
    ("tens", "二十", 20),
    ("a zero that only holds a place", "一千零五", 1005),
    ("the counting two", "两千", 2000),
    ("a year, digit by digit", "二〇二二", 2022),
    ("a year with a round zero", "二○二二", 2022),
    ("ten thousands", "三万", 30_000),
    ("ten thousands of a counted number", "二十五万", 250_000),
    ("hundred millions and ten thousands", "一亿二千万", 120_000_000),
    ("hundred millions, ten thousands and the rest", "三亿零五万六千", 300_056_000),
    ("a large unit over another", "一万亿", 1_000_000_000_000),
    ("a unit alone counts once", "百", 100),
    ("a large unit alone counts once", "万", 10_000),
    ("decimal digits", "12", 12),
    ("full-width digits", "１２", 12),
    ("nothing", "", None),
    ("a word", "abc", None),
    ("a decimal point in words is not read", "一点五", None),
    ("a superscript is no decimal digit", "²", None),
]


@pytest.mark.parametrize(
    ("text", "value"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_parse(text: str, value: int | None) -> None:
    assert parse_numeral(text) == value


def test_every_numeral_character_is_read() -> None:
    assert len(NUMERAL_CHARS) == len(set(NUMERAL_CHARS))
    assert all(parse_numeral(char) is not None for char in NUMERAL_CHARS)
