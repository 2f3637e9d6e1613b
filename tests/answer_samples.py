"""Hits made for the answer's tests: the best sentences of a notice, scored by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from answer import answerability
from answer.tuning import Tuning, tuning
from language.typed import SPAN_KINDS, typed_spans
from records import (
    Clause,
    Filters,
    Hit,
    Hits,
    ParsedNotice,
    Remark,
    Scored,
    Sentence,
    SentenceHit,
    Span,
    TypedSpan,
)
from retrieval.question import analyse
from tests.fakes import make_parsed

GARBLED = Remark("garbled")


def notice_of(
    paragraphs: Sequence[str], work_id: str = "notice", garbled: str = "", **fields: object
) -> ParsedNotice:
    """A notice of these clauses; every sentence that holds ``garbled`` carries the warning."""
    parsed = make_parsed(paragraphs, work_id, (), **fields)
    if not garbled:
        return parsed
    clauses = tuple(
        replace(clause, sentences=tuple(_marked(clause, one, garbled) for one in clause.sentences))
        for clause in parsed.clauses
    )
    return replace(parsed, clauses=clauses)


def _marked(clause: Clause, sentence: Sentence, garbled: str) -> Sentence:
    warned = garbled in text_of(clause, sentence.span)
    return replace(sentence, warnings=(GARBLED,)) if warned else sentence


def text_of(clause: Clause, span: Span) -> str:
    """The clause's characters at ``span``."""
    return clause.text[span.start - clause.span.start : span.end - clause.span.start]


def hits_of(
    question: str,
    *notices: ParsedNotice,
    fused: Mapping[str, float] | None = None,
    coverage: Mapping[str, float] | None = None,
    **scores: float,
) -> Hits:
    """One hit per clause of ``notices``.

    ``fused`` scores the sentences that hold its key (0 without one); ``coverage`` maps the words of
    the question to one cover in every sentence; ``scores`` are those of every sentence.
    """
    asked = analyse(question)
    words = tuple((word, 1.0) for word in (coverage or {}))
    covers = tuple((coverage or {}).values())
    kinds = [kind for kind in asked.answer_types if kind in SPAN_KINDS]

    def sentence_hit(clause: Clause, sentence: Sentence) -> SentenceHit:
        text = text_of(clause, sentence.span)
        typed = next(
            (
                TypedSpan(kind, Span(sentence.span.start + a, sentence.span.start + b), 0.5)
                for kind in kinds
                for a, b in typed_spans(kind, text)
            ),
            None,
        )
        best = next((value for key, value in (fused or {}).items() if key in text), 0.0)
        values = {"fits": typed.fit if typed else 0.0, **scores, "fused": best}
        return SentenceHit(sentence, text, Scored(**values), covers, typed)

    hits = []
    for parsed in notices:
        for clause in parsed.clauses:
            found = tuple(sentence_hit(clause, sentence) for sentence in clause.sentences)
            best = max(found, key=lambda one: one.scores.fused)
            hits.append(Hit(parsed.notice, clause, clause.span, clause.text, best.scores, found))
    hits.sort(key=lambda hit: -hit.scores.fused)
    return Hits(
        asked, tuple(hits), Filters(), sum(len(one.clauses) for one in notices), len(notices), words
    )


def decide(monkeypatch: pytest.MonkeyPatch, *, answered: bool) -> None:
    """Let the model behind the verdict say yes, or no, to everything."""
    settings: Tuning = tuning()
    forced = replace(
        settings, weights=dict.fromkeys(settings.weights, 0.0), bias=20.0 if answered else -20.0
    )
    monkeypatch.setattr(answerability, "tuning", lambda: forced)
