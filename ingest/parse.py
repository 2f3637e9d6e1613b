"""One file's text to a parsed notice: composes the stages, then lets the manifest decide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from errors import UnstructuredNotice
from ingest.back import Back, mark_back
from ingest.clauses import build_clauses
from ingest.duplicates import mark_duplicates
from ingest.front import Front, mark_front
from ingest.furniture import cut_ends, mark_furniture
from ingest.manifest import Manifest
from ingest.notice import build_notice
from ingest.outline import Outline, build_outline
from ingest.paragraphs import Paragraph, split_paragraphs
from ingest.wrapping import join_wrapped
from records import ParsedNotice, SourceText


@dataclass(frozen=True, slots=True)
class Dissection:
    """What each part of a text is: every character that is not blank stands in one paragraph.

    Body paragraphs are the outline's units and headings; the others are clauses of their role or
    asides.
    """

    paragraphs: tuple[Paragraph, ...]
    front: Front
    back: Back
    outline: Outline


def dissect(text: str) -> Dissection:
    """Tell furniture, front, body, back and repeats of ``text`` apart and build the clause tree."""
    lines = join_wrapped(text, mark_furniture(split_paragraphs(text)))
    front = mark_front(text, cut_ends(text, lines))
    back = mark_back(front.paragraphs, front.body)
    paragraphs = mark_duplicates(back.paragraphs)
    signed_at = back.paragraphs[back.signed_at - 1].end if back.signed_at else 0
    return Dissection(tuple(paragraphs), front, back, build_outline(paragraphs, signed_at))


def parse_notice(source: SourceText, manifest: Manifest | None = None) -> ParsedNotice:
    """The notice and clauses of ``source``.

    What the manifest states of the file replaces what the parser read; a difference is a Remark
    ``manifest_differs``. Raises `UnstructuredNotice` for a text without one clause of a body.
    """
    parts = dissect(source.text)
    if not parts.outline.units:
        raise UnstructuredNotice(
            f"{source.file}: no paragraph that could be a clause; "
            "check that the file holds the notice's text and not only a menu or a title",
            file=source.file,
        )
    entry = manifest.entry(PurePath(source.file).name) if manifest else None
    notice = build_notice(
        source, parts.paragraphs, parts.front, parts.back, parts.outline, entry
    )
    clauses = build_clauses(source.text, parts.paragraphs, parts.outline.units, notice.id)
    return ParsedNotice(notice, source.text, clauses)
