"""What stands before the body: title, labels, number, release, addressees, history of a law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.furniture import is_edge, is_prose, is_sentence, is_table_row
from ingest.history import Event, LocatedDate, is_bracketed, located_date, mark_history
from ingest.lexicon import (
    cue,
    is_addressees,
    label_fields,
    label_pattern,
    number_line,
    only_date,
)
from ingest.markers import find_marker
from ingest.numbers import DocumentNumber, find_numbers
from ingest.paragraphs import Paragraph, Role, make_paragraph
from ingest.title import find_title
from language.dates import find_dates
from language.script import han_count

_FRONT_PARAGRAPHS = 30
_DATE_FIELDS = ("released", "signed", "effective")
_BARE_DATE_LABEL = re.compile(
    r"(?:published|posted|released|issued|updated)\s+(?:on\s+|at\s+)?", re.I
)
_ROLES: dict[str, Role] = {"released": "released", "signed": "released", "effective": "released",
                           "number": "number"}  # fmt: skip
INFO_END = "<!-- info end -->"


@dataclass(frozen=True, slots=True)
class Located:
    """A fact's text and its place in the source."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Front:
    """The paragraphs with the front's roles given, the index where the body begins, and facts.

    ``labels`` are labelled facts by field; ``dates`` the dates among them.
    """

    paragraphs: list[Paragraph]
    body: int
    title: Located | None = None
    number: DocumentNumber | None = None
    number_at: int = 0
    addressees: Located | None = None
    labels: dict[str, Located] = field(default_factory=dict)
    dates: dict[str, LocatedDate] = field(default_factory=dict)
    history: tuple[Event, ...] = ()


def mark_front(source: str, paragraphs: Sequence[Paragraph]) -> Front:
    """Find the front of the notice and give its paragraphs their roles."""
    marked = list(paragraphs)
    info_end = next((i for i, one in enumerate(marked) if one.folded == INFO_END), None)
    history, ordered = mark_history(marked, info_end)
    first = _first_solid(marked)
    limit = _front_limit(marked, first)
    title_at = find_title(marked, first)
    title = None
    if title_at is not None:
        begin, end = title_at
        start, stop = marked[begin].start, marked[end].end
        title = Located(start, stop, source[start:stop])
        for index in range(begin, end + 1):
            marked[index] = replace(marked[index], role="title")
    state = _State(source, marked, limit)
    state.has_title = title is not None
    if ordered is not None:
        state.number, state.number_at = ordered
    state.read_labels()
    state.read_lines(title_at[1] if title_at else -1)
    body = _clear_front(state.marked, first, title_at)
    return Front(
        state.marked, body, title or state.labels.get("title"), state.number, state.number_at,
        state.addressees, state.labels, state.dates, history,
    )  # fmt: skip


