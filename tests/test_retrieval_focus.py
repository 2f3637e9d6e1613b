"""The words that name the very thing asked for."""

from __future__ import annotations

import pytest

from retrieval.focus import MOST_WORDS, focus_words

TABLE = [
    ("what … must", "What numerical threshold must the index reach?",
     ("numerical", "threshold")),
    ("what is the …", "What is the registration fee for a product?", ("registration", "fee")),
    ("how many", "How many cities were chosen?", ("cities",)),
    ("which", "Which provinces take part?", ("provinces", "take", "part")),
    ("names of", "Give me the names of the alliances.", ("alliances",)),
    ("before 是多少", "咨询电话是多少？", ("咨询电话",)),
    ("after 哪些", "有哪些城市？", ("城市",)),
    ("a question of yes or no has none", "Is it free?", ()),
    ("a bare question word has none", "Who may apply?", ()),
    ("no question", "Blue Sky", ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_focus(text: str, words: tuple[str, ...]) -> None:
    assert focus_words(text) == words


def test_a_phrase_gives_few_words_and_each_once() -> None:
    text = "What large national regional patent product registration platforms, what platforms"
    found = focus_words(text)
    assert found[:MOST_WORDS] == ("large", "national", "regional", "patent")
    assert len(found) == len(set(found))
