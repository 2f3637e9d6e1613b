"""Which sentences answer: the shortest sufficient evidence, best first, lists kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.tuning import tuning
from language.normalise import normalise
from language.sentences import LIST_MARKER
from records import Citation, Clause, Hit, Hits, Notice, Scored, Span, Statement

LEAD_ENDINGS = (":", "：", "--", "——")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source sentence (with the list it leads, if any) that bears on the question."""

    notice: Notice
    clause: Clause
    span: Span
    text: str
    scores: Scored
    coverage: tuple[float, ...]
    garbled: bool
    copies: tuple[Span, ...] = ()

    def statement(self) -> Statement:
        """The evidence as a statement of the answer, citing every place where it stands."""
        return Statement(
            self.text,
            tuple(
                Citation(self.notice.id, self.clause.id, span, self.text)
                for span in (self.span, *self.copies)
            ),
        )


def candidates(hits: Hits) -> list[Evidence]:
    """Every sentence of the hits once, best first; a copy elsewhere in the corpus is folded."""
    found: dict[str, Evidence] = {}
    for hit in hits.hits:
        for sentence in hit.sentences:
            span = with_list(hit.clause, sentence.sentence.span)
            evidence = Evidence(
                notice=hit.notice,
                clause=hit.clause,
                span=span,
                text=_text(hit, span),
                scores=sentence.scores,
                coverage=sentence.coverage,
                garbled=any(w.code == "garbled" for w in sentence.sentence.warnings),
            )
            key = normalise(evidence.text)
            if key not in found or evidence.scores.fused > found[key].scores.fused:
                found[key] = evidence
    return sorted(found.values(), key=lambda evidence: -evidence.scores.fused)


def choose(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The evidence to show: the best, and up to two more that score almost as well."""
    if not ranked:
        return []
    settings = tuning().evidence
    floor = ranked[0].scores.fused - settings.margin
    chosen: list[Evidence] = []
    for evidence in ranked:
        if len(chosen) >= settings.most or evidence.scores.fused < floor:
            break
        if not any(_inside(evidence, other) for other in chosen):
            chosen.append(evidence)
    return chosen


def with_list(clause: Clause, span: Span) -> Span:
    """The span of a lead sentence together with the list items that follow it in its clause."""
    text = clause.text[span.start - clause.span.start : span.end - clause.span.start]
    if not text.rstrip().endswith(LEAD_ENDINGS):
        return span
    end = span.end
    for sentence in clause.sentences:
        if sentence.span.start < span.end:
            continue
        begin = sentence.span.start - clause.span.start
        if not LIST_MARKER.match(clause.text[begin : begin + 12]):
            break
        if sentence.span.end - span.start > tuning().evidence.list_chars:
            break
        end = sentence.span.end
    return Span(span.start, end)


def _inside(one: Evidence, other: Evidence) -> bool:
    return (
        one.clause.id == other.clause.id
        and other.span.start <= one.span.start
        and one.span.end <= other.span.end
    )


def _text(hit: Hit, span: Span) -> str:
    clause = hit.clause
    return clause.text[span.start - clause.span.start : span.end - clause.span.start]
