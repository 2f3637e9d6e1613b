"""Scored sentences → passages: each at most one clause and 800 characters, none overlapping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from index.units import PASSAGE_CHARS
from records import Clause, Hit, SentenceHit, Span
from retrieval.scoring import Score


def passages(scored: Sequence[Score], limit: int) -> list[Hit]:
    """The best ``limit`` passages, grown around the best sentences of ``scored`` (best first).

    A passage takes in the neighbouring sentences of its clause, the following one first, as far
    as the limit of characters allows; a sentence longer than that stands alone.
    """
    by_clause: dict[str, list[Score]] = defaultdict(list)
    for item in scored:
        by_clause[item.candidate.clause.id].append(item)
    taken: dict[str, list[Span]] = defaultdict(list)
    hits: list[Hit] = []
    for item in scored:
        if len(hits) >= limit:
            break
        clause = item.candidate.clause
        sentence = item.candidate.sentence.span
        if any(_overlap(sentence, span) for span in taken[clause.id]):
            continue
        span = _grown(clause, sentence, taken[clause.id])
        taken[clause.id].append(span)
        hits.append(_hit(item, span, by_clause[clause.id]))
    return hits


def _hit(best: Score, span: Span, siblings: Sequence[Score]) -> Hit:
    clause = best.candidate.clause
    inside = [item for item in siblings if _overlap(item.candidate.sentence.span, span)]
    return Hit(
        notice=best.candidate.notice,
        clause=clause,
        span=span,
        text=_text(clause, span),
        scores=best.scores,
        sentences=tuple(
            SentenceHit(
                item.candidate.sentence, item.candidate.text, item.scores, item.coverage, item.typed
            )
            for item in sorted(inside, key=lambda item: item.candidate.sentence.span.start)
        ),
    )


def _grown(clause: Clause, seed: Span, taken: Sequence[Span]) -> Span:
    """The passage around ``seed``; a sentence too long is cut to the limit."""
    if seed.end - seed.start > PASSAGE_CHARS:
        return Span(seed.start, seed.start + PASSAGE_CHARS)
    spans = [sentence.span for sentence in clause.sentences]
    place = spans.index(seed)
    first = last = place
    grew = True
    while grew:
        grew = False
        for before, after in ((0, 1), (1, 0)):
            step_first, step_last = first - before, last + after
            if step_first < 0 or step_last >= len(spans):
                continue
            wider = Span(spans[step_first].start, spans[step_last].end)
            fits = wider.end - wider.start <= PASSAGE_CHARS
            if fits and not any(_overlap(wider, span) for span in taken):
                first, last, grew = step_first, step_last, True
    return Span(spans[first].start, spans[last].end)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _text(clause: Clause, span: Span) -> str:
    return clause.text[span.start - clause.span.start : span.end - clause.span.start]
