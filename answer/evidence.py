"""Which sentences answer: the shortest sufficient evidence, best first, lists kept whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.tuning import tuning
from language.normalise import normalise
from language.sentences import LIST_MARKER
from records import Citation, Clause, Hits, Notice, Scored, Span, Statement, TypedSpan

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
    typed: TypedSpan | None

    def statement(self) -> Statement:
        """The evidence as a statement of the answer, with its place."""
        citation = Citation(self.notice.id, self.clause.id, self.span, self.text)
        return Statement(self.text, (citation,))


def candidates(hits: Hits) -> list[Evidence]:
    """Every sentence of the hits once, best first; a copy elsewhere in the corpus is folded.

    Front and back matter (titles, signatures, contacts …) counts only where it is asked for.
    """
    found: dict[str, Evidence] = {}
    for hit in hits.hits:
        if hit.clause.kind != "body" and hit.clause.kind not in hits.question.about:
            continue
        for sentence in hit.sentences:
            span = with_list(hit.clause, sentence.sentence.span)
            evidence = Evidence(
                notice=hit.notice,
                clause=hit.clause,
                span=span,
                text=_text(hit.clause, span),
                scores=sentence.scores,
                coverage=sentence.coverage,
                typed=sentence.typed,
                garbled=_garbled(hit.clause, span),
            )
            key = normalise(evidence.text)
            if key not in found or evidence.scores.fused > found[key].scores.fused:
                found[key] = evidence
    return sorted(found.values(), key=lambda evidence: -evidence.scores.fused)


def choose(ranked: Sequence[Evidence]) -> list[Evidence]:
    """The evidence to show: the best, and a few more that score almost as well.

    What holds the best fitting amount, date, body … of the kind asked for comes first, and is
    taken in from a little further down where it fits clearly better.
    """
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
    fitting = max(ranked[: settings.fit_depth], key=_fit)
    if _fit(fitting) > max(map(_fit, chosen)) + settings.fit_lead:
        chosen = [fitting, *(one for one in chosen if not _inside(one, fitting))][: settings.most]
    return sorted(chosen, key=lambda evidence: -_fit(evidence))


def _fit(evidence: Evidence) -> float:
    return evidence.typed.fit if evidence.typed else 0.0


def with_list(clause: Clause, span: Span) -> Span:
    """The span of a lead sentence together with the list items that follow it in its clause."""
    text = _text(clause, span)
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


def _garbled(clause: Clause, span: Span) -> bool:
    """Whether a sentence within ``span`` is garbled: the lead, or an item of its list."""
    return any(
        warning.code == "garbled"
        for sentence in clause.sentences
        if span.start <= sentence.span.start < span.end
        for warning in sentence.warnings
    )


def _inside(one: Evidence, other: Evidence) -> bool:
    return (
        one.clause.id == other.clause.id
        and other.span.start <= one.span.start
        and one.span.end <= other.span.end
    )


def _text(clause: Clause, span: Span) -> str:
    return clause.text[span.start - clause.span.start : span.end - clause.span.start]
