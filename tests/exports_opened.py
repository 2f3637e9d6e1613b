"""Exports made and opened again, each with its format's own library, for the tests."""

from __future__ import annotations

import csv
import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from icalendar import Calendar
from openpyxl import Workbook, load_workbook

from exports import export_checklist
from records import Checklist, Language, Tick
from tests.exports_samples import (
    ACTORS,
    HEADINGS,
    TICKS,
    checklist,
)

BOTH: tuple[Language, ...] = ("en", "zh")


def exported(
    format: str,
    language: Language = "en",
    of: Checklist | None = None,
    ticks: dict[str, Tick] | None = None,
    by: str = "李娜",
) -> bytes:
    return export_checklist(
        of or checklist(), format, language, TICKS if ticks is None else ticks, by,
        headings=HEADINGS, actors=ACTORS,
    )  # fmt: skip


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def workbook(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def sheet_rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def docx_text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    return "\n".join(node.text or "" for node in document.element.iter(qn("w:t")))


def calendar_of(data: bytes) -> Any:
    return Calendar.from_ical(data)


def events(data: bytes) -> list[Any]:
    return list(calendar_of(data).walk("VEVENT"))


def whole_text(format: str, data: bytes) -> str:
    """All that a reader of the file sees, whatever its format."""
    if format == "xlsx":
        cells = (str(c.value) for s in workbook(data) for row in s.iter_rows() for c in row)
        return "\n".join(cells)
    if format == "docx":
        return docx_text(data)
    if format == "ics":
        calendar = calendar_of(data)
        return f"{calendar['X-WR-CALDESC']}\n" + "\n".join(e["DESCRIPTION"] for e in events(data))
    return data.decode("utf-8-sig")
