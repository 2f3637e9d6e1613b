"""Cover of a question's words by a text, with word vectors made for the purpose."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.alignment import Aligner, QuestionWords, holds, question_words, vocabulary
from retrieval.tuning import weights

Vector = NDArray[np.float32]
MEAN = np.zeros(3, dtype=np.float32)


def vector(*numbers: float) -> Vector:
    return np.array(numbers, dtype=np.float32)


WORDS = {
    "deadline": vector(1, 0, 0),
    "截止": vector(2, 0, 0),  # the same direction: length must not count
    "form": vector(0, 1, 0),
    "date": vector(0.6, 0, 0.8),
    "office": vector(0, 0, 1),
}


def aligner(*words: str, synonyms: tuple[tuple[str, ...], ...] = ()) -> Aligner:
    rows = synonyms or tuple(() for _ in words)
    return Aligner(QuestionWords(words, tuple(1.0 for _ in words), rows), WORDS, MEAN)


def test_the_same_word_and_its_translation_cover_fully() -> None:
    one = aligner("deadline", "form")
    assert one.cover("the deadline").tolist() == [1.0, 0.0]
    assert one.cover("截止").tolist() == [1.0, 0.0]
    assert one.cover("form and deadline").tolist() == [1.0, 1.0]


def test_a_near_word_covers_by_its_cosine_between_floor_and_ceiling() -> None:
    settings = weights().alignment
    expected = (0.6 - settings.floor) / (settings.ceiling - settings.floor)
    assert aligner("deadline").cover("date")[0] == pytest.approx(expected, abs=1e-6)
    assert aligner("deadline").cover("office")[0] == 0.0


def test_a_glossary_wording_stands_for_its_word() -> None:
    one = aligner("office", "form", synonyms=(("主管部门",), ()))
    assert one.cover("由主管部门受理").tolist() == [1.0, 0.0]


def test_unknown_words_and_empty_texts_cover_nothing() -> None:
    one = aligner("deadline", "unheard")
    assert one.cover("unheard").tolist() == [0.0, 0.0]
    assert one.cover("").tolist() == [0.0, 0.0]
    assert Aligner(QuestionWords(("a",), (1.0,), ((),)), {}, MEAN).cover("deadline")[0] == 0.0


def test_the_share_is_the_weighted_mean() -> None:
    question = QuestionWords(("deadline", "form"), (3.0, 1.0), ((), ()))
    one = Aligner(question, WORDS, MEAN)
    assert one.share(one.cover("deadline")) == pytest.approx(0.75)
    assert one.share(one.cover("deadline form")) == pytest.approx(1.0)
    empty = Aligner(QuestionWords((), (), ()), WORDS, MEAN)
    assert empty.share(empty.cover("deadline")) == 0.0


def test_the_corpus_mean_is_taken_away_first() -> None:
    shifted = {word: vector_ + np.float32(5.0) for word, vector_ in WORDS.items()}
    question = QuestionWords(("deadline",), (1.0,), ((),))
    centred = Aligner(question, shifted, MEAN + np.float32(5.0))
    assert centred.cover("office")[0] == 0.0
    assert Aligner(question, shifted, MEAN).cover("office")[0] > 0.5


@pytest.mark.parametrize(
    ("folded", "wording", "held"),
    [
        ("the patent office", "patent", True),
        ("two patents", "patent", True),
        ("it was registered", "register", True),
        ("patently wrong", "patent", False),
        ("shippatent, then a patent", "patent", True),
        ("由主管部门受理", "部门", True),
        ("由主管机关受理", "部门", False),
    ],
)
def test_holds(folded: str, wording: str, held: bool) -> None:
    assert holds(folded, wording) is held


def test_a_rare_word_weighs_more_and_an_unknown_one_as_one_that_stands_once() -> None:
    words = question_words("deadline form unheard deadline", {"deadline": 50, "form": 1}, 100)
    assert words.words == ("deadline", "form", "unheard")
    assert words.weights[0] < words.weights[1] == words.weights[2]
    assert words.weights[1] == pytest.approx(math.log(1 + 100.5 / 1.5))


def test_words_of_a_term_take_its_wordings_of_the_other_language() -> None:
    words = question_words("专利", {}, 10)
    assert "patent" in words.synonyms[0]
    assert question_words("lorem", {}, 10).synonyms == ((),)
    assert question_words("what is it", {}, 10) == QuestionWords((), (), ())


def test_vocabulary_is_in_order_and_without_repeats() -> None:
    assert vocabulary(["form deadline", "deadline office"]) == ["form", "deadline", "office"]
