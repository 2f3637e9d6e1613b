"""Hard-wrapped text: lines joined to paragraphs by their widths, indents and blank lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.lexicon import is_addressees, label_pattern, number_line
from ingest.limits import (
    PROSE_COLUMNS,
    WRAP_COLUMNS,
    WRAP_CONTINUATIONS,
    WRAP_FULL,
    WRAP_INDENT_SHARE,
    WRAP_SHARE,
    WRAP_TOLERANCE,
)
from ingest.markers import find_marker
from ingest.paragraphs import Paragraph, columns, make_paragraph

_CLOSED = re.compile(r"[.。!！?？;；:：…][\"'”’)）】》]*$")
_FIRST_WORD = re.compile(r"[^\s\u2e80-\uffef]+")
_MOST_INDENT = 8


def join_wrapped(source: str, lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines of ``source``, or its paragraphs where the text was broken at a fixed width.

    A line goes on in the next where that line's first word would not have fitted. Blank lines and
    indents end a paragraph where the text uses them; else a closing mark does.
    """
    width = _wrap_width(lines)
    if width is None:
        return _join_broken(source, lines)
    base = _base_indent(lines)
    trusted = _marks_paragraphs(lines, base)
    joined: list[Paragraph] = []
    first: Paragraph | None = None
    for index, line in enumerate(lines):
        previous = lines[index - 1] if index else None
        goes_on = (
            previous is not None
            and first is not None
            and _continues(previous, line, width)
            and not _indented(first, line, base)
            and (trusted or not _CLOSED.search(previous.text))
        )
        if goes_on and first is not None:
            joined[-1] = make_paragraph(
                source, first.start, line.end, level=first.level, spaced=first.spaced,
                indent=first.indent,
            )  # fmt: skip
        else:
            joined.append(line)
            first = line
    return joined


def _join_broken(source: str, lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Lines of a text that is not hard-wrapped, but for sentences broken in their middle."""
    joined: list[Paragraph] = []
    for line in lines:
        previous = joined[-1] if joined else None
        if previous is not None and _breaks_off(previous, line):
            joined[-1] = make_paragraph(
                source, previous.start, line.end, spaced=previous.spaced, indent=previous.indent
            )
        else:
            joined.append(line)
    return joined


def _breaks_off(line: Paragraph, following: Paragraph) -> bool:
    return (
        line.role == following.role == "body"
        and line.columns >= PROSE_COLUMNS
        and (line.text[-1].isascii() and (line.text[-1].isalpha() or line.text[-1] == ","))
        and following.text[0].islower()
        and not (following.spaced or following.level or line.level)
        and find_marker(following.text) is None
        and not _stands_alone(line)
    )


def _wrap_width(lines: Sequence[Paragraph]) -> int | None:
    """The column at which the text was broken, or None where it was not."""
    own = [line for line in lines if line.role == "body" and not _stands_alone(line)]
    widths = sorted(_reach(line) for line in own if line.columns >= WRAP_COLUMNS[0] / 2)
    if len(widths) <= WRAP_CONTINUATIONS:
        return None
    width = widths[int(0.9 * (len(widths) - 1))]
    if not WRAP_COLUMNS[0] <= width <= WRAP_COLUMNS[1]:
        return None
    full = sum(1 for one in widths if one > width - WRAP_FULL)
    open_ended = sum(
        1
        for line, following in pairwise(lines)
        if not _CLOSED.search(line.text) and _continues(line, following, width)
    )
    return width if open_ended >= max(WRAP_CONTINUATIONS, WRAP_SHARE * full) else None


def _base_indent(lines: Sequence[Paragraph]) -> int:
    """The indent of lines inside paragraphs: the least one that many lines have."""
    counts = Counter(line.indent for line in lines if line.role == "body")
    enough = WRAP_INDENT_SHARE * sum(counts.values())
    return min((indent for indent, count in counts.items() if count >= enough), default=0)


def _reach(line: Paragraph) -> int:
    return min(line.indent, _MOST_INDENT) + line.columns


def _marks_paragraphs(lines: Sequence[Paragraph], base: int) -> bool:
    """Whether blank lines or indents tell where paragraphs begin."""
    marked = sum(1 for line in lines if line.spaced or line.indent >= base + 2)
    closed = sum(1 for line in lines if _CLOSED.search(line.text))
    return marked >= max(2, closed * 0.3)


def _indented(first: Paragraph, line: Paragraph, base: int) -> bool:
    """Whether an indent begins a paragraph; a hanging indent under a list number does not."""
    if line.indent < base + 2:
        return False
    marker = find_marker(first.text)
    if marker is not None:
        hanging = first.indent + columns(first.text[: marker.length])
        return abs(line.indent - hanging) > 1
    return line.indent >= first.indent


def _continues(line: Paragraph, following: Paragraph, width: int) -> bool:
    """Whether ``following`` goes on with ``line``: its first word did not fit there."""
    if line.role != "body" or following.role != "body" or following.spaced:
        return False
    if following.level or line.level or find_marker(following.text) is not None:
        return False
    word = _FIRST_WORD.match(following.text)
    needed = 1 + len(word.group()) if word else 2
    if _reach(line) + needed <= width - WRAP_TOLERANCE:
        return False
    return not any(_stands_alone(one) for one in (line, following))


def _stands_alone(line: Paragraph) -> bool:
    return (
        label_pattern().match(line.text) is not None
        or number_line(line.text) is not None
        or is_addressees(line)
    )
