"""Units and matter to clauses: text, sentences, hashes, ids, warnings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.garbled import is_garbled
from ingest.outline import Unit
from ingest.paragraphs import Paragraph
from language.normalise import text_hash
from language.script import detect_language
from language.sentences import split_sentences
from records import Clause, ClauseKind, Remark, Sentence, SourceText, Span

GARBLED = Remark("garbled")
_MATTER: tuple[ClauseKind, ...] = (
    "title", "number", "released", "addressees", "signature", "attachments", "contacts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Draft:
    start: int
    end: int
    path: str
    kind: ClauseKind
    headings: tuple[str, ...]
    heading: tuple[int, int] | None


def build_clauses(
    source: SourceText, paragraphs: Sequence[Paragraph], units: Sequence[Unit], notice_id: str
) -> tuple[Clause, ...]:
    """All clauses of a notice in the order of the text; ids are unique.

    A clause's page is the one, counted from 1, on which it begins.
    """
    drafts = _matter(paragraphs)
    drafts += [
        _Draft(one.start, one.end, one.path, "body", one.headings, one.heading) for one in units
    ]
    drafts.sort(key=lambda draft: draft.start)
    copies: dict[tuple[int, int], list[Span]] = {}
    for one in paragraphs:
        if one.copy_of is not None:
            copies.setdefault(one.copy_of, []).append(Span(one.start, one.end))
    used: dict[str, int] = {}
    clauses = []
    for ordinal, draft in enumerate(drafts):
        path = _unique(draft.path, used)
        clauses.append(_clause(source, draft, path, ordinal, notice_id, copies))
    return tuple(clauses)


def _matter(paragraphs: Sequence[Paragraph]) -> list[_Draft]:
    """One clause for each run of paragraphs of one kind."""
    drafts: list[_Draft] = []
    previous: str = ""
    for one in paragraphs:
        for kind in _MATTER:
            if one.role == kind:
                if previous == kind:
                    last = drafts[-1]
                    drafts[-1] = _Draft(last.start, one.end, kind, kind, (), None)
                else:
                    drafts.append(_Draft(one.start, one.end, kind, kind, (), None))
        previous = one.role
    return drafts


def _unique(path: str, used: dict[str, int]) -> str:
    count = used.get(path, 0) + 1
    used[path] = count
    if count == 1:
        return path
    return _unique(f"{path}-{count}", used)


def _clause(
    source: SourceText,
    draft: _Draft,
    path: str,
    ordinal: int,
    notice_id: str,
    copies: dict[tuple[int, int], list[Span]],
) -> Clause:
    text = source.text[draft.start : draft.end]
    sentences = _sentences(text, draft)
    garbled = any(sentence.warnings for sentence in sentences)
    return Clause(
        id=f"{notice_id}#{path}",
        notice_id=notice_id,
        ordinal=ordinal,
        path=path,
        kind=draft.kind,
        heading_path=draft.headings,
        text=text,
        span=Span(draft.start, draft.end),
        language=detect_language(text),
        text_hash=text_hash(text),
        sentences=sentences,
        also_at=tuple(copies.get((draft.start, draft.end), ())),
        warnings=(GARBLED,) if garbled else (),
        page=bisect_right(source.pages, draft.start) or None,
    )


def _sentences(text: str, draft: _Draft) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    begin = 0
    if draft.heading is not None:
        found.append(Sentence(Span(*draft.heading), heading=True))
        begin = draft.heading[1] - draft.start
    rest = text[begin:]
    for start, end in split_sentences(rest):
        span = Span(draft.start + begin + start, draft.start + begin + end)
        warnings = (GARBLED,) if is_garbled(rest[start:end]) else ()
        found.append(Sentence(span, warnings=warnings))
    return tuple(found)
