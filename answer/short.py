"""The short answer: the exact span of the evidence that is of the kind asked for."""

from __future__ import annotations

from collections.abc import Sequence

from answer.details import details_asked
from answer.evidence import Evidence
from language.dates import DateMention, find_dates
from language.normalise import fold
from records import Citation, Notice, Question, ShortAnswer, Span

EXACT_DETAILS = frozenset({"phone", "email"})
"""Details whose pattern finds exactly what is to be shown."""


def short_answer(question: Question, chosen: Sequence[Evidence]) -> ShortAnswer | None:
    """The best fitting span of the evidence; None where no span is of a kind asked for.

    A phone or an e-mail address that is asked for comes before the broader kinds.
    """
    detail = _detail(question, chosen)
    if detail is not None:
        return detail
    fitting = [(e.typed.fit, e, e.typed) for e in chosen if e.typed is not None]
    if not fitting:
        return None
    _, evidence, typed = max(fitting, key=lambda row: row[0])
    text = _text(evidence, typed.span)
    iso, inferred = _iso(text, evidence.notice) if typed.kind == "date" else (None, False)
    return ShortAnswer(text, typed.kind, _cited(evidence, typed.span, text), iso, inferred)


def _detail(question: Question, chosen: Sequence[Evidence]) -> ShortAnswer | None:
    for detail in details_asked(question.searched):
        if detail.name not in EXACT_DETAILS:
            continue
        for evidence in chosen:
            folded = fold(evidence.text)
            match = detail.given.search(folded.text)
            if match:
                start, end = folded.source_span(*match.span())
                span = Span(evidence.span.start + start, evidence.span.start + end)
                text = _text(evidence, span)
                return ShortAnswer(text, "metadata", _cited(evidence, span, text))
    return None


def _text(evidence: Evidence, span: Span) -> str:
    begin = span.start - evidence.clause.span.start
    return evidence.clause.text[begin : begin + span.end - span.start]


def _cited(evidence: Evidence, span: Span, text: str) -> Citation:
    return Citation(evidence.notice.id, evidence.clause.id, span, text)


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
