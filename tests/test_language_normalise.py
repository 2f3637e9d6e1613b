"""Folding with a way back: two prints of one passage compare equal, offsets stay the source's."""

from __future__ import annotations

from pathlib import Path

import pytest

from language.normalise import fold, normalise, text_hash
from tests import ingest_samples

ROOT = Path(__file__).resolve().parent.parent
TEXTS = [
    *(file.read_bytes().decode("utf-8") for file in (ROOT / "corpus" / "notices").iterdir()),
    *(value for name, value in vars(ingest_samples).items() if name.isupper()),
]
TABLE = [
    ("full-width letters and blanks", "ＡＢＣ　１", "abc 1"),
    ("curly quotes", "“Blue Sky”", '"blue sky"'),
    ("title marks are quotes", "《专利法》", '"专利法"'),
    ("brackets of a document number", "国知发〔2023〕8号", "国知发[2023]8号"),
    ("dashes", "2021—2035", "2021-2035"),
    ("runs of blanks and line ends", " a \r\n\t b ", "a b"),
    ("a ligature", "ﬁne", "fine"),
    ("a circled number", "①", "1"),
    ("an ellipsis", "等…", "等..."),
    ("zero-width characters", "a\u200bb\ufeff", "ab"),
    ("a soft hyphen", "regis\u00adtration", "registration"),
    ("casefold, not only lower case", "ß", "ss"),
    ("a no-break space", "No.\u00a027", "no. 27"),
    ("nothing", " \n", ""),
]


@pytest.mark.parametrize(
    ("text", "folded"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_both_ways_of_folding_agree(text: str, folded: str) -> None:
    assert normalise(text) == folded
    assert fold(text).text == folded


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_offsets_give_back_the_source(text: str) -> None:
    folded = fold(text)
    assert folded.text == normalise(text)
    assert folded.source_length == len(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for place, char in enumerate(folded.text):
        start, end = folded.source_span(place, place + 1)
        assert end == start + 1
        assert char == " " or char in normalise(text[start:end])
    for source in {0, len(text) // 2, len(text) - 1}:
        place = folded.folded_offset(source)
        assert place == len(folded.offsets) or folded.offsets[place] >= source


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_span_without_characters_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        fold("abc").source_span(start, end)


def test_one_source_character_of_several_folded_ones_comes_back_whole() -> None:
    folded = fold("等…等")
    assert folded.source_span(1, 3) == (1, 2)


def test_copies_of_a_passage_have_one_hash() -> None:
    copies = ["实施“蓝天”行动，  加强监管", "实施「蓝天」行动，\n加强监管"]
    assert len({text_hash(copy) for copy in copies}) == 1
    assert len(text_hash("a")) == 16
    assert text_hash("加强监管") != text_hash("加强监督")
