"""Site furniture and bylines: what a page prints around a notice, told by patterns.

Only what a line says decides here; what its place says (before the title, after the end) is the
business of `matter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.limits import FURNITURE_CHARS, OPEN_PROSE_COLUMNS, PROSE_COLUMNS
from ingest.markers import find_marker
from ingest.paragraphs import Paragraph, make_paragraph
from ingest.yamlfile import load_data
from language.normalise import normalise
from language.script import han_count

_SENTENCE_INSIDE = re.compile(r"[。；]\S|[a-z)\"”’]\.\s+[A-Z\"“]")
_CLOSED = re.compile(r"[.。!！?？;；:：…][\"'”’)）】》]*$")
_FULL_STOP = re.compile(r"[.。!！?？;；][\"'”’)）】》]*$")
_BRACKETED_END = re.compile(r"[(（\[【]([^()（）\[\]【】]{2,150})[)）\]】]\s*[.。]?\s*$")
_BUTTONS_END = re.compile(r"(?:\s*[\[【][^\[\]【】]{1,8}[\]】]){1,5}\s*$")


@lru_cache(maxsize=8)
def furniture_pattern(group: str) -> re.Pattern[str]:
    """The patterns of one group of ``data/furniture.yaml`` as one, for folded text."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load_data("furniture")[group]))


def is_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph holds sentences, so that it can be no menu, caption or heading."""
    if paragraph.columns >= PROSE_COLUMNS and _CLOSED.search(paragraph.text):
        return True
    inside = paragraph.columns >= 1.5 * PROSE_COLUMNS and _SENTENCE_INSIDE.search(paragraph.text)
    return bool(inside) or paragraph.columns >= OPEN_PROSE_COLUMNS


def is_tail(paragraph: Paragraph) -> bool:
    """Whether the line opens the tail of a page ("Related news", 上一篇)."""
    return (
        furniture_pattern("tail").match(paragraph.folded) is not None
        and not _FULL_STOP.search(paragraph.text)
        and paragraph.columns <= 4 * PROSE_COLUMNS
    )


def is_edge(paragraph: Paragraph) -> bool:
    """Whether the line is furniture wherever no body is (phones, addresses, disclaimers)."""
    return furniture_pattern("edge").match(paragraph.folded) is not None


def is_table_row(paragraph: Paragraph) -> bool:
    """Whether a line is a row of a Markdown table."""
    return paragraph.text[0] == "|" and paragraph.text[-1] == "|" and paragraph.text.count("|") > 2


def is_sentence(paragraph: Paragraph) -> bool:
    """Whether a paragraph, short as it may be, is a whole sentence."""
    if not _FULL_STOP.search(paragraph.text):
        return False
    return han_count(paragraph.text) >= 6 or len(re.findall(r"\b[a-z]+\b", paragraph.text)) >= 4


def mark_furniture(lines: Iterable[Paragraph]) -> list[Paragraph]:
    """Give the lines that are furniture the role ``boilerplate``."""
    marked = list(lines)
    head = _front_matter(marked)
    return [
        replace(one, role="boilerplate") if index < head or is_furniture(one) else one
        for index, one in enumerate(marked)
    ]


def _front_matter(lines: Sequence[Paragraph]) -> int:
    """How many lines a Markdown file's metadata block between lines ``---`` takes."""
    if not lines or lines[0].text != "---":
        return 0
    closing = (index for index, one in enumerate(lines[1:40], start=2) if one.text == "---")
    return next(closing, 0)


def cut_ends(source: str, paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Cut bylines and buttons off the ends of paragraphs; they become paragraphs of their own."""
    return [
        piece
        for paragraph in paragraphs
        for piece in (_cut_end(source, paragraph) if paragraph.role == "body" else [paragraph])
    ]


def is_furniture(paragraph: Paragraph) -> bool:
    """Whether what a line says makes it furniture, wherever it stands."""
    folded = paragraph.folded
    if not folded:
        return True
    if is_table_row(paragraph):
        return False
    if find_marker(paragraph.text) is not None and is_prose(paragraph):
        return False
    if len(folded) > FURNITURE_CHARS or paragraph.level:
        return furniture_pattern("whole").fullmatch(folded) is not None and len(folded) < 80
    if furniture_pattern("whole").fullmatch(folded):
        return True
    captionlike = not _FULL_STOP.search(paragraph.text) or paragraph.columns <= 2 * PROSE_COLUMNS
    if captionlike and (furniture_pattern("opening").match(folded) or is_tail(paragraph)):
        return True
    return (
        furniture_pattern("inside").search(folded) is not None
        and find_marker(paragraph.text) is None
    )


def _cut_end(source: str, paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph, or the paragraph without its last brackets and those as an aside."""
    text = paragraph.text
    if text[-1] not in ")）]】.。":
        return [paragraph]
    match = _BRACKETED_END.search(text)
    if match and furniture_pattern("byline").fullmatch(normalise(match.group(1))):
        return _split(source, paragraph, match.start(), "byline")
    match = _BUTTONS_END.search(text)
    if match and furniture_pattern("whole").fullmatch(normalise(match.group())):
        return _split(source, paragraph, match.start(), "boilerplate")
    return [paragraph]


def _split(source: str, paragraph: Paragraph, at: int, role: str) -> list[Paragraph]:
    cut = paragraph.start + at
    rest = make_paragraph(source, cut, paragraph.end, role=role)
    if not source[paragraph.start : cut].strip():
        return [rest]
    kept = make_paragraph(
        source, paragraph.start, cut, level=paragraph.level, spaced=paragraph.spaced
    )
    return [kept, rest]
