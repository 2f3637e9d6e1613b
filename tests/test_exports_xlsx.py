"""A checklist as a workbook, opened again with openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

import i18n
from tests.exports_opened import (
    BOTH,
    exported,
    sheet_rows,
    workbook,
)
from tests.exports_samples import (
    PAYLOADS,
    checklist,
    dated,
    payload_item,
)


@pytest.fixture(autouse=True)
def strict_messages() -> Iterator[None]:
    i18n.set_strict(True)
    yield
    i18n.set_strict(False)


def test_xlsx_has_filters_states_and_sources() -> None:
    book = workbook(exported("xlsx"))
    assert book.sheetnames == [
        "Checklist", "Promises of the authority", "No longer found", "Sources", "About",
    ]  # fmt: skip
    sheet = book["Checklist"]
    assert sheet.auto_filter.ref == "A1:V4"
    assert sheet.freeze_panes == "A2"
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"open,done,not applicable,in dispute"'
    assert str(rule.sqref).startswith("B2:B")
    assert sheet["B1"].value == "Status"
    assert [sheet.cell(row, 2).value for row in (2, 3, 4)] == ["done", "open", "open"]
    fills = {sheet.cell(row, 3).fill.fgColor.rgb for row in (2, 3, 4)}
    assert len(fills) == 3, "types are told apart at a glance"


def test_xlsx_cells_have_their_types() -> None:
    row = sheet_rows(workbook(exported("xlsx")), "Checklist")[0]
    assert row["Deadline"] == datetime(2022, 11, 21)
    assert (row["Start"], row["End"]) == (1200, 1281)
    assert row["Done at (China time)"] == datetime(2026, 1, 3, 2, 30)
    assert row["Quote"] == dated().source_text


def test_xlsx_sources_say_what_they_are() -> None:
    english, chinese = sheet_rows(workbook(exported("xlsx")), "Sources")
    assert english["Kind of source"] == "machine or unofficial translation"
    assert english["Issuer"] == "General Office of CNIPA"
    assert english["Dates"] == "signed November 15, 2022 (2022-11-15), released 2022-11-23"
    assert "unofficial translation" in english["To be known"]
    assert english["Source page"] == "https://example.org/985"
    assert chinese["Dates"] == "effective 6月1日 (year not given)"
    assert chinese["Document number"] == "none given"
    assert chinese["Validity"] == "in force"
    assert "in force (set by the operator)" in chinese["To be known"]


def test_xlsx_in_chinese() -> None:
    book = workbook(exported("xlsx", "zh"))
    assert book.sheetnames == ["清单", "机关承诺", "现已找不到", "来源", "说明"]
    (rule,) = book["清单"].data_validations.dataValidation
    assert rule.formula1 == '"未完成,已完成,不适用,有争议"'


def test_the_list_of_states_fits_excels_limit() -> None:
    for language in BOTH:
        states = ("open", "done", "not_applicable", "in_dispute")
        words = [i18n.text(f"export.state.{state}", language) for state in states]
        assert len(",".join(words)) <= 255
        assert not any("," in word or '"' in word for word in words)


def test_sheet_names_are_such_as_excel_takes() -> None:
    for language in BOTH:
        for sheet in ("items", "commitments", "left", "sources", "about"):
            name = i18n.text(f"export.sheet.{sheet}", language)
            assert 0 < len(name) <= 31
            assert not set(name) & set("[]:*?/\\")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_xlsx_payloads_are_text(payload: str) -> None:
    book = workbook(exported("xlsx", of=checklist(payload_item(payload)), by=payload, ticks={}))
    (row,) = sheet_rows(book, "Checklist")
    assert row["Quote"] == payload
    types = {c.data_type for s in book for row in s.iter_rows() for c in row if c.value is not None}
    assert types <= {"s", "n", "d"}, "neither formulas nor error values"
    quote = next(c for c in book["Checklist"][2] if c.value == payload)
    assert quote.quotePrefix == (payload[0] in "=+-@")


UNHOLDABLE = [
    ("a\x00b\x0bc\x1b", "a\ufffdb\ufffdc\ufffd", "controls"),
    ("a\ud800b\uffff", "a\ufffdb\ufffd", "surrogates and non-characters"),
    ("one\r\ntwo\rthree", "one\ntwo\nthree", "line ends"),
    ("x" * 40_000, "x" * 32_766 + "…", "more than a cell holds is cut, and one sees it"),
]


@pytest.mark.parametrize(("text", "kept", "why"), UNHOLDABLE, ids=[row[2] for row in UNHOLDABLE])
def test_xlsx_replaces_what_it_cannot_hold(text: str, kept: str, why: str) -> None:
    book = workbook(exported("xlsx", of=checklist(payload_item(text)), ticks={}))
    assert sheet_rows(book, "Checklist")[0]["Quote"] == kept, why
