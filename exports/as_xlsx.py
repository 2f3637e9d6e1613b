"""A checklist as an Excel workbook, by openpyxl: requirements, promises, what is left, sources."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

import i18n
from exports.columns import COLUMNS, Value, item_rows, labels, left_row
from exports.report import Line, Report
from exports.words import dates, labelled, number, run_on, xml_text
from records import RequirementType

CELL_LIMIT: Final = 32_767  # characters in a cell, by Excel's specification
STATES: Final = ("open", "done", "not_applicable", "in_dispute")

_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_SPARE_ROWS: Final = 200  # rows below the table that take the list of states too
_HEADER = PatternFill("solid", fgColor="1F3A5F")
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_LINE = Border(bottom=Side(style="thin", color="D0D7DE"))
_TYPE_FILLS: Final[dict[RequirementType, str]] = {  # dark text on them keeps a contrast over 7:1
    "must": "FBE3D6",
    "must_not": "F8CBD0",
    "should": "FFF4CC",
    "may": "DDF0DD",
    "condition": "E4E7EC",
}


def write(report: Report) -> bytes:
    """The report as a workbook; every text is stored as text, whatever it begins with."""
    book = Workbook()
    book.properties.creator = "NoticeDesk"
    book.properties.title = xml_text(report.title)
    sheet = book.worksheets[0]
    sheet.title = report.say("sheet.items")
    _items(sheet, report)
    if report.commitments:
        rows = item_rows(report.commitments)
        _table(_sheet(book, report, "commitments"), labels(report), rows, _widths())
    if report.left:
        rows = (left_row(left, report) for left in report.left)
        _table(_sheet(book, report, "left"), labels(report), rows, _widths())
    _sources(_sheet(book, report, "sources"), report)
    _about(_sheet(book, report, "about"), report)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, report: Report, code: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(report.say(f"sheet.{code}"))
    return sheet


def _widths() -> list[tuple[int, bool]]:
    return [(column.width, column.wide) for column in COLUMNS]


def _items(sheet: Worksheet, report: Report) -> None:
    _table(sheet, labels(report), item_rows(report.items), _widths())
    if not report.items:
        _put(sheet, 2, _position("task"), report.say("nothing"))
    _colour_types(sheet, report.items)
    _offer_states(sheet, report)


def _colour_types(sheet: Worksheet, lines: Sequence[Line]) -> None:
    for row, line in enumerate(lines, start=2):
        fill = PatternFill("solid", fgColor=_TYPE_FILLS[line.item.type])
        sheet.cell(row=row, column=_position("type")).fill = fill


def _offer_states(sheet: Worksheet, report: Report) -> None:
    """Let the status column take only the states, chosen from a list."""
    states = [report.say(f"state.{state}") for state in STATES]
    rule = DataValidation(type="list", formula1=f'"{",".join(states)}"', allow_blank=True)
    rule.showErrorMessage = True
    rule.errorTitle = report.say("column.status")
    rule.error = report.say("state.choose", states=", ".join(states))
    letter = get_column_letter(_position("status"))
    rule.add(f"{letter}2:{letter}{len(report.items) + 1 + _SPARE_ROWS}")
    sheet.add_data_validation(rule)


def _sources(sheet: Worksheet, report: Report) -> None:
    header = [
        report.say(f"source.{code}")
        for code in ("line", "title", "issuer", "number", "dates", "language", "kind", "validity",
                     "notes", "file", "sha256", "url", "notice_id")
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            source.number,
            source.notice.title,
            i18n.issuer(source.notice, report.language),
            number(source.notice, report.language),
            dates(source.notice, report.language),
            report.name("language", source.notice.language),
            report.name("kind", source.notice.kind),
            report.name("status", source.notice.status),
            run_on(source.lines, report.language),
            source.notice.file,
            source.notice.sha256,
            source.notice.source_url or "",
            source.notice.id,
        ]
        for source in report.sources
    ]
    widths = (6, 48, 32, 28, 40, 12, 24, 16, 60, 36, 24, 40, 36)
    _table(sheet, header, rows, [(width, width >= 24) for width in widths])


def _about(sheet: Worksheet, report: Report) -> None:
    lines = [
        report.title,
        *(labelled(*entry, report.language) for entry in report.scope),
        *report.notes,
    ]
    lines += [line for source in report.sources for line in source.lines]
    for row, line in enumerate(lines, start=1):
        _put(sheet, row, 1, line).alignment = _WRAPPED
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 110


def _table(
    sheet: Worksheet,
    header: Sequence[str],
    rows: Iterable[Sequence[Value]],
    widths: Sequence[tuple[int, bool]],
) -> None:
    """Fill the sheet with a table that filters, keeps its header in view and prints on pages."""
    for column, label in enumerate(header, start=1):
        cell = _put(sheet, 1, column, label)
        cell.fill, cell.font, cell.alignment = _HEADER, _HEADER_FONT, _WRAPPED
    for row, values in enumerate(rows, start=2):
        for column, (value, (_, wide)) in enumerate(zip(values, widths, strict=True), start=1):
            cell = _put(sheet, row, column, value)
            cell.alignment, cell.border = _WRAPPED if wide else _TOP, _LINE
    for column, (width, _) in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{max(sheet.max_row, 2)}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes, one across
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _position(code: str) -> int:
    return [column.code for column in COLUMNS].index(code) + 1


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Store a value in a cell.

    A text is never a formula nor an error value; one that is too long for a cell is cut visibly.
    """
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell), "no cells are merged here"
    if isinstance(value, datetime):
        cell.value, cell.number_format = value.replace(tzinfo=None), "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif isinstance(value, str):
        text = xml_text(value)
        cell.value = text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_STARTS)  # stays text when the cell is edited
    else:
        cell.value = value
    return cell
