"""The span of a sentence that is of the kind asked for and stands beside what was asked about.

"The construction period is two years" and "… at the end of the construction period …, and the
demonstration period will be valid for 3 years" both hold a length of time. What tells them apart is
the part of the sentence around it: whether that part covers the words of the question's focus. A
word that the notice's title or headings cover anyway says little and counts little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from language.normalise import normalise
from language.typed import SPAN_KINDS, typed_spans
from records import Question, Span, TypedSpan
from retrieval.alignment import Aligner

PART_END = re.compile(r"[,;:，；：、。.!?！？]\s|[，；：、。！？]")
IN_CONTEXT = 0.2
"""What is left of the weight of a word that title or headings cover."""
SCATTERED = 0.7
"""What is left where the words of the focus stand apart instead of as one phrase."""
UNNAMED = 0.5
"""The fit of a span where there is no word to compare."""


def best_span(
    question: Question, text: str, start: int, aligner: Aligner, context: NDArray[np.float32]
) -> TypedSpan | None:
    """The best fitting span of ``text``, which begins at ``start`` of the notice; None without one.

    ``context`` is the cover of the question's words by title and headings, shape (words,).
    A span that the question names itself is no answer to it. A body counts only where no span of
    another kind asked for is there, since nearly every sentence names one.
    """
    asked = normalise(question.searched)
    best: TypedSpan | None = None
    for kind in sorted(question.answer_types, key=lambda kind: kind == "who"):
        if kind not in SPAN_KINDS or (kind == "who" and best is not None):
            continue
        for begin, end in typed_spans(kind, text):
            if normalise(text[begin:end]) in asked:
                continue
            part = _part(text, begin, end)
            counted = text[begin:end] if kind == "count" else part
            named = _near(question.focus, counted, aligner, context)
            if not _holds_phrase(question.focus, part):
                named *= SCATTERED
            fit = (named + _near(aligner.words, part, aligner, context)) / 2
            if best is None or fit > best.fit + 1e-6:
                best = TypedSpan(kind, Span(start + begin, start + end), fit)
    return best


def _holds_phrase(focus: Sequence[str], part: str) -> bool:
    """Whether the focus stands in ``part`` as one phrase, as the question has it."""
    folded = normalise(part)
    return len(focus) < 2 or " ".join(focus) in folded or "".join(focus) in folded


def _near(words: Sequence[str], near: str, aligner: Aligner, context: NDArray[np.float32]) -> float:
    """How well the text beside a span covers these words of the question, in 0..1."""
    places = [place for place, word in enumerate(aligner.words) if word in words]
    weights = np.array(aligner.weights)[places] * (1 - (1 - IN_CONTEXT) * context[places])
    total = float(weights.sum())
    return float(np.dot(aligner.cover(near)[places], weights)) / total if total else UNNAMED


def _part(text: str, begin: int, end: int) -> str:
    """The part of the sentence around a span, between marks of punctuation."""
    cuts = [0, *(match.end() for match in PART_END.finditer(text)), len(text)]
    first = max(cut for cut in cuts if cut <= begin)
    last = min(cut for cut in cuts if cut >= end)
    return text[first:last]
