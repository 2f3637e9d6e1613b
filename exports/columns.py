"""The columns of a checklist as a table, shared by CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from exports import words
from exports.report import Left, Line, Place, Report

Value = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label is ``export.column.<code>``; ``width`` is in characters.

    ``wide`` columns hold sentences and are wrapped.
    """

    code: str
    of: Callable[[Line], Value]
    width: int
    wide: bool = False


def _of_place(read: Callable[[Place], Value]) -> Callable[[Line], Value]:
    return lambda line: read(line.place)


COLUMNS: Final = (
    Column("line", lambda line: line.number, 6),
    Column("status", lambda line: line.status, 14),
    Column("type", lambda line: line.type, 14),
    Column("actor", lambda line: line.actor, 24, wide=True),
    Column("task", lambda line: line.task, 48, wide=True),
    Column("deadline", lambda line: line.deadline, 22, wide=True),
    Column("deadline_date", lambda line: line.deadline_date, 13),
    Column("deadline_note", lambda line: line.deadline_note, 18, wide=True),
    Column("condition", lambda line: line.item.condition or "", 32, wide=True),
    Column("evidence", lambda line: line.evidence, 24, wide=True),
    Column("notice", _of_place(lambda place: place.title), 40, wide=True),
    Column("number", _of_place(lambda place: place.number), 26, wide=True),
    Column("clause", _of_place(lambda place: place.path), 10),
    Column("heading", _of_place(lambda place: place.heading), 28, wide=True),
    Column("start", _of_place(lambda place: place.start), 9),
    Column("end", _of_place(lambda place: place.end), 9),
    Column("quote", lambda line: line.item.source_text, 64, wide=True),
    Column("warnings", lambda line: line.warnings, 30, wide=True),
    Column("validity", _of_place(lambda place: place.validity), 16),
    Column("done_at", lambda line: line.done_at, 18),
    Column("requirement_id", lambda line: line.item.id, 20),
    Column("notice_id", _of_place(lambda place: place.notice_id), 30),
)


def labels(report: Report) -> list[str]:
    """The header row."""
    return [report.say(f"column.{column.code}") for column in COLUMNS]


def item_rows(lines: tuple[Line, ...]) -> Iterator[list[Value]]:
    """A row for each requirement, in the order of `COLUMNS`."""
    for line in lines:
        yield [column.of(line) for column in COLUMNS]


def left_row(left: Left, report: Report) -> list[Value]:
    """The row of what was ticked and stands in no clause any more; what is not known is empty."""
    known: dict[str, Value] = {
        "status": report.say("state.left"),
        "notice": left.place.title,
        "number": left.place.number,
        "clause": left.place.path,
        "heading": left.place.heading,
        "quote": left.tick.quote,
        "validity": left.place.validity,
        "done_at": left.done_at,
        "requirement_id": left.tick.requirement_id,
        "notice_id": left.place.notice_id,
    }
    return [known.get(column.code, "") for column in COLUMNS]


def row_notes(place: Place | None, report: Report) -> str:
    """The lines that a row carries when it is copied out of its table."""
    lines = next(
        (
            source.lines
            for source in report.sources
            if place is not None and source.notice.id == place.notice_id
        ),
        (),
    )
    return words.run_on((*lines, *report.notes), report.language)
