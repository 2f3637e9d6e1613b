"""What is a heading, what a list line: questions about one paragraph that the outline asks."""

from __future__ import annotations

import re

from ingest.furniture import is_prose, is_sentence, is_table_row
from ingest.limits import RUN_IN_HAN, RUN_IN_WORDS
from ingest.markers import Marker
from ingest.paragraphs import Paragraph
from language.script import detect_language, han_count

_RUN_IN_EN = re.compile(r"[^.!?;:。\n]{3,160}?\.(?=\s+\S)")
_RUN_IN_ZH = re.compile(r"[^。！？；：\n]{2,40}?。(?=\s*\S)")
MODAL = re.compile(
    r"\b(?:shall|must|should|may|will|can|cannot|is|are|was|were|has|have|had|does|do|need(?:s|ed)?)\b"
    r"|应当|应(?!急|用|对|诉|税)|必须|不得|可以|须|需|禁止",
    re.IGNORECASE,
)


def is_list_line(paragraph: Paragraph) -> bool:
    """Whether a line names something (a row of a list of names) and says nothing."""
    if is_table_row(paragraph):
        return True
    return (
        not is_prose(paragraph) and not is_sentence(paragraph) and paragraph.text[-1] not in ":："
    )


def style_key(marker: Marker) -> str:
    """The style that a level belongs to: 1.1 and 1.1.1 are two."""
    if marker.style == "decimal":
        return f"decimal{marker.number.count('.')}"
    return marker.style


def run_in_end(paragraph: Paragraph, marker: Marker) -> int | None:
    """Offset after the run-in heading that follows the number, or None."""
    rest = paragraph.text[marker.length :]
    chinese = detect_language(rest[:80]) == "zh"
    match = (_RUN_IN_ZH if chinese else _RUN_IN_EN).match(rest)
    if match is None or not is_short(match.group()) or MODAL.search(match.group()):
        return None
    if not chinese and not re.match(r"\s+[A-Z\"“‘(\u4e00-\u9fff]", rest[match.end() :]):
        return None
    return paragraph.start + marker.length + match.end()


def is_short(text: str) -> bool:
    """Whether a text is no longer than headings are."""
    han = han_count(text)
    return han <= RUN_IN_HAN if han else len(text.split()) <= RUN_IN_WORDS


def trimmed_end(paragraph: Paragraph, end: int) -> int:
    """``end`` without the blanks before it."""
    return paragraph.start + len(paragraph.text[: end - paragraph.start].rstrip())
