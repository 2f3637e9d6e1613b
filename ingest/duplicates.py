"""Passages that stand twice: one counts, the other is kept as an aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.limits import DUPLICATE_COLUMNS
from ingest.markers import find_marker
from ingest.paragraphs import Paragraph

_MATTER = ("number", "addressees", "signature")


def mark_duplicates(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give every repeat the role ``duplicate``.

    The first occurrence counts, unless number, addressees or signature stand between: then it was
    the page's lead-in and the later one counts. A lead-in that breaks off in dots repeats what it
    begins. Inside articles of a law nothing is a repeat: two articles may share an item's words.
    """
    marked = list(paragraphs)
    first: dict[str, int] = {}
    broken_off: list[str] = []
    titles: dict[str, int] = {
        one.folded: index for index, one in enumerate(marked) if one.role == "title"
    }
    in_article = False
    for index, paragraph in enumerate(marked):
        if paragraph.role != "body":
            if paragraph.role == "boilerplate" and paragraph.folded in titles:
                original = marked[titles[paragraph.folded]]
                marked[index] = _copy(paragraph, original)
            continue
        marker = find_marker(paragraph.text)
        in_article = in_article or (marker is not None and marker.style == "article")
        # Amendments quote paragraphs, and two articles may get the same words.
        quoted = paragraph.text[0] in '“"' or paragraph.text[-1] in '”"'
        if in_article or quoted or paragraph.columns < DUPLICATE_COLUMNS:
            continue
        earlier = _earlier(first, broken_off, paragraph.folded)
        if earlier is None:
            first[paragraph.folded] = index
            if paragraph.folded.endswith("..."):
                broken_off.append(paragraph.folded)
            continue
        lead_in = any(one.role in _MATTER for one in marked[earlier:index])
        repeat, kept = (earlier, index) if lead_in else (index, earlier)
        marked[repeat] = _copy(marked[repeat], marked[kept])
        first[paragraph.folded] = kept
    return marked


def _earlier(first: dict[str, int], broken_off: Sequence[str], folded: str) -> int | None:
    if folded in first:
        return first[folded]
    for known in broken_off:
        if folded.startswith(known.rstrip(".").rstrip()):
            return first[known]
    return None


def _copy(paragraph: Paragraph, original: Paragraph) -> Paragraph:
    return replace(paragraph, role="duplicate", copy_of=(original.start, original.end))