class _State:
    """The paragraphs while the front is read; lives only in `mark_front`."""

    def __init__(self, source: str, marked: list[Paragraph], limit: int) -> None:
        self.source = source
        self.marked = marked
        self.limit = limit
        self.has_title = False
        self.number: DocumentNumber | None = None
        self.number_at = 0
        self.addressees: Located | None = None
        self.labels: dict[str, Located] = {}
        self.dates: dict[str, LocatedDate] = {}

    def read_labels(self) -> None:
        """Read labelled lines; their pieces become paragraphs of their own."""
        result: list[Paragraph] = []
        index = 0
        while index < len(self.marked):
            paragraph = self.marked[index]
            following = self.marked[index + 1] if index + 1 < len(self.marked) else None
            if index <= self.limit and not is_prose(paragraph) and paragraph.role != "title":
                pieces, used_next = self._pieces(paragraph, following)
                if pieces:
                    result.extend(pieces)
                    index += 2 if used_next else 1
                    continue
            result.append(paragraph)
            index += 1
        self.marked = result

    def _pieces(
        self, paragraph: Paragraph, following: Paragraph | None
    ) -> tuple[list[Paragraph], bool]:
        bare = self._bare_date(paragraph)
        if bare:
            return bare, False
        matches = list(label_pattern().finditer(paragraph.text))
        pieces = self._leading_date(paragraph, matches[0].start()) if matches else []
        used_next = False
        done = pieces[0].end if pieces else paragraph.start
        ends = [*(one.start() for one in matches[1:]), len(paragraph.text)]
        for match, end_in_text in zip(matches, ends, strict=False):
            start = paragraph.start + match.start()
            stop = paragraph.start + end_in_text
            value = make_paragraph(self.source, paragraph.start + match.end(), stop)
            if not value.text and stop == paragraph.end and following is not None:
                value, used_next = following, True
            name = label_fields()[re.sub(r"\s+", "", match["label"]).lower()]
            end = self._take(name, value)
            if end is None:
                used_next = False
                continue
            self._aside(pieces, done, start)
            role: Role = _ROLES.get(name, "boilerplate")
            if name == "title" and not self.has_title:
                role = "title"
            pieces.append(make_paragraph(self.source, start, end, role=role))
            done = end
        if not pieces:
            return [], False
        self._aside(pieces, done, following.end if used_next and following else paragraph.end)
        return pieces, used_next

    def _aside(self, pieces: list[Paragraph], start: int, end: int) -> None:
        if self.source[start:end].strip():
            pieces.append(make_paragraph(self.source, start, end, role="boilerplate"))

    def _take(self, name: str, value: Paragraph) -> int | None:
        """Note a labelled fact; the offset where it ends, or None where the value does not fit."""
        if name in _DATE_FIELDS:
            mentions = find_dates(value.text)
            if not mentions or mentions[0].start > 2 or mentions[0].month is None:
                return None
            found = located_date(value, mentions[0])
            self.dates.setdefault(name, found)
            time = re.match(r"\s*\d{1,2}:\d{2}(?::\d{2})?", self.source[found.end : value.end])
            return found.end + (time.end() if time else 0)
        if name == "number":
            numbers = find_numbers(value.text)
            if not numbers:
                return None
            self._note_number(numbers[0], value.start)
            return value.start + numbers[0].end
        if not value.text or value.columns > 200:
            return None
        self.labels.setdefault(name, Located(value.start, value.end, value.text))
        return value.end

    def _leading_date(self, paragraph: Paragraph, stop: int) -> list[Paragraph]:
        """The piece before the first label, where it is a date: when the page was released."""
        mention = only_date(paragraph.text[:stop]) if stop else None
        if mention is None or "released" in self.dates:
            return []
        self.dates["released"] = located_date(paragraph, mention)
        end = paragraph.start + stop
        return [make_paragraph(self.source, paragraph.start, end, role="released")]

    def _bare_date(self, paragraph: Paragraph) -> list[Paragraph]:
        """The pieces of a line that begins "Posted on 5 September 2024"."""
        lead = _BARE_DATE_LABEL.match(paragraph.text)
        if lead is None or "released" in self.dates:
            return []
        mention = next((one for one in find_dates(paragraph.text) if one.start == lead.end()), None)
        if mention is None:
            return []
        found = self.dates["released"] = located_date(paragraph, mention)
        pieces = [make_paragraph(self.source, paragraph.start, found.end, role="released")]
        self._aside(pieces, found.end, paragraph.end)
        return pieces

    def _note_number(self, number: DocumentNumber, offset: int) -> None:
        if self.number is None:
            self.number, self.number_at = number, offset

    def read_lines(self, title: int) -> None:
        """Read lines that are a number, a date or the addressees without a label."""
        for index, paragraph in enumerate(self.marked[: self.limit + 3]):
            if paragraph.role != "body" or index > self.limit + 2:
                continue
            if self.addressees is None and is_addressees(paragraph) and not is_edge(paragraph):
                if find_marker(paragraph.text) is None:
                    self.addressees = Located(paragraph.start, paragraph.end, paragraph.text)
                    self.marked[index] = replace(paragraph, role="addressees")
            elif (number := number_line(paragraph.text)) is not None:
                self._note_number(number, paragraph.start)
                self.marked[index] = replace(paragraph, role="number")
            elif "released" not in self.dates and index < self.limit:
                mention = only_date(paragraph.text)
                if mention is not None:
                    self.dates["released"] = located_date(paragraph, mention)
                    self.marked[index] = replace(paragraph, role="released")


def _is_solid(paragraph: Paragraph) -> bool:
    """Whether a paragraph is body: sentences, or a number that is no mere caption."""
    if paragraph.role != "body":
        return False
    return (
        is_prose(paragraph)
        or is_sentence(paragraph)
        or is_table_row(paragraph)
        or find_marker(paragraph.text) is not None
        or (han_count(paragraph.text) >= 10 and _leads_in(paragraph.text))
    )


def _leads_in(text: str) -> bool:
    return text[-1] in ":：" and cue("lead_in").search(text) is not None


def _first_solid(marked: Sequence[Paragraph]) -> int:
    for index, paragraph in enumerate(marked):
        if paragraph.level == 1:
            continue
        if _is_solid(paragraph) and not label_pattern().match(paragraph.text):
            if is_addressees(paragraph) or number_line(paragraph.text) is not None:
                continue
            if _toc_or_history(paragraph):
                continue
            return index
    return len(marked)


def _toc_or_history(paragraph: Paragraph) -> bool:
    dated = bool(find_dates(paragraph.text)) and cue("history").search(paragraph.text) is not None
    return is_bracketed(paragraph) and dated


def _front_limit(marked: Sequence[Paragraph], first: int) -> int:
    """The last index that may be front: addressees and number may follow a page's lead-in."""
    limit = first
    for index in range(first, min(len(marked), first + 6, _FRONT_PARAGRAPHS)):
        paragraph = marked[index]
        if find_marker(paragraph.text) is not None or paragraph.role != "body":
            break
        if is_addressees(paragraph) or number_line(paragraph.text) is not None:
            limit = index
    return limit


def _clear_front(marked: list[Paragraph], first: int, title: tuple[int, int] | None) -> int:
    """Set aside what stands before the body and is nothing of the notice; where the body begins."""
    first = _first_solid(marked)
    for index in range(min(first, len(marked))):
        paragraph = marked[index]
        if paragraph.role == "body" and not paragraph.level:
            marked[index] = replace(paragraph, role="boilerplate")
    return first
