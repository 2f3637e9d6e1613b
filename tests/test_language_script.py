"""Which language a text is in."""

from __future__ import annotations

import pytest

from language.script import detect_language, han_count

TABLE = [
    ("an English sentence", "The State Council issued a notice.", "en"),
    ("a Chinese sentence", "国务院发布通知。", "zh"),
    ("a Chinese sentence with an English name", "请问CNIPA的Blue Sky行动什么时候开始？", "zh"),
    ("an English sentence with a Chinese name", "What does 蓝天 mean in this notice?", "en"),
    ("a document number", "国知办发运字〔2023〕8号", "zh"),
    ("digits alone are read as English", "2023-03-08", "en"),
    ("nothing is read as English", "", "en"),
    ("two Han characters weigh as much as one word", "IP 专利", "en"),
    ("three weigh more", "IP 专利法", "zh"),
    ("traditional characters are Han", "國家知識產權局", "zh"),
]


@pytest.mark.parametrize(
    ("text", "language"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_han_characters_are_counted_without_punctuation() -> None:
    assert han_count("《专利法》第26条，ok。") == 5
    assert han_count("No. 27 (2021)") == 0
