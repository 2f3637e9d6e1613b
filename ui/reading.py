"""What the notice reader shows: the source text in pieces, each with its marks.

Every character of the text is in exactly one piece and in order, so the page shows the source as it
is; what is set aside, what is a heading and what was cited only changes how a piece looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from records import AsideKind, Clause, ParsedNotice, Span
from ui.markup import escape, tag

PieceKind = Literal["text", "heading", "title"]
CITED_ID = "nd-cited"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the source text that looks one way."""

    span: Span
    text: str
    kind: PieceKind = "text"
    cited: bool = False
    aside: AsideKind | None = None


def pieces(parsed: ParsedNotice, cited: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The whole text of ``parsed`` in order, cut where its look changes."""
    text = parsed.text
    asides = [(aside.span, aside.kind) for aside in parsed.notice.asides]
    headings = _heading_spans(parsed)
    titles = [span for key, span in parsed.notice.places.items() if key == "title"]
    spans = [*cited, *headings, *titles, *(span for span, _ in asides)]
    edges = sorted({0, len(text)} | {edge for s in spans for edge in (s.start, s.end)})
    edges = [edge for edge in edges if 0 <= edge <= len(text)]
    cut: list[Piece] = []
    for start, end in pairwise(edges):
        aside = next((kind for span, kind in asides if _covers(span, start, end)), None)
        kind: PieceKind = "text"
        if aside is None and any(_covers(span, start, end) for span in titles):
            kind = "title"
        elif aside is None and any(_covers(span, start, end) for span in headings):
            kind = "heading"
        is_cited = any(_covers(span, start, end) for span in cited)
        cut.append(Piece(Span(start, end), text[start:end], kind, is_cited, aside))
    return _joined(cut)


def _heading_spans(parsed: ParsedNotice) -> list[Span]:
    """Run-in headings, which are sentences of their clause, and those between clauses."""
    found: list[Span] = []
    after = 0
    for clause in parsed.clauses:
        found += [sentence.span for sentence in clause.sentences if sentence.heading]
        for heading in clause.heading_path:
            at = parsed.text.find(heading, after, clause.span.start) if heading else -1
            if at >= 0:
                found.append(Span(at, at + len(heading)))
        after = max(after, clause.span.end)
    return found


def _covers(span: Span, start: int, end: int) -> bool:
    return span.start <= start and end <= span.end


def _joined(cut: Iterable[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in cut:
        last = joined[-1] if joined else None
        if last and (last.kind, last.cited, last.aside) == (piece.kind, piece.cited, piece.aside):
            span = Span(last.span.start, piece.span.end)
            joined[-1] = Piece(span, last.text + piece.text, piece.kind, piece.cited, piece.aside)
        else:
            joined.append(piece)
    return tuple(joined)


def valid_span(span: Span | None, text: str) -> Span | None:
    """``span`` where it lies in ``text``, otherwise None."""
    return span if span and 0 <= span.start < span.end <= len(text) else None


def text_html(
    parsed: ParsedNotice, cited: Span | None, aside_label: Callable[[AsideKind], str]
) -> str:
    """The source text as HTML: everything escaped, asides labelled, the cited place marked.

    The first cited piece carries the id `CITED_ID` and the place as ``data-place``; the pieces
    together hold every character of the source.
    """
    parts: list[str] = []
    aside: AsideKind | None = None
    marked = False
    for piece in pieces(parsed, [cited] if cited else []):
        if piece.aside and piece.aside != aside and piece.text.strip():
            parts.append(tag("span", escape(aside_label(piece.aside)), "nd-aside-label"))
        aside = piece.aside if piece.text.strip() or piece.aside else aside
        content = escape(piece.text)
        if piece.cited and cited:
            first = {} if marked else {"id_": CITED_ID, "data_place": place_key(cited)}
            content = tag("mark", content, "nd-cited", tabindex="-1", **first)
            marked = True
        css = "nd-aside" if piece.aside else f"nd-{piece.kind}"
        parts.append(content if css == "nd-text" else tag("span", content, css))
    return tag("div", "".join(parts), "nd-source", lang=parsed.notice.language)


def place_key(span: Span) -> str:
    """What tells one cited place from another on the page."""
    return f"{span.start}-{span.end}"


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of the notice, how deep it stands, and the clause it opens."""

    heading: str
    depth: int
    span: Span


def outline(clauses: Sequence[Clause]) -> tuple[OutlineEntry, ...]:
    """The headings of a notice in order, each once, with the first clause under it."""
    entries: list[OutlineEntry] = []
    seen: set[tuple[str, ...]] = set()
    for clause in clauses:
        for depth in range(1, len(clause.heading_path) + 1):
            path = clause.heading_path[:depth]
            if path not in seen:
                seen.add(path)
                entries.append(OutlineEntry(path[-1], depth, clause.span))
    return tuple(entries)
