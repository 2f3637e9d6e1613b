"""The span of the kind asked for that stands beside what was asked about."""

from __future__ import annotations

import numpy as np
import pytest

from records import Span
from retrieval.alignment import Aligner, question_words
from retrieval.question import analyse
from retrieval.spans import best_span

TABLE = [
    ("the length beside what is asked about", "How long is the demonstration period?",
     "The construction period is two years, and the demonstration period is 3 years.", "3 years"),
    ("the other one", "How long is the construction period?",
     "The construction period is two years, and the demonstration period is 3 years.", "two years"),
    ("Chinese", "示范期是多久？", "建设期为两年，示范期为三年。", "三年"),
    ("what the question names itself is no answer", "Is the fee RMB 50, and how much is the fine?",
     "The fee is RMB 50 and the fine is RMB 500.", "RMB 500"),
    ("a body only where nothing else fits", "By when does the office report, and who checks it?",
     "The bureau reports before May 1, 2022.", "May 1, 2022"),
    ("nothing of the kind", "How much is the fee?", "The fee is set by the office.", None),
    ("a kind without spans", "Is it free?", "The fee is RMB 50.", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "text", "printed"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_best_span(question: str, text: str, printed: str | None) -> None:
    asked = analyse(question)
    words = question_words(question, {}, 10)
    one_hot = dict(zip(words.words, np.eye(len(words.words), dtype=np.float32), strict=True))
    aligner = Aligner(words, one_hot, np.zeros(len(words.words), dtype=np.float32))
    context = np.zeros(len(words.words), dtype=np.float32)
    found = best_span(asked, text, 100, aligner, context)
    if found is None:
        assert printed is None
        return
    start, end = found.span.start - 100, found.span.end - 100
    assert text[start:end] == printed
    assert 0 <= found.fit <= 1
    assert found.kind in asked.answer_types
    assert found.span == Span(100 + start, 100 + end)
