"""Index terms and content words of both languages."""

from __future__ import annotations

import pytest

from language.tokens import index_tokens, stem, stop_words
from language.words import content_words

TABLE = [
    ("inflected forms meet", "Applications for patents were filed", ["applic", "patent", "file"],
     ["applications", "patents", "filed"]),
    ("a possessive", "the patentee's rights", ["patente", "right"], ["patentee", "rights"]),
    ("a number as printed", "RMB 3.5 million", ["rmb", "3.5", "million"],
     ["rmb", "3.5", "million"]),
    ("full-width digits and letters", "ＣＮＩＰＡ　２０２３", ["cnipa", "2023"], ["cnipa", "2023"]),
    ("Chinese bigrams, and words", "知识产权局", ["知识", "识产", "产权", "权局"], ["知识产权局"]),
    ("stop bigrams drop out", "是否专利", ["否专", "专利"], ["专利"]),
    ("one character alone", "权", ["权"], ["权"]),
    ("one function character alone", "的", [], []),
    ("both languages in one text", "专利 patents", ["专利", "patent"], ["专利", "patents"]),
    ("function words only", "what is it that they have", [], []),
    ("punctuation only", "——。！?", [], []),
    ("nothing", "", [], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "terms", "words"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_terms_and_words(text: str, terms: list[str], words: list[str]) -> None:
    assert index_tokens(text) == terms
    assert content_words(text) == words


def test_repeats_are_kept() -> None:
    assert index_tokens("patent patents 专利专利") == ["patent", "patent", "专利", "利专", "专利"]
    assert content_words("patent and patent") == ["patent", "patent"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("registration", "registrations"),
        ("filed", "filing"),
        ("enterprise", "enterprises"),
        ("encourage", "encouraged"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_stop_words_never_reach_the_index() -> None:
    assert not set(index_tokens(" ".join(sorted(stop_words("en"))))) & stop_words("en")
    assert index_tokens(" ".join(sorted(stop_words("zh")))) == []
