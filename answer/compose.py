"""Hits and requirements → Answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from answer.answerability import judge
from answer.evidence import Evidence, candidates, choose
from answer.short import short_answer
from checklist.select import for_passages
from records import (
    Answer,
    Citation,
    Hit,
    Hits,
    Passage,
    Remark,
    Requirement,
    Span,
)


def compose(hits: Hits, requirements: Sequence[Requirement], as_of: date) -> Answer:
    """The answer that ``hits`` give, with those ``requirements`` that bear on it.

    Every statement is a source sentence. Where the notices do not say it, no statement and no
    checklist is given: the passages are shown as the nearest there are.
    """
    chosen = choose(candidates(hits))
    verdict = judge(hits, chosen)
    shown = [] if verdict.status == "not_stated" else chosen
    return Answer(
        question=hits.question,
        status=verdict.status,
        reason=verdict.reason,
        short=short_answer(hits.question, shown),
        statements=tuple(evidence.statement() for evidence in shown),
        passages=tuple(_passage(hit) for hit in hits.hits),
        checklist=_checklist(shown, requirements),
        as_of=as_of,
        filters=hits.filters,
        clauses_searched=hits.clauses_searched,
        notices_searched=hits.notices_searched,
        warnings=_warnings(hits, shown),
    )


def _passage(hit: Hit) -> Passage:
    citation = Citation(hit.notice.id, hit.clause.id, hit.span, hit.text)
    return Passage(citation, hit.clause.heading or hit.notice.title, hit.scores.fused)


def _checklist(
    shown: Sequence[Evidence], requirements: Sequence[Requirement]
) -> tuple[Requirement, ...]:
    spans: dict[str, list[Span]] = defaultdict(list)
    for evidence in shown:
        spans[evidence.notice.id].append(evidence.span)
    found = for_passages(requirements, spans)
    return tuple(item for item in found if not item.commitment)


def _warnings(hits: Hits, shown: Sequence[Evidence]) -> tuple[Remark, ...]:
    """What to know before relying on the answer: each once, of the notices that it cites."""
    warnings = list(hits.question.warnings)
    for evidence in shown:
        notice = evidence.notice
        if evidence.garbled:
            warnings.append(Remark("garbled", {"notice": notice.title}))
        if notice.kind in ("translation", "summary", "report"):
            issuer = notice.issuer
            warnings.append(Remark(notice.kind, {"notice": notice.title, "issuer": issuer}))
        if notice.status == "unknown":
            warnings.append(Remark("status_unknown", {"notice": notice.title}))
    seen: dict[tuple[str, tuple[tuple[str, str], ...]], Remark] = {}
    for warning in warnings:
        seen.setdefault((warning.code, tuple(sorted(warning.params.items()))), warning)
    return tuple(seen.values())
