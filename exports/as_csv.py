"""A checklist as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte-order mark, CRLF line ends.

One row per requirement, each complete in itself: citation, date, and the lines on its source. What
the authority promises is in no row, for a table of duties must not hold it.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Final

from exports.columns import COLUMNS, Value, item_rows, labels, left_row, row_notes
from exports.report import Report
from exports.words import encodable

# A spreadsheet takes a cell that begins so for a formula, or strips it and looks again
# (owasp.org/www-community/attacks/CSV_Injection; the full-width forms for Chinese and Japanese).
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel takes the bytes for the system's code page


def write(report: Report) -> bytes:
    """The report's requirements as a table; without any, one row that says so."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow([safe_cell(label) for label in (*labels(report), report.say("column.notes"))])
    for line, row in zip(report.items, item_rows(report.items), strict=True):
        rows.writerow(map(safe_cell, (*row, row_notes(line.place, report))))
    for left in report.left:
        rows.writerow(map(safe_cell, (*left_row(left, report), row_notes(left.place, report))))
    if not (report.items or report.left):
        nothing = f"{report.say('nothing')} {row_notes(None, report)}"
        rows.writerow([*([""] * len(COLUMNS)), safe_cell(nothing)])
    return (_BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


def safe_cell(value: Value) -> str:
    """The value as text that no spreadsheet evaluates: an apostrophe stands before a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    written = encodable(value) if isinstance(value, str) else str(value)
    return f"'{written}" if written.startswith(_FORMULA_STARTS) else written
