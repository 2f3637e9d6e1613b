"""How well a text covers a question, word by word and across languages.

Each content word of the question is matched with the nearest word of the text by the cosine of
their word vectors (a word encoded alone by the small multilingual encoder, centred on the corpus's
mean word), or counts as covered where the glossary knows the text's wording as the same term. The
weights of the words are inverse document frequencies. It is the late interaction of ColBERT
(arXiv 2004.12832) on words instead of contextual tokens; learned beside the other features it gets
the largest weight (`data/weights.yaml`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from language.normalise import normalise
from language.words import content_words
from retrieval.glossary import find_concepts
from retrieval.tuning import weights

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The question's content words, their weights, and glossary wordings that stand for them.

    ``synonyms[i]`` are the normalised wordings that count in place of word ``i``.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]
    synonyms: tuple[tuple[str, ...], ...]


def question_words(text: str, frequencies: Mapping[str, int], sentences: int) -> QuestionWords:
    """The words of a question with weights ``ln(1 + (N + .5) / (df + .5))``.

    ``frequencies`` are document frequencies over ``sentences`` sentences; a word that the corpus
    does not hold weighs as much as one that stands once.
    """
    words = tuple(dict.fromkeys(content_words(text)))
    weights_ = tuple(
        math.log(1 + (sentences + 0.5) / (max(frequencies.get(word, 0), 1) + 0.5)) for word in words
    )
    wordings: dict[str, set[str]] = {word: set() for word in words}
    for match in find_concepts(text):
        for word in set(content_words(match.wording)) & set(words):
            wordings[word] |= set(match.concept.wordings)
    return QuestionWords(words, weights_, tuple(tuple(sorted(wordings[word])) for word in words))


def holds(folded: str, wording: str) -> bool:
    """Whether normalised ``folded`` holds ``wording``; an English one as whole words, inflected."""
    start = folded.find(wording)
    if start < 0 or not wording.isascii():
        return start >= 0
    return (
        re.search(rf"\b{re.escape(wording)}(?:e?s|e?d)?\b", folded[max(0, start - 1) :]) is not None
    )


@lru_cache(maxsize=65_536)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(content_words(text)))


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    return normalise(text)


def vocabulary(texts: Sequence[str]) -> list[str]:
    """The distinct content words of ``texts``."""
    return list(dict.fromkeys(word for text in texts for word in _words_of(text)))


class Aligner:
    """Covers of one question by texts; word vectors are looked up once."""

    def __init__(
        self, question: QuestionWords, vectors: Mapping[str, Matrix], mean: Matrix
    ) -> None:
        """``vectors`` maps words to vectors (d,); ``mean`` (d,) is the corpus's mean word."""
        self._question = question
        self._rows = {word: row for row, word in enumerate(vectors)}
        matrix = np.stack(list(vectors.values())) - mean if vectors else np.zeros((0, len(mean)))
        norms = np.linalg.norm(matrix, axis=1, keepdims=True)
        matrix = matrix / np.where(norms > 0, norms, 1.0)
        settings = weights().alignment
        rows = [self._rows.get(word, -1) for word in question.words]
        sims = np.zeros((len(rows), len(matrix) + 1), dtype=np.float32)
        for place, row in enumerate(rows):
            if row >= 0:
                cosine = matrix @ matrix[row]
                scaled = (cosine - settings.floor) / (settings.ceiling - settings.floor)
                sims[place, :-1] = np.clip(scaled, 0.0, 1.0)
        self._sims = sims
        self._cache: dict[str, NDArray[np.float32]] = {}

    def cover(self, text: str) -> NDArray[np.float32]:
        """For each of the question's words how well ``text`` covers it, shape (words,), in 0..1."""
        known = self._cache.get(text)
        if known is None:
            known = self._cache[text] = self._cover(text)
        return known

    def _cover(self, text: str) -> NDArray[np.float32]:
        rows = [self._rows[word] for word in _words_of(text) if word in self._rows]
        best = (
            self._sims[:, rows].max(axis=1)
            if rows
            else np.zeros(len(self._question.words), dtype=np.float32)
        )
        folded = _folded(text)
        for place, wordings in enumerate(self._question.synonyms):
            if best[place] < 1.0 and any(holds(folded, wording) for wording in wordings):
                best[place] = 1.0
        return best

    @property
    def words(self) -> tuple[str, ...]:
        """The question's content words."""
        return self._question.words

    @property
    def weights(self) -> tuple[float, ...]:
        """Their weights."""
        return self._question.weights

    def share(self, cover: NDArray[np.float32]) -> float:
        """The weighted mean of a cover, in 0..1; 0 for a question without content words."""
        total = sum(self._question.weights)
        return float(np.dot(cover, self._question.weights) / total) if total else 0.0
