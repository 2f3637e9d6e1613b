"""Clauses → units: the pieces of text that are ranked.

A *passage* is a run of whole sentences of one clause, at most `PASSAGE_CHARS` long; a *sentence* is
one sentence of a clause that has several. A passage that is a single sentence stands for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from records import Clause, Notice, ParsedNotice, Span

UnitKind = Literal["passage", "sentence"]

PASSAGE_CHARS = 800
"""A passage shown is at most one clause and 800 characters: the command line's contract."""
HEADING_JOINER = " › "
_CLAUSE_BOUNDARY = re.compile(r"[;；](?=\s|[^\x00-\x7f]|$)|[,，、:：](?=\s|[^\x00-\x7f]|$)|\s")
_STRONG_BOUNDARIES = ";；"
_WEAK_BOUNDARIES = ",，、:："


@dataclass(frozen=True, slots=True)
class Unit:
    """A ranked piece of text: ``text`` is exactly the notice's text at ``span``.

    ``key`` is never used again once its unit is gone. ``context`` is the notice's title and the
    headings over the clause, which take part in scoring and are no part of ``text``.
    """

    key: int
    notice_id: str
    clause_id: str
    span: Span
    kind: UnitKind
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit that has no key yet, its context in parts."""

    notice_id: str
    clause_id: str
    span: Span
    kind: UnitKind
    text: str
    title: str
    headings: str

    @property
    def context(self) -> str:
        """The notice's title and the headings in one line."""
        return HEADING_JOINER.join(part for part in (self.title, self.headings) if part)


def embedded_text(draft: UnitDraft) -> str:
    """What an encoder gets for a unit: a passage under its context, a sentence alone.

    Here alone the context meets the text, so that another composition is one change; texts that
    change have no vector yet and are encoded at the next write or rebuild.
    """
    if draft.kind == "passage" and draft.context:
        return f"{draft.context}\n{draft.text}"
    return draft.text


def units_of(parsed: ParsedNotice) -> list[UnitDraft]:
    """The units of every clause in order; a clause's passages before its sentences."""
    drafts: list[UnitDraft] = []
    for clause in parsed.clauses:
        passages = list(_passage_spans(clause))
        drafts += [_draft(parsed.notice, clause, span, "passage") for span in passages]
        shown = {_text(clause, span) for span in passages}
        for span in _sentence_spans(clause):
            if _text(clause, span) not in shown:
                drafts.append(_draft(parsed.notice, clause, span, "sentence"))
    return drafts


def _draft(notice: Notice, clause: Clause, span: Span, kind: UnitKind) -> UnitDraft:
    return UnitDraft(
        notice_id=notice.id,
        clause_id=clause.id,
        span=span,
        kind=kind,
        text=_text(clause, span),
        title="" if clause.kind == "title" else notice.title,
        headings=HEADING_JOINER.join(clause.heading_path),
    )


def _text(clause: Clause, span: Span) -> str:
    return clause.text[span.start - clause.span.start : span.end - clause.span.start]


def _sentence_spans(clause: Clause) -> Iterator[Span]:
    if len(clause.sentences) > 1:
        yield from (sentence.span for sentence in clause.sentences if not sentence.heading)


def _passage_spans(clause: Clause) -> Iterator[Span]:
    """Windows of whole sentences, filled in order; one window where the clause fits."""
    start = end = None
    for piece in _pieces(clause):
        if start is not None and end is not None and piece.end - start > PASSAGE_CHARS:
            yield Span(start, end)
            start = None
        start = piece.start if start is None else start
        end = piece.end
    if start is not None and end is not None:
        yield Span(start, end)


def _pieces(clause: Clause) -> Iterator[Span]:
    """The clause cut before each of its sentences, and within a sentence that is too long."""
    starts = [sentence.span.start for sentence in clause.sentences[1:]]
    bounds = [clause.span.start, *starts, clause.span.end]
    for begin, stop in pairwise(bounds):
        rest = _trimmed(clause, begin, stop)
        while rest.end - rest.start > PASSAGE_CHARS:
            cut = rest.start + _cut(_text(clause, rest))
            yield _trimmed(clause, rest.start, cut)
            rest = _trimmed(clause, cut, rest.end)
        if rest.start < rest.end:
            yield rest


def _cut(text: str) -> int:
    """Where to cut a long sentence: after the last semicolon, else comma, else space, that fits."""
    places = [match for match in _CLAUSE_BOUNDARY.finditer(text, 0, PASSAGE_CHARS) if match.start()]
    for wanted in (_STRONG_BOUNDARIES, _WEAK_BOUNDARIES):
        fitting = [match.end() for match in places if match.group() in wanted]
        if fitting:
            return fitting[-1]
    return places[-1].end() if places else PASSAGE_CHARS


def _trimmed(clause: Clause, start: int, end: int) -> Span:
    text = clause.text[start - clause.span.start : end - clause.span.start]
    leading = len(text) - len(text.lstrip())
    return Span(start + leading, max(start + leading, start + len(text.rstrip())))
