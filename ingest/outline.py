"""The clause tree: numbers and headings to paths, levels and heading paths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.furniture import is_prose, is_sentence
from ingest.headings import MODAL, is_list_line, is_short, run_in_end, style_key, trimmed_end
from ingest.lexicon import cue, has_document_word
from ingest.limits import HEADING_COLUMNS
from ingest.markers import LAW_STYLES, Marker, find_marker
from ingest.paragraphs import Paragraph
from ingest.title import one_line

_ARTICLE_NAME = re.compile(r"[【\[（(〔][^】\]）)〕\d]{2,30}[】\]）)〕]\s*")
_ATTACHED = re.compile(r"(?:附\s*件|附\s*录|附\s*表|附\s*则)[\s\d一二三四五六七八九十:：]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause before it gets its id: where it stands and under which headings.

    ``heading`` is the part of it that is number and run-in heading, if any.
    """

    start: int
    end: int
    path: str
    headings: tuple[str, ...]
    heading: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """The body's clauses in order, and where its standalone headings stand."""

    units: tuple[Unit, ...]
    headings: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that what follows stands under; ``level`` orders it, ``number`` may be empty."""

    level: int
    style: str
    number: str
    name: str
    single: bool = False


def build_outline(paragraphs: Sequence[Paragraph], signed_at: int) -> Outline:
    """The clause tree of the paragraphs whose role is ``body``.

    ``signed_at`` is the offset where a signature ended (0 without one): an attached document
    begins its own numbering there.
    """
    builder = _Builder(signed_at)
    body = [one for one in paragraphs if one.role == "body"]
    breaks = _breaks(paragraphs)
    for index, paragraph in enumerate(body):
        following = body[index + 1] if index + 1 < len(body) else None
        builder.add(paragraph, following, breaks.get(paragraph.start, ""))
    builder.close()
    return Outline(tuple(builder.units), tuple(builder.headings))


def _breaks(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """What stands right before a body paragraph that is no body: ``matter`` ends an article, an
    ``aside`` only cuts it in two."""
    found: dict[int, str] = {}
    between = ""
    for one in paragraphs:
        if one.role == "body":
            if between:
                found[one.start] = between
            between = ""
        elif one.role in ("boilerplate", "duplicate", "byline"):
            between = between or "aside"
        else:
            between = "matter"
    return found


class _Builder:
    """Reads paragraphs in order; lives only in `build_outline`."""

    def __init__(self, signed_at: int) -> None:
        self.signed_at = signed_at
        self.levels: dict[str, int] = {}
        self.stack: list[_Open] = []
        self.units: list[Unit] = []
        self.headings: list[tuple[int, int]] = []
        self.counts: dict[tuple[str, int], int] = {}
        self.article: Unit | None = None
        self.scope = 0
        self.bare_item: str | None = None
        # Whether the document being read has said anything yet, and whether a list goes on.
        self.said = False
        self.in_list = False

    def add(self, paragraph: Paragraph, following: Paragraph | None, after: str) -> None:
        if self.signed_at and paragraph.start >= self.signed_at and self.scope == 0:
            self._begin_document()
        marker = find_marker(paragraph.text)
        if after == "matter" or paragraph.level or _ATTACHED.match(paragraph.text):
            self._close_article()
        elif after:
            self._cut_article(paragraph)
        if after:
            self.in_list = False
        if marker is not None and marker.in_law:
            self._add_law(paragraph, marker, following)
        elif self.article is not None:
            self._extend_article(paragraph)
        elif marker is not None:
            self._add_numbered(paragraph, marker, following)
        elif self._is_free_heading(paragraph, following):
            self._open_free(paragraph)
        else:
            self._add_plain(paragraph)

    def close(self) -> None:
        self._close_article()

    def _begin_document(self) -> None:
        self._close_article()
        self.said = False
        self.scope += 1
        self.levels.clear()
        self.stack.clear()

    # Laws: parts, chapters, sections and articles.

    def _add_law(self, paragraph: Paragraph, marker: Marker, following: Paragraph | None) -> None:
        if marker.style == "article":
            self._close_article()
            level = 100
            self._pop(level)
            number_end = paragraph.start + marker.length
            name = _ARTICLE_NAME.match(paragraph.text, marker.length)
            if name and name.end() < len(paragraph.text):
                number_end = paragraph.start + name.end()
            heading = paragraph.text[: number_end - paragraph.start].strip()
            self.article = Unit(
                paragraph.start, paragraph.end, marker.number,
                (*self._names(), heading), (paragraph.start, trimmed_end(paragraph, number_end)),
            )  # fmt: skip
            return
        if is_prose(paragraph) and paragraph.columns > HEADING_COLUMNS:
            self._extend_article(paragraph) if self.article else self._add_plain(paragraph)
            return
        self._close_article()
        level = 10 + LAW_STYLES.index(marker.style)
        self._open(_Open(level, marker.style, "", one_line(paragraph.text)), paragraph)

    def _extend_article(self, paragraph: Paragraph) -> None:
        unit = self.article
        if unit is not None:
            self.article = Unit(unit.start, paragraph.end, unit.path, unit.headings, unit.heading)

    def _cut_article(self, paragraph: Paragraph) -> None:
        """Go on with an article after an aside, as a clause of its own."""
        unit = self.article
        marker = find_marker(paragraph.text)
        if unit is not None and not (marker and marker.in_law):
            self._emit(unit)
            number = unit.path.partition(".")[0]
            part = int(unit.path.rpartition(".p")[2]) + 1 if ".p" in unit.path else 2
            path = f"{number}.p{part}"
            self.article = Unit(paragraph.start, paragraph.start, path, unit.headings)

    def _close_article(self) -> None:
        if self.article is not None:
            self._emit(self.article)
            self.article = None

    # Notices: numbered headings, run-in headings, list items.

    def _add_numbered(
        self, paragraph: Paragraph, marker: Marker, following: Paragraph | None
    ) -> None:
        level = self._level(marker)
        self._pop(level)
        run_in = run_in_end(paragraph, marker)
        if run_in is not None:
            name = one_line(paragraph.text[: run_in - paragraph.start]).rstrip(".。")
            self._push(_Open(level, marker.style, marker.number, name, single=True))
            self._emit_here(paragraph, (paragraph.start, run_in))
        elif self._is_heading(paragraph, marker, following):
            self.bare_item = None
            name = one_line(paragraph.text).rstrip(":：")
            self._open(_Open(level, marker.style, marker.number, name), paragraph)
        else:
            next_marker = find_marker(following.text) if following else None
            alike = next_marker is not None and next_marker.style == marker.style
            self.bare_item = marker.style if alike else None
            self._push(_Open(level, marker.style, marker.number, "", single=True))
            self._emit_here(paragraph, None)

    def _is_heading(
        self, paragraph: Paragraph, marker: Marker, following: Paragraph | None
    ) -> bool:
        """Whether a numbered line names what follows, rather than says something itself."""
        text = paragraph.text
        if following is None or paragraph.columns > HEADING_COLUMNS:
            return False
        if paragraph.level:
            return True
        next_marker = find_marker(following.text)
        if next_marker is not None and self._level_of(next_marker) <= self._level(marker):
            return False
        if next_marker is None and self.bare_item == marker.style:
            return False
        if text[-1] in ":：":
            return next_marker is not None and not MODAL.search(text)
        if text[-1] in ".。;；!！?？,，":
            return (
                text[-1] in ".。" and not MODAL.search(text)
                and next_marker is None and is_short(text) and is_prose(following)
            )  # fmt: skip
        return True

    def _level(self, marker: Marker) -> int:
        style = style_key(marker)
        if style not in self.levels:
            self.levels[style] = 20 + len(self.levels)
        return self.levels[style]

    def _level_of(self, marker: Marker) -> int:
        if marker.in_law:
            return 10
        return self.levels.get(style_key(marker), 99)

    # Unnumbered headings and paragraphs.

    def _is_free_heading(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        if paragraph.level or _ATTACHED.match(paragraph.text):
            return following is not None
        names_document = has_document_word(paragraph.text) and not is_prose(paragraph)
        if self.scope and not self.said and following is not None and names_document:
            return not is_sentence(paragraph)
        if following is None or is_prose(paragraph) or paragraph.columns > HEADING_COLUMNS:
            return False
        if paragraph.text[-1] in ".。;；,，!！?？":
            return False
        if find_marker(following.text) is not None and paragraph.text[-1] not in ":：":
            return True
        return is_prose(following) and paragraph.text[-1] not in ":："

    def _open_free(self, paragraph: Paragraph) -> None:
        if paragraph.level:
            level = paragraph.level
        elif self.scope and not self.stack:
            level = 0
        else:
            level = 15
        self._pop(level)
        self._open(_Open(level, "free", "", one_line(paragraph.text)), paragraph)

    def _add_plain(self, paragraph: Paragraph) -> None:
        if cue("closing").match(paragraph.text) and paragraph.columns < 60:
            self.stack = [one for one in self.stack if one.style == "free" and one.level == 0]
        while self.stack and self.stack[-1].single and self._siblings_single(self.stack[-1]):
            self.stack.pop()
        listed = is_list_line(paragraph)
        if listed and self.in_list and not paragraph.level:
            last = self.units[-1]
            self.units[-1] = Unit(last.start, paragraph.end, last.path, last.headings, last.heading)
            return
        self._emit_here(paragraph, None)
        self.in_list = listed

    def _siblings_single(self, open_: _Open) -> bool:
        """Whether an item stands in a list whose items are one paragraph each."""
        return open_.number not in ("", "1") or not open_.name

    # Common.

    def _pop(self, level: int) -> None:
        while self.stack and self.stack[-1].level >= level:
            self.stack.pop()

    def _push(self, heading: _Open) -> None:
        self._pop(heading.level)
        self.stack.append(heading)

    def _open(self, heading: _Open, paragraph: Paragraph) -> None:
        self.in_list = False
        self._push(heading)
        self.headings.append((paragraph.start, paragraph.end))

    def _names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.stack if one.name)

    def _emit_here(self, paragraph: Paragraph, heading: tuple[int, int] | None) -> None:
        numbers = [one.number for one in self.stack if one.number]
        base = ".".join(numbers)
        key = (base, self.scope if base else 0)
        count = self.counts[key] = self.counts.get(key, 0) + 1
        if not base:
            path = f"p{count}"
        elif count == 1 or heading is not None or find_marker(paragraph.text) is not None:
            path = base
        else:
            path = f"{base}.p{count}"
        self._emit(Unit(paragraph.start, paragraph.end, path, self._names(), heading))

    def _emit(self, unit: Unit) -> None:
        self.said = True
        self.in_list = False
        self.units.append(unit)
