"""The tree of a page to lines of text: one for each block, table row and line break.

Takes the elements of lxml (``tag``, ``text``, ``tail``) and knows nothing else of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.heading_marks import marked_heading
from ingest.markers import find_marker
from ingest.word_numbers import format_number
from ingest.yamlfile import load_data

BLANKS = re.compile(r"[ \t\r\n\f]+")
_OL_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CELL_CHARS = 300


def words_of(element: Any) -> str:
    """The text of ``element`` on one line."""
    return BLANKS.sub(" ", "".join(element.itertext())).strip()


def lines_of(scope: Any) -> list[str]:
    """The lines of ``scope``: one for each block, row and line break."""
    writer = _Writer()
    writer.write(scope)
    writer.end_line()
    return writer.lines


class _Writer:
    """Collects lines while a tree is read; lives only in `lines_of`."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line = ""
        self._prefix = ""

    def end_line(self) -> None:
        """End the line that is being written, if it holds anything."""
        text = self._line.strip(" ")
        if text.strip():
            numbered = self._prefix and find_marker(text) is None
            self.lines.append(f"{self._prefix}{text}" if numbered else text)
            self._prefix = ""
        self._line = ""

    def write(self, element: Any) -> None:
        """Write ``element`` without the text after it."""
        tag = element.tag
        block = tag in load_data("html")["blocks"]
        if block:
            self.end_line()
        if tag == "br":
            self.end_line()
        elif tag == "tr" and _is_data_row(element):
            self._write_row(element)
        elif isinstance(tag, str) and re.fullmatch("h[1-6]", tag):
            self._write_heading(element, int(tag[1]))
        else:
            self._add(element.text, kept=tag == "pre")
            for child, number in zip(
                element.iterchildren("*"), _item_numbers(element), strict=True
            ):
                self._prefix = number or self._prefix
                self.write(child)
                self._add(child.tail, kept=tag == "pre")
        if block:
            self.end_line()

    def _add(self, text: str | None, *, kept: bool) -> None:
        if not text:
            return
        if kept:
            *whole, text = text.split("\n")
            for line in whole:
                self._line += line
                self.end_line()
        joined = BLANKS.sub(" ", text)
        if joined.startswith(" ") and (not self._line or self._line.endswith(" ")):
            joined = joined[1:]
        self._line += joined

    def _write_row(self, row: Any) -> None:
        cells = [_apart(cell) for cell in row.iterchildren("td", "th")]
        if any(cells):
            self.lines.append(f"| {' | '.join(cells)} |")

    def _write_heading(self, element: Any, level: int) -> None:
        inner = _Writer()
        for text, child in _contents(element):
            inner._add(text, kept=False)
            if child is not None:
                inner.write(child)
        inner.end_line()
        if len(inner.lines) == 1:
            self.lines.append(marked_heading(inner.lines[0], level))
        else:
            self.lines += inner.lines


def _contents(element: Any) -> Iterator[tuple[str | None, Any]]:
    yield element.text, None
    for child in element.iterchildren("*"):
        yield None, child
        yield child.tail, None


def _is_data_row(row: Any) -> bool:
    """Whether a row is one of a table of facts, not of one that lays out the page."""
    cells = list(row.iterchildren("td", "th"))
    if len(cells) < 2 or any(next(cell.iter("table", "ul", "ol", "h1"), None) is not None
                             for cell in cells):  # fmt: skip
        return False
    return all(len(words_of(cell)) <= _CELL_CHARS for cell in cells)


def _apart(cell: Any) -> str:
    """The text of a cell on one line, its blocks and line breaks set apart by a blank."""
    return " ".join(" ".join(line.split(" ")) for line in lines_of(cell)).strip()


def _item_numbers(listed: Any) -> Iterator[str]:
    """The numbers that a browser prints before the children of ``listed``; "" before others."""
    style = _OL_TYPES.get(listed.get("type", ""), "decimal")
    number = _whole(listed.get("start"), 1) - 1
    for child in listed.iterchildren("*"):
        if listed.tag == "ol" and child.tag == "li":
            number = _whole(child.get("value"), number + 1)
            yield f"{format_number(number, style)}. "
        else:
            yield ""


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text.strip()) else default
