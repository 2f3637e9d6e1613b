"""The short answer: the exact span of the evidence that is of the kind asked for."""

from __future__ import annotations

from collections.abc import Sequence

from answer.evidence import Evidence
from language.dates import DateMention, find_dates
from language.normalise import normalise
from language.typed import SPAN_KINDS, typed_spans
from records import AnswerType, Citation, Notice, Question, ShortAnswer, Span


def short_answer(question: Question, chosen: Sequence[Evidence]) -> ShortAnswer | None:
    """The span of the best evidence that fits the first kind asked for; None where none fits."""
    for kind in question.answer_types:
        if kind not in SPAN_KINDS:
            continue
        for evidence in chosen:
            found = _span(kind, question, evidence)
            if found is not None:
                return _short(kind, evidence, *found)
    return None


def _span(kind: str, question: Question, evidence: Evidence) -> tuple[int, int] | None:
    """The first fitting span that the question does not name itself."""
    asked = normalise(question.searched)
    spans = [
        (start, end)
        for start, end in typed_spans(kind, evidence.text)
        if normalise(evidence.text[start:end]) not in asked
    ]
    return spans[0] if spans else None


def _short(kind: AnswerType, evidence: Evidence, start: int, end: int) -> ShortAnswer:
    text = evidence.text[start:end]
    span = Span(evidence.span.start + start, evidence.span.start + end)
    iso, inferred = _iso(text, evidence.notice) if kind == "date" else (None, False)
    citation = Citation(evidence.notice.id, evidence.clause.id, span, text)
    return ShortAnswer(text, kind, citation, iso, inferred)


def _iso(text: str, notice: Notice) -> tuple[str | None, bool]:
    mentions: list[DateMention] = find_dates(text)
    if not mentions:
        return None, False
    value, inferred = mentions[0].resolve(default_year(notice))
    return (value.isoformat() if value else None), inferred


def default_year(notice: Notice) -> int | None:
    """The year that a date without one takes: of the signing, else of the release."""
    for fact in (notice.dates.signed, notice.dates.released):
        if fact is not None and fact.value is not None:
            return fact.value.year
    return None
