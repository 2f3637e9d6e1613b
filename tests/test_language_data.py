"""The word lists of `language`: counted, without repeats, in the script they are read in."""

from __future__ import annotations

import pytest

from language.normalise import normalise
from language.script import HAN
from language.sentences import ABBREVIATIONS, DATA, VERBS, split_sentences
from language.tokens import stop_words
from language.typed import typed_spans

COUNTS = {
    "abbreviations_en": 39,
    "auxiliaries_en": 18,
    "body_nouns": 60,
    "stopwords_en": 137,
    "stopwords_zh": 136,
}


def entries(name: str) -> list[str]:
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_list_is_counted_here() -> None:
    assert {file.stem for file in DATA.iterdir()} == set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_entries_are_folded_and_unique(name: str) -> None:
    found = entries(name)
    assert len(found) == len(set(found)) == COUNTS[name]
    assert all(normalise(entry) == entry for entry in found)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_stop_words_are_words_of_their_language(language: str) -> None:
    assert stop_words(language) == set(entries(f"stopwords_{language}"))
    for word in stop_words(language):
        assert bool(HAN.search(word)) == (language == "zh")
        assert language == "en" or len(word) <= 2, "only characters and bigrams are looked up"


@pytest.mark.parametrize("noun", entries("body_nouns"))
def test_every_body_noun_is_found_as_a_whole(noun: str) -> None:
    text = noun if HAN.search(noun) else f"the {noun} decides"
    assert noun in [text[start:end] for start, end in typed_spans("who", text)]


@pytest.mark.parametrize("word", sorted(ABBREVIATIONS))
def test_no_abbreviation_ends_a_sentence(word: str) -> None:
    text = f"It follows {word}. Zhang and the office."
    assert len(split_sentences(text)) == 1


def test_a_sentence_with_an_auxiliary_is_no_fragment() -> None:
    assert set(entries("auxiliaries_en")) == VERBS
    assert len(split_sentences("The office acts at once. It may.")) == 2
