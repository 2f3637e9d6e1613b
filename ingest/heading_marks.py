"""Headings that a format knows and that a reader of plain lines could not: marked as in Markdown.

A heading with a number ("一、", "Article 5") tells its level itself and stays as printed.
"""

from __future__ import annotations

from ingest.furniture import is_furniture, is_prose, is_sentence
from ingest.limits import HEADING_COLUMNS
from ingest.markers import find_marker
from ingest.paragraphs import split_paragraphs

_DEEPEST = 6


def marked_heading(text: str, level: int) -> str:
    """``text`` behind ``level`` marks ``#`` where it names what follows and has no number."""
    lines = split_paragraphs(text)
    if len(lines) != 1 or lines[0].level or lines[0].columns > HEADING_COLUMNS:
        return text
    line = lines[0]
    if find_marker(line.text) or is_prose(line) or is_sentence(line) or is_furniture(line):
        return text
    return f"{'#' * min(level, _DEEPEST)} {line.text}"
