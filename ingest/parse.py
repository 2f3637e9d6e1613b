"""One file's text to a parsed notice: composes the stages, then lets the manifest decide."""

from __future__ import annotations

from pathlib import PurePath

from errors import UnstructuredNotice
from ingest.clauses import build_clauses
from ingest.dissect import dissect
from ingest.manifest import Manifest
from ingest.notice import build_notice
from records import ParsedNotice, SourceText


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
    notice = build_notice(source, parts, entry)
    clauses = build_clauses(source, parts.paragraphs, parts.outline.units, notice.id)
    return ParsedNotice(notice, source.text, clauses)
